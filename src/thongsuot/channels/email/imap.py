"""The other door: a mailbox that is looked into from time to time (IMAP4rev1, RFC 3501).

What was heard gets a mark of its own, so that a person who reads the mailbox too changes nothing;
where the server keeps no such marks it is marked as seen. Nothing is deleted or moved.
"""

import imaplib
import logging
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from thongsuot.channels.email.config import Security, loopback
from thongsuot.channels.email.incoming import ROOM
from thongsuot.channels.terms import Health
from thongsuot.lib.refused import Refused

log = logging.getLogger(__name__)

HEARD = "ThongsuotHeard"
MOST = 200  # mails of one visit

Hear = Callable[[bytes], None]


@dataclass(frozen=True, kw_only=True)
class MailboxConfig:
    """One mailbox; `timeout` in seconds bounds every answer. Raises Refused `email.*`."""

    host: str
    port: int = 993
    security: Security = "tls"
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    timeout: float = 30.0
    ca_file: str | None = None

    def __post_init__(self) -> None:
        if self.security == "none" and not loopback(self.host):
            raise Refused("email.password_in_clear", host=self.host)
        if not self.username or not self.password:
            raise Refused("email.half_credentials")


class Unreachable(Exception):
    """The mailbox could not be read; says in our own words where it failed."""


def listen(config: MailboxConfig, concerns: Callable[[bytes], bool], hear: Hear) -> int:
    """Hear what nobody heard yet, oldest first, `MOST` at a visit; how many were heard.

    `concerns(head)` says from its head alone whether a mail is for us: others are marked and left.
    A mail for which `hear` raises stays unmarked, so the next visit brings it again; it stops no
    other. Raises Unreachable.
    """
    heard = 0
    with _signed_in(config) as box:
        mark = _mark(box, config.folder)
        for number in _some(_unheard(box, mark)):
            head = _fetch(box, number, "BODY.PEEK[HEADER]")
            if concerns(head):
                try:
                    hear(_fetch(box, number, f"BODY.PEEK[]<0.{ROOM}>"))
                except (imaplib.IMAP4.error, OSError):
                    raise
                except Exception as error:
                    log.warning("mail not heard: %s", type(error).__name__)
                    continue
                heard += 1
            _good(box.uid("STORE", number, "+FLAGS.SILENT", f"({mark})"), "store")
    return heard


def health(config: MailboxConfig) -> Health:
    """Whether the mailbox can be opened now."""
    try:
        with _signed_in(config) as box:
            _mark(box, config.folder)
    except Unreachable as error:
        return Health(False, "mailbox_unreachable", str(error))
    return Health(True)


@contextmanager
def _signed_in(config: MailboxConfig) -> Iterator[imaplib.IMAP4]:
    step = "connect"
    try:
        box = _connected(config)
        try:
            step = "sign_in"
            box.login(config.username, config.password)
            step = "read"
            yield box
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                box.logout()
    except (imaplib.IMAP4.error, OSError) as error:
        raise Unreachable(f"{step}: {type(error).__name__}") from error


def _connected(config: MailboxConfig) -> imaplib.IMAP4:
    if config.security == "none":
        return imaplib.IMAP4(config.host, config.port, timeout=config.timeout)
    context = ssl.create_default_context(cafile=config.ca_file)
    if config.security == "tls":
        return imaplib.IMAP4_SSL(
            config.host, config.port, ssl_context=context, timeout=config.timeout
        )
    box = imaplib.IMAP4(config.host, config.port, timeout=config.timeout)
    box.starttls(context)
    return box


def _mark(box: imaplib.IMAP4, folder: str) -> str:
    """Opens the folder; the mark that its server will keep (RFC 3501, 7.1: PERMANENTFLAGS)."""
    _good(box.select(f'"{folder}"'), "select")
    _kind, told = box.response("PERMANENTFLAGS")
    flags = b" ".join(part for part in told if isinstance(part, bytes))
    return HEARD if rb"\*" in flags or HEARD.encode() in flags else r"\Seen"


def _unheard(box: imaplib.IMAP4, mark: str) -> list[str]:
    wanted = ("UNKEYWORD", mark) if mark == HEARD else ("UNSEEN",)
    found = _good(box.uid("SEARCH", *wanted), "search")
    numbers = [number for part in found if isinstance(part, bytes) for number in part.split()]
    return [number.decode("ascii") for number in sorted(numbers, key=int)]


def _some(numbers: list[str]) -> list[str]:
    """As many as one visit takes, half of them the latest: mails that cannot be kept stay unheard
    and first, and must not keep out those that come after them."""
    half = MOST // 2
    return numbers[:half] + numbers[half:][-half:]


def _fetch(box: imaplib.IMAP4, number: str, what: str) -> bytes:
    for part in _good(box.uid("FETCH", number, f"({what})"), "fetch"):
        if isinstance(part, tuple) and re.search(rb"BODY\[", part[0]):
            return bytes(part[1])
    raise imaplib.IMAP4.error("fetch")


def _good(answer: tuple[str, Sequence[object]], step: str) -> Sequence[object]:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(step)
    return answer[1]
