"""Addresses: adding, correcting, finding them dead, checking them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.actions.asking import (
    AnyPerson,
    AnyUnit,
    asker,
    found,
    the_person,
    the_unit,
)
from thongsuot.network.models import ContactPoint, Mandate, Person, Verification
from thongsuot.network.terms import ChannelName, ContactState, VerificationMethod

VERIFIED_FOR = timedelta(days=365)
AnyPoint = ContactPoint | UUID | str


@transaction.atomic
def add_contact_point(
    *,
    channel: ChannelName | str,
    address: str,
    by: Person | None,
    person: AnyPerson | None = None,
    unit: AnyUnit | None = None,
    preference: int = 1,
) -> ContactPoint:
    """An address of a person, or a shared one of a body: say exactly one of them."""
    point = ContactPoint(channel=ChannelName(channel), preference=preference)
    if (person is None) == (unit is None):
        raise ValueError("an address belongs to a person or to a unit")
    point.person = None if person is None else the_person(person)
    point.unit = None if unit is None else the_unit(unit)
    _check_keeps(point, by)
    point.address = rules.address(ChannelName(channel), address)
    _check_once(point)
    point.save()
    journal.record("contact_point.added", by=by, subject=("contact_point", point.pk), **_of(point))
    return point


@transaction.atomic
def change_contact_point(
    *,
    contact_point: AnyPoint,
    by: Person | None,
    address: str | None = None,
    preference: int | None = None,
) -> ContactPoint:
    """Corrects an address or its turn. A new address is good until shown otherwise, unverified."""
    point = _the_point(contact_point)
    _check_keeps(point, by)
    if address is not None:
        point.address = rules.address(ChannelName(point.channel), address)
        _check_once(point)
        point.state, point.state_reason = ContactState.GOOD, ""
        point.verifications.all().delete()
    point.preference = point.preference if preference is None else preference
    point.save()
    journal.record(
        "contact_point.changed", by=by, subject=("contact_point", point.pk), **_of(point)
    )
    return point


@transaction.atomic
def remove_contact_point(*, contact_point: AnyPoint, by: Person | None) -> None:
    point = _the_point(contact_point)
    _check_keeps(point, by)
    journal.record(
        "contact_point.removed", by=by, subject=("contact_point", point.pk), **_of(point)
    )
    point.delete()


@transaction.atomic
def mark_failing(*, contact_point: AnyPoint, reason: str, by: Person | None = None) -> ContactPoint:
    """Mail to it came back for good: it is not tried again until corrected or verified."""
    point = _the_point(contact_point)
    _check_keeps(point, by)
    point.state, point.state_reason = ContactState.FAILING, reason[:200]
    point.save()
    journal.record("contact_point.failed", by=by, subject=("contact_point", point.pk), **_of(point))
    return point


@transaction.atomic
def record_verification(
    *,
    contact_point: AnyPoint,
    method: VerificationMethod | str,
    by: Person | None,
    fields: Collection[str] = (),
    valid_until: datetime | None = None,
) -> Verification:
    """Somebody checked it (twelve months unless said); it is good again. Nobody checks their own.

    A link or a code proves itself, so the system records those; a call or a meeting needs
    somebody else who saw.
    """
    point = _the_point(contact_point)
    _check_keeps(point, by)
    if by is not None and by.pk == point.person_id:
        raise Refused("network.verifies_oneself")
    now = clock.now()
    checked = Verification.objects.create(
        contact_point=point,
        method=VerificationMethod(method),
        fields=sorted(fields),
        checked_by=by,
        checked_at=now,
        valid_until=valid_until or now + VERIFIED_FOR,
    )
    point.state, point.state_reason = ContactState.GOOD, ""
    point.save()
    journal.record(
        "contact_point.verified",
        by=by,
        subject=("contact_point", point.pk),
        method=method,
        fields=sorted(fields),
        until=checked.valid_until,
        **_of(point),
    )
    return checked


def _the_point(point: AnyPoint) -> ContactPoint:
    if isinstance(point, ContactPoint):
        return point
    return found(ContactPoint, getattr(point, "id", point), "network.no_address")


def _check_keeps(point: ContactPoint, by: Person | None) -> None:
    if by is None:
        return
    units = {point.unit_id} if point.unit_id else _bodies_of(point.person)
    rules.check_keeps_addresses(asker(by), point.person_id, units)


def _bodies_of(person: Person | None) -> set[UUID]:
    held = Mandate.objects.on(clock.legal_date()).filter(person=person)
    return set(held.values_list("unit_id", flat=True))


def _check_once(point: ContactPoint) -> None:
    same = ContactPoint.objects.filter(
        person=point.person,
        unit=point.unit,
        channel=point.channel,
        address=point.address,
    )
    if same.exclude(pk=point.pk).exists():
        raise Refused("network.address_twice")


def _of(point: ContactPoint) -> dict[str, object]:
    return {"channel": point.channel, "person": point.person_id, "unit": point.unit_id}
