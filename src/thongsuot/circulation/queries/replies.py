"""What came back to dispatches: mails that wait for somebody, and what failing addresses missed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from thongsuot.channels.email.config import Security
from thongsuot.channels.email.imap import MailboxConfig
from thongsuot.circulation.models import Delivery, Reply
from thongsuot.circulation.queries.dispatches import followed
from thongsuot.circulation.terms import DeliveryState, Said
from thongsuot.network.terms import Viewer

LISTED = 200


@dataclass(frozen=True)
class Missed:
    """An edition that did not reach a person."""

    dispatch: UUID
    edition: UUID
    at: datetime


def replies(
    viewer: Viewer, *, waiting: bool = True, automatic: bool = False, limit: int = LISTED
) -> list[Reply]:
    """Mails to the dispatches that the viewer may follow: those that wait, the longest first; or
    all that people wrote, or machines, the newest first."""
    rows = _told(viewer)
    if waiting:
        return list(rows.filter(handled_at=None).order_by("received_at")[:limit])
    rows = rows.filter(says=Said.AUTOMATIC) if automatic else rows.exclude(says=Said.AUTOMATIC)
    return list(rows.order_by("-received_at")[:limit])


def replies_waiting(viewer: Viewer) -> int:
    return _told(viewer).filter(handled_at=None).count()


def reply_for(viewer: Viewer, reply: UUID) -> Reply | None:
    return _told(viewer).filter(pk=reply).first()


def _told(viewer: Viewer) -> QuerySet[Reply]:
    rows = Reply.objects.filter(dispatch__in=followed(viewer))
    return rows.select_related(
        "dispatch", "handled_by", "recipient__person", "recipient__acknowledgement"
    )


def missed(persons: Collection[UUID], limit: int = 2_000) -> dict[UUID, list[Missed]]:
    """What did not reach these people on any channel, newest first."""
    failed = Delivery.objects.filter(
        recipient__person__in=list(persons), state=DeliveryState.FAILED
    ).exclude(recipient__deliveries__state=DeliveryState.SENT)
    rows = failed.order_by("-dispatch__made_at").values_list(
        "recipient__person", "dispatch", "recipient__edition", "dispatch__made_at"
    )
    found: dict[UUID, list[Missed]] = defaultdict(list)
    for person, dispatch, edition, at in rows[:limit]:
        found[person].append(Missed(dispatch, edition, at))
    return dict(found)


def mailbox() -> MailboxConfig | None:
    """The mailbox that is looked into for what comes back, or None. Raises Refused `email.*`."""
    told = settings.CONFIG
    if not told.imap_host:
        return None
    return MailboxConfig(
        host=told.imap_host,
        port=told.imap_port,
        security=cast(Security, told.imap_security),
        username=told.imap_username,
        password=told.imap_password,
        folder=told.imap_folder,
    )
