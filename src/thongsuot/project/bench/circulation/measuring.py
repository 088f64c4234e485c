"""Runs one way of sending in a process of its own: CPU, time and memory are its alone."""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from thongsuot.project.bench.circulation import house, material, peers
from thongsuot.project.bench.circulation.sink import running

DRIVERS: dict[str, Callable[[int, int], int]] = {
    "house": house.send,
    "signed": house.signed,
    "django": peers.django,
    "spliced": peers.spliced,
    "aiosmtplib": peers.aiosmtplib,
    "rebuilt": peers.rebuilt,
}


def measure(driver: str, count: int, *, chunking: bool, delay: float = 0.0) -> dict[str, Any]:
    """`cpu_us_per_message`, `messages_per_s`, `peak_mb` and `messages` of one driver, over a sink
    of its own. The sink's count must agree with the driver's, else AssertionError."""
    with running(chunking=chunking, delay=delay) as sink:
        told = [sys.executable, "-m", __name__, driver, str(sink.port), str(count)]
        done = subprocess.run(told, check=True, capture_output=True, text=True)  # noqa: S603
        found = dict(json.loads(done.stdout.splitlines()[-1]))
        kept = sink.stop()
    assert kept["messages"] == found["messages"] == count, (driver, kept, found)
    return found


def peak_megabytes() -> float:
    """The most memory this process ever held; its own, not what it was started from."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def run(driver: str, port: int, count: int) -> dict[str, Any]:
    """Drive here and now; the letter is composed before the clock starts."""
    send = DRIVERS[driver]
    material.letter()
    began, cpu = time.perf_counter(), time.process_time()
    taken = send(port, count)
    cpu, seconds = time.process_time() - cpu, time.perf_counter() - began
    return {
        "cpu_us_per_message": round(cpu / count * 1e6, 2),
        "messages_per_s": round(count / seconds),
        "peak_mb": round(peak_megabytes(), 1),
        "messages": taken,
    }


def main() -> None:
    """``python -m thongsuot.project.bench.circulation.measuring DRIVER PORT COUNT``"""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("driver", choices=sorted(DRIVERS))
    parser.add_argument("port", type=int)
    parser.add_argument("count", type=int)
    told = parser.parse_args()
    print(json.dumps(run(told.driver, told.port, told.count)))


if __name__ == "__main__":
    main()
