"""Who listens: upper rooms register a function for the acts they must hear of."""

from collections.abc import Callable
from dataclasses import dataclass

from thongsuot.journal.terms import EntryView, check_act

Hear = Callable[[EntryView], None]


@dataclass(frozen=True)
class Subscriber:
    """`acts` empty means every act; `from_start` false means only what comes after it began."""

    name: str
    acts: frozenset[str]
    hear: Hear
    from_start: bool


_subscribers: dict[str, Subscriber] = {}


def subscriber(
    name: str, *, acts: set[str] | frozenset[str] = frozenset(), from_start: bool = True
) -> Callable[[Hear], Hear]:
    """Have a function called with every sealed entry of these acts, in order of number.

    It runs in one transaction with its cursor: what it writes or enqueues there happens once.
    Anything else it does may happen again after a failure, so it should only write or enqueue.
    A failing one is tried again with growing pauses and stops nobody but itself.
    """
    for act in acts:
        check_act(act)

    def register(hear: Hear) -> Hear:
        known = _subscribers.get(name)
        if known and known.hear.__qualname__ != hear.__qualname__:
            raise ValueError(f"two subscribers are named {name!r}")
        _subscribers[name] = Subscriber(name, frozenset(acts), hear, from_start)
        return hear

    return register


def registered() -> list[Subscriber]:
    return list(_subscribers.values())
