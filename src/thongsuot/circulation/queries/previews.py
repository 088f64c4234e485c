"""Whom a dispatch would reach, counted as a stream: nothing here holds a whole audience."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from uuid import UUID

from thongsuot.circulation import audiences, outgoing, routing, rules
from thongsuot.circulation.audiences import Reached
from thongsuot.circulation.members import have_it
from thongsuot.circulation.models import Dispatch
from thongsuot.circulation.terms import Audience, DispatchReason, Member, Preview
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.terms import Seat, Viewer
from thongsuot.releases import queries as releases
from thongsuot.releases.models import Edition
from thongsuot.releases.terms import EditionState, Reach

SHOWN = 400  # names told of however many
_Named = tuple[str, str, UUID, bool]  # the order of the name, person's key, body, settles


class _Count:
    """What the people gone by so far come to."""

    def __init__(self) -> None:
        self.people = self.already_have = self.beyond_reach = self.unreachable = 0
        self.kinds: Counter[frozenset[str]] = Counter()
        self.bodies: set[UUID] = set()
        self.first: list[_Named] = []
        self.without: list[_Named] = []

    def add(self, new: Sequence[tuple[str, Seat]], reachable: Iterable[str]) -> None:
        found = [audiences.reached(person, seat) for person, seat in new]
        self.people += len(found)
        self.kinds.update(seat.unit_roles for _, seat in new)
        self.bodies.update(one.unit for one in found if one.settles and one.unit)
        with_way = set(reachable)
        order = network.orders_of([one.person for one in found])
        named = [_named(one, order) for one in found]
        without = [one for one in named if one[1] not in with_way]
        self.unreachable += len(without)
        self.first = nsmallest(SHOWN, [*self.first, *named])
        self.without = nsmallest(SHOWN, [*self.without, *without])

    def told(self) -> Preview:
        members = _members([*self.first, *self.without])
        return Preview(
            people=self.people,
            members=tuple(members[person] for _, person, *_ in self.first),
            bodies=len(self.bodies),
            without_address=tuple(members[person] for _, person, *_ in self.without),
            unreachable=self.unreachable,
            by_unit_role=dict(_by_role(self.kinds)),
            already_have=self.already_have,
            beyond_reach=self.beyond_reach,
        )


def preview(edition: UUID, audience: Audience, viewer: Viewer, again: bool = False) -> Preview:
    """Whom a dispatch would reach now. Raises `circulation.not_yours`."""
    row = releases.edition_row(edition)
    rules.check_circulate(viewer, row.unit_id, EditionState(row.state))
    planned = Dispatch(edition=row, reason=DispatchReason.CIRCULATED, again=again)
    kinds = list(routing.kinds(outgoing.enabled(), urgent=False))
    count, everybody = _Count(), audiences.named(audience, clock.legal_date())
    while chunk := list(islice(everybody, rules.PLAN_CHUNK)):
        best = [(person, audiences.best_of(seats, Reach(row.reach))) for person, seats in chunk]
        inside = [(person, seat) for person, seat in best if seat is not None]
        have = have_it(planned, [person for person, _ in inside])
        new = [one for one in inside if one[0] not in have]
        count.beyond_reach += len(best) - len(inside)
        count.already_have += len(have)
        count.add(new, network.first_addresses([person for person, _ in new], kinds))
    return count.told()


def everybody(audience: Audience, reach: Reach) -> Iterator[UUID]:
    """The people of the audience today, by id."""
    return (UUID(one.person) for one in audiences.people(audience, reach, clock.legal_date()))


def bodies_in(audience: Audience, reach: Reach = Reach.UNITS) -> set[UUID]:
    """The bodies that a dispatch to this audience would ask to acknowledge, or to answer, today."""
    found = audiences.people(audience, reach, clock.legal_date())
    return {one.unit for one in found if one.settles and one.unit}


@dataclass(frozen=True)
class PartPreview:
    """Whom a part of a kit would reach: the edition, how many people, of how many bodies."""

    edition: Edition
    people: int
    units: int


def preview_kit(
    kit: UUID, audience: Audience, viewer: Viewer
) -> tuple[Preview, tuple[PartPreview, ...]]:
    """Whom a kit would reach now: its release as `preview` tells it, and each part, the release
    first. Raises `circulation.not_yours`, `.kit_not_sealed`."""
    editions = releases.kit_editions(kit)
    if not editions:
        raise Refused("circulation.kit_not_sealed")
    lead = preview(editions[0].pk, audience, viewer)
    # A withdrawn part does not go along.
    parts = [e for e in editions[1:] if e.state != EditionState.WITHDRAWN]
    return lead, tuple(_parts(editions[0], parts, audience))


def _parts(lead: Edition, parts: list[Edition], audience: Audience) -> Iterator[PartPreview]:
    mail = Dispatch(edition=lead, reason=DispatchReason.CIRCULATED)
    goes = [mail, *(_carried(mail, part) for part in parts)]
    people, units = Counter[UUID](), {one.pk: set[UUID]() for one in goes}
    everybody = audiences.named(audience, clock.legal_date())
    while chunk := list(islice(everybody, rules.PLAN_CHUNK)):
        mailed = [one for one in chunk if audiences.best_of(one[1], Reach(lead.reach))]
        for dispatch in goes:
            best = (
                (person, audiences.best_of(seats, Reach(dispatch.edition.reach)))
                for person, seats in mailed
            )
            have = have_it(dispatch, [person for person, _ in mailed])
            new = [seat for person, seat in best if seat is not None and person not in have]
            people[dispatch.pk] += len(new)
            units[dispatch.pk].update(seat.unit for seat in new)
    for dispatch in goes:
        yield PartPreview(dispatch.edition, people[dispatch.pk], len(units[dispatch.pk]))


def _carried(mail: Dispatch, part: Edition) -> Dispatch:
    return Dispatch(edition=part, reason=DispatchReason.CIRCULATED, carried_by=mail)


def _named(one: Reached, order: dict[str, str]) -> _Named:
    return order.get(one.person, ""), one.person, one.unit or UUID(int=0), one.settles


def _members(named: Sequence[_Named]) -> dict[str, Member]:
    names = network.names_of_people([person for _, person, *_ in named])
    units = network.names_of({unit for _, _, unit, _ in named})
    return {
        person: Member(
            person=str(UUID(person)),
            name=names.get(UUID(person), ""),
            unit=str(unit),
            unit_name=units[unit].name if unit in units else "",
            settles_for_body=settles,
            order=order,
        )
        for order, person, unit, settles in named
    }


def _by_role(kinds: Counter[frozenset[str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for roles, people in kinds.items():
        for role in roles:
            found[role] += people
    return found
