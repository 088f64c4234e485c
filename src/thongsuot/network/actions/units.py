"""Bodies: what they are called, what they are, where they belong, from which day."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network import rules
from thongsuot.network.actions.asking import AnyUnit, check_manages, found, the_unit
from thongsuot.network.models import (
    Dated,
    DatedRows,
    Person,
    Province,
    Unit,
    UnitCode,
    UnitDomain,
    UnitName,
    UnitParent,
    UnitProvince,
    UnitRoleHeld,
)
from thongsuot.network.terms import UnitRole

DATED: dict[str, type[Dated]] = {
    "name": UnitName,
    "code": UnitCode,
    "role": UnitRoleHeld,
    "parent": UnitParent,
    "province": UnitProvince,
    "domain": UnitDomain,
}


@transaction.atomic
def create_unit(
    *,
    name: str,
    by: Person | None,
    short_name: str = "",
    role: UnitRole | str | None = None,
    detail: str = "",
    valid_from: date | None = None,
) -> Unit:
    """A new body, with its first name and, if said, its first role."""
    check_manages(by)
    since = valid_from or clock.legal_date()
    unit = Unit.objects.create()
    UnitName.objects.create(unit=unit, valid_from=since, **_named(name, short_name))
    if role:
        UnitRoleHeld.objects.create(unit=unit, role=UnitRole(role), detail=detail, valid_from=since)
    journal.record("unit.created", by=by, subject=("unit", unit.pk), since=since, role=role or "")
    return unit


@transaction.atomic
def name_unit(
    *,
    unit: AnyUnit,
    name: str,
    by: Person | None,
    short_name: str = "",
    valid_from: date | None = None,
) -> UnitName:
    """A new name from a day on; the one before it ends the day before, a later one stays."""
    check_manages(by)
    row = the_unit(unit)
    since = valid_from or clock.legal_date()
    until = _make_way(UnitName, row, since)
    named = UnitName.objects.create(
        unit=row, valid_from=since, valid_to=until, **_named(name, short_name)
    )
    journal.record("unit.named", by=by, subject=("unit", row.pk), since=since)
    return named


@transaction.atomic
def give_role(
    *,
    unit: AnyUnit,
    role: UnitRole | str,
    by: Person | None,
    detail: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> UnitRoleHeld:
    """The body is this to the network, also: a body may hold several roles."""
    check_manages(by)
    row = the_unit(unit)
    since = valid_from or clock.legal_date()
    rules.check_span(since, valid_to)
    held = UnitRoleHeld.objects.filter(unit=row, role=UnitRole(role))
    if held.touching(since, valid_to).exists():
        raise Refused("network.role_held")
    given = UnitRoleHeld.objects.create(
        unit=row, role=UnitRole(role), detail=detail, valid_from=since, valid_to=valid_to
    )
    journal.record(
        "unit.role_given", by=by, subject=("unit", row.pk), role=role, since=since, until=valid_to
    )
    return given


@transaction.atomic
def place_unit(
    *, unit: AnyUnit, parent: AnyUnit, by: Person | None, valid_from: date | None = None
) -> UnitParent:
    """Under which body it stands from a day on. Never, by any number of steps, under itself."""
    check_manages(by)
    row, above = the_unit(unit), the_unit(parent)
    since = valid_from or clock.legal_date()
    _check_no_circle(row.pk, above.pk, since)
    until = _make_way(UnitParent, row, since)
    placed = UnitParent.objects.create(unit=row, parent=above, valid_from=since, valid_to=until)
    journal.record("unit.placed", by=by, subject=("unit", row.pk), parent=above.pk, since=since)
    return placed


@transaction.atomic
def locate_unit(
    *,
    unit: AnyUnit,
    province: Province | UUID | str,
    by: Person | None,
    valid_from: date | None = None,
) -> UnitProvince:
    """In which province it is, from a day on."""
    check_manages(by)
    row = the_unit(unit)
    key = province.pk if isinstance(province, Province) else province
    there = found(Province, key, "network.no_province")
    since = valid_from or clock.legal_date()
    until = _make_way(UnitProvince, row, since)
    located = UnitProvince.objects.create(
        unit=row, province=there, valid_from=since, valid_to=until
    )
    journal.record("unit.located", by=by, subject=("unit", row.pk), province=there.pk, since=since)
    return located


@transaction.atomic
def give_domain(
    *, unit: AnyUnit, domain: str, by: Person | None, valid_from: date | None = None
) -> UnitDomain:
    """A web domain of the body, besides those it has."""
    check_manages(by)
    row = the_unit(unit)
    since = valid_from or clock.legal_date()
    given = UnitDomain.objects.create(
        unit=row, domain=domain.strip().lower().rstrip("."), valid_from=since
    )
    journal.record("unit.domain_given", by=by, subject=("unit", row.pk), since=since)
    return given


@transaction.atomic
def give_code(
    *, unit: AnyUnit, scheme: str, code: str, by: Person | None, valid_from: date | None = None
) -> UnitCode:
    """A code of the body in a scheme; no other body has it on those days."""
    check_manages(by)
    row = the_unit(unit)
    since = valid_from or clock.legal_date()
    if UnitCode.objects.filter(scheme=scheme, code=code).touching(since, None).exists():
        raise Refused("network.code_taken", asked=code)
    given = UnitCode.objects.create(unit=row, scheme=scheme, code=code, valid_from=since)
    journal.record("unit.code_given", by=by, subject=("unit", row.pk), since=since)
    return given


@transaction.atomic
def end_row(*, kind: str, row_id: int, last_day: date, by: Person | None) -> Dated:
    """The name, code, role, parent, province or domain (`kind`) is true until that day."""
    check_manages(by)
    row = found(DATED[kind], row_id, "network.no_row")
    rules.check_span(row.valid_from, last_day)
    row.valid_to = last_day
    row.save()
    journal.record(
        "unit.row_ended",
        by=by,
        subject=("unit", row.unit_id),  # type: ignore[attr-defined]
        kind=kind,
        row=row_id,
        until=last_day,
    )
    return row


def _named(name: str, short_name: str) -> dict[str, str]:
    if not name.strip():
        raise Refused("network.name_missing")
    return {"name": nfc(name).strip(), "short_name": nfc(short_name).strip()}


def _make_way(model: type[Dated], unit: Unit, day: date) -> date | None:
    """What stands on that day ends the day before, or is replaced if it began that very day.

    Returns the last day left to a new row: where the interrupted one would have ended, or before
    the next one begins (None: until further notice).
    """
    rows: DatedRows = model.objects.filter(unit_id=unit.pk)  # type: ignore[misc]
    standing = list(rows.on(day).order_by("id"))
    if not standing:
        coming = rows.filter(valid_from__gt=day).order_by("valid_from").first()
        return coming and coming.valid_from - timedelta(days=1)
    until = standing[-1].valid_to
    for row in standing:
        if row.valid_from == day:
            row.delete()
        else:
            row.valid_to = day - timedelta(days=1)
            row.save()
    return until


def _check_no_circle(unit: UUID, parent: UUID, day: date) -> None:
    above: UUID | None = parent
    passed: set[UUID] = set()
    while above is not None and above not in passed:
        if above == unit:
            raise Refused("network.under_itself")
        passed.add(above)
        row = UnitParent.objects.on(day).filter(unit_id=above).first()
        above = row.parent_id if row else None
