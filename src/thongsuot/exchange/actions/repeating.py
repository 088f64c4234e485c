"""Requests that are asked again every week or month."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from thongsuot.circulation.terms import Audience
from thongsuot.exchange import rules
from thongsuot.exchange.actions.asking import described, sent, shared
from thongsuot.exchange.models import Request, Routine
from thongsuot.exchange.terms import Rhythm, Wanted
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.network.terms import MandateRole

SPEAKS = (MandateRole.OFFICER, MandateRole.COORDINATOR, MandateRole.LEADER)
"""In whose name a unit asks again when the one who set the routine up has left."""


@transaction.atomic
def keep_routine(
    *,
    routine: UUID | None = None,
    unit: UUID,
    by: Person,
    title: str,
    question: str,
    wants: Collection[Wanted],
    series: Collection[UUID] = (),
    topic: str | None = None,
    audience: Audience | None = None,
    rhythm: Rhythm,
    day: int,
    hour: int,
    answer_within_hours: int = 48,
) -> Routine:
    """A new routine (`routine` None), or all of one anew; it runs from its next hour on.

    `day` is 1 Monday … 7 Sunday, or 1 … 28 of the month; `hour` is Viet Nam's. Refused: as `ask`,
    routine_day, routine_hour, routine_within, no_routine, not_your_request.
    """
    rules.check_routine(rhythm, day, hour, answer_within_hours)
    asking = described(
        by=by,
        unit=unit,
        title=title,
        question=question,
        wants=wants,
        series=series,
        topic=topic,
        audience=audience,
    )
    row = _managed(routine, by) if routine else Routine()
    for name, value in shared(asking).items():
        setattr(row, name, value)
    row.rhythm, row.day, row.hour = rhythm, day, hour
    row.answer_within_hours = answer_within_hours
    row.next_at = rules.next_time(rhythm, day, hour, clock.now())
    row.save()
    journal.record("routine.kept", by=by, subject=("routine", row), unit=unit, rhythm=rhythm.value)
    return row


@transaction.atomic
def rest_routine(*, routine: UUID, by: Person) -> Routine:
    """It asks no more until it is kept anew."""
    row = _managed(routine, by)
    row.next_at = None
    row.save(update_fields=["next_at"])
    journal.record("routine.rested", by=by, subject=("routine", row), unit=row.unit_id)
    return row


@transaction.atomic
def ask_again(*, routine: UUID) -> Request | None:
    """If its hour has come: ask, and set the next hour; both or neither, so it asks once.

    An hour missed by more than a day is passed over. Where nobody is left to ask in the unit's
    name, or nobody to be asked, the routine passes this hour over too. None: nothing was asked.
    """
    row, now = _locked(routine), clock.now()
    if row.next_at is None or row.next_at > now:
        return None
    missed = rules.was_missed(row.next_at, now)
    row.next_at = rules.next_time(Rhythm(row.rhythm), row.day, row.hour, now)
    row.save(update_fields=["next_at"])
    speaker = None if missed else _speaker(row)
    asked = _asked(row, speaker, now) if speaker else None
    if asked is None:
        journal.record(
            "routine.passed_over", by=None, subject=("routine", row), next_at=row.next_at
        )
    return asked


def _asked(row: Routine, speaker: Person, now: datetime) -> Request | None:
    due_at = now + timedelta(hours=row.answer_within_hours)
    try:
        with transaction.atomic():
            return sent(row, by=speaker, due_at=due_at, routine=row.pk, recorded_by=None)
    except Refused as refused:
        if refused.code != "circulation.nobody":
            raise
        return None


def _speaker(row: Routine) -> Person | None:
    """Who set it up, if they still work there; else somebody who does."""
    if network.works_at(row.asked_by_id, row.unit_id):
        return network.person(row.asked_by_id)
    for role in SPEAKS:
        for holder in network.holders(row.unit_id, [role]):
            if row.unit_id in network.viewer_of(network.person(holder.id)).works_for:
                return network.person(holder.id)
    return None


def _managed(routine: UUID, by: Person) -> Routine:
    row = _locked(routine)
    rules.check_manages(row.unit_id, network.viewer_of(by))
    return row


def _locked(routine: UUID) -> Routine:
    row = Routine.objects.select_for_update(of=("self",)).filter(pk=routine).first()
    if row is None:
        raise Refused("exchange.no_routine")
    return row
