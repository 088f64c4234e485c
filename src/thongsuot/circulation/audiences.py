"""Resolving an audience: a rule over the network becomes people, each once."""

from collections.abc import Iterable, Iterator
from datetime import date
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from thongsuot.circulation import rules
from thongsuot.circulation.models import SavedList, TopicFollowing
from thongsuot.circulation.terms import Audience
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, Seat
from thongsuot.releases.terms import Reach


class Reached(NamedTuple):
    """One person of an audience, once, by their key (`network.key`). `unit` is the body they come
    for, `settles` whether they acknowledge for it."""

    person: str
    unit: UUID | None
    settles: bool


def people(
    audience: Audience, reach: Reach, on: date, after: UUID | None = None
) -> Iterator[Reached]:
    """Everybody the audience names on that day, within the reach, once each, by person's id,
    those after `after`; a stream, so that no audience is too large.

    Somebody with several mandates comes for the body they settle for, if they settle for one.
    """
    for person, seats in named(audience, on, after):
        best = best_of(seats, reach)
        if best is not None:
            yield reached(person, best)


def named(audience: Audience, on: date, after: UUID | None = None) -> Iterator[network.Seats]:
    """Everybody the audience names on that day, whatever the reach, by person's id, with the
    seats by which it does."""
    streams = list(_streams(audience, on, after))
    if len(streams) == 1:
        return streams[0]
    return _together(merge(*streams, key=_person))


def best_of(seats: Iterable[Seat], reach: Reach) -> Seat | None:
    """The seat that somebody comes for; None: the reach leaves them out."""
    within = [seat for seat in seats if rules.within_reach(reach, seat.role)]
    return within[0] if len(within) == 1 else min(within, key=_rank, default=None)


def reached(person: str, seat: Seat) -> Reached:
    return Reached(person, seat.unit, rules.settles(seat.role, seat.unit_roles))


_person = itemgetter(0)


def _rank(seat: Seat) -> tuple[bool, bool, str]:
    """Settling for a body comes first, leaders before officers, then a stable order."""
    return (
        not rules.settles(seat.role, seat.unit_roles),
        seat.role != MandateRole.LEADER,
        str(seat.unit),
    )


def _together(found: Iterable[network.Seats]) -> Iterator[network.Seats]:
    for person, same in groupby(found, key=_person):
        yield person, [seat for _, seats in same for seat in seats]


def _streams(audience: Audience, on: date, after: UUID | None) -> Iterator[Iterator[network.Seats]]:
    if _has_rule(audience):
        rule = network.Rule(
            audience.mandates, audience.unit_roles, audience.provinces, audience.units
        )
        followers = TopicFollowing.objects.alias(about=Cast("topic_id", TextField()))
        # Not by the index of topics: a step of a large audience reads on by that of people.
        followers = followers.filter(about__in=audience.topics)
        among = _kept(followers) if audience.topics else None
        yield network.seats(rule, on, among=among, after=after)
    if audience.saved_list:
        listed = SavedList.people.through.objects.filter(savedlist=UUID(audience.saved_list))
        yield network.seats(network.Rule(), on, among=_kept(listed), after=after)
    if audience.persons:
        yield network.seats_of(audience.persons, on, after=after)


def _has_rule(audience: Audience) -> bool:
    return bool(
        audience.mandates
        or audience.unit_roles
        or audience.provinces
        or audience.units
        or audience.topics
    )


def _kept(rows: Any) -> network.Among:
    """The people of these rows, and the kept ones of those merged since, who are few."""
    merged = rows.filter(person__merged_into__isnull=False)
    return network.Among(rows, network.as_kept(merged.values_list("person", flat=True)))
