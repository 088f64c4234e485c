"""Addresses that are not yet in the form in which new ones are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.models import ContactPoint
from thongsuot.network.terms import ChannelName


@dataclass(frozen=True)
class Unlike:
    """An address and its form; `meant` is "" where it can be none, `twice` where its holder has
    that one already."""

    point: UUID
    channel: str
    written: str
    meant: str
    twice: bool = False


def to_standardise() -> Iterator[Unlike]:
    """Telephone numbers and mail addresses whose form is another today, in order of id."""
    channels = [ChannelName.PHONE, ChannelName.ZALO, ChannelName.EMAIL]
    rows = ContactPoint.objects.filter(channel__in=channels).order_by("pk")
    for row in rows.iterator(chunk_size=2_000):
        meant = _form(row)
        if meant != row.address:
            yield Unlike(row.pk, row.channel, row.address, meant, bool(meant) and _has(row, meant))


def _form(row: ContactPoint) -> str:
    try:
        return rules.address(ChannelName(row.channel), row.address)
    except Refused:
        return ""


def _has(row: ContactPoint, address: str) -> bool:
    same = ContactPoint.objects.filter(channel=row.channel, address=address)
    return same.filter(person=row.person_id, unit=row.unit_id).exists()
