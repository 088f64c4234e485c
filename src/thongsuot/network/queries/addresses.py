"""Where people and bodies can be reached."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from thongsuot.lib import clock
from thongsuot.network.models import ContactPoint, Mandate
from thongsuot.network.queries.verifying import with_verified_until
from thongsuot.network.terms import Address, ChannelName, ContactState

_CHUNK = 5_000  # ids in one question; both engines take more


def contact_points(
    person_id: UUID | str | None = None, unit_id: UUID | str | None = None
) -> QuerySet[Any]:
    """The addresses of a person, or of a body itself (rows to read), first choice first.

    Each has `verified_until`, the latest end of its checks that count, or None.
    """
    rows = with_verified_until(ContactPoint.objects.all())
    rows = rows.filter(person_id=person_id) if person_id else rows.filter(unit_id=unit_id)
    return rows.order_by("channel", "preference", "created_at", "id")


def reachable_address(
    person_id: UUID | str, channel: str = ChannelName.EMAIL, at: datetime | None = None
) -> ContactPoint | None:
    """The person's best good address on the channel, else a shared one of a body of theirs."""
    good = ContactPoint.objects.filter(channel=channel, state=ContactState.GOOD)
    in_turn = ("preference", "created_at", "id")
    own = good.filter(person_id=person_id).order_by(*in_turn).first()
    bodies = Mandate.objects.on(clock.legal_date(at)).filter(person_id=person_id)
    return own or good.filter(unit__in=bodies.values("unit")).order_by(*in_turn).first()


def reachable_addresses(
    person_ids: Collection[UUID], channel: str = ChannelName.EMAIL, at: datetime | None = None
) -> dict[UUID, Address]:
    """`reachable_address` for many people at once; whoever has none is left out."""
    found = addresses(person_ids, [channel], at)
    return {person: listed[0] for person, listed in found.items() if listed}


def addresses(
    person_ids: Collection[UUID],
    channels: Collection[str] | None = None,
    at: datetime | None = None,
) -> dict[UUID, list[Address]]:
    """Every good address of these people in the order of trial: own first, then their bodies'.

    Three questions for each 5,000 people.
    """
    wanted = sorted({_uuid(key) for key in person_ids})
    found: dict[UUID, list[Address]] = {}
    for part in parts(wanted):
        found |= _addresses(part, channels, at)
    return found


def _addresses(
    chunk: Sequence[UUID], channels: Collection[str] | None, at: datetime | None
) -> dict[UUID, list[Address]]:
    good = ContactPoint.objects.filter(state=ContactState.GOOD).order_by(
        "preference", "created_at", "id"
    )
    if channels is not None:
        good = good.filter(channel__in=list(channels))
    good = with_verified_until(good, at)
    bodies = Mandate.objects.on(clock.legal_date(at)).filter(person_id__in=chunk)
    shared: dict[UUID, list[ContactPoint]] = defaultdict(list)
    for point in good.filter(unit__in=bodies.values("unit")):
        shared[point.unit_id].append(point)  # type: ignore[index]
    found: dict[UUID, list[Address]] = {key: [] for key in chunk}
    for point in good.filter(person_id__in=chunk):
        found[point.person_id].append(_address(point))  # type: ignore[index]
    for person_id, unit_id in bodies.order_by("id").values_list("person_id", "unit_id"):
        known = {address.id for address in found[person_id]}
        found[person_id] += [_address(p) for p in shared[unit_id] if p.pk not in known]
    return found


def first_addresses(
    person_ids: Sequence[UUID], channels: Collection[str], at: datetime | None = None
) -> dict[UUID, list[Address]]:
    """What to try first, for many: good addresses of their own on these channels or, for those
    who have none, of their bodies. Without what their checks are worth. Whoever has none at all
    is left out. One question for each 5,000 people, two more for those without."""
    found: dict[UUID, list[Address]] = {}
    for part in parts(person_ids):
        _own(found, part, channels)
        without = [key for key in part if key not in found]
        if without:
            _shared(found, without, channels, at)
    return found


_FIELDS = ("id", "channel", "address", "preference", "details")


def _good(channels: Collection[str]) -> QuerySet[Any]:
    good = ContactPoint.objects.filter(state=ContactState.GOOD, channel__in=list(channels))
    return good.order_by("preference", "created_at", "id")


def _own(found: dict[UUID, list[Address]], part: Sequence[UUID], channels: Collection[str]) -> None:
    rows = _good(channels).filter(person_id__in=part)
    for holder, id, channel, address, preference, details in rows.values_list(
        "person_id", *_FIELDS
    ).iterator(_CHUNK):
        one = Address(id, channel, address, preference=preference, details=details)
        if holder in found:
            found[holder].append(one)
        else:
            found[holder] = [one]


def _shared(
    found: dict[UUID, list[Address]],
    without: Sequence[UUID],
    channels: Collection[str],
    at: datetime | None,
) -> None:
    bodies = Mandate.objects.on(clock.legal_date(at)).filter(person_id__in=without)
    shared: dict[UUID, list[Address]] = defaultdict(list)
    rows = _good(channels).filter(unit__in=bodies.values("unit"))
    for holder, id, channel, address, preference, details in rows.values_list("unit_id", *_FIELDS):
        shared[holder].append(Address(id, channel, address, True, None, preference, details))
    for person_id, unit_id in bodies.order_by("id").values_list("person_id", "unit_id"):
        if shared[unit_id]:
            found.setdefault(person_id, []).extend(shared[unit_id])


def best_addresses(person_ids: Collection[UUID]) -> dict[tuple[UUID, str], str]:
    """The people's own best good address on each channel."""
    good = ContactPoint.objects.filter(state=ContactState.GOOD)
    best: dict[tuple[UUID, str], str] = {}
    for part in parts(sorted(person_ids)):
        rows = good.filter(person_id__in=part).order_by("preference", "created_at", "id")
        for person_id, channel, address in rows.values_list("person_id", "channel", "address"):
            best.setdefault((person_id, channel), address)
    return best


def parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """As many ids as one question takes, at a time."""
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _address(point: Any) -> Address:
    return Address(
        id=point.pk,
        channel=point.channel,
        address=point.address,
        shared=point.unit_id is not None,
        verified_until=point.verified_until,
        preference=point.preference,
        details=point.details,
    )


def _uuid(key: UUID | str) -> UUID:
    return key if isinstance(key, UUID) else UUID(key)
