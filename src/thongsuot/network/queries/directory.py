"""The network's lists, a page at a time, and what a few typed letters may mean.

However many bodies and people there are, a page costs the same number of questions.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from thongsuot.lib import clock
from thongsuot.lib.text.fold import fold
from thongsuot.network.models import (
    ContactPoint,
    DatedRows,
    Mandate,
    Person,
    Unit,
    UnitName,
    UnitProvince,
)
from thongsuot.network.queries.bodies import reachability
from thongsuot.network.queries.chains import called_once, heirs_by_name
from thongsuot.network.queries.people import views_of
from thongsuot.network.queries.units import named, names_of, with_roles
from thongsuot.network.terms import (
    BODIES,
    BodyReach,
    ChannelName,
    ContactState,
    MandateRole,
    PersonView,
    UnitRole,
    UnitView,
)

Row = TypeVar("Row")
PAGE = 30
SHOWN_PER_AGENCY = 8


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page; `number` counts from 1, `total` counts all that was found."""

    rows: tuple[Row, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True)
class Agency:
    """A press agency with the first of its journalists, and how many it has in all."""

    unit: UnitView
    people: tuple[PersonView, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.people)


@dataclass(frozen=True)
class Placed:
    """A person in their latest mandate."""

    id: UUID
    name: str
    role: str
    unit: UnitView


@dataclass(frozen=True)
class Suggestions:
    """What a few letters may mean: bodies by any name they ever had, people by name."""

    units: tuple[UnitView, ...]
    people: tuple[Placed, ...]


def bodies_page(
    text: str = "", kind: str = "", province: str = "", number: int = 1, at: datetime | None = None
) -> Page[BodyReach]:
    """Bodies with leader and officer, in Vietnamese order.

    `text` is sought without accents in every name a body, or one that it succeeds, ever had and in
    the names of its leaders and officers; `kind` is a role of bodies, `province` an id.
    """
    day = clock.legal_date(at)
    found = Unit.objects.filter(pk__in=with_roles([kind] if kind in BODIES else BODIES, day))
    if province:
        there = UnitProvince.objects.on(day).filter(province_id=province)
        found = found.filter(pk__in=there.values("unit"))
    answering = [MandateRole.LEADER, MandateRole.OFFICER]
    heirs = heirs_by_name(text, day)
    found = found.filter(named(text, heirs) | _with_people(text, answering, day))
    ids, number, total = _ids(found, day, number)
    rows = reachability(at, within=ids)
    told = [replace(row, unit=unit) for row, unit in zip(rows, _once(rows, heirs), strict=True)]
    return Page(tuple(told), number, total)


def _once(rows: Sequence[BodyReach], heirs: dict[UUID, str]) -> list[UnitView]:
    return called_once((row.unit for row in rows), heirs)


def agencies_page(
    text: str = "",
    number: int = 1,
    at: datetime | None = None,
    each: int | None = SHOWN_PER_AGENCY,
) -> Page[Agency]:
    """Press agencies with their first journalists (`each` of them; None: all), in Vietnamese
    order."""
    day = clock.legal_date(at)
    found = Unit.objects.filter(pk__in=with_roles([UnitRole.PRESS_AGENCY], day))
    heirs = heirs_by_name(text, day)
    found = found.filter(named(text, heirs) | _with_people(text, [MandateRole.JOURNALIST], day))
    ids, number, total = _ids(found, day, number)
    shown = {unit.id: unit for unit in called_once(names_of(ids, day).values(), heirs)}
    counts, people = _journalists(ids, text, each, day)
    rows = (Agency(shown[key], tuple(people[key]), counts.get(key, 0)) for key in ids)
    return Page(tuple(rows), number, total)


@dataclass(frozen=True)
class Member(PersonView):
    """A person in one mandate, with the body's name of the day."""

    unit_name: str = ""


def people_page(
    text: str = "", role: str = "", number: int = 1, at: datetime | None = None
) -> Page[Member]:
    """Everybody with a mandate, one row for each, in Vietnamese order."""
    found: QuerySet[Any] = Mandate.objects.on(clock.legal_date(at))
    if role:
        found = found.filter(role=role)
    found = found.filter(_called(text, "person__"))
    total = found.count()
    number = _within(number, total)
    # Ids alone are sorted; whole rows of 50,000 people would be, too, on a late page.
    ordered = found.order_by("person__order", "id").values_list("pk", flat=True)
    ids = list(ordered[PAGE * (number - 1) : PAGE * number])
    rows = Mandate.objects.filter(pk__in=ids).select_related("person")
    views = views_of(sorted(rows, key=lambda row: ids.index(row.pk)))
    units = names_of({view.unit for view in views if view.unit}, clock.legal_date(at))
    named = (Member(**vars(view), unit_name=units[view.unit].name) for view in views)  # type: ignore[index]
    return Page(tuple(named), number, total)


