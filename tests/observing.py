"""Observes every action that any test calls: one command writes one journal entry, no more.

Nothing is replaced: the action and the journal run as they are, and are counted on the way.
"""

import functools
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

from thongsuot.circulation import actions as circulation
from thongsuot.exchange import actions as exchange
from thongsuot.facts import actions as facts
from thongsuot.journal import actions as journal
from thongsuot.network import actions as network
from thongsuot.peers import actions as peers
from thongsuot.releases import actions as releases

ROOMS = (network, facts, releases, circulation, exchange, peers)


class _Counts(threading.local):
    """Of one thread: how deep in actions it is, and how many entries the outermost wrote."""

    depth = 0
    written = 0


counts = _Counts()


def observe() -> None:
    """Once, before the first test."""
    journal.record = _counting(journal.record)
    for room in ROOMS:
        for name in room.__all__:
            setattr(room, name, _watched(room, name))


def _counting(record: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(record)
    def counted(*args: Any, **kwargs: Any) -> Any:
        counts.written += 1
        return record(*args, **kwargs)

    return counted


def _watched(room: ModuleType, name: str) -> Callable[..., Any]:
    action = getattr(room, name)

    @functools.wraps(action)
    def watched(*args: Any, **kwargs: Any) -> Any:
        if counts.depth == 0:
            counts.written = 0
        counts.depth += 1
        try:
            result = action(*args, **kwargs)
        finally:
            counts.depth -= 1
        if counts.depth == 0:
            wrote = counts.written
            assert wrote <= 1, f"{room.__name__}.{name} wrote {wrote} journal entries"
        return result

    return watched
