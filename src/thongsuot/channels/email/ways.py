"""Three ways to hand messages over, by what the relay offers.

BDAT with a window of messages on the way (RFC 3030 and 2920: next to no waiting), DATA with the
next envelope sent along with each body (RFC 2920: one wait per message), or command by command
(RFC 5321: four). With DATA no body is put on the wire before the outcome of the one before it has
been given to the caller; with BDAT none before every reply that was read has.
"""

from collections import deque
from collections.abc import Callable, Iterator

from thongsuot.channels.email.flights import Flight, Waiting, dotted, envelope
from thongsuot.channels.email.replies import Reply, Trouble, verdict
from thongsuot.channels.email.session import CHUNK, Session
from thongsuot.channels.terms import Outcome, Status

ON_THE_WAY = 4_000_000  # octets, at most, unless one message alone is more
# What a relay answers to a message that it takes: the usual case is read at one glance.
TAKEN = (b"250 ",) * 4  # RSET, MAIL, RCPT, BDAT
OPENED = (b"250 ", b"250 ", b"354 ")  # MAIL, RCPT, DATA

Way = Callable[[Session, deque[Flight], Waiting], Iterator[Outcome]]


def way(session: Session) -> Way:
    """The quickest way over this session."""
    if "PIPELINING" not in session.offers:
        return lock_step
    return chunked if "CHUNKING" in session.offers else pipelined


def chunked(session: Session, flights: deque[Flight], waiting: Waiting) -> Iterator[Outcome]:
    window = session.config.window
    while True:
        _fill(session, flights, waiting, window)
        if not flights:
            if session.lost or not waiting.more():
                return
            continue
        for _ in range(max(len(flights) - window // 2, 1)):
            yield _settled(session, flights)


def _fill(session: Session, flights: deque[Flight], waiting: Waiting, window: int) -> None:
    weight = sum(len(flight.message) for flight in flights)
    while len(flights) < window and weight < ON_THE_WAY and not session.lost:
        flight = waiting.take()
        if flight is None:
            break
        flights.append(flight)
        announced = envelope(session, flight)
        if announced:
            size = len(flight.message)
            weight += size
            # RSET, because a refused recipient would leave this sender standing for the next.
            head = b"RSET\r\n%bBDAT %d LAST\r\n" % (announced, size)
            flight.end = session.put(head, flight.message)
            if session.unsent >= CHUNK:
                session.flush()
    session.flush()


def _settled(session: Session, flights: deque[Flight]) -> Outcome:
    """The outcome of the oldest flight, read reply by reply; it leaves once all are read."""
    flight = flights[0]
    if 0 <= flight.end <= session.offered and session.heard(TAKEN):
        flights.popleft()
        return Outcome(flight.id, Status.SENT, "", "", None, session.via)
    if flight.end >= 0:
        expect(session.reply(), "RSET")
        for stage in ("sender", "recipient", "message"):
            _note(session, flight, stage, session.reply())
    flights.popleft()
    return flight.outcome or Outcome(flight.id, Status.SENT, via=session.via)


def pipelined(session: Session, flights: deque[Flight], waiting: Waiting) -> Iterator[Outcome]:
    while not session.lost and waiting.more():
        yield from _open(session, flights, waiting)
        while flights:
            if session.heard(OPENED) or _opened(session, flights[0]):
                yield from _data(session, flights, waiting)
                continue
            flight = flights.popleft()
            assert flight.outcome
            yield flight.outcome
            expect(session.ask("RSET"), "RSET")
            yield from _open(session, flights, waiting)


def _opened(session: Session, flight: Flight) -> bool:
    """Whether the relay waits for the body; if not, the flight has its outcome."""
    _note(session, flight, "sender", session.reply())
    _note(session, flight, "recipient", session.reply())
    reply = session.reply()
    if reply.code != 354:
        _note(session, flight, "data", reply)
    elif not flight.outcome:
        return True
    else:
        # DATA accepted without a recipient: an empty message ends it (RFC 2920 §3.1).
        session.put(b".\r\n")
        session.reply()
    return False


def _data(session: Session, flights: deque[Flight], waiting: Waiting) -> Iterator[Outcome]:
    """The body of the first flight, along with the envelope of the next."""
    flight = flights[0]
    flight.end = session.put(*dotted(flight.message))
    yield from _open(session, flights, waiting)
    _note(session, flight, "message", session.reply())
    flights.popleft()
    yield flight.outcome or Outcome(flight.id, Status.SENT, "", "", None, session.via)


def _open(session: Session, flights: deque[Flight], waiting: Waiting) -> Iterator[Outcome]:
    """Queue the envelope of the next message that can go, with DATA; tell of those that cannot."""
    while not session.lost and (flight := waiting.take()):
        announced = envelope(session, flight)
        if announced:
            session.put(announced, b"DATA\r\n")
            flights.append(flight)
            break
        assert flight.outcome
        yield flight.outcome
    session.flush()


def lock_step(session: Session, flights: deque[Flight], waiting: Waiting) -> Iterator[Outcome]:
    while not session.lost and waiting.more():
        flight = waiting.take()
        if flight is None:
            continue
        flights.append(flight)
        announced = envelope(session, flight)
        if announced:
            _one(session, flight, announced)
        flights.popleft()
        yield flight.outcome or Outcome(flight.id, Status.SENT, via=session.via)


def _one(session: Session, flight: Flight, announced: bytes) -> None:
    for command, stage in zip(announced.splitlines(), ("sender", "recipient"), strict=True):
        _note(session, flight, stage, session.ask(command.decode()))
        if flight.outcome:
            break
    else:
        reply = session.ask("DATA")
        if reply.code == 354:
            flight.end = session.put(*dotted(flight.message))
            _note(session, flight, "message", session.reply())
            return
        _note(session, flight, "data", reply)
    expect(session.ask("RSET"), "RSET")


def _note(session: Session, flight: Flight, stage: str, reply: Reply) -> None:
    """Keep the first refusal as the outcome; a reply that does not fit ends the session."""
    early = stage == "message" and flight.end > session.offered
    if reply.code >= 400:
        flight.outcome = flight.outcome or verdict(flight.id, stage, reply)
    elif reply.code >= 300 or stage == "data" or early:
        raise Trouble("protocol", "replies out of step")


def expect(reply: Reply, command: str) -> None:
    """Raises Trouble where the relay refuses what it must grant."""
    if reply.code != 250:
        raise Trouble("protocol", f"{command} refused")
