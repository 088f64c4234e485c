"""Messages on their way to a relay: those that wait, those that are out, how each is announced."""

import re
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from thongsuot.channels.email import dkim
from thongsuot.channels.email.addresses import mailbox
from thongsuot.channels.email.mail import Plain, Wire
from thongsuot.channels.email.pacing import Pace, pace_of
from thongsuot.channels.email.session import Session
from thongsuot.channels.terms import Outcome, Status
from thongsuot.lib.refused import Refused

Item = tuple[str, str, str, bytes]  # id, envelope sender (may be empty), recipient, message

ASIDE = 200  # messages, at most, set aside because their domain must rest
BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n")


@dataclass(slots=True)
class Flight:
    """A message and how far it got. `end`: where its last octet stands on the wire, if put."""

    id: str
    sender: str
    recipient: str
    message: bytes
    end: int = -1
    outcome: Outcome | None = None
    losses: int = 0
    in_doubt: bool = False  # sent whole when the connection was lost


class Waiting:
    """Messages not yet on the way: those given back first, then the caller's, drawn lazily.

    `pace` is the relay's, changed with the relay; `domains` says how many messages a second a
    recipient's domain takes ("*": each of the others).
    """

    def __init__(
        self,
        items: Iterable[Item],
        domains: Mapping[str, float] | None = None,
        keys: tuple[dkim.Key, ...] = (),
    ) -> None:
        self.pace: Pace | None = None
        self._items = iter(items)
        self._back: deque[Flight] = deque()
        self._aside: deque[Flight] = deque()
        self._domains = domains or {}
        self._keys = keys
        self._pause = 0.0

    def take(self) -> Flight | None:
        """The next message that may go now, if there is one."""
        if self._back:
            return self._back.popleft()
        if self.pace is None and not self._domains:
            if self._aside:
                return self._aside.popleft()
            item = next(self._items, None)
            return self._made(item) if item else None
        return self._paced()

    def give_back(self, flights: Iterable[Flight]) -> None:
        """Put messages before all others, in their order."""
        self._back.extendleft(reversed(list(flights)))

    def empty(self) -> bool:
        """Whether none is left; draws one to know."""
        if not (self._back or self._aside) and (item := next(self._items, None)):
            # Set aside and not given back: its pace has not been asked.
            self._aside.append(self._made(item))
        return not (self._back or self._aside)

    def more(self) -> bool:
        """Whether there is more; waits until it may go."""
        if self.empty():
            return False
        if self._pause:
            time.sleep(self._pause)
            self._pause = 0.0
        return True

    def rest(self) -> Iterator[Flight]:
        """All that is left, whatever its pace."""
        while self._back or self._aside:
            yield self._back.popleft() if self._back else self._aside.popleft()
        for item in self._items:
            yield Flight(*item)

    def _made(self, item: Item) -> Flight:
        flight = Flight(*item)
        if not isinstance(flight.message, Wire):
            flight.message = BARE.sub(b"\r\n", flight.message)
        if self._keys:
            flight.message = dkim.signed(flight.message, self._keys)
        return flight

    def _paced(self) -> Flight | None:
        now = time.monotonic()
        if self.pace and (rest := self.pace.rest(now)):
            self._pause = rest
            return None
        flight = self._rested(now)
        if flight and self.pace:
            self.pace.count(now)
        return flight

    def _rested(self, now: float) -> Flight | None:
        """The first message whose domain takes one now."""
        rests = []
        tried: set[str] = set()
        for place, flight in enumerate(self._aside):
            domain = flight.recipient.rpartition("@")[2].lower()
            rest = 1.0 if domain in tried else self._domain_rest(domain, now)
            if not rest:
                del self._aside[place]
                return flight
            if domain not in tried:
                tried.add(domain)
                rests.append(rest)
        while len(self._aside) < ASIDE and (item := next(self._items, None)):
            flight = self._made(item)
            rest = self._domain_rest(flight.recipient.rpartition("@")[2].lower(), now)
            if not rest:
                return flight
            self._aside.append(flight)
            rests.append(rest)
        self._pause = min(rests, default=0.0)
        return None

    def _domain_rest(self, domain: str, now: float) -> float:
        rate = self._domains.get(domain, self._domains.get("*"))
        if not rate:
            return 0.0
        pace = pace_of(f"@{domain}", rate)
        if rest := pace.rest(now):
            return rest
        pace.count(now)
        return 0.0


def envelope(session: Session, flight: Flight) -> bytes:
    """MAIL and RCPT; or nothing, with the outcome, if this relay cannot take the message."""
    try:
        sender = mailbox(flight.sender) if flight.sender else ""
        recipient = mailbox(flight.recipient)
    except Refused:
        flight.outcome = Outcome(flight.id, Status.PERMANENT, "address", "not a mail address")
        return b""
    options, trouble = _options(session, flight.message, sender + recipient)
    if trouble:
        flight.outcome = Outcome(flight.id, Status.PERMANENT, trouble, "not offered by the relay")
        return b""
    return f"MAIL FROM:<{sender}>{options}\r\nRCPT TO:<{recipient}>\r\n".encode()


def _options(session: Session, message: bytes, addresses: str) -> tuple[str, str]:
    """What MAIL must say for this message, or the name of what the relay lacks for it."""
    said = ""
    if session.room is not None:
        if 0 < session.room < len(message):
            return "", "too_big"
        said = f" SIZE={len(message)}"
    if type(message) is not Plain and not message.isascii():
        if "8BITMIME" not in session.offers:
            return "", "needs_8bitmime"
        said += " BODY=8BITMIME"
    if not addresses.isascii():
        if "SMTPUTF8" not in session.offers:
            return "", "needs_smtputf8"
        said += " SMTPUTF8"
    return said, ""


def dotted(message: bytes) -> tuple[bytes, bytes]:
    """The message as DATA wants it: dots doubled at line starts; and the end mark."""
    if not isinstance(message, Wire):
        message = message.replace(b"\r\n.", b"\r\n..")
        message = b"." + message if message.startswith(b".") else message
    return message, b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n"
