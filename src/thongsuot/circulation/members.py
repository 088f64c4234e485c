"""Who should get a dispatch, as a stream by person's id: its audience, or all who had what it
follows."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from thongsuot.circulation import audiences
from thongsuot.circulation.audiences import Reached
from thongsuot.circulation.models import Dispatch, Recipient
from thongsuot.circulation.terms import Audience, DispatchReason
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.releases.models import Edition
from thongsuot.releases.terms import Reach

PART = 5_000  # rows in one question


def members(dispatch: Dispatch, after: UUID | None) -> Iterator[Reached]:
    """Who should get it, once each, those after `after`: the audience, or all who had the edition
    that this one corrects or withdraws. Those who have it already are among them: `have_it`."""
    if dispatch.reason != DispatchReason.CIRCULATED:
        return _who_had(earlier(dispatch.edition), after)
    audience = Audience.from_data(dispatch.audience)
    on = clock.legal_date(dispatch.made_at)
    reach = Reach(dispatch.edition.reach)
    if dispatch.carried_by is None:
        return audiences.people(audience, reach, on, after)
    return _carried(audience, reach, Reach(dispatch.carried_by.edition.reach), on, after)


def have_it(dispatch: Dispatch, people: Sequence[str]) -> set[str]:
    """Those of these people (by key) for whom this dispatch has nothing new, or nothing that goes:
    they have the edition by another dispatch, or that of the mail which should name it."""
    if dispatch.again or dispatch.reason != DispatchReason.CIRCULATED:
        return set()
    others = _others(dispatch)
    if dispatch.carried_by is not None:
        others += [] if dispatch.carried_by.again else _others(dispatch.carried_by)
    if not others:
        return set()
    found = Recipient.objects.filter(dispatch__in=others, person__in=network.listed(people))
    return set(found.values_list(network.spelled("person_id"), flat=True))


def earlier(edition: Edition) -> list[UUID]:
    """The editions before this one, the newest first."""
    chain: list[UUID] = []
    step = edition.predecessor
    while step is not None:
        chain.append(step.pk)
        step = step.predecessor
    return chain


def _others(dispatch: Dispatch) -> list[UUID]:
    rows = Dispatch.objects.filter(edition=dispatch.edition_id).exclude(pk=dispatch.pk)
    return list(rows.values_list("pk", flat=True))


def _carried(
    audience: Audience, reach: Reach, mailed: Reach, on: date, after: UUID | None
) -> Iterator[Reached]:
    """Those of the audience whom the mail that names it reaches too."""
    for person, seats in audiences.named(audience, on, after):
        best = audiences.best_of(seats, reach)
        if best is not None and audiences.best_of(seats, mailed) is not None:
            yield audiences.reached(person, best)


class _Had(NamedTuple):
    person: str
    made_at: datetime
    unit: UUID | None
    owed: UUID | None  # the body they answered for
    owed_by_mail: UUID | None  # the same, in the dispatch whose mail named it


def _who_had(editions: Sequence[UUID], after: UUID | None) -> Iterator[Reached]:
    """Whoever had one of them; who answered for a body there answers for what follows."""
    before = Dispatch.objects.filter(edition__in=editions)
    streams = [_had(dispatch, after) for dispatch in before.only("pk", "made_at", "carried_by")]
    for person, rows in groupby(merge(*streams, key=itemgetter(0)), key=itemgetter(0)):
        had = list(rows)
        last = max(had, key=lambda one: one.made_at)
        owed = last.owed or next((one.owed_by_mail for one in had if one.owed_by_mail), None)
        yield Reached(person, owed or last.unit, owed is not None)


def _had(dispatch: Dispatch, after: UUID | None) -> Iterator[_Had]:
    """The people of one dispatch, by their ids, in steps."""
    rows = Recipient.objects.filter(dispatch=dispatch).order_by("person_id")
    while True:
        step = rows if after is None else rows.filter(person__gt=after)
        named = (network.spelled("person_id"), "unit_id", "acknowledgement__unit_id")
        found = list(step.values_list(*named)[:PART])
        if not found:
            return
        owed = _owed_for_the_mail(dispatch, [person for person, _, _ in found])
        for person, unit, own in found:
            yield _Had(person, dispatch.made_at, unit, own, owed.get(person))
        after = UUID(found[-1][0])


def _owed_for_the_mail(dispatch: Dispatch, people: Sequence[str]) -> dict[str, UUID]:
    """Who had it with another edition's mail, and answered for a body there."""
    if dispatch.carried_by_id is None:
        return {}
    rows = Recipient.objects.filter(
        dispatch=dispatch.carried_by_id,
        person__in=network.listed(people),
        acknowledgement__isnull=False,
    )
    return dict(rows.values_list(network.spelled("person_id"), "acknowledgement__unit_id"))
