"""Where people and bodies can be reached."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from thongsuot.lib import clock
from thongsuot.network.models import ContactPoint, Mandate
from thongsuot.network.queries.keys import listed, spelled
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
    keys: Sequence[str], channels: Collection[str], at: datetime | None = None
) -> dict[str, list[Address]]:
    """What to try first, for many (`queries.keys`): good addresses of their own on these channels
    or, for those who have none, of their bodies. Without their details, and what their checks are
    worth. Whoever has none at all is left out. One question for each 5,000, two more for those
    without."""
    found: dict[str, list[Address]] = {}
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        own = _first(channels).filter(person__in=listed(part))
        _gather(found, own.values_list(spelled("person_id"), *_FIELDS), shared=False)
        without = [key for key in part if key not in found]
        if without:
            _of_bodies(found, without, channels, at)
    return found


_FIELDS = ("id", "channel", "address", "preference")


def _first(channels: Collection[str]) -> QuerySet[Any]:
    good = ContactPoint.objects.filter(state=ContactState.GOOD, channel__in=list(channels))
    return good.order_by("preference", "created_at", "id")


def _gather(found: dict[str, list[Address]], rows: Any, shared: bool) -> None:
    for holder, id, channel, address, preference in rows:
        one = Address(id, channel, address, shared, None, preference)
        if holder in found:
            found[holder].append(one)
        else:
            found[holder] = [one]


def _of_bodies(
    found: dict[str, list[Address]],
    without: Sequence[str],
    channels: Collection[str],
    at: datetime | None,
) -> None:
    mandates = Mandate.objects.on(clock.legal_date(at)).filter(person__in=listed(without))
    held = list(mandates.order_by("id").values_list(spelled("person_id"), spelled("unit_id")))
    shared: dict[str, list[Address]] = {}
    rows = _first(channels).filter(unit__in=listed({unit for _, unit in held}))
    _gather(shared, rows.values_list(spelled("unit_id"), *_FIELDS), shared=True)
    for person, unit in held:
        if unit in shared:
            found.setdefault(person, []).extend(shared[unit])


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
