"""Recording where and when an edition was posted, and that it was taken down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import origins, rules
from thongsuot.releases.models import Posting
from thongsuot.releases.queries.editions import edition_for
from thongsuot.releases.terms import Place


@transaction.atomic
def record_posting(
    *,
    edition: UUID,
    unit: UUID,
    place: Place,
    where: str,
    posted_at: datetime,
    by: Person,
    link: str = "",
) -> Posting:
    """One's own unit put an edition before people. Refused: not_your_unit, origin_unread,
    origin_before_hour, posting_where, posting_link, posting_ahead."""
    viewer = network.viewer_of(by)
    rules.check_draft_for(unit, viewer)
    view = edition_for(viewer, edition)
    if view is None or not view.can_read:
        raise Refused("releases.origin_unread")
    if view.before_hour:
        raise Refused("releases.origin_before_hour")
    place, link = Place(place), link.strip()
    origins.check_posting(place, where, link, posted_at, clock.now())
    row = Posting.objects.create(
        edition_id=view.id,
        unit_id=unit,
        place=place,
        where=where.strip(),
        link=link,
        posted_at=posted_at,
        by=by,
    )
    journal.record("edition.posted", by=by, subject=("edition", view.id), unit=unit, place=place)
    return row


@transaction.atomic
def take_down_posting(*, posting: UUID, by: Person) -> Posting:
    """What was posted is no longer there. A second time changes nothing.
    Refused: not_your_unit."""
    row = Posting.objects.select_for_update().get(pk=posting)
    rules.check_draft_for(row.unit_id, network.viewer_of(by))
    if row.taken_down_at is None:
        row.taken_down_at, row.taken_down_by = clock.now(), by
        row.save(update_fields=["taken_down_at", "taken_down_by"])
    journal.record(
        "edition.posting_down", by=by, subject=("edition", row.edition_id), place=row.place
    )
    return row
