"""Gateways of our own on loopback that speak the real protocols: an SMPP 3.4 message centre, and
an HTTP server that answers as it is told. No carrier lends one."""

import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SUBMIT, DELIVER, UNBIND, ENQUIRE = 0x04, 0x05, 0x06, 0x15
BINDS = {0x01: "receiver", 0x02: "transmitter", 0x09: "transceiver"}
ANSWER = 0x80000000
LOST = -1


@dataclass
class Centre:
    """A message centre, written from SMPP 3.4: what it got, and how it answers.

    `judge` gives the status of a submission (LOST closes the line instead of answering).
    """

    password: str = "mat-khau"
    judge: Callable[[dict[str, Any]], int] = lambda told: 0
    got: list[dict[str, Any]] = field(default_factory=list)
    to_deliver: list[bytes] = field(default_factory=list)  # deliver_sm texts for a receiver
    acknowledged: list[int] = field(default_factory=list)
    most_open: int = 0  # submissions seen in one reading, before any was answered
    binds: list[str] = field(default_factory=list)
    port: int = 0
    tls: ssl.SSLContext | None = None

    def serve(self, connection: socket.socket) -> None:
        data, number = b"", 0
        connection.settimeout(5)
        if self.tls:
            try:
                connection = self.tls.wrap_socket(connection, server_side=True)
            except OSError:
                return
        while True:
            try:
                chunk = connection.recv(65536)
            except OSError:
                return
            if not chunk:
                return
            data += chunk
            pdus = []
            while len(data) >= 16 and len(data) >= (size := struct.unpack(">I", data[:4])[0]):
                pdus.append(data[:size])
                data = data[size:]
            self.most_open = max(self.most_open, sum(p[7] == SUBMIT for p in pdus))
            for pdu in pdus:
                _, command, _, sequence = struct.unpack(">IIII", pdu[:16])
                if command in BINDS:
                    self.binds.append(BINDS[command])
                    sound = pdu[16:].split(b"\0")[1].decode() == self.password
                    connection.sendall(
                        _pdu(command | ANSWER, 0 if sound else 0x0E, sequence, b"c\0")
                    )
                    if BINDS[command] == "receiver":
                        for place, text in enumerate(self.to_deliver):
                            connection.sendall(_pdu(DELIVER, 0, 1000 + place, _delivery(text)))
                elif command == SUBMIT:
                    told = _submission(pdu[16:])
                    status = self.judge(told)
                    if status == LOST:
                        connection.close()
                        return
                    number += 1
                    if not status:
                        self.got.append(told)
                    body = b"" if status else f"so-{len(self.got)}".encode() + b"\0"
                    connection.sendall(_pdu(SUBMIT | ANSWER, status, sequence, body))
                elif command == DELIVER | ANSWER:
                    self.acknowledged.append(sequence)
                elif command in (UNBIND, ENQUIRE):
                    connection.sendall(_pdu(command | ANSWER, 0, sequence, b""))


def _pdu(command: int, status: int, sequence: int, body: bytes) -> bytes:
    return struct.pack(">IIII", 16 + len(body), command, status, sequence) + body


def _delivery(text: bytes) -> bytes:
    """A deliver_sm that is a receipt (esm_class 0x04)."""
    head = b"\0" + b"\1\1" + b"84900000000\0" + b"\0\0" + b"TT\0"
    return head + b"\x04\0\0" + b"\0\0" + b"\0\0\0\0" + bytes([len(text)]) + text


def _submission(body: bytes) -> dict[str, Any]:
    """The mandatory fields of a submit_sm (SMPP 3.4, 4.4.1)."""

    def word(at: int) -> tuple[str, int]:
        end = body.index(b"\0", at)
        return body[at:end].decode(), end + 1

    _, at = word(0)
    source, at = word(at + 2)
    to, at = word(at + 2)
    esm, _, priority = body[at : at + 3]
    _, at = word(at + 3)
    _, at = word(at)
    registered, _, coding, _, length = body[at : at + 5]
    octets = body[at + 5 : at + 5 + length]
    return {
        "from": source,
        "to": to,
        "esm": esm,
        "priority": priority,
        "registered": registered,
        "coding": coding,
        "octets": octets,
    }


@contextmanager
def centre(**told: Any) -> Iterator[Centre]:
    found = Centre(**told)
    listener = socket.create_server(("127.0.0.1", 0))
    found.port = listener.getsockname()[1]

    def listen() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=found.serve, args=(connection,), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield found
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@dataclass
class Asked:
    """What an HTTP gateway was asked."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answers = Callable[[Asked], tuple[int, Any]]


@contextmanager
def gateway(answers: Answers, *, chunked: bool = False) -> Iterator[tuple[str, list[Asked]]]:
    """An HTTP server: its address, and what it was asked. `answers` gives status and JSON."""
    got: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            size = int(self.headers.get("content-length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.path, headers, self.rfile.read(size))
            got.append(asked)
            code, said = answers(asked)
            octets = json.dumps(said).encode()
            self.send_response(code)
            if chunked:
                self.send_header("transfer-encoding", "chunked")
                octets = b"%x\r\n%b\r\n0\r\n\r\n" % (len(octets), octets)
            else:
                self.send_header("content-length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    ).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", got
    finally:
        server.shutdown()
        server.server_close()
