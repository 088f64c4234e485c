"""Feeds of one person, by the token in their address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from thongsuot.circulation.models import FeedLink
from thongsuot.lib import clock, seal
from thongsuot.network import queries as network
from thongsuot.network.terms import Scope, Viewer


@dataclass(frozen=True)
class PrivateFeed:
    """Whose feed it is, for what; `viewer` may read editions as its person may, and no more."""

    id: UUID
    viewer: Viewer
    topic: str
    topic_name: str
    read_today: bool


@dataclass(frozen=True)
class FeedLinkView:
    """A link as its person sees it: what for, since when, last read on which day."""

    id: UUID
    topic_name: str
    made_at: datetime
    read_on: date | None


def private_feed(token: str) -> PrivateFeed | None:
    """The feed that a token opens; None for one that is unknown or was taken back, and for people
    who are no longer in the network."""
    if not token or len(token) > 100:
        return None
    rows = FeedLink.objects.select_related("person", "topic").filter(revoked_at=None)
    link = rows.filter(digest=seal.digest(token.encode())).first()
    if link is None:
        return None
    viewer = network.viewer_of(link.person)
    if viewer.is_public:
        return None
    return PrivateFeed(
        id=link.pk,
        viewer=replace(viewer, scopes=frozenset({Scope.READ_EDITIONS})),
        topic=link.topic_id or "",
        topic_name=link.topic.name if link.topic else "",
        read_today=link.read_on == clock.legal_date(),
    )


def feed_links(viewer: Viewer) -> Sequence[FeedLinkView]:
    """The viewer's own links that stand, newest first."""
    rows = FeedLink.objects.filter(person=viewer.person, revoked_at=None).select_related("topic")
    return [
        FeedLinkView(row.pk, row.topic.name if row.topic else "", row.made_at, row.read_on)
        for row in rows.order_by("-made_at", "pk")
        if viewer.person is not None
    ]
