"""The ledger's hot path: what is done for each of thousands of deliveries a second, in SQL.

Only the jobs that send use it. What others hear of deliveries goes through
`circulation.actions.came_back` and `circulation.actions.receipt`.

Two kinds of writing. What is claimed is on the disk before anything of it is sent: a power cut
repeats one slice at most. What was answered is written as soon as it is read, without waiting for
the disk: a killed process loses none of that, since the operating system has it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection, transaction

from thongsuot.lib import clock

SLICE = 200  # deliveries taken in hand at a time: that soon a stop is seen


class Due(NamedTuple):
    """A delivery in hand and its person. Ids as the engine writes them: text on SQLite."""

    id: Any
    address: str
    recipient: Any
    contact_point: Any
    in_hand: bool  # a run before this one had it, and may have sent it
    owes: bool
    person: Any
    name: str
    language: str


class Taken(NamedTuple):
    """A delivery that the other side took."""

    id: Any
    via: str
    remote_id: str


_OPEN = """
    dispatch_id = ? AND batch = ? AND {0}id > ?
    AND ({0}state = 'claimed' OR {0}state = 'waiting'
         AND ({0}next_try_at IS NULL OR {0}next_try_at <= ?))
"""
_TAKE = f"""
    SELECT d.id, d.address, d.recipient_id, d.contact_point, d.state = 'claimed',
           r.acknowledgement_id IS NOT NULL, r.person_id, p.name, p.language
    FROM circulation_delivery d
    JOIN circulation_recipient r ON r.id = d.recipient_id
    JOIN network_person p ON p.id = r.person_id
    WHERE d.{_OPEN.format("d.").strip()}
    ORDER BY d.id LIMIT ?
"""  # noqa: S608 - constants of this module
_CLAIM = f"""
    UPDATE circulation_delivery SET state = 'claimed', claim = ?
    WHERE {_OPEN.format("")} AND id <= ?
"""  # noqa: S608
_IN_DOUBT = "UPDATE circulation_delivery SET resent = resent + 1 WHERE id = ?"
_SENT = """
    state = 'sent', outcome = 'sent', sent_at = ?, received_at = ?, claim = NULL,
    next_try_at = NULL, reason = '', attempts = attempts + 1
"""
_RECORD = f"""
    UPDATE circulation_delivery SET {_SENT}, via = ?, remote_id = ? WHERE id = ? AND claim = ?
"""  # noqa: S608
_RECORD_MANY = f"""
    UPDATE circulation_delivery d SET {_SENT}, via = t.via, remote_id = t.remote_id
    FROM unnest(?::uuid[], ?::text[], ?::text[]) AS t (id, via, remote_id)
    WHERE d.id = t.id AND d.claim = ?
"""  # noqa: S608 - PostgreSQL


class Claims:
    """What one run of a job has in hand of one batch, slice by slice, in the order of ids.

    `doubts`: how many messages a run can have on the way; so many of those that a dead run left
    in hand may have arrived, and are counted as sent again.
    """

    def __init__(self, dispatch: UUID, batch: int, run: UUID, *, doubts: int) -> None:
        self._place = (_id(dispatch), batch)
        self._run = _id(run)
        self._after: Any = _id(UUID(int=0))
        self._doubts = doubts

    def take(self) -> list[Due]:
        """The next slice, now in hand; nothing if there is none or the dispatch does not send."""
        with transaction.atomic():
            if not _sending(self._place[0]):
                return []
            now = _instant(clock.now())
            told = (*self._place, self._after, now)
            locked = " FOR UPDATE OF d" if connection.vendor == "postgresql" else ""
            found = [Due(*row) for row in _all(_TAKE + locked, (*told, SLICE))]
            if found:
                _do(_CLAIM, (self._run, *told, found[-1].id))
                self._note_doubts(found)
                self._after = found[-1].id
        return found

    def record(self, taken: Sequence[Taken], *, received: bool = False) -> int:
        """Write that these were taken, those that this run still holds; how many those are.

        A run that was taken for dead and still lives writes nothing: they have another claim.
        """
        now = _instant(clock.now())
        arrived = now if received else None
        if len(taken) == 1:
            ((id, via, remote_id),) = taken
            return _do(_RECORD, (now, arrived, via, remote_id, id, self._run))
        if connection.vendor == "postgresql":
            ids, vias, remote_ids = (list(column) for column in zip(*taken, strict=True))
            return _do(_RECORD_MANY, (now, arrived, ids, vias, remote_ids, self._run))
        with transaction.atomic():
            rows = [(now, arrived, t.via, t.remote_id, t.id, self._run) for t in taken]
            return int(_raw().executemany(_RECORD, rows).rowcount)

    def _note_doubts(self, found: list[Due]) -> None:
        for due in [due for due in found if due.in_hand][: self._doubts]:
            self._doubts -= 1
            _do(_IN_DOUBT, (due.id,))


def as_uuid(id: Any) -> UUID:
    """An id of this module's rows."""
    return id if isinstance(id, UUID) else UUID(id)


@contextmanager
def without_waiting() -> Iterator[None]:
    """Within, commits of this thread's connection do not wait for the disk."""
    _set_waiting(False)
    try:
        yield
    finally:
        with suppress(DatabaseError, psycopg.Error):
            _set_waiting(True)


@contextmanager
def waiting() -> Iterator[None]:
    """Within `without_waiting`: commits wait for the disk again."""
    _set_waiting(True)
    try:
        yield
    finally:
        with suppress(DatabaseError, psycopg.Error):
            _set_waiting(False)


def _set_waiting(waits: bool) -> None:
    if connection.in_atomic_block:  # an outer transaction decides (tests)
        return
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        _do(f"PRAGMA synchronous = {'FULL' if waits else 'NORMAL'}", ())
    else:
        _do(f"SET synchronous_commit TO {'on' if waits else 'off'}", ())


def _sending(dispatch: Any) -> bool:
    """Whether it sends; on PostgreSQL nobody stops it until this transaction ends."""
    question = "SELECT state FROM circulation_dispatch WHERE id = ?"
    locked = " FOR SHARE" if connection.vendor == "postgresql" else ""
    return [state for (state,) in _all(question + locked, (dispatch,))] == ["sending"]


def _raw() -> Any:
    """The driver's own connection of this thread: Django's cursors cost more than the commit."""
    connection.ensure_connection()
    return connection.connection


def _do(statement: str, told: Sequence[Any]) -> int:
    return int(_run(statement, told).rowcount)


def _all(statement: str, told: Sequence[Any]) -> list[tuple[Any, ...]]:
    return list(_run(statement, told).fetchall())


def _run(statement: str, told: Sequence[Any]) -> Any:
    try:
        if connection.vendor == "sqlite":
            return _raw().execute(statement, told)
        # Values go beside the statement, which the server keeps prepared.
        return psycopg.Cursor(_raw()).execute(_for_postgresql(statement), told or None)
    except Exception:
        connection.errors_occurred = True  # Django looks then whether it is still usable
        raise


_TRANSLATED: dict[str, str] = {}


def _for_postgresql(statement: str) -> str:
    if statement not in _TRANSLATED:
        _TRANSLATED[statement] = statement.replace("?", "%s")
    return _TRANSLATED[statement]


def _id(id: UUID) -> Any:
    return id.hex if connection.vendor == "sqlite" else id


def _instant(at: datetime) -> Any:
    return str(at.replace(tzinfo=None)) if connection.vendor == "sqlite" else at
