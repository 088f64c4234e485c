"""Hands messages to a relay and tells what became of each.

Three ways, by what the relay offers: BDAT with a window of messages on the way (RFC 3030 and
2920: next to no waiting), DATA with the next envelope sent along with each body (RFC 2920: one
wait per message), or command by command (RFC 5321: four).
"""

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from thongsuot.channels.email.addresses import mailbox
from thongsuot.channels.email.config import EmailConfig
from thongsuot.channels.email.mail import Wire
from thongsuot.channels.email.replies import Closing, Reply, Trouble, verdict
from thongsuot.channels.email.session import CHUNK, Session
from thongsuot.channels.terms import Health, Outcome, Status
from thongsuot.lib.refused import Refused

Item = tuple[str, str, str, bytes]  # id, envelope sender (may be empty), recipient, message

FRUITLESS = 3  # connections in a row that settled nothing, before the rest is put off
LOSSES = 2  # connections one message may lose before it is put off
PAUSE = 0.2  # seconds before the second attempt to connect; twice that before the third
ON_THE_WAY = 4_000_000  # octets, at most, unless one message alone is more

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
    """Messages not yet on the way: those given back first, then the caller's, drawn lazily."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self._back: deque[Flight] = deque()

    def take(self) -> Flight | None:
        """The next message, if there is one."""
        if self._back:
            return self._back.popleft()
        item = next(self._items, None)
        return Flight(*item) if item else None

    def give_back(self, flights: Iterable[Flight]) -> None:
        """Put messages before all others, in their order."""
        self._back.extendleft(reversed(list(flights)))

    def empty(self) -> bool:
        """Whether none is left; draws one to know."""
        if not self._back and (flight := self.take()):
            self._back.append(flight)
        return not self._back


Way = Callable[[Session, deque[Flight], Waiting], Iterator[Outcome]]


def send(config: EmailConfig, items: Iterable[Item]) -> Iterator[Outcome]:
    """Send each item over one connection at a time; exactly one outcome per item, as it is known.

    Items are drawn lazily, never more ahead than `config.window`. A lost connection makes
    AMBIGUOUS what was sent whole and not answered; what certainly was not taken goes again over
    a new connection, within bounds, else TEMPORARY.
    """
    waiting = Waiting(items)
    fruitless = 0
    while not waiting.empty():
        flights: deque[Flight] = deque()
        fruitless += 1
        try:
            for outcome in _over_one_connection(config, flights, waiting):
                fruitless = 0
                yield outcome
        except Trouble as trouble:
            yield from _after_loss(flights, waiting, trouble)
            if trouble.lasting or fruitless >= FRUITLESS:
                yield from _put_off(waiting, trouble)
            elif fruitless:
                time.sleep(PAUSE * fruitless)


def health(config: EmailConfig) -> Health:
    """Whether the relay can be reached, secured and signed in to, and answers."""
    try:
        session = Session(config)
        try:
            reply = session.ask("NOOP")
            session.quit()
        finally:
            session.close()
    except Trouble as trouble:
        return Health(False, trouble.code, trouble.text)
    if reply.code != 250:
        return Health(False, "noop_refused", reply.words)
    return Health(True)


def _over_one_connection(
    config: EmailConfig, flights: deque[Flight], waiting: Waiting
) -> Iterator[Outcome]:
    session = Session(config)
    try:
        yield from _way(session)(session, flights, waiting)
        session.quit()
    except Trouble as trouble:
        # After 421 the relay has processed nothing more, however much it was sent.
        processed = not isinstance(trouble, Closing)
        for flight in flights:
            flight.in_doubt = processed and 0 <= flight.end <= session.offered
        raise
    finally:
        session.close()


def _way(session: Session) -> Way:
    if "PIPELINING" not in session.offers:
        return _lock_step
    return _chunked if "CHUNKING" in session.offers else _pipelined


def _after_loss(flights: Iterable[Flight], waiting: Waiting, trouble: Trouble) -> Iterator[Outcome]:
    again: list[Flight] = []
    for flight in flights:
        if flight.outcome:
            yield flight.outcome
        elif flight.in_doubt:
            yield Outcome(flight.id, Status.AMBIGUOUS, trouble.code, trouble.text)
        else:
            flight.end = -1
            again.append(flight)
    # The first of them may be what breaks the connection; those behind it had no turn.
    if again:
        again[0].losses += 1
        if again[0].losses >= LOSSES:
            yield Outcome(again.pop(0).id, Status.TEMPORARY, trouble.code, trouble.text)
    waiting.give_back(again)


def _put_off(waiting: Waiting, trouble: Trouble) -> Iterator[Outcome]:
    while flight := waiting.take():
        yield Outcome(flight.id, Status.TEMPORARY, trouble.code, trouble.text)


def _chunked(session: Session, flights: deque[Flight], waiting: Waiting) -> Iterator[Outcome]:
    window = session.config.window
    while True:
        _fill(session, flights, waiting, window)
        if not flights:
            return
        for _ in range(max(len(flights) - window // 2, 1)):
            yield _settled(session, flights)


def _fill(session: Session, flights: deque[Flight], waiting: Waiting, window: int) -> None:
    weight = sum(len(flight.message) for flight in flights)
    while len(flights) < window and weight < ON_THE_WAY and not session.lost:
        flight = waiting.take()
        if flight is None:
            break
        flights.append(flight)
        envelope = _envelope(session, flight)
        if envelope:
            weight += len(flight.message)
            # RSET, because a refused recipient would leave this sender standing for the next.
            head = b"RSET\r\n%bBDAT %d LAST\r\n" % (envelope, len(flight.message))
            flight.end = session.put(head, flight.message)
        if session.unsent >= CHUNK:
            session.flush()
    session.flush()


def _settled(session: Session, flights: deque[Flight]) -> Outcome:
    """The outcome of the oldest flight, read reply by reply; it leaves once all are read."""
    flight = flights[0]
    if flight.end >= 0:
        _expect(session.reply(), "RSET")
        for stage in ("sender", "recipient", "message"):
            _note(session, flight, stage, session.reply())
    flights.popleft()
    return flight.outcome or Outcome(flight.id, Status.SENT)


def _pipelined(session: Session, flights: deque[Flight], waiting: Waiting) -> Iterator[Outcome]:
    yield from _open(session, flights, waiting)
    while flights:
        flight = flights[0]
        _note(session, flight, "sender", session.reply())
        _note(session, flight, "recipient", session.reply())
        reply = session.reply()
        if reply.code == 354 and not flight.outcome:
            yield from _data(session, flights, waiting)
            continue
        if reply.code == 354:
            # DATA accepted without a recipient: an empty message ends it (RFC 2920 §3.1).
            session.put(b".\r\n")
            session.reply()
        else:
            _note(session, flight, "data", reply)
        flights.popleft()
        assert flight.outcome
        yield flight.outcome
        _expect(session.ask("RSET"), "RSET")
        yield from _open(session, flights, waiting)


def _data(session: Session, flights: deque[Flight], waiting: Waiting) -> Iterator[Outcome]:
    """The body of the first flight, along with the envelope of the next."""
    flight = flights[0]
    flight.end = session.put(_dotted(flight.message))
    yield from _open(session, flights, waiting)
    _note(session, flight, "message", session.reply())
    flights.popleft()
    yield flight.outcome or Outcome(flight.id, Status.SENT)


def _open(session: Session, flights: deque[Flight], waiting: Waiting) -> Iterator[Outcome]:
    """Queue the envelope of the next message that can go, with DATA; tell of those that cannot."""
    while not session.lost and (flight := waiting.take()):
        envelope = _envelope(session, flight)
        if envelope:
            session.put(envelope, b"DATA\r\n")
            flights.append(flight)
            break
        assert flight.outcome
        yield flight.outcome
    session.flush()


def _lock_step(session: Session, flights: deque[Flight], waiting: Waiting) -> Iterator[Outcome]:
    while flight := waiting.take():
        flights.append(flight)
        envelope = _envelope(session, flight)
        if envelope:
            _one(session, flight, envelope)
        flights.popleft()
        yield flight.outcome or Outcome(flight.id, Status.SENT)


def _one(session: Session, flight: Flight, envelope: bytes) -> None:
    for command, stage in zip(envelope.splitlines(), ("sender", "recipient"), strict=True):
        _note(session, flight, stage, session.ask(command.decode()))
        if flight.outcome:
            break
    else:
        reply = session.ask("DATA")
        if reply.code == 354:
            flight.end = session.put(_dotted(flight.message))
            _note(session, flight, "message", session.reply())
            return
        _note(session, flight, "data", reply)
    _expect(session.ask("RSET"), "RSET")


def _note(session: Session, flight: Flight, stage: str, reply: Reply) -> None:
    """Keep the first refusal as the outcome; a reply that does not fit ends the session."""
    early = stage == "message" and flight.end > session.offered
    if reply.code >= 400:
        flight.outcome = flight.outcome or verdict(flight.id, stage, reply)
    elif reply.code >= 300 or stage == "data" or early:
        raise Trouble("protocol", "replies out of step")


def _expect(reply: Reply, command: str) -> None:
    if reply.code != 250:
        raise Trouble("protocol", f"{command} refused")


def _envelope(session: Session, flight: Flight) -> bytes:
    """MAIL and RCPT; or nothing, with the outcome, if this relay cannot take the message."""
    try:
        sender = mailbox(flight.sender) if flight.sender else ""
        recipient = mailbox(flight.recipient)
    except Refused:
        flight.outcome = Outcome(flight.id, Status.PERMANENT, "address", "not a mail address")
        return b""
    if not isinstance(flight.message, Wire):
        flight.message = BARE.sub(b"\r\n", flight.message)
    options, trouble = _options(session, flight.message, sender + recipient)
    if trouble:
        flight.outcome = Outcome(flight.id, Status.PERMANENT, trouble, "not offered by the relay")
        return b""
    return f"MAIL FROM:<{sender}>{options}\r\nRCPT TO:<{recipient}>\r\n".encode()


def _options(session: Session, message: bytes, addresses: str) -> tuple[str, str]:
    """What MAIL must say for this message, or the name of what the relay lacks for it."""
    offers = session.offers
    said = ""
    if "SIZE" in offers:
        limit = offers["SIZE"]
        if limit.isdigit() and 0 < int(limit) < len(message):
            return "", "too_big"
        said = f" SIZE={len(message)}"
    if not message.isascii():
        if "8BITMIME" not in offers:
            return "", "needs_8bitmime"
        said += " BODY=8BITMIME"
    if not addresses.isascii():
        if "SMTPUTF8" not in offers:
            return "", "needs_smtputf8"
        said += " SMTPUTF8"
    return said, ""


def _dotted(message: bytes) -> bytes:
    """The message as DATA wants it: dots doubled at line starts, and the end mark."""
    if not isinstance(message, Wire):
        message = message.replace(b"\r\n.", b"\r\n..")
        message = b"." + message if message.startswith(b".") else message
    return message + (b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n")
