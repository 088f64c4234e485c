"""Entering people into the ledger, thousands at a time: recipients, and what goes to each.

Plain SQL, since a row made by the ORM costs ten times as much: what is alike in all rows stands in
the statement, and only the rest is bound. SQLite takes the rows one by one, PostgreSQL as columns.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from thongsuot.circulation.models import Dispatch
from thongsuot.circulation.routing import Way
from thongsuot.circulation.terms import DeliveryState
from thongsuot.lib.ids import many_in_order


class Entry(NamedTuple):
    """A person (by key) as they stand in the ledger: for which body, whose debt they may settle,
    and by which way something goes to them, if it does, in which batch."""

    person: str
    unit: UUID | None
    acknowledgement: UUID | None
    way: Way | None = None
    batch: int = 0


Alike = dict[str, Any]
Columns = dict[str, tuple[str, list[Any]]]  # of a column: PostgreSQL's type, and its values


def enter(dispatch: Dispatch, entries: Sequence[Entry]) -> None:
    """Write them, each with one delivery that waits if there is a way. Inside a transaction."""
    recipients = many_in_order(len(entries))
    insert(
        "circulation_recipient",
        {"dispatch_id": dispatch.pk, "edition_id": dispatch.edition_id, "held_since": None},
        {
            "id": ("uuid", recipients),
            "person_id": ("uuid", [entry.person for entry in entries]),
            "unit_id": ("uuid", _hex(entry.unit for entry in entries)),
            "acknowledgement_id": ("uuid", _hex(entry.acknowledgement for entry in entries)),
        },
    )
    sent = [(id, entry) for id, entry in zip(recipients, entries, strict=True) if entry.way]
    if sent:
        insert("circulation_delivery", _waiting(dispatch), _deliveries(sent))


def _deliveries(sent: list[tuple[str, Entry]]) -> Columns:
    ways = [entry.way for _, entry in sent if entry.way]
    return {
        "id": ("uuid", many_in_order(len(sent))),
        "recipient_id": ("uuid", [recipient for recipient, _ in sent]),
        "channel": ("varchar", [way.channel for way in ways]),
        "contact_point": ("uuid", _hex(way.contact_point for way in ways)),
        "address": ("varchar", [way.address for way in ways]),
        "batch": ("int", [entry.batch for _, entry in sent]),
    }


def _waiting(dispatch: Dispatch) -> Alike:
    return {
        "dispatch_id": dispatch.pk,
        "state": DeliveryState.WAITING.value,
        "outcome": "",
        "attempts": 0,
        "resent": 0,
        "claim": None,
        "tried": "[]",
        "next_try_at": dispatch.not_before,
        "sent_at": None,
        "reason": "",
        "via": "",
        "remote_id": "",
        "received_at": None,
        "bounced_at": None,
    }


def _hex(ids: Iterable[UUID | None]) -> list[str | None]:
    return [id.hex if id else None for id in ids]


def insert(table: str, alike: Alike, columns: Columns) -> None:
    """Rows into one of our tables: the values alike in all of them, and those of each, by column
    with PostgreSQL's type."""
    names = ", ".join([*columns, *alike])
    same = [_kept(value) for value in alike.values()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _insert_columns(cursor, f"INSERT INTO {table} ({names})", same, columns)
        else:
            _insert_rows(cursor, f"INSERT INTO {table} ({names})", same, columns)


def _insert_columns(cursor: Any, insert: str, same: list[Any], columns: Columns) -> None:
    alike = ", ".join(_literal(value) for value in same)
    arrays = ", ".join(f"%s::{kind}[]" for kind, _ in columns.values())
    sql = f"{insert} SELECT found.*, {alike} FROM unnest({arrays}) AS found"  # noqa: S608 - our own
    cursor.execute(sql, [values for _, values in columns.values()])


def _insert_rows(cursor: Any, insert: str, same: list[Any], columns: Columns) -> None:
    alike = ", ".join(_literal(value) for value in same)
    bound = ", ".join(["%s"] * len(columns))
    rows = zip(*(values for _, values in columns.values()), strict=True)
    cursor.executemany(f"{insert} VALUES ({bound}, {alike})", list(rows))


def _kept(value: Any) -> Any:
    """As this database keeps it."""
    if isinstance(value, UUID):
        return str(value) if connection.vendor == "postgresql" else value.hex
    if hasattr(value, "tzinfo"):
        return str(connection.ops.adapt_datetimefield_value(value))
    return value


def _literal(value: Any) -> str:
    """Only of our own ids, words, numbers and times: nothing that anybody typed."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    return "'" + str(value).replace("'", "''").replace("%", "%%") + "'"
