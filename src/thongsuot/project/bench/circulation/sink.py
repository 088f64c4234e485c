"""A sink that is never the slow one: plain sockets, a thread a connection, bodies thrown away.

It says PIPELINING and, if asked to, CHUNKING, and may hold every answer back as a relay one hop
away would: answers are late, reading goes on. What it kept it can write down, one recipient a line,
before it says so; that is the witness whom a ledger is held against.
"""

import argparse
import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOM = 262_144
END = b"\r\n.\r\n"


@dataclass
class Kept:
    """What all connections of a sink took, and where it is written down."""

    log: int | None = None
    messages: int = 0
    octets: int = 0
    connections: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, recipients: list[bytes], octets: int) -> None:
        """Count messages, and write down whose they were."""
        with self.lock:
            self.messages += len(recipients)
            self.octets += octets
            if self.log is not None:
                os.write(self.log, b"".join(each + b"\n" for each in recipients))


@dataclass(frozen=True)
class Running:
    """A sink in a process of its own."""

    port: int
    process: subprocess.Popen[str]
    log: Path | None = None

    def stop(self) -> dict[str, Any]:
        """End it; says `messages`, `octets` and `connections`."""
        self.process.send_signal(signal.SIGTERM)
        said, _ = self.process.communicate(timeout=30)
        return dict(json.loads(said.splitlines()[-1]))


@contextlib.contextmanager
def running(
    *, chunking: bool = True, delay: float = 0.0, log: Path | None = None
) -> Iterator[Running]:
    """A sink in another process; `delay` in seconds before each answer."""
    told = [sys.executable, "-m", __name__, "--delay", str(delay)]
    told += ["--chunking"] if chunking else []
    told += ["--log", str(log)] if log else []
    process = subprocess.Popen(told, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    assert process.stdout
    try:
        yield Running(int(process.stdout.readline()), process, log)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


class _Talk:
    """One connection, read as it comes."""

    def __init__(self, connection: socket.socket, kept: Kept, chunking: bool, delay: float) -> None:
        self.connection = connection
        self.kept = kept
        self.delay = delay
        offers = ("PIPELINING", "8BITMIME", "SIZE 50000000", *(("CHUNKING",) if chunking else ()))
        lines = ["sink", *offers]
        self.hello = "".join(
            f"250{' ' if line == lines[-1] else '-'}{line}\r\n" for line in lines
        ).encode()
        self.answers: list[bytes] = []
        self.due: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self.recipients: list[bytes] = []
        self.settled: list[bytes] = []
        self.octets = 0
        self.skip = 0  # octets of a BDAT chunk still to come
        self.last = False
        self.body = False  # inside DATA
        self.rest = b""
        self.over = False

    def run(self) -> None:
        if self.delay:
            threading.Thread(target=self._answer_late, daemon=True).start()
        self.answers.append(b"220 sink\r\n")
        with contextlib.suppress(OSError), self.connection:
            self._flush()
            while not self.over and (chunk := self.connection.recv(ROOM)):
                self._take(chunk)
                self._flush()
            self.due.put((0.0, b""))
            if self.delay:
                time.sleep(2 * self.delay)

    def _flush(self) -> None:
        if self.settled:
            self.kept.add(self.settled, self.octets)
            self.settled, self.octets = [], 0
        if not self.answers:
            return
        said = b"".join(self.answers)
        self.answers.clear()
        if self.delay:
            self.due.put((time.monotonic() + self.delay, said))
        else:
            self.connection.sendall(said)

    def _answer_late(self) -> None:
        while True:
            due, said = self.due.get()
            if not said:
                return
            time.sleep(max(due - time.monotonic(), 0.0))
            with contextlib.suppress(OSError):
                self.connection.sendall(said)

    def _take(self, chunk: bytes) -> None:
        data = self.rest + chunk if self.rest else chunk
        place, size = 0, len(data)
        while place < size:
            if self.skip:
                step = min(self.skip, size - place)
                self.skip -= step
                place += step
                if not self.skip and self.last:
                    self._keep()
                continue
            mark = data.find(END if self.body else b"\r\n", place)
            if mark < 0:
                break
            if self.body:
                place = mark + len(END)
                self.body = False
                self._keep()
            else:
                self._command(data[place:mark])
                # The line end of DATA may be the first half of an end mark with no line before it.
                place = mark if self.body else mark + 2
        # Of a body only what may be half an end mark is needed.
        self.rest = data[max(place, size - 4) if self.body else place :]
        self.octets += len(chunk)

    def _keep(self) -> None:
        self.settled += self.recipients
        self.recipients = []
        self.answers.append(b"250 2.0.0 Kept\r\n")

    def _command(self, line: bytes) -> None:
        verb = line[:4].upper()
        if verb == b"BDAT":
            parts = line.split()
            self.skip, self.last = int(parts[1]), len(parts) > 2
            if not self.last:
                self.answers.append(b"250 2.0.0 Ok\r\n")
        elif verb == b"RCPT":
            self.recipients.append(line[line.find(b"<") + 1 : line.find(b">")])
            self.answers.append(b"250 2.1.5 Ok\r\n")
        elif verb == b"DATA":
            self.body = True
            self.answers.append(b"354 Go\r\n")
        elif verb == b"QUIT":
            self.over = True
            self.answers.append(b"221 2.0.0 Bye\r\n")
        elif verb == b"EHLO":
            self.answers.append(self.hello)
        else:
            if verb in (b"RSET", b"MAIL"):
                self.recipients = []
            self.answers.append(b"250 2.0.0 Ok\r\n")


def serve(*, chunking: bool, delay: float, log: Path | None) -> None:
    """Serve until told to stop; prints the port first, and at the end what was kept."""
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if log else None
    kept = Kept(written)
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    signal.signal(signal.SIGTERM, lambda *_: _leave(kept))
    print(listener.getsockname()[1], flush=True)
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        kept.connections += 1
        talk = _Talk(connection, kept, chunking, delay)
        threading.Thread(target=talk.run, daemon=True).start()


def _leave(kept: Kept) -> None:
    said = {name: getattr(kept, name) for name in ("messages", "octets", "connections")}
    print(json.dumps(said), flush=True)
    os._exit(0)


def main() -> None:
    """``python -m thongsuot.project.bench.circulation.sink [--chunking] [--delay S] [--log F]``"""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--chunking", action="store_true")
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--log", type=Path)
    told = parser.parse_args()
    serve(chunking=told.chunking, delay=told.delay, log=told.log)


if __name__ == "__main__":
    main()
