"""A coordinator decides between bodies."""

from uuid import UUID

from django.db import transaction

from thongsuot.facts import rules
from thongsuot.facts.actions.rows import asker, the_series, the_value
from thongsuot.facts.actions.stating import after_all, checked_note
from thongsuot.facts.models import Value
from thongsuot.journal import actions as journal
from thongsuot.network.models import Person


@transaction.atomic
def settle(*, value: Value | UUID, by: Person | None, note: str = "") -> Value:
    """This one counts for its day: it is stated anew, marked as settled. Coordinators only.

    Refused: facts.coordinator_only, no_value.
    """
    rules.check_keeps_bank(asker(by))
    chosen = the_value(value)
    series = the_series(chosen.series_id)
    settled = Value.objects.create(
        series=series,
        number=chosen.number,
        as_of=chosen.as_of,
        source=chosen.source,
        source_url=chosen.source_url,
        file=chosen.file,
        note=checked_note(note),
        stated_for_id=chosen.stated_for_id,
        stated_by=by,
        stated_at=after_all(Value, series),
        own=chosen.own,
        settles=True,
    )
    journal.record(
        "figure.settled",
        by=by,
        subject=("series", series),
        value=settled.pk,
        chosen=chosen.pk,
        unit=chosen.stated_for_id,
        as_of=chosen.as_of,
    )
    return settled
