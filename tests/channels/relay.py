"""A relay that misbehaves as told: refuses, lies, stalls or drops at any command or octet."""

import re
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType

from thongsuot.channels.email import relays

EVERYTHING = ("PIPELINING", "8BITMIME", "CHUNKING", "SMTPUTF8", "SIZE 1000000")
WAYS: dict[str, tuple[str, ...]] = {
    "chunked": EVERYTHING,
    "pipelined": tuple(offer for offer in EVERYTHING if offer != "CHUNKING"),
    "lock-step": ("8BITMIME",),
}
IDENTITY = re.compile(rb"Message-ID: <([^>]*)>")
USUAL = {
    "GREETING": b"220 relay\r\n",
    "RSET": b"250 2.0.0 Ok\r\n",
    "NOOP": b"250 2.0.0 Ok\r\n",
    "MAIL": b"250 2.1.0 Ok\r\n",
    "RCPT": b"250 2.1.5 Ok\r\n",
    "DATA": b"354 Go\r\n",
    "KEPT": b"250 2.0.0 Kept\r\n",
    "QUIT": b"221 2.0.0 Bye\r\n",
}


class Dropped(Exception):
    """The relay hangs up."""


class Last(bytes):
    """An answer, whole or the beginning of one, after which the relay hangs up."""


@dataclass
class Relay:
    """`answers` maps (verb, nth of its kind, from 1; 0 for all) to what is said, or None to drop.

    An answer without a line end is followed by silence. KEPT is the answer to a whole message,
    which is kept if the answer is 2xx or the connection drops then. `cut`: octets of the first
    connection after which it drops; `reset`: with RST. `rest`: seconds before each answer.
    """

    offers: Sequence[str] = EVERYTHING
    answers: Mapping[tuple[str, int], bytes | None] = field(default_factory=dict)
    cut: int | None = None
    reset: bool = False
    rest: float = 0.0
    tls: ssl.SSLContext | None = None
    implicit: bool = False
    kept: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    connections: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> "Relay":
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # It hears one connection at a time: one that stands for the next batch must end first.
        self._closing = True
        relays.leave_all()
        # Closing a listener does not wake its accept: knock once.
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join(timeout=10)
        self._listener.close()

    def _accept(self) -> None:
        self._closing = False
        while True:
            connection, _ = self._listener.accept()
            if self._closing:
                connection.close()
                return
            self.connections += 1
            talk = _Talk(self, connection)
            try:
                talk.run()
            except (Dropped, OSError):
                pass
            finally:
                if self.reset:
                    talk.connection.setsockopt(
                        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                    )
                talk.connection.close()


class _Talk:
    def __init__(self, relay: Relay, connection: socket.socket) -> None:
        self.relay = relay
        self.connection = connection
        connection.settimeout(10)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.left = relay.cut if relay.connections == 1 else None
        self.buffer = b""
        self.opened = False
        self.accepted = 0

    def run(self) -> None:
        if self.relay.implicit:
            self.secure()
        self.answer("GREETING")
        while True:
            line = self.until(b"\r\n").decode("utf-8", "replace")
            self.relay.lines.append(line)
            verb = line.partition(" ")[0]
            if verb in ("EHLO", "HELO"):
                self.hello(verb)
            elif verb == "STARTTLS":
                self.answer(verb, b"220 Go\r\n")
                self.secure()
            elif verb == "AUTH":
                self.answer(verb, b"235 2.7.0 Ok\r\n")
            elif verb == "BDAT":
                self.message(self.exactly(int(line.split()[1])))
            elif verb == "DATA":
                self.data()
            elif (verb == "RCPT" and not self.opened) or (verb == "MAIL" and self.opened):
                self.say(b"503 5.5.1 Bad sequence\r\n")
            else:
                said = self.answer(verb)
                if verb in ("MAIL", "RSET"):
                    self.opened = verb == "MAIL" and said.startswith(b"2")
                    self.accepted = 0
                self.accepted += verb == "RCPT" and said.startswith(b"2")
                if verb == "QUIT":
                    return

    def hello(self, verb: str) -> None:
        lines = ["relay", *(self.relay.offers if verb == "EHLO" else ())]
        said = [f"250-{line}\r\n" for line in lines[:-1]] + [f"250 {lines[-1]}\r\n"]
        self.answer(verb, "".join(said).encode())

    def data(self) -> None:
        if not self.accepted and ("DATA", 0) not in self.relay.answers:
            self.say(b"554 5.5.1 No recipients\r\n")
        elif self.answer("DATA").startswith(b"354"):
            self.buffer = b"\r\n" + self.buffer
            self.message(self.until(b"\r\n.\r\n"))

    def message(self, octets: bytes) -> None:
        if not self.accepted:
            self.say(b"554 5.5.1 No recipients\r\n")
            return
        self.relay.counts["KEPT"] += 1
        said = self.planned("KEPT", USUAL["KEPT"])
        if said is None or said.startswith(b"2"):
            found = IDENTITY.search(octets)
            self.relay.kept.append(found[1].decode() if found else "")
        self.accepted = 0
        self.opened = False
        self.say(said)

    def answer(self, verb: str, usual: bytes | None = None) -> bytes:
        self.relay.counts[verb] += 1
        said = self.planned(verb, usual or USUAL.get(verb, b"500 5.5.2 What\r\n"))
        self.say(said)
        return said or b""

    def planned(self, verb: str, usual: bytes) -> bytes | None:
        answers = self.relay.answers
        return answers.get((verb, self.relay.counts[verb]), answers.get((verb, 0), usual))

    def say(self, octets: bytes | None) -> None:
        if octets is None:
            raise Dropped
        time.sleep(self.relay.rest)
        self.connection.sendall(octets)
        if isinstance(octets, Last):
            raise Dropped
        if not octets.endswith(b"\n"):
            while self.connection.recv(65536):
                pass  # an unfinished line, and then silence until the client gives up
            raise Dropped
        if octets.startswith(b"421"):
            raise Dropped

    def secure(self) -> None:
        assert self.relay.tls
        self.connection = self.relay.tls.wrap_socket(self.connection, server_side=True)

    def until(self, mark: bytes) -> bytes:
        while mark not in self.buffer:
            self.more()
        found, _, self.buffer = self.buffer.partition(mark)
        return found

    def exactly(self, size: int) -> bytes:
        while len(self.buffer) < size:
            self.more()
        found, self.buffer = self.buffer[:size], self.buffer[size:]
        return found

    def more(self) -> None:
        if self.left == 0:
            raise Dropped
        chunk = self.connection.recv(min(65536, self.left or 65536))
        if not chunk:
            raise Dropped
        self.buffer += chunk
        if self.left is not None:
            self.left -= len(chunk)
