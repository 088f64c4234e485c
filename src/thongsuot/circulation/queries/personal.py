"""What the ledger keeps about a person, for the person themself."""

from typing import Any
from uuid import UUID

from thongsuot.circulation.models import (
    Acknowledgement,
    Delivery,
    FeedLink,
    Recipient,
    Reply,
    SavedList,
    TopicFollowing,
)


def personal_data(person: UUID) -> dict[str, Any]:
    """What was sent to the person and where, what they acknowledged and follow, as plain data."""
    received = Recipient.objects.filter(person=person).select_related("dispatch")
    sent = Delivery.objects.filter(recipient__person=person).order_by("dispatch__made_at", "pk")
    settled = Acknowledgement.objects.filter(settled_by=person).order_by("settled_at")
    return {
        "received": [
            {
                "edition": str(row.edition_id),
                "dispatch": str(row.dispatch_id),
                "at": row.dispatch.made_at.isoformat(),
                "held_since": row.held_since and row.held_since.isoformat(),
            }
            for row in received.order_by("dispatch__made_at", "pk")
        ],
        "deliveries": [
            {
                "dispatch": str(row.dispatch_id),
                "channel": row.channel,
                "address": row.address,
                "state": row.state,
                "sent_at": row.sent_at and row.sent_at.isoformat(),
            }
            for row in sent
        ],
        "acknowledged": [
            {
                "dispatch": str(row.dispatch_id),
                "unit": str(row.unit_id),
                "at": row.settled_at and row.settled_at.isoformat(),
                "through": row.through,
            }
            for row in settled
        ],
        "replies": [
            {
                "dispatch": str(row.dispatch_id),
                "at": row.received_at.isoformat(),
                "address": row.address,
                "subject": row.subject,
                "text": row.text,
            }
            for row in Reply.objects.filter(recipient__person=person).order_by("received_at")
        ],
        "topics": sorted(
            TopicFollowing.objects.filter(person=person).values_list("topic", flat=True)
        ),
        "feeds": [
            {
                "topic": row.topic_id or "",
                "made_at": row.made_at.isoformat(),
                "revoked_at": row.revoked_at and row.revoked_at.isoformat(),
                "read_on": row.read_on and row.read_on.isoformat(),
            }
            for row in FeedLink.objects.filter(person=person).order_by("made_at", "pk")
        ],
        "lists": [
            str(pk) for pk in SavedList.objects.filter(people=person).values_list("pk", flat=True)
        ],
    }
