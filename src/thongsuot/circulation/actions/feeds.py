"""Addresses of feeds that show what one person may see; whoever has one reads along."""

import secrets
from uuid import UUID

from django.db import transaction

from thongsuot.circulation.models import FeedLink
from thongsuot.journal import actions as journal
from thongsuot.lib import clock, seal
from thongsuot.lib.refused import Refused
from thongsuot.network.models import Person
from thongsuot.releases import queries as releases

MOST = 20  # links of one person


@transaction.atomic
def make_feed_link(*, by: Person, topic: str = "") -> tuple[FeedLink, str]:
    """A link of the person's own, to everything or to one topic and its parts; with its token,
    which is told here and kept nowhere."""
    if topic and topic not in {each.code for each in releases.topics()}:
        raise Refused("circulation.no_topic")
    if FeedLink.objects.filter(person=by, revoked_at=None).count() >= MOST:
        raise Refused("circulation.feed_links", most=MOST)
    token = secrets.token_urlsafe(32)
    link = FeedLink.objects.create(
        person=by, topic_id=topic or None, digest=seal.digest(token.encode())
    )
    journal.record("feed.made", by=by, subject=("feed", link.pk), topic=topic)
    return link, token


@transaction.atomic
def revoke_feed_link(*, link: UUID, by: Person) -> None:
    """The address answers no more; whoever reads it is told that it is gone."""
    row = FeedLink.objects.filter(pk=link, person=by).first()
    if row is None:
        raise Refused("circulation.no_feed")
    row.revoked_at = row.revoked_at or clock.now()
    row.save()
    journal.record("feed.revoked", by=by, subject=("feed", row.pk))


@transaction.atomic
def note_feed_read(*, link: UUID) -> None:
    """A machine asked for it today: shows its person which links are in use. Once a day."""
    today = clock.legal_date()
    FeedLink.objects.filter(pk=link).exclude(read_on=today).update(read_on=today)
