"""A small real SMTP server that keeps every mail in a folder, for the demonstration and tests.

It listens on loopback only. Each mail is one ``.eml`` file, whole or absent, named so that names
sort by arrival; ``log.tsv`` gets one line per mail and recipient before the mail is answered for,
so that after a kill the log says what was really delivered, and how often.
"""

import argparse
import asyncio
import contextlib
import os
import re
import signal
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from thongsuot.lib import clock

OFFERS = ("PIPELINING", "8BITMIME", "CHUNKING", "SMTPUTF8", "SIZE 52428800")
ROOM = 52_428_800
LINE_ROOM = 4096
LOG = "log.tsv"

PATH = re.compile(r"(?:MAIL FROM|RCPT TO):\s*<([^<>\s]*)>(.*)", re.IGNORECASE)
MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One line of the log: this mail, to this recipient."""

    name: str
    recipient: str
    message_id: str
    sender: str


@dataclass(frozen=True, slots=True)
class Rules:
    """How the server behaves. Addresses are compared without case.

    `bounces` maps an address to its refusal at RCPT; `deferred` are told 451 there; `slow` maps
    an address to the seconds its mails take. `offers` are the EHLO lines.
    """

    bounces: Mapping[str, str]
    deferred: Collection[str]
    slow: Mapping[str, float]
    offers: Collection[str]


class Folder:
    """The mails kept in a folder; may be read while a server, or another process, writes."""

    def __init__(self, path: Path, *, fsync: bool = False) -> None:
        self.path = path
        self.fsync = fsync
        path.mkdir(parents=True, exist_ok=True)
        self._count = 0

    def deliveries(self) -> list[Delivery]:
        """The log, oldest first."""
        try:
            lines = (self.path / LOG).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        return [Delivery(*line.split("\t")) for line in lines]

    def mails_to(self, recipient: str) -> list[bytes]:
        """Every mail delivered to an address, oldest first."""
        wanted = recipient.casefold()
        names = [d.name for d in self.deliveries() if d.recipient.casefold() == wanted]
        return [(self.path / name).read_bytes() for name in names]

    def store(self, sender: str, recipients: Collection[str], octets: bytes) -> None:
        """Keep a mail and log it."""
        self._count += 1
        stamp = clock.now().strftime("%Y%m%dT%H%M%S.%f")
        name = f"{stamp}-{os.getpid()}-{self._count:06d}.eml"
        partial = self.path / f"{name}.partial"
        self._write(partial, octets, os.O_TRUNC)
        partial.rename(self.path / name)
        found = MESSAGE_ID.search(octets)
        identity = found[1].decode("utf-8", "replace") if found else ""
        lines = (f"{name}\t{recipient}\t{identity}\t{sender}\n" for recipient in recipients)
        self._write(self.path / LOG, "".join(lines).encode(), os.O_APPEND)

    def _write(self, path: Path, octets: bytes, mode: int) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | mode, 0o600)
        try:
            os.write(handle, octets)
            if self.fsync:
                os.fsync(handle)
        finally:
            os.close(handle)


class Sink:
    """The server in a thread: ``with Sink(folder) as sink: … sink.port``."""

    def __init__(
        self,
        folder: Path,
        *,
        bounces: Mapping[str, str] | Collection[str] = (),
        deferred: Collection[str] = (),
        slow: Mapping[str, float] | None = None,
        offers: Collection[str] = OFFERS,
        port: int = 0,
        fsync: bool = False,
    ) -> None:
        """`bounces` may give the words of each refusal; port 0 takes any free one."""
        if not isinstance(bounces, Mapping):
            bounces = dict.fromkeys(bounces, "550 5.1.1 No such mailbox")
        self.folder = Folder(folder, fsync=fsync)
        self.port = port
        self._rules = Rules(
            {address.casefold(): words for address, words in bounces.items()},
            {address.casefold() for address in deferred},
            {address.casefold(): seconds for address, seconds in (slow or {}).items()},
            offers,
        )

    def __enter__(self) -> "Sink":
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        try:
            start = asyncio.run_coroutine_threadsafe(self.start(), self._loop)
            self._server = start.result(timeout=10)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(timeout=10)
        self._stop()

    async def start(self) -> asyncio.Server:
        """Listen, in the running loop."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, EOFError, asyncio.CancelledError):
            await _Conversation(reader, writer, self.folder, self._rules).run()
        writer.close()

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        self._loop.close()


