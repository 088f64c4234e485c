"""What a row makes of the network: whom it means, and how they would be after it.

The same function judges a row when the sheet is read, when a choice was made, and again when it is
written; so what is written is what was shown, or the row is left out as overtaken.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from thongsuot.lib import phones
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import fold
from thongsuot.network import rules
from thongsuot.network.matching import bodies as naming
from thongsuot.network.matching.bodies import Bodies
from thongsuot.network.matching.lines import name_key
from thongsuot.network.matching.terms import (
    BodyData,
    Choice,
    Held,
    Judgement,
    Line,
    Point,
    Problem,
    Someone,
)
from thongsuot.network.terms import MandateRole, RowOutcome, UnitRole

SKIP, NEW, ALSO = "skip", "new", "also"
OFFERED = 8
_ONE_OF_TWO = frozenset({MandateRole.LEADER, MandateRole.OFFICER})
"""Who becomes the one is no longer the other."""


@dataclass(frozen=True)
class Seen:
    """Another row of this sheet, as far as it bears on this one. `person`: once it is judged."""

    place: int
    number: int
    unit: UUID | None
    roles: tuple[str, ...] = ()
    person: UUID | None = None
    key: str = ""


@dataclass
class Known:
    """What the network and the sheet know of the people and bodies that some rows may mean."""

    today: date
    sheet: UUID
    bodies: Bodies
    people: dict[UUID, Someone] = field(default_factory=dict)
    data: dict[UUID, BodyData] = field(default_factory=dict)
    seen: dict[str, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    """Rows of this sheet by the key of the name they hold."""
    shared: frozenset[Point] = frozenset()
    """Addresses of bodies: they tell nobody apart."""
    default_unit: UUID | None = None
    hint: str = ""
    """Words of the whole sheet that may name a province."""
    by_name: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    by_point: dict[Point, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, someone: Someone) -> None:
        self.people[someone.id] = someone
        self.by_name[name_key(someone.name)].add(someone.id)
        for point in someone.points:
            self.by_point[_way(point)].add(someone.id)

    def remember(self, line: Line, judged: Judgement) -> None:
        """The rows that follow are judged as if this one were written."""
        if isinstance(judged.after, Someone):
            self.learn(judged.after)
            rows = self.seen[name_key(line.name)]
            rows[:] = [
                replace(row, person=judged.after.id) if row.place == line.place else row
                for row in rows
            ]
        elif isinstance(judged.after, BodyData):
            self.data[judged.after.id] = judged.after


def unit_of(line: Line, known: Known, choice: Choice) -> naming.Found:
    """The body of a row: as chosen, as it says, as its section or the whole sheet says."""
    if choice.unit:
        chosen = UUID(choice.unit)
        return naming.Found(chosen if chosen in known.bodies.known else None)
    hint = f"{line.province} " if line.province else ""
    hint = hint if naming.place_in(known.bodies, hint) else f"{line.section} {known.hint}"
    if line.unit:
        found = naming.find(known.bodies, line.unit, hint)
        if found.unit or not line.unit_short or not line.name:
            return found
        by_code = naming.find(known.bodies, line.unit_short, hint)
        return by_code if by_code.unit in found.candidates else found
    if line.unit_short and (found := naming.find(known.bodies, line.unit_short, hint)).unit:
        return found
    if line.section and (found := naming.find(known.bodies, line.section, hint)).unit:
        return found
    return naming.Found(known.default_unit)


def about(line: Line, unit: UUID | None) -> str:
    """By what the rows of a sheet that bear on one another are found."""
    return name_key(line.name) if line.name else str(unit or "")


def judge(line: Line, known: Known, choice: Choice = Choice()) -> Judgement:  # noqa: B008
    if choice.person == SKIP:
        return Judgement(RowOutcome.SKIPPED)
    if line.problems:
        return Judgement(RowOutcome.WRONG, problems=line.problems)
    if not line.name and not line.unit and not line.unit_short:
        return _wrong("network.import_nobody", "name")
    found = unit_of(line, known, choice)
    if found.unit is None:
        return _no_unit(line, found)
    if not known.bodies.known[found.unit].standing:
        return _wrong("network.import_body_ended", "unit", unit=found.unit)
    if not line.name:
        return _body(line, known, found.unit)
    return _person(line, known, found.unit, choice)


def _no_unit(line: Line, found: naming.Found) -> Judgement:
    if found.candidates:
        return Judgement(RowOutcome.AMBIGUOUS, candidates=found.candidates, about="unit")
    if found.too_many:
        return _wrong("network.import_body_needs_place", "unit", written=line.unit)
    if not line.unit and not line.unit_short:
        return _wrong("network.import_no_body", "unit")
    return _wrong("network.import_unknown_body", "unit", written=line.unit or line.unit_short)


def _wrong(code: str, field: str, unit: UUID | None = None, **params: object) -> Judgement:
    return Judgement(RowOutcome.WRONG, unit=unit, problems=(Problem(code, field, params),))


# A body -----------------------------------------------------------------------------------------


def _body(line: Line, known: Known, unit: UUID) -> Judgement:
    before = known.data.get(unit) or BodyData(unit)
    told = [seen for seen in known.seen[str(unit)] if seen.place < line.place]
    after = replace(before, points=_with_points(before.points, line.points))
    if line.unit_short and line.unit and not told:
        after = replace(after, short_name=line.unit_short)
    if line.province:
        there = naming.province(known.bodies, line.province)
        if there is None:
            return _wrong("network.import_no_province", "province", unit, written=line.province)
        after = after if told and before.province else replace(after, province=there)
    return _compared(line, unit, before, after)


def _compared(
    line: Line,
    unit: UUID,
    before: Someone | BodyData | None,
    after: Someone | BodyData,
    notes: tuple[Problem, ...] = (),
) -> Judgement:
    same = before == after
    new = before is None
    outcome = RowOutcome.NEW if new else RowOutcome.UNCHANGED if same else RowOutcome.CHANGED
    return Judgement(outcome, unit, before, after, notes=notes)


# Whom a row means -------------------------------------------------------------------------------


def _person(line: Line, known: Known, unit: UUID, choice: Choice) -> Judgement:
    if choice.person and choice.person not in (NEW, ALSO):
        before: Someone | None = known.people.get(UUID(choice.person))
        return _settled(line, known, unit, before, choice, sure=True)
    if choice.person == NEW:
        return _settled(line, known, unit, None, choice)
    by_key = known.people.get(UUID(line.key)) if line.key else None
    if by_key and (_alike(by_key.name, line.name) or _same_points(by_key, line)):
        return _settled(line, known, unit, by_key, choice, sure=True)
    candidates = [by_key] if by_key else _meant(line, known, unit)
    if len(candidates) == 1 and by_key is None and _is_sure(line, known, unit, candidates[0]):
        return _settled(line, known, unit, candidates[0], choice)
    if candidates:
        ids = tuple(someone.id for someone in candidates[:OFFERED])
        return Judgement(RowOutcome.AMBIGUOUS, unit, candidates=ids, about="person")
    return _settled(line, known, unit, None, choice)


def _meant(line: Line, known: Known, unit: UUID) -> list[Someone]:
    """Those whom the row may mean, the likeliest kind alone, in a fixed order."""
    reached = _reached(line, known)
    named = _named(line, known)
    here = [someone for someone in named if _is_at(someone, unit, known.today)]
    here = here or [someone for someone in named if any(h.unit == unit for h in someone.held)]
    if here:
        strong = [someone for someone in here if someone in reached]
        return strong if len(strong) == 1 else here
    alike = [someone for someone in reached if _alike(someone.name, line.name)]
    if alike or reached:
        return alike or reached
    return [one for one in named if not _is_other(one, line, known)]


def _is_sure(line: Line, known: Known, unit: UUID, someone: Someone) -> bool:
    """At this body by this name, or elsewhere by name and address. Else somebody must say so."""
    same_name = name_key(someone.name) == name_key(line.name)
    if same_name and any(held.unit == unit for held in someone.held):
        return True
    return someone in _reached(line, known) and _alike(someone.name, line.name)


def _named(line: Line, known: Known) -> list[Someone]:
    found = (known.people[id] for id in known.by_name.get(name_key(line.name), ()))
    return _in_order(one for one in found if _may_be(one, line, known))


def _reached(line: Line, known: Known) -> list[Someone]:
    """Those whom one of the row's own addresses reaches. Many share a desk telephone: it says
    nothing; nor does the mailbox of a body."""
    found = {
        id
        for point in line.points
        if _way(point) not in known.shared and _tells(point)
        for id in known.by_point.get(_way(point), ())
    }
    return _in_order(one for id in found if _may_be(one := known.people[id], line, known))


def _may_be(someone: Someone, line: Line, known: Known) -> bool:
    """Not somebody whom an exported row with another id has named already."""
    if not line.key or str(someone.id) == line.key:
        return True
    if someone.key:
        return someone.key == line.key
    rows = known.seen.get(name_key(someone.name), ())
    return not any(row.person == someone.id and row.key not in ("", line.key) for row in rows)


def _is_other(someone: Someone, line: Line, known: Known) -> bool:
    """Whether the namesake elsewhere is another: one whom this sheet adds, or one of whom it speaks
    in a row of their own, with other addresses."""
    rows = known.seen.get(name_key(someone.name), ())
    if any(someone.id == _new_id(known, row.place) for row in rows):
        return True
    return bool(line.points and someone.points) and _has_own_row(someone, line, known)


def _new_id(known: Known, place: int) -> UUID:
    """Of the person whom a row adds: known before it is written, so that it is written once."""
    return uuid5(NAMESPACE_OID, f"{known.sheet}/{place}")


def _has_own_row(someone: Someone, line: Line, known: Known) -> bool:
    """Whether another row of the sheet speaks of them where they are: this one is a namesake."""
    units = {held.unit for held in someone.held}
    rows = known.seen.get(name_key(someone.name), ())
    return any(row.unit in units and row.place != line.place for row in rows)


def _is_at(someone: Someone, unit: UUID, today: date) -> bool:
    return any(held.unit == unit and held.stands(today) for held in someone.held)


def _same_points(someone: Someone, line: Line) -> bool:
    return not set(someone.points).isdisjoint(line.points)


def _in_order(found: Iterable[Someone]) -> list[Someone]:
    return sorted(found, key=lambda someone: (someone.row, str(someone.id)))


def _way(point: Point) -> Point:
    """A number is one number, by telephone or by Zalo."""
    return ("phone", point[1]) if point[0] == "zalo" else point


def _tells(point: Point) -> bool:
    return point[0] == "email" or phones.is_mobile(point[1])


def _alike(one: str, other: str) -> bool:
    """The same name, or one without some middle word: «Nguyễn An», «Nguyễn Văn An»."""
    a, b = name_key(one).split(), name_key(other).split()
    if sorted(a) == sorted(b):
        return True
    short, long = sorted((a, b), key=len)
    return len(short) > 1 and short[-1] == long[-1] and set(short) <= set(long)


# How they would be ------------------------------------------------------------------------------


def _settled(
    line: Line,
    known: Known,
    unit: UUID,
    before: Someone | None,
    choice: Choice,
    sure: bool = False,
) -> Judgement:
    roles = line.roles or _usual_roles(known, unit, before)
    if not roles:
        return _wrong("network.import_no_role", "role", unit)
    rows = known.seen.get(name_key(line.name), ())
    told = [row for row in rows if before and row.person == before.id and row.place < line.place]
    start = before or Someone(
        id=_new_id(known, line.place),
        name=line.name,
        row=line.place,
        key=line.key,
    )
    after = replace(start, points=_with_points(start.points, line.points))
    after = after if told else _with_words(after, line, sure)
    try:
        for role in roles:
            after = _with_mandate(after, line, known, unit, MandateRole(role), choice, bool(told))
    except Refused as refused:
        problem = Problem(refused.code, "role", dict(refused.params))
        return Judgement(RowOutcome.WRONG, unit, problems=(problem,))
    coordinates = before and any(
        held.role == MandateRole.COORDINATOR and held.stands(known.today) for held in before.held
    )
    if coordinates and before != after:
        return _wrong("network.import_coordinators_row", "name", unit)
    notes = (Problem("network.import_repeats", "", {"row": told[0].number}),) if told else ()
    return _compared(line, unit, before, after, notes)


def _usual_roles(known: Known, unit: UUID, before: Someone | None) -> tuple[str, ...]:
    """Where a row says no role: those they have there; journalist, where all is the press."""
    held = before.held if before else ()
    here = [one.role for one in held if one.unit == unit and one.stands(known.today)]
    if here:
        return tuple(dict.fromkeys(here))
    press = known.bodies.known[unit].roles == (UnitRole.PRESS_AGENCY,)
    return (str(MandateRole.JOURNALIST),) if press else ()


def _with_words(someone: Someone, line: Line, sure: bool) -> Someone:
    return replace(
        someone,
        name=_better_name(someone.name, line.name, sure),
        post=_better(someone.post, line.post),
        language=line.language or someone.language,
    )


def _better_name(was: str, written: str, sure: bool) -> str:
    if name_key(was) == name_key(written):
        return was if len(was.split()) > len(written.split()) else _better(was, written)
    longer = len(written.split()) > len(was.split())
    return written if sure or longer else was


def _better(was: str, written: str) -> str:
    """What the sheet says, unless it is the same with letters lost: «PHO GIAM DOC», «hoà»/«hòa»."""
    if not written or _letters(was) == _letters(written):
        return was or written
    if fold(was) != fold(written):
        return written
    poorer = written.isascii() and not was.isascii()
    return was if poorer or written.isupper() or written.islower() else written


def _letters(text: str) -> list[list[str]]:
    """Without the place of a tone's sign, and case."""
    return [sorted(unicodedata.normalize("NFD", word)) for word in text.casefold().split()]


