"""Rows that are probably one person: grouped by the database, so that 50,000 people cost as many
questions as fifty."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from thongsuot.lib import clock
from thongsuot.network.models import ContactPoint, Mandate, Merge, NotSame, Person
from thongsuot.network.queries.units import names_of
from thongsuot.network.terms import ChannelName

MOST = 300
"""Keys (an address, a name at a body) looked at for one list; others come when these went."""
SWITCHBOARD = 5
"""An address of more people than this is a shared line, not somebody twice."""
Pair = tuple[UUID, UUID]


class Likeness(StrEnum):
    """Why two rows may be one person, the strongest first."""

    EMAIL = "email"
    PHONE = "phone"
    NAME_UNIT = "name_unit"
    """The same name, accents apart, at the same body."""
    NAME_POST = "name_post"
    """The same name and post in the same province."""


@dataclass(frozen=True)
class Side:
    """One of them, with what tells them apart; no addresses."""

    id: UUID
    name: str
    post: str
    places: tuple[tuple[str, str], ...]
    """Role and body of each mandate that stands or stood last."""
    has_account: bool


@dataclass(frozen=True)
class Group:
    people: tuple[Side, ...]
    likenesses: tuple[Likeness, ...]

    @property
    def pairs(self) -> Iterator[tuple[Side, Side]]:
        return combinations(self.people, 2)


def duplicates(limit: int = 50) -> tuple[list[Group], bool]:
    """Groups of rows that may be one person, the likeliest first, and whether there are more.

    Pairs that somebody told apart are not offered again.
    """
    alike = _alike()
    groups = sorted(_joined(alike), key=lambda g: (min(_reasons(g, alike)), min(map(str, g))))
    shown = groups[:limit]
    sides = _sides({person for group in shown for person in group})
    return [
        Group(
            tuple(sorted((sides[p] for p in group), key=lambda side: (side.name, str(side.id)))),
            tuple(list(Likeness)[rank] for rank in sorted(_reasons(group, alike))),
        )
        for group in shown
    ], len(groups) > limit


def likenesses(first: UUID, second: UUID) -> tuple[Likeness, ...]:
    """Why these two may be one person; empty when nothing says so."""
    found = _alike((first, second)).get(_pair(first, second), set())
    return tuple(each for each in Likeness if each in found)


def sides(people: Iterable[UUID]) -> dict[UUID, Side]:
    """People as they are compared."""
    return _sides(set(people))


def merges_into(person: UUID) -> QuerySet[Any]:
    """What was merged into the person and not undone (rows to read), the latest first."""
    rows: QuerySet[Any] = Merge.objects.filter(kept_id=person, undone_at=None)
    return rows.select_related("other", "by").order_by("-at")


def _alike(only: tuple[UUID, ...] = ()) -> dict[Pair, set[Likeness]]:
    found: dict[Pair, set[Likeness]] = defaultdict(set)
    for likeness, person_ids in _sharing(only):
        for first, second in combinations(sorted(person_ids), 2):
            found[first, second].add(likeness)
    if found and not only:
        apart = NotSame.objects.values_list("first_id", "second_id")
        for first, second in apart:
            found.pop(_pair(first, second), None)
    return found


def _sharing(only: tuple[UUID, ...]) -> Iterator[tuple[Likeness, set[UUID]]]:
    points = ContactPoint.objects.filter(person__isnull=False, **_living("person__"))
    held = Mandate.objects.filter(**_living("person__"))
    if only:
        points, held = points.filter(person__in=only), held.filter(person__in=only)
    lines = points.filter(channel__in=[ChannelName.PHONE, ChannelName.ZALO])
    yield from _by(Likeness.EMAIL, points.filter(channel=ChannelName.EMAIL), ("address",))
    yield from _by(Likeness.PHONE, lines, ("address",))
    yield from _by(Likeness.NAME_UNIT, held, ("unit", "person__folded"))
    near = ("unit__provinces__province", "person__folded", "person__post")
    placed = held.filter(unit__provinces__isnull=False).exclude(person__post="")
    yield from _by(Likeness.NAME_POST, placed, near)


def _living(path: str) -> dict[str, bool]:
    return {f"{path}erased_at__isnull": True, f"{path}merged_into__isnull": True}


def _by(
    likeness: Likeness, rows: QuerySet[Any], key: tuple[str, ...]
) -> Iterator[tuple[Likeness, set[UUID]]]:
    """People who share the key: first the keys that are shared, then whose they are."""
    shared = rows.values(*key).annotate(n=Count("person", distinct=True))
    keys = list(shared.filter(n__gt=1, n__lte=SWITCHBOARD).order_by(*key)[:MOST])
    wanted = {tuple(each[name] for name in key) for each in keys}
    if not wanted:
        return
    first = [each[key[-1]] for each in keys] if len(key) == 1 else [each[key[1]] for each in keys]
    narrowed = rows.filter(**{f"{key[min(1, len(key) - 1)]}__in": first})
    people: dict[tuple[Any, ...], set[UUID]] = defaultdict(set)
    for *values, person in narrowed.values_list(*key, "person"):
        if tuple(values) in wanted:
            people[tuple(values)].add(person)
    for found in people.values():
        yield likeness, found


def _pair(first: UUID, second: UUID) -> Pair:
    return (first, second) if first < second else (second, first)


def _joined(alike: Iterable[Pair]) -> list[frozenset[UUID]]:
    """Pairs that share somebody are one group."""
    group: dict[UUID, set[UUID]] = {}
    for first, second in alike:
        both = group.setdefault(first, {first}) | group.setdefault(second, {second})
        for person in both:
            group[person] = both
    return list({frozenset(each) for each in group.values()})


def _reasons(group: frozenset[UUID], alike: dict[Pair, set[Likeness]]) -> set[int]:
    order = list(Likeness)
    pairs = (_pair(*pair) for pair in combinations(group, 2))
    return {order.index(each) for pair in pairs for each in alike.get(pair, ())}


def _sides(people: set[UUID]) -> dict[UUID, Side]:
    held: dict[UUID, list[Mandate]] = defaultdict(list)
    for row in Mandate.objects.filter(person__in=people).order_by("-valid_from", "pk"):
        held[row.person_id].append(row)
    units = names_of({row.unit_id for rows in held.values() for row in rows}, clock.legal_date())
    return {row.pk: _side(row, held[row.pk], units) for row in Person.objects.filter(pk__in=people)}


def _side(row: Person, held: list[Mandate], units: dict[UUID, Any]) -> Side:
    places = [(m.role, units[m.unit_id].name if m.unit_id in units else "") for m in held]
    return Side(row.pk, row.name, row.post, tuple(places[:4]), row.account_id is not None)
