"""Addresses: adding, correcting, finding them dead."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from thongsuot.channels.webhook.config import fresh_secret
from thongsuot.channels.webhook.signing import SIGNS
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.actions.asking import (
    AnyPerson,
    AnyPoint,
    AnyUnit,
    check_keeps,
    facts_of,
    the_person,
    the_point,
    the_unit,
)
from thongsuot.network.actions.verifying import reopen
from thongsuot.network.models import ContactPoint, Person
from thongsuot.network.terms import ChannelName, ContactState, Reopening


@transaction.atomic
def add_contact_point(
    *,
    channel: ChannelName | str,
    address: str,
    by: Person | None,
    person: AnyPerson | None = None,
    unit: AnyUnit | None = None,
    preference: int = 1,
    details: Mapping[str, Any] | None = None,
) -> ContactPoint:
    """An address of a person, or a shared one of a body: say exactly one of them. `details` is
    what its channel needs besides (`channels.terms.Channel.address`)."""
    point = ContactPoint(channel=ChannelName(channel), preference=preference)
    if (person is None) == (unit is None):
        raise ValueError("an address belongs to a person or to a unit")
    point.person = None if person is None else the_person(person)
    point.unit = None if unit is None else the_unit(unit)
    check_keeps(point, by)
    point.address, point.details = rules.reached_at(ChannelName(channel), address, details or {})
    _check_once(point)
    point.save()
    journal.record(
        "contact_point.added", by=by, subject=("contact_point", point.pk), **facts_of(point)
    )
    return point


@transaction.atomic
def change_contact_point(
    *,
    contact_point: AnyPoint,
    by: Person | None,
    address: str | None = None,
    preference: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> ContactPoint:
    """Corrects an address, what its channel needs besides, or its turn.

    A new address is good until shown otherwise, unverified: the checks stay as history and count
    no more, and what was sent to the old one is worthless.
    """
    point = the_point(contact_point)
    check_keeps(point, by)
    if address is not None or details is not None:
        before = point.address
        point.address, point.details = rules.reached_at(
            ChannelName(point.channel),
            before if address is None else address,
            point.details if details is None else details,
        )
        _check_once(point)
        if point.address != before:
            reopen([point.pk], Reopening.ADDRESS, clock.now())
            point.codes.all().delete()
            # Whoever hosts a call must not confirm an address that nobody has seen there.
            point.calls.remove(*point.calls.filter(ended_at=None))
        point.state, point.state_reason = ContactState.GOOD, ""
    point.preference = point.preference if preference is None else preference
    point.save()
    journal.record(
        "contact_point.changed", by=by, subject=("contact_point", point.pk), **facts_of(point)
    )
    return point


@transaction.atomic
def renew_key(*, contact_point: AnyPoint, by: Person | None) -> str:
    """A new key to sign with for an endpoint of a machine, of the kind it has; returns it. The one
    before signs too until `retire_keys`, so that the receiver changes over in its own time."""
    point = the_point(contact_point)
    check_keeps(point, by)
    keys = _keys(point)
    fresh = fresh_secret(asymmetric=keys[0].startswith(SIGNS))
    point.details = {**point.details, "secrets": [fresh, keys[0]]}
    point.save()
    journal.record(
        "contact_point.key_renewed", by=by, subject=("contact_point", point.pk), **facts_of(point)
    )
    return fresh


@transaction.atomic
def retire_keys(*, contact_point: AnyPoint, by: Person | None) -> None:
    """Only the newest key signs from now on."""
    point = the_point(contact_point)
    check_keeps(point, by)
    point.details = {**point.details, "secrets": _keys(point)[:1]}
    point.save()
    journal.record(
        "contact_point.key_retired", by=by, subject=("contact_point", point.pk), **facts_of(point)
    )


def _keys(point: ContactPoint) -> list[str]:
    keys = list(point.details.get("secrets", ()))
    if point.channel != ChannelName.WEBHOOK or not keys:
        raise Refused("network.no_key")
    return keys


@transaction.atomic
def remove_contact_point(*, contact_point: AnyPoint, by: Person | None) -> None:
    point = the_point(contact_point)
    check_keeps(point, by)
    journal.record(
        "contact_point.removed", by=by, subject=("contact_point", point.pk), **facts_of(point)
    )
    point.delete()


@transaction.atomic
def mark_failing(*, contact_point: AnyPoint, reason: str, by: Person | None = None) -> ContactPoint:
    """Mail to it came back for good: it is not tried again until corrected or verified."""
    point = the_point(contact_point)
    check_keeps(point, by)
    point.state, point.state_reason = ContactState.FAILING, reason[:200]
    point.save()
    reopen([point.pk], Reopening.BOUNCE, clock.now())
    journal.record(
        "contact_point.failed", by=by, subject=("contact_point", point.pk), **facts_of(point)
    )
    return point


@transaction.atomic
def release_contact_point(*, contact_point: AnyPoint, by: Person | None) -> ContactPoint:
    """Somebody knows that mail arrives there again: it is tried again from now on. It stays
    unverified, since the bounce reopened its checks. A good one stays as it is."""
    point = the_point(contact_point)
    check_keeps(point, by)
    if point.state == ContactState.GOOD:
        return point
    point.state, point.state_reason = ContactState.GOOD, ""
    point.save(update_fields=["state", "state_reason"])
    journal.record(
        "contact_point.released", by=by, subject=("contact_point", point.pk), **facts_of(point)
    )
    return point


def _check_once(point: ContactPoint) -> None:
    same = ContactPoint.objects.filter(
        person=point.person,
        unit=point.unit,
        channel=point.channel,
        address=point.address,
    )
    if same.exclude(pk=point.pk).exists():
        raise Refused("network.address_twice")
