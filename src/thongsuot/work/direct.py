"""The engine "direct": a list in memory, for tests of the rooms above. Nothing is durable.

Enqueued calls run when a test says `drain()`, in order, in the caller's thread; an error in a
job comes out of `drain`. A rolled-back transaction does not take its calls back.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from thongsuot.lib import clock
from thongsuot.work import registry


@dataclass(frozen=True)
class _Call:
    job: str
    key: str
    due: datetime | None
    args: dict[str, Any]


_calls: list[_Call] = []
_known: set[tuple[str, str]] = set()


def enqueue(job: str, key: str, due: datetime | None, args: dict[str, Any]) -> None:
    """Append a call, once per job and key until `clear()`."""
    if (job, key) not in _known:
        _known.add((job, key))
        _calls.append(_Call(job, key, due, json.loads(json.dumps(args))))


def drain(limit: int = 10_000) -> int:
    """Run what is due, and what that enqueues, until nothing is. Returns how many ran."""
    for ran in range(limit):
        call = _take()
        if call is None:
            return ran
        registry.find(call.job).function(**call.args)
    raise RuntimeError(f"still work after {limit} jobs: does a job enqueue itself?")


def waiting() -> list[tuple[str, str, datetime | None]]:
    """(job, key, due) of what has not run."""
    return [(call.job, call.key, call.due) for call in _calls]


def clear() -> None:
    """Forget everything, as between two tests."""
    _calls.clear()
    _known.clear()


def _take() -> _Call | None:
    from thongsuot.work import queries

    now, held = clock.now(), queries.held() is not None
    for call in _calls:
        blocked = held and registry.find(call.job).sends
        if not blocked and (call.due is None or call.due <= now):
            _calls.remove(call)
            return call
    return None
