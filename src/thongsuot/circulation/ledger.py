"""The ledger's hot path: what is done for each of thousands of deliveries a second, in SQL.

Only the jobs that send use it. What others hear of deliveries goes through
`circulation.actions.came_back` and `circulation.actions.receipt`.

Two kinds of writing. What is claimed is on the disk before anything of it is sent: a power cut
repeats one slice at most. What was answered is written as soon as it is read, without waiting for
the disk: a killed process loses none of that, since the operating system has it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection, transaction

from thongsuot.lib import clock
from thongsuot.network import queries as network

SLICE = 500  # deliveries taken in hand at a time: that soon a stop is seen


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
    rests: bool  # the person keeps quiet hours


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
           r.acknowledgement_id IS NOT NULL, r.person_id, p.name, p.language,
           p.quiet_from IS NOT NULL
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
_REST = """
    UPDATE circulation_delivery SET state = 'waiting', claim = NULL, next_try_at = ? WHERE id = ?
"""
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
    in hand may have arrived, and are counted as sent again. `disturbs`: it goes at any hour; else
    what would disturb a person's quiet hours waits for their end. Of the thread that made it.
    """

    def __init__(
        self, dispatch: UUID, batch: int, run: UUID, *, doubts: int, disturbs: bool
    ) -> None:
        self._book = Book()
        self._place = (self._book.id(dispatch), batch)
        self._run = self._book.id(run)
        self._after: Any = self._book.id(UUID(int=0))
        self._doubts = doubts
        self._disturbs = disturbs

    def take(self) -> list[Due]:
        """The next slice, now in hand; nothing if there is none or the dispatch does not send."""
        before: Any = None
        found: list[Due] = []
        while not found and before != self._after:
            before, found = self._after, self._next_slice()
        return found

    def _next_slice(self) -> list[Due]:
        """Of the next slice those whom it may reach now; none where all of them rest."""
        with transaction.atomic():
            if not self._sends():
                return []
            book, now = self._book, self._book.now()
            told = (*self._place, self._after, now)
            locked = "" if book.sqlite else " FOR UPDATE OF d"
            found = [Due(*row) for row in book.all(_TAKE + locked, (*told, SLICE))]
            if found:
                book.do(_CLAIM, (self._run, *told, found[-1].id))
                self._note_doubts(found)
                self._after = found[-1].id
            return self._awake(found)

    def record(self, taken: Sequence[Taken], *, received: bool = False) -> int:
        """Write that these were taken, those that this run still holds; how many those are.

        A run that was taken for dead and still lives writes nothing: they have another claim.
        """
        book = self._book
        now = book.now()
        arrived = now if received else None
        if len(taken) == 1:
            ((id, via, remote_id),) = taken
            return book.do(_RECORD, (now, arrived, via, remote_id, id, self._run))
        if not book.sqlite:
            ids, vias, remote_ids = (list(column) for column in zip(*taken, strict=True))
            return book.do(_RECORD_MANY, (now, arrived, ids, vias, remote_ids, self._run))
        with transaction.atomic():
            rows = [(now, arrived, t.via, t.remote_id, t.id, self._run) for t in taken]
            return book.do_each(_RECORD, rows)

    def _awake(self, found: list[Due]) -> list[Due]:
        """Asked when it would go, not when it was planned: what was put off, held or tried again
        rests too. Not what a dead run may have sent already."""
        asked = [] if self._disturbs else [due for due in found if due.rests and not due.in_hand]
        if not asked:
            return found
        ends = network.quiet_until({as_uuid(due.person) for due in asked}, clock.now())
        rest = {due.id: ends[person] for due in asked if (person := as_uuid(due.person)) in ends}
        for id, end in rest.items():
            self._book.do(_REST, (self._book.at(end), id))
        return [due for due in found if due.id not in rest]

    def _sends(self) -> bool:
        """Whether it sends; on PostgreSQL nobody stops it until this transaction ends."""
        question = "SELECT state FROM circulation_dispatch WHERE id = ?"
        locked = "" if self._book.sqlite else " FOR SHARE"
        return self._book.all(question + locked, self._place[:1]) == [("sending",)]

    def _note_doubts(self, found: list[Due]) -> None:
        for due in [due for due in found if due.in_hand][: self._doubts]:
            self._doubts -= 1
            self._book.do(_IN_DOUBT, (due.id,))


class Book:
    """The driver's own connection of this thread: Django's cursors cost more than a commit."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self.sqlite = connection.vendor == "sqlite"
        self._raw: Any = connection.connection

    def do(self, statement: str, told: Sequence[Any]) -> int:
        """How many rows it changed."""
        return int(self._run(statement, told).rowcount)

    def do_each(self, statement: str, rows: Sequence[Sequence[Any]]) -> int:
        """The same for many rows; SQLite."""
        return int(self._raw.executemany(statement, rows).rowcount)

    def all(self, statement: str, told: Sequence[Any]) -> list[tuple[Any, ...]]:
        return list(self._run(statement, told).fetchall())

    def id(self, id: UUID) -> Any:
        """As the engine writes it."""
        return id.hex if self.sqlite else id

    def now(self) -> Any:
        return self.at(clock.now())

    def at(self, instant: datetime) -> Any:
        """As the engine writes it."""
        return str(instant.astimezone(UTC).replace(tzinfo=None)) if self.sqlite else instant

    def _run(self, statement: str, told: Sequence[Any]) -> Any:
        try:
            if self.sqlite:
                return self._raw.execute(statement, told)
            # Values go beside the statement, which the server keeps prepared.
            return psycopg.Cursor(self._raw).execute(_for_postgresql(statement), told or None)
        except Exception:
            connection.errors_occurred = True  # Django looks then whether it is still usable
            raise


def as_uuid(id: Any) -> UUID:
    """An id of this module's rows."""
    return id if isinstance(id, UUID) else UUID(id)


def dashed(id: Any) -> str:
    """The same in its usual form, as in a Message-ID."""
    hexed = id if isinstance(id, str) else id.hex
    return f"{hexed[:8]}-{hexed[8:12]}-{hexed[12:16]}-{hexed[16:20]}-{hexed[20:]}"


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
    book = Book()
    if book.sqlite:
        book.do(f"PRAGMA synchronous = {'FULL' if waits else 'NORMAL'}", ())
    else:
        book.do(f"SET synchronous_commit TO {'on' if waits else 'off'}", ())


@cache
def _for_postgresql(statement: str) -> str:
    return statement.replace("?", "%s")
