"""What a row makes of the network: whom it means, and how they would be after it.

The same function judges a row when the sheet is read, when a choice was made, and again when it is
written; so what is written is what was shown, or the row is left out as overtaken.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from thongsuot.lib import phones
from thongsuot.network.matching import bodies as naming
from thongsuot.network.matching.known import Known, new_id, way
from thongsuot.network.matching.lines import name_key
from thongsuot.network.matching.settling import ALSO, compared, settled, with_points, wrong
from thongsuot.network.matching.terms import (
    BodyData,
    Choice,
    Judgement,
    Line,
    Point,
    Someone,
)
from thongsuot.network.terms import RowOutcome

SKIP, NEW = "skip", "new"
OFFERED = 8


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
        return wrong("network.import_nobody", "name")
    found = unit_of(line, known, choice)
    if found.unit is None:
        return _no_unit(line, found)
    if not known.bodies.known[found.unit].standing:
        return wrong("network.import_body_ended", "unit", unit=found.unit)
    if not line.name:
        return _body(line, known, found.unit)
    return _person(line, known, found.unit, choice)


def _no_unit(line: Line, found: naming.Found) -> Judgement:
    if found.candidates:
        return Judgement(RowOutcome.AMBIGUOUS, candidates=found.candidates, about="unit")
    if found.too_many:
        return wrong("network.import_body_needs_place", "unit", written=line.unit)
    if not line.unit and not line.unit_short:
        return wrong("network.import_no_body", "unit")
    return wrong("network.import_unknown_body", "unit", written=line.unit or line.unit_short)


# A body -----------------------------------------------------------------------------------------


def _body(line: Line, known: Known, unit: UUID) -> Judgement:
    before = known.data.get(unit) or BodyData(unit)
    told = [seen for seen in known.seen[str(unit)] if seen.place < line.place]
    after = replace(before, points=with_points(before.points, line.points))
    if line.unit_short and line.unit and not told:
        after = replace(after, short_name=line.unit_short)
    if line.province:
        there = naming.province(known.bodies, line.province)
        if there is None:
            return wrong("network.import_no_province", "province", unit, written=line.province)
        after = after if told and before.province else replace(after, province=there)
    return compared(line, unit, before, after)


# Whom a row means -------------------------------------------------------------------------------


def _person(line: Line, known: Known, unit: UUID, choice: Choice) -> Judgement:
    if choice.person and choice.person not in (NEW, ALSO):
        before: Someone | None = known.people.get(UUID(choice.person))
        return settled(line, known, unit, before, choice, sure=True)
    if choice.person == NEW:
        return settled(line, known, unit, None, choice)
    by_key = known.people.get(UUID(line.key)) if line.key else None
    if by_key and (_alike(by_key.name, line.name) or _same_points(by_key, line)):
        return settled(line, known, unit, by_key, choice, sure=True)
    candidates = [by_key] if by_key else _meant(line, known, unit)
    if len(candidates) == 1 and by_key is None and _is_sure(line, known, unit, candidates[0]):
        return settled(line, known, unit, candidates[0], choice)
    if candidates:
        ids = tuple(someone.id for someone in candidates[:OFFERED])
        return Judgement(RowOutcome.AMBIGUOUS, unit, candidates=ids, about="person")
    return settled(line, known, unit, None, choice)


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
        if way(point) not in known.shared and _tells(point)
        for id in known.by_point.get(way(point), ())
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
    if any(someone.id == new_id(known, row.place) for row in rows):
        return True
    return bool(line.points and someone.points) and _has_own_row(someone, line, known)


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


def _tells(point: Point) -> bool:
    return point[0] == "email" or phones.is_mobile(point[1])


def _alike(one: str, other: str) -> bool:
    """The same name, or one without some middle word: «Nguyễn An», «Nguyễn Văn An»."""
    a, b = name_key(one).split(), name_key(other).split()
    if sorted(a) == sorted(b):
        return True
    short, long = sorted((a, b), key=len)
    return len(short) > 1 and short[-1] == long[-1] and set(short) <= set(long)
