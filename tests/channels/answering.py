"""A server of our own on loopback for one exchange."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Exchange = AbstractContextManager[tuple[int, list[bytes]]]
"""Its port, and what was asked there."""
Serve = Callable[[socket.socket, list[bytes]], None]
"""Talks over a connection; puts what it got into the list."""


@contextmanager
def answering(serve: Serve) -> Iterator[tuple[int, list[bytes]]]:
    """Takes one connection and has `serve` talk over it: the port, and what `serve` got."""
    listener = socket.create_server(("127.0.0.1", 0))
    got: list[bytes] = []

    def take() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(5)
            serve(connection, got)

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], got
    finally:
        if thread.is_alive() and not got:
            socket.create_connection(listener.getsockname()).close()
        thread.join(timeout=5)
        listener.close()
