"""How a person would be after a row: what the sheet says better, adds, ends."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import fold
from thongsuot.network import rules
from thongsuot.network.matching.known import Known, Seen, new_id
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

ALSO = "also"
_ONE_OF_TWO = frozenset({MandateRole.LEADER, MandateRole.OFFICER})
"""Who becomes the one is no longer the other."""


def settled(
    line: Line,
    known: Known,
    unit: UUID,
    before: Someone | None,
    choice: Choice,
    sure: bool = False,
) -> Judgement:
    roles = line.roles or _usual_roles(known, unit, before)
    if not roles:
        return wrong("network.import_no_role", "role", unit)
    rows = known.seen.get(name_key(line.name), ())
    told = [row for row in rows if before and row.person == before.id and row.place < line.place]
    start = before or Someone(
        id=new_id(known, line.place),
        name=line.name,
        row=line.place,
        key=line.key,
    )
    after = replace(start, points=with_points(start.points, line.points))
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
        return wrong("network.import_coordinators_row", "name", unit)
    notes = (Problem("network.import_repeats", "", {"row": told[0].number}),) if told else ()
    return compared(line, unit, before, after, notes)


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


def with_points(had: tuple[Point, ...], said: Iterable[Point]) -> tuple[Point, ...]:
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


def compared(
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


def wrong(code: str, field: str, unit: UUID | None = None, **params: object) -> Judgement:
    return Judgement(RowOutcome.WRONG, unit=unit, problems=(Problem(code, field, params),))
