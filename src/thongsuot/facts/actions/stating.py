"""Stating values and targets. The bank only grows."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from thongsuot.facts import rules
from thongsuot.facts.actions.rows import asker, id_of, the_series
from thongsuot.facts.models import Series, Stated, Target, Value
from thongsuot.facts.terms import Cadence, Row
from thongsuot.files import actions as files
from thongsuot.files.terms import DOCUMENTS, PICTURES, TEXTS
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import nfc
from thongsuot.network.models import Person, Unit
from thongsuot.network.terms import Viewer


@transaction.atomic
def state_value(
    *,
    series: Series | UUID,
    number: Decimal,
    as_of: date,
    source: str,
    stated_for: Unit | UUID,
    by: Person | None,
    source_url: str = "",
    note: str = "",
    file: tuple[str, bytes] | None = None,
) -> Value:
    """A body states what a series is as of a day; a correction is a later statement on that day.

    By people of that body, or a coordinator. The owner's statement moves the due day on.
    Refused: facts.not_your_body, day_to_come, source_missing, number_unfit, address_unfit, files.*
    """
    body = id_of(stated_for)
    row = Row(id_of(series), number, as_of, source, body, source_url, note)
    value = _state(row, by, asker(by), file)
    journal.record(
        "figure.stated",
        by=by,
        subject=("series", value.series_id),
        value=value.pk,
        unit=body,
        as_of=as_of,
        own=value.own,
    )
    return value


@transaction.atomic
def state_values(*, rows: Iterable[Row], by: Person | None) -> list[Value]:
    """Many at once, as of a sheet: all or none, one entry. Refused: as `state_value`."""
    stated = put_values(rows=rows, by=by)
    if stated:
        series = {value.series_id for value in stated}
        journal.record(
            "figures.stated", by=by, subject=("bank", ""), count=len(stated), series=len(series)
        )
    return stated


@transaction.atomic
def put_values(*, rows: Iterable[Row], by: Person | None) -> list[Value]:
    """`state_values` as a part of an upper room's command, whose entry tells of it."""
    viewer = asker(by)
    return [_state(row, by, viewer) for row in sorted(rows, key=lambda row: row.as_of)]


@transaction.atomic
def state_target(
    *, series: Series | UUID, number: Decimal, by_day: date, source: str, by: Person | None
) -> Target:
    """What a series is to reach by a day. The owner's people, or a coordinator."""
    row = the_series(series)
    rules.check_owns(asker(by), row.owner_id)
    target = Target.objects.create(
        series=row,
        number=rules.checked_number(number),
        by=by_day,
        source=rules.checked_source(nfc(source)),
        stated_by=by,
        stated_at=after_all(Target, row),
    )
    journal.record("figure.targeted", by=by, subject=("series", row), target=target.pk, day=by_day)
    return target


def _state(
    row: Row, by: Person | None, viewer: Viewer | None, file: tuple[str, bytes] | None = None
) -> Value:
    series = the_series(row.series)
    rules.check_states(viewer, row.stated_for)
    rules.check_day(row.as_of, clock.legal_date())
    own = row.stated_for == series.owner_id
    earlier = Value.objects.filter(series=series, own=True, as_of__gte=row.as_of)
    newest = not earlier.exists()
    value = Value.objects.create(
        series=series,
        number=rules.checked_number(row.number),
        as_of=row.as_of,
        source=rules.checked_source(nfc(row.source)),
        source_url=rules.checked_address(row.source_url),
        note=checked_note(row.note),
        stated_for_id=row.stated_for,
        stated_by=by,
        stated_at=after_all(Value, series),
        own=own,
        file=_kept(series, file),
    )
    if own:
        _move_due(series, row.as_of, newest)
    return value


def after_all(model: type[Stated], series: Series) -> datetime:
    """Now, and later than every statement about the series: so «the newest» is never a tie."""
    rows: Any = model._default_manager
    last = rows.filter(series=series).aggregate(last=Max("stated_at"))["last"]
    return clock.now() if last is None else max(clock.now(), last + timedelta(microseconds=1))


def _move_due(series: Series, as_of: date, newest: bool) -> None:
    cadence = Cadence(series.indicator.cadence)
    today = clock.legal_date()
    due = rules.next_due(series.next_due_on, as_of, cadence, today=today, newest=newest)
    if due != series.next_due_on:
        series.next_due_on = due
        series.save(update_fields=["next_due_on"])


def checked_note(note: str) -> str:
    found = " ".join(nfc(note).split())
    if len(found) > 300:
        raise Refused("facts.name_too_long", limit=300)
    return found


def _kept(series: Series, file: tuple[str, bytes] | None) -> UUID | None:
    if file is None:
        return None
    name, content = file
    allowed = DOCUMENTS | PICTURES | TEXTS
    stored = files.store(f"series:{series.pk}", name, content, allowed=allowed)
    return stored.pk