class _Conversation:
    """One client. Answers are written together when no more input waits, as RFC 2920 advises."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        folder: Folder,
        rules: Rules,
    ) -> None:
        self.reader, self.writer, self.folder, self.rules = reader, writer, folder, rules
        self.buffer = bytearray()
        self.answers: list[str] = []
        self.open = True
        self.reset()

    def reset(self) -> None:
        self.sender: str | None = None
        self.recipients: list[str] = []
        self.chunks = bytearray()

    async def run(self) -> None:
        self.say("220 sink ESMTP")
        while self.open:
            line = await self.until(b"\r\n", LINE_ROOM)
            await self.obey(line.decode("utf-8", "replace"))
        await self.flush()

    async def obey(self, line: str) -> None:
        verb = line.partition(" ")[0].upper()
        match verb:
            case "EHLO":
                self.reset()
                lines = ["sink", *self.rules.offers]
                self.say(*(f"250-{offer}" for offer in lines[:-1]), f"250 {lines[-1]}")
            case "HELO" | "RSET":
                self.reset()
                self.say("250 2.0.0 Ok")
            case "MAIL":
                self.mail(line)
            case "RCPT":
                self.rcpt(line)
            case "DATA":
                await self.data()
            case "BDAT":
                await self.bdat(line)
            case "NOOP":
                self.say("250 2.0.0 Ok")
            case "QUIT":
                self.say("221 2.0.0 Bye")
                self.open = False
            case _:
                self.say("500 5.5.2 Unknown command")

    def mail(self, line: str) -> None:
        path = PATH.fullmatch(line)
        if self.sender is not None or not path:
            self.say("503 5.5.1 Nested MAIL" if path else "501 5.5.4 Syntax")
            return
        self.sender = path[1]
        self.say("250 2.1.0 Ok")

    def rcpt(self, line: str) -> None:
        path = PATH.fullmatch(line)
        if self.sender is None or not path:
            self.say("501 5.5.4 Syntax" if not path else "503 5.5.1 MAIL first")
            return
        address = path[1].casefold()
        if address in self.rules.bounces:
            self.say(self.rules.bounces[address])
        elif address in self.rules.deferred:
            self.say("451 4.2.1 Try again later")
        else:
            self.recipients.append(path[1])
            self.say("250 2.1.5 Ok")

    async def data(self) -> None:
        if not self.recipients:
            self.say("554 5.5.1 No valid recipients")
            return
        self.say("354 Go ahead")
        # The end mark's own line break may be the one before the first line: supply it.
        self.buffer[:0] = b"\r\n"
        octets = await self.until(b"\r\n.\r\n", ROOM)
        await self.keep((octets + b"\r\n").replace(b"\r\n.", b"\r\n")[2:])

    async def bdat(self, line: str) -> None:
        words = line.split()
        size = int(words[1]) if len(words) > 1 and words[1].isdigit() else -1
        if size < 0 or size + len(self.chunks) > ROOM:
            self.say("501 5.5.4 Syntax")
            self.open = False
            return
        while len(self.buffer) < size:
            await self.more()
        chunk = bytes(self.buffer[:size])
        del self.buffer[:size]
        if not self.recipients:
            self.say("554 5.5.1 No valid recipients")
            return
        self.chunks += chunk
        if words[-1].upper() == "LAST":
            await self.keep(bytes(self.chunks))
        else:
            self.say("250 2.0.0 Ok")

    async def keep(self, octets: bytes) -> None:
        slow = self.rules.slow
        pause = max((slow.get(address.casefold(), 0) for address in self.recipients), default=0)
        if pause:
            await self.flush()
            await asyncio.sleep(pause)
        self.folder.store(self.sender or "", self.recipients, octets)
        self.reset()
        self.say("250 2.0.0 Kept")

    def say(self, *lines: str) -> None:
        self.answers.extend(lines)

    async def flush(self) -> None:
        if self.answers:
            self.writer.write("".join(f"{line}\r\n" for line in self.answers).encode())
            self.answers.clear()
            await self.writer.drain()

    async def until(self, mark: bytes, room: int) -> bytes:
        """The octets up to a mark, which is dropped."""
        seen = 0
        while (place := self.buffer.find(mark, seen)) < 0:
            if len(self.buffer) > room:
                raise EOFError
            seen = max(len(self.buffer) - len(mark), 0)
            await self.more()
        found = bytes(self.buffer[:place])
        del self.buffer[: place + len(mark)]
        return found

    async def more(self) -> None:
        await self.flush()
        chunk = await self.reader.read(262_144)
        if not chunk:
            raise EOFError
        self.buffer += chunk


async def _run(sink: Sink) -> None:
    server = await sink.start()
    print(sink.port, flush=True)
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await ended.wait()
    server.close()


def serve(
    folder: Path,
    *,
    port: int = 0,
    bounces: Collection[str] = (),
    fsync: bool = False,
    without: Collection[str] = (),
) -> None:
    """Serve in this process until it is told to stop; prints the port on a line of its own."""
    offers = [offer for offer in OFFERS if offer not in without]
    asyncio.run(_run(Sink(folder, port=port, bounces=bounces, fsync=fsync, offers=offers)))


def main() -> None:
    """``python -m thongsuot.channels.email.sink FOLDER [--port N] [--bounce ADDRESS]…``"""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--bounce", action="append", default=[])
    parser.add_argument("--fsync", action="store_true")
    parser.add_argument("--without", action="append", default=[], help="an offer not made")
    told = parser.parse_args()
    serve(
        told.folder,
        port=told.port,
        bounces=told.bounce,
        fsync=told.fsync,
        without=told.without,
    )


if __name__ == "__main__":
    main()