def _with_points(had: tuple[Point, ...], said: Iterable[Point]) -> tuple[Point, ...]:
    """An import adds addresses and removes none."""
    return tuple(dict.fromkeys((*had, *said)))


def _with_mandate(
    someone: Someone,
    line: Line,
    known: Known,
    unit: UUID,
    role: MandateRole,
    choice: Choice,
    told: bool,
) -> Someone:
    mine = [held for held in someone.held if held.unit == unit and held.role == role]
    current = _current(mine, line, known.today)
    if current is not None:
        if told and not (line.first and line.first != current.first):
            return someone
        return _corrected(someone, current, mine, line)
    if role == MandateRole.COORDINATOR:
        raise Refused("network.import_no_coordinator")
    first = line.first or known.today
    rules.check_span(first, line.last)
    rules.check_delegate(role, line.matter, line.last)
    given = Held(unit, str(role), first, line.last, line.decision, _matter(role, line))
    left = [] if choice.person == ALSO else _left(someone, line, known, given)
    return replace(someone, held=(*(_ended(held, left, first) for held in someone.held), given))


def _matter(role: MandateRole, line: Line) -> str:
    return line.matter if role == MandateRole.DELEGATE else ""


def _current(mine: list[Held], line: Line, today: date) -> Held | None:
    """The mandate the row speaks of: of that first day, else on those days, else today."""
    if line.first:
        exact = [held for held in mine if held.first == line.first]
        touching = [held for held in mine if held.touches(line.first, line.last)]
        return next(iter((*exact, *touching)), None)
    return next((held for held in mine if held.stands(today)), None)


