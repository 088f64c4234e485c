"""One connection to a relay: greeted, secured, signed in."""

import base64
import contextlib
import ipaddress
import select
import socket
import ssl
import struct
import time
from functools import lru_cache
from pathlib import Path

from thongsuot.channels.email.config import EmailConfig
from thongsuot.channels.email.replies import Replies, Reply, Trouble

CHUNK = 262_144  # of octets sent at once: fewer calls
READ = 65536
TLS_CHUNK = 16384  # one TLS record: a failed write leaves at most this much in doubt
SLOWEST = 10_000  # octets per second a relay must take
GOODBYE = 2.0  # seconds to wait for the answer to QUIT, or for words after a broken pipe


class Session:
    """An open session.

    Writing never raises: after a broken pipe the replies that came before it are still read,
    and the end shows when they are all read. Reading raises Trouble.
    `offered` counts the octets that may have reached the relay since the connection began.
    """

    def __init__(self, config: EmailConfig) -> None:
        """Connect and be ready for mail. Raises Trouble."""
        self.config = config
        self.via = config.name
        self.offers: dict[str, str] = {}
        self.room: int | None = None  # octets it takes; 0: it does not say; None: no SIZE
        self.offered = 0
        self.lost = False
        self._queue: list[bytes] = []
        self._queued = 0
        self._patience = config.timeout  # seconds that the kernel waits for the next octets
        self._socket = _connect(config)
        self._replies = Replies(self._receive, config.timeout)
        try:
            self._greet()
        except BaseException:
            self.close()
            raise

    def put(self, *pieces: bytes) -> int:
        """Queue octets; returns where they end, to compare with `offered`."""
        self._queue.extend(pieces)
        self._queued += sum(map(len, pieces))
        return self._queued

    @property
    def unsent(self) -> int:
        """Octets queued and not yet offered to the relay."""
        return self._queued - self.offered

    def flush(self) -> None:
        """Send what is queued."""
        data = b"".join(self._queue)
        self._queue.clear()
        if self.lost or not data:
            return
        try:
            self._send(memoryview(data))
        except OSError:
            self.lost = True
            self._replies.timeout = min(self._replies.timeout, GOODBYE)

    def reply(self) -> Reply:
        """The next reply, after sending what is queued. Raises Trouble; Closing at 421."""
        if self._queue:
            self.flush()
        return self._replies.next()

    def heard(self, starts: tuple[bytes, ...]) -> bool:
        """Whether the next replies start so; then they are taken. Raises Trouble."""
        if self._queue:
            self.flush()
        return self._replies.heard(starts)

    def ask(self, command: str) -> Reply:
        """One command and its reply, while nothing else is awaited."""
        if self._replies.pending:
            raise Trouble("protocol", "a reply that nobody asked for")
        self.put(command.encode() + b"\r\n")
        return self.reply()

    def quit(self) -> None:
        """Take leave politely; a relay that does not answer is left anyway."""
        self._replies.timeout = min(self._replies.timeout, GOODBYE)
        with contextlib.suppress(Trouble):
            self.ask("QUIT")

    def serve(self, config: EmailConfig) -> None:
        """Stand for the next batch, with its window and its patience."""
        self.config = config
        self._replies.timeout = config.timeout

    def leave(self) -> None:
        """Take leave without waiting for the answer, and close."""
        self._socket.settimeout(GOODBYE)
        with contextlib.suppress(OSError):
            self._socket.send(b"QUIT\r\n")
        self.close()

    def speaks(self) -> bool:
        """Whether the relay said something that nobody asked for, or hung up."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return self._replies.pending or bool(poll.poll(0))

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _send(self, data: memoryview) -> None:
        secure = isinstance(self._socket, ssl.SSLSocket)
        room = TLS_CHUNK if secure else CHUNK
        deadline = time.monotonic() + self.config.timeout + len(data) / SLOWEST
        sent = 0
        while sent < len(data):
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if secure:
                self._socket.settimeout(left)
            chunk = data[sent : sent + room]
            # A TLS write that fails may have sent its record: count it before, correct it after.
            before = self.offered
            if secure:
                self.offered = before + len(chunk)
            done = self._socket.send(chunk)
            sent += done
            self.offered = before + done

    def _receive(self, seconds: float) -> bytes:
        self._wait_at_most(seconds)
        try:
            return self._socket.recv(READ)
        except (TimeoutError, BlockingIOError):
            raise Trouble("timeout", "no reply in time") from None
        except OSError:
            raise Trouble("connection_lost", "connection broken") from None

    def _wait_at_most(self, seconds: float) -> None:
        """Bound the next read. The kernel keeps the bound of an open connection: Python's own costs
        two more system calls for each reading and writing."""
        if isinstance(self._socket, ssl.SSLSocket):
            self._socket.settimeout(seconds)
        elif not self._patience / 2 <= seconds <= self._patience:
            self._patience = seconds
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _timeval(seconds))

    def _greet(self) -> None:
        config = self.config
        if config.security == "tls":
            self._secure()
        greeting = self._replies.next()
        if greeting.code != 220:
            raise Trouble("greeting_refused", greeting.words)
        self._hello()
        if config.security == "starttls":
            self._start_tls()
            self._hello()
        if config.username:
            self._sign_in()

    def _hello(self) -> None:
        reply = self.ask(f"EHLO {self.config.helo}")
        if reply.code == 250:
            lines = (line.decode("ascii", "replace") for line in reply.lines[1:])
            self.offers = {key.upper(): rest for key, _, rest in (x.partition(" ") for x in lines)}
            if "SIZE" in self.offers:
                self.room = int(said) if (said := self.offers["SIZE"]).isdecimal() else 0
            return
        self.offers = {}
        reply = self.ask(f"HELO {self.config.helo}")
        if reply.code != 250:
            raise Trouble("hello_refused", reply.words)

    def _start_tls(self) -> None:
        if "STARTTLS" not in self.offers:
            raise Trouble("no_starttls", "the relay does not offer STARTTLS", lasting=True)
        reply = self.ask("STARTTLS")
        if reply.code != 220:
            raise Trouble("starttls_refused", reply.words)
        if self._replies.pending:
            # Words slipped in before the encryption would be believed after it (CVE-2011-0411).
            raise Trouble("protocol", "words between STARTTLS and TLS", lasting=True)
        self._secure()

    def _secure(self) -> None:
        ca_file = self.config.ca_file
        context = _trust(ca_file, Path(ca_file).stat().st_mtime if ca_file else 0.0)
        self._socket.settimeout(self.config.timeout)
        try:
            self._socket = context.wrap_socket(self._socket, server_hostname=self.config.host)
        except ssl.SSLCertVerificationError as error:
            raise Trouble("certificate", error.verify_message, lasting=True) from None
        except (OSError, ValueError):
            raise Trouble("tls", "the TLS handshake failed") from None

    def _sign_in(self) -> None:
        if self.config.security == "none" and not self._stays_here():
            raise Trouble("password_in_clear", "no TLS to another machine", lasting=True)
        offered = self.offers.get("AUTH", "").upper().split()
        if "PLAIN" in offered:
            reply = self.ask(
                f"AUTH PLAIN {_base64('', self.config.username, self.config.password)}"
            )
        elif "LOGIN" in offered:
            reply = self._login()
        else:
            raise Trouble("no_auth", "the relay offers neither PLAIN nor LOGIN", lasting=True)
        if reply.code != 235:
            raise Trouble("auth_refused", reply.words, lasting=reply.code >= 500)

    def _login(self) -> Reply:
        reply = self.ask("AUTH LOGIN")
        for secret in (self.config.username, self.config.password):
            if reply.code != 334:
                break
            reply = self.ask(_base64(secret))
        return reply

    def _stays_here(self) -> bool:
        try:
            return ipaddress.ip_address(self._socket.getpeername()[0]).is_loopback
        except (OSError, ValueError):
            return False


def _connect(config: EmailConfig) -> socket.socket:
    try:
        connection = socket.create_connection((config.host, config.port), config.timeout)
    except OSError as error:
        raise Trouble("unreachable", type(error).__name__) from None
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.settimeout(None)
    for bound in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        connection.setsockopt(socket.SOL_SOCKET, bound, _timeval(config.timeout))
    return connection


def _timeval(seconds: float) -> bytes:
    """Seconds as the kernel has them; never zero, which would wait for ever."""
    whole = int(seconds)
    return struct.pack("@ll", whole, max(int((seconds - whole) * 1e6), 0 if whole else 1000))


@lru_cache(maxsize=8)
def _trust(ca_file: str | None, changed: float) -> ssl.SSLContext:
    """Reading every authority takes tens of milliseconds: once for each file as it stands."""
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _base64(*parts: str) -> str:
    return base64.b64encode("\0".join(parts).encode()).decode("ascii")
