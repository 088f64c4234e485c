"""What the rows of a chunk change, written at once: few statements, one journal entry."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network.actions.verifying import reopen_for_post
from thongsuot.network.matching.terms import BodyData, Held, Judgement, Someone
from thongsuot.network.models import (
    Account,
    ContactPoint,
    Mandate,
    Person,
    Sheet,
    UnitName,
    UnitProvince,
)
from thongsuot.network.terms import STAFF, MandateRole, Sharing

_ROWS = 1000  # of one statement
SHARED_TURN = 9
"""A body's own mailbox is tried last, as a profile's."""


@dataclass
class Effects:
    """People and bodies as they were before the chunk and as they are after its last row."""

    at: datetime
    before: dict[UUID, Any] = field(default_factory=dict)
    after: dict[UUID, Any] = field(default_factory=dict)
    rows: int = 0

    def add(self, judged: Judgement) -> None:
        assert judged.after is not None
        self.before.setdefault(judged.after.id, judged.before)
        self.after[judged.after.id] = judged.after
        self.rows += 1


def write(sheet: Sheet, effects: Effects) -> None:
    """In the caller's transaction. The entry names whom it touched, for whoever has to trace it."""
    someone = [one for one in effects.after.values() if isinstance(one, Someone)]
    bodies = [one for one in effects.after.values() if isinstance(one, BodyData)]
    added = [one for one in someone if effects.before[one.id] is None]
    changed = [(effects.before[one.id], one) for one in someone if effects.before[one.id]]
    _add(added)
    _change(changed)
    _write_mandates([(None, one) for one in added] + changed)
    _write_points([(None, one) for one in added] + changed)
    for body in bodies:
        _write_body(effects.before[body.id], body)
    if effects.rows:
        journal.record(
            "sheet.written",
            by=sheet.confirmed_by,
            subject=("sheet", sheet.pk),
            rows=effects.rows,
            added=[one.id for one in added],
            changed=[one.id for _, one in changed],
            units=[body.id for body in bodies],
        )


def _add(people: Iterable[Someone]) -> None:
    Person.objects.bulk_create(
        (
            Person(id=one.id, name=one.name, post=one.post, language=one.language).fill()
            for one in people
        ),
        batch_size=_ROWS,
    )


def _change(pairs: Iterable[tuple[Someone, Someone]]) -> None:
    changed = {
        after.id: after
        for before, after in pairs
        if (before.name, before.post, before.language) != (after.name, after.post, after.language)
    }
    for row in Person.objects.filter(pk__in=changed):
        one = changed[row.pk]
        row.name, row.post, row.language = one.name, one.post, one.language
        row.save()


def _write_mandates(pairs: Iterable[tuple[Someone | None, Someone]]) -> None:
    new: list[Mandate] = []
    changed: dict[UUID, Held] = {}
    moved: list[UUID] = []
    for before, after in pairs:
        had = {held.id: held for held in before.held} if before else {}
        given = [held for held in after.held if held.id is None]
        new += [_mandate(after.id, held) for held in given]
        changed |= {h.id: h for h in after.held if h.id and h != had.get(h.id)}
        if had and given and {h.unit for h in given} - {h.unit for h in had.values()}:
            moved.append(after.id)
    Mandate.objects.bulk_create(new, batch_size=_ROWS)
    for row in Mandate.objects.filter(pk__in=changed):
        held = changed[row.pk]
        row.valid_from, row.valid_to = held.first, held.last
        row.decision, row.matter = held.decision, held.matter
        row.save()
    for person in moved:
        reopen_for_post(person, clock.now())
    staff = {row.person_id for row in new if row.role in STAFF}
    Account.objects.filter(person__in=staff).update(second_factor_required=True)


def _mandate(person: UUID, held: Held) -> Mandate:
    return Mandate(
        person_id=person,
        unit_id=held.unit,
        role=held.role,
        valid_from=held.first,
        valid_to=held.last,
        decision=held.decision,
        matter=held.matter,
    )


def _write_points(pairs: Iterable[tuple[Someone | None, Someone]]) -> None:
    rows = [
        ContactPoint(
            person_id=after.id,
            channel=channel,
            address=address,
            preference=turn,
            sharing=_sharing(after),
        )
        for before, after in pairs
        for channel, address, turn in _new_points(before, after)
    ]
    _add_points(rows)


def _sharing(someone: Someone) -> Sharing:
    """A journalist's address is nobody's but theirs and the coordinators'."""
    roles = {held.role for held in someone.held}
    return Sharing.PRIVATE if roles == {MandateRole.JOURNALIST} else Sharing.NETWORK


def _new_points(before: Any, after: Someone | BodyData) -> Iterable[tuple[str, str, int]]:
    """Channel, address and turn: in the order of the cell, behind those that were there."""
    had = before.points if before else ()
    for channel in dict.fromkeys(channel for channel, _ in after.points):
        addresses = [address for kind, address in after.points if kind == channel]
        for turn, address in enumerate(addresses, 1):
            if (channel, address) not in had:
                yield channel, address, turn


def _add_points(rows: list[ContactPoint]) -> None:
    """Each at its own moment, so that their order is told also where turns are equal."""
    for row in rows:
        row.created_at = clock.now()
    ContactPoint.objects.bulk_create(rows, batch_size=_ROWS)


def _write_body(before: BodyData, after: BodyData) -> None:
    today = clock.legal_date()
    if before.short_name != after.short_name:
        for name in UnitName.objects.on(today).filter(unit_id=after.id):
            name.short_name = after.short_name
            name.save()
    if before.province != after.province and after.province:
        _locate(after.id, after.province)
    _add_points(
        [
            ContactPoint(unit_id=after.id, channel=c, address=a, preference=SHARED_TURN)
            for c, a, _ in _new_points(before, after)
        ]
    )


def _locate(unit: UUID, province: UUID) -> None:
    """In that province from today on; where it was said to be today already, that is put right."""
    today = clock.legal_date()
    for row in UnitProvince.objects.on(today).filter(unit_id=unit):
        if row.valid_from >= today:
            row.delete()
        else:
            row.valid_to = today - timedelta(days=1)
            row.save()
    UnitProvince.objects.create(unit_id=unit, province_id=province, valid_from=today)
