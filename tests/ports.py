"""Ports on loopback for servers that a test starts."""

import random
import socket
import time
from contextlib import suppress


def free_port() -> int:
    """Below those that the system hands out by itself, so that nobody gets it before we do."""
    for port in random.sample(range(12_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port")


def listening(port: int, seconds: float = 20) -> bool:
    """Whether something listens there before so many seconds are over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        time.sleep(0.05)
    return False