def reached(at: datetime | None = None) -> tuple[int, int]:
    """Of how many bodies leader and officer can both be reached by e-mail, and of how many."""
    day = clock.legal_date(at)
    bodies = Unit.objects.filter(pk__in=with_roles(BODIES, day))
    both = bodies.filter(_answers(MandateRole.LEADER, day), _answers(MandateRole.OFFICER, day))
    return both.count(), bodies.count()


def suggest(text: str, limit: int = 8, at: datetime | None = None) -> Suggestions:
    """Best first: a person whose given name it is before one whose family name it is.

    Two letters at least; nothing before.
    """
    if len(fold(text)) < 2:
        return Suggestions((), ())
    day = clock.legal_date(at)
    alive = Unit.objects.filter(pk__in=UnitName.objects.on(day).values("unit"))
    heirs = heirs_by_name(text, day)
    ids, _, _ = _ids(alive.filter(named(text, heirs)), day, 1, limit)
    units = {unit.id: unit for unit in called_once(names_of(ids, day).values(), heirs)}
    people = _likely(text, limit, day)
    return Suggestions(tuple(units[key] for key in ids), tuple(_placed(people, day)))


def _likely(text: str, limit: int, day: date) -> list[Person]:
    standing = Exists(Mandate.objects.on(day).filter(person=OuterRef("pk")))
    asked = fold(text)
    nearness = Case(
        When(folded=asked, then=Value(0)),
        When(folded__endswith=f" {asked}", then=Value(1)),
        When(folded__startswith=asked, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    found = Person.objects.filter(_called(text), standing)
    return list(found.annotate(nearness=nearness).order_by("nearness", "order", "id")[:limit])


def _placed(people: Sequence[Person], day: date) -> list[Placed]:
    held = Mandate.objects.on(day).filter(person__in=people).order_by("valid_from", "id")
    latest = {row.person_id: row for row in held}
    units = names_of({row.unit_id for row in latest.values()}, day)
    return [
        Placed(row.pk, row.name, latest[row.pk].role, units[latest[row.pk].unit_id])
        for row in people
    ]


def _ids(
    found: QuerySet[Any], day: date, number: int, size: int = PAGE
) -> tuple[list[UUID], int, int]:
    """The page's bodies in the order of their names of the day; the page that exists; all."""
    total = found.count()
    number = _within(number, total, size)
    names = UnitName.objects.on(day).filter(unit=OuterRef("pk"))
    ordered = found.annotate(order=Subquery(names.values("order")[:1])).order_by("order", "pk")
    return (
        list(ordered.values_list("pk", flat=True)[size * (number - 1) : size * number]),
        (number),
        total,
    )


def _within(number: int, total: int, size: int = PAGE) -> int:
    """A page that was there yesterday may be gone: the last one then."""
    return max(1, min(number, -(-total // size)))


def _with_people(text: str, roles: Sequence[str], day: date) -> Q:
    if not text.strip():
        return Q()
    held = Mandate.objects.on(day).filter(_called(text, "person__"), role__in=roles)
    return Q(pk__in=held.values("unit"))


def _called(text: str, path: str = "") -> Q:
    """People in whose names each typed word begins a word."""
    found = Q()
    for word in fold(text).split():
        begins = Q(**{f"{path}folded__startswith": word})
        found &= begins | Q(**{f"{path}folded__contains": f" {word}"})
    return found


def _answers(role: MandateRole, day: date) -> Q:
    good = ContactPoint.objects.filter(channel=ChannelName.EMAIL, state=ContactState.GOOD)
    held: DatedRows = Mandate.objects.on(day).filter(unit=OuterRef("pk"), role=role)
    own = held.filter(Exists(good.filter(person=OuterRef("person"))))
    return Q(Exists(held)) & (Q(Exists(own)) | Q(Exists(good.filter(unit=OuterRef("pk")))))


def _journalists(
    agencies: Sequence[UUID], text: str, each: int | None, day: date
) -> tuple[dict[UUID, int], dict[UUID, list[PersonView]]]:
    """How many each agency has, and the first of each; those who were sought stand first."""
    held: QuerySet[Any] = Mandate.objects.on(day).filter(
        unit__in=agencies, role=MandateRole.JOURNALIST
    )
    counts = dict(held.values_list("unit").annotate(n=Count("id")).order_by())
    sought: Any = Value(0)
    if text.strip():
        sought = Case(When(_called(text, "person__"), then=Value(0)), default=Value(1))
    turn = Window(RowNumber(), partition_by=["unit"], order_by=["sought", "person__order", "id"])
    rows = held.annotate(sought=sought).annotate(turn=turn)
    first = rows if each is None else rows.filter(turn__lte=each)
    people: dict[UUID, list[PersonView]] = defaultdict(list)
    for view in views_of(first.select_related("person").order_by("turn")):
        people[view.unit].append(view)  # type: ignore[index]
    return counts, people
