"""Hands messages to relays and tells what became of each."""

import time
from collections import deque
from collections.abc import Iterable, Iterator

from thongsuot.channels.email import relays
from thongsuot.channels.email.config import EmailConfig
from thongsuot.channels.email.flights import Flight, Item, Waiting
from thongsuot.channels.email.pacing import pace_of
from thongsuot.channels.email.replies import Closing, Trouble
from thongsuot.channels.email.session import Session
from thongsuot.channels.email.ways import way
from thongsuot.channels.terms import Health, Outcome, Status

__all__ = ["Item", "health", "send"]

LOSSES = 2  # connections one message may lose before it is put off
PAUSE = 0.2  # seconds before the second attempt to connect; twice that before the third


def send(config: EmailConfig, items: Iterable[Item]) -> Iterator[Outcome]:
    """Send each item over one connection at a time; exactly one outcome per item, as it is known.

    Items are drawn lazily, never more ahead than `config.window` (those whose domain must rest
    aside). A lost connection makes AMBIGUOUS what was sent whole and not answered; what certainly
    was not taken goes again over a new connection, to the next relay where one settles nothing,
    within bounds, else TEMPORARY.
    """
    waiting = Waiting(items, dict(config.domain_rates), config.dkim)
    course = relays.Course(config)
    while not waiting.empty():
        flights: deque[Flight] = deque()
        settled = False
        try:
            for outcome in _over_one_connection(course.relay, flights, waiting):
                if not settled:
                    settled = True
                    course.settled()
                yield outcome
        except Trouble as trouble:
            yield from _after_loss(flights, waiting, trouble, course.relay.name)
            if settled and not trouble.lasting:
                continue
            if not course.failed(trouble):
                yield from _put_off(waiting, trouble)
            elif course.fruitless:
                time.sleep(PAUSE * course.fruitless)


def health(config: EmailConfig) -> Health:
    """Whether a relay can be reached, secured and signed in to, and answers. Where only some of
    several can, it is well, and says which cannot."""
    found = {each.name: _health(each) for each in (config, *config.others)}
    ill = {name: health for name, health in found.items() if not health.ok}
    if not ill:
        return Health(True)
    first = next(iter(ill.values()))
    if len(found) == 1:
        return first
    told = "; ".join(f"{name}: {health.reason}" for name, health in ill.items())
    return Health(len(ill) < len(found), first.reason, told)


def _health(config: EmailConfig) -> Health:
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
    waiting.pace = pace_of(config.name, config.rate) if config.rate else None
    session = relays.opened(config)
    done = False
    try:
        yield from way(session)(session, flights, waiting)
        done = True
    except Trouble as trouble:
        # After 421 the relay has processed nothing more, however much it was sent.
        processed = not isinstance(trouble, Closing)
        for flight in flights:
            flight.in_doubt = processed and 0 <= flight.end <= session.offered
        raise
    finally:
        if done:
            relays.kept(session)
        else:
            session.close()


def _after_loss(
    flights: Iterable[Flight], waiting: Waiting, trouble: Trouble, via: str
) -> Iterator[Outcome]:
    again: list[Flight] = []
    for flight in flights:
        if flight.outcome:
            yield flight.outcome
        elif flight.in_doubt:
            yield Outcome(flight.id, Status.AMBIGUOUS, trouble.code, trouble.text, via=via)
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
    for flight in waiting.rest():
        yield Outcome(flight.id, Status.TEMPORARY, trouble.code, trouble.text)
