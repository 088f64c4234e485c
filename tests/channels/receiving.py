"""A receiver of webhooks on loopback, which checks signatures by itself (Standard Webhooks), and
answers as it is told."""

import base64
import hashlib
import hmac
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Answer = tuple[int, dict[str, str]]
"""A status, and headers besides its length."""


@dataclass
class Got:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes
    connection: int


@dataclass
class Receiver:
    """What came, in order; `answer` says what to answer to it."""

    port: int
    got: list[Got] = field(default_factory=list)
    answer: Callable[[Got], Answer] = lambda got: (204, {})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/nhan"

    def verified(self, keys: Sequence[str]) -> int:
        """How many of the requests carry a signature by one of these keys."""
        return sum(any(genuine(each, key) for key in keys) for each in self.got)

    def per_connection(self) -> list[int]:
        return sorted(Counter(each.connection for each in self.got).values())


def genuine(got: Got, key: str) -> bool:
    """By the words of the specification alone: none of the code that signs is used."""
    told = got.headers
    signed = f"{told['webhook-id']}.{told['webhook-timestamp']}.".encode() + got.body
    kind, _, encoded = key.partition("_")
    for each in told["webhook-signature"].split():
        version, _, signature = each.partition(",")
        raw = base64.b64decode(signature)
        if kind == "whsec" and version == "v1":
            mac = hmac.new(base64.b64decode(encoded), signed, hashlib.sha256).digest()
            if hmac.compare_digest(mac, raw):
                return True
        elif kind == "whpk" and version == "v1a":
            try:
                Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded)).verify(raw, signed)
            except InvalidSignature:
                continue
            return True
    return False


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that serves each connection in a thread of its own, and keeps it open."""
    found = Receiver(0)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            got = Got(self.path, headers, body, self.client_address[1])
            found.got.append(got)
            status, told = found.answer(got)
            self.send_response(status)
            for name, value in {"content-length": "0", **told}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *told: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