def _corrected(someone: Someone, current: Held, mine: list[Held], line: Line) -> Someone:
    right = replace(
        current,
        first=line.first or current.first,
        last=line.last or current.last,
        decision=line.decision or current.decision,
        matter=_matter(MandateRole(current.role), line) or current.matter,
    )
    rules.check_span(right.first, right.last)
    others = [held for held in mine if held is not current]
    if any(held.touches(right.first, right.last) for held in others):
        raise Refused("network.already_holds")
    return replace(someone, held=tuple(right if h is current else h for h in someone.held))


def _left(someone: Someone, line: Line, known: Known, given: Held) -> list[Held]:
    """The mandates that a change of post ends: of the same kind elsewhere, or the other of leader
    and officer here; not those that another row of the sheet confirms."""
    kinds: Collection[str] = _ONE_OF_TWO if given.role in _ONE_OF_TWO else {given.role}
    rows = [row for row in known.seen.get(name_key(line.name), ()) if row.place != line.place]
    return [
        held
        for held in someone.held
        if held.id
        and held.role in kinds
        and held.stands(known.today)
        and not (held.unit == given.unit and held.role in line.roles)
        and not any(row.unit == held.unit and _says(row, held.role) for row in rows)
    ]


def _says(row: Seen, role: str) -> bool:
    return not row.roles or role in row.roles


def _ended(held: Held, left: Collection[Held], first: date) -> Held:
    if held not in left:
        return held
    return replace(held, last=max(held.first, first - timedelta(days=1)))
