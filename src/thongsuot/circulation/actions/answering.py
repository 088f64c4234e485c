"""A body says that it has the edition; a trusted reader agrees to hold it."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from thongsuot.circulation import rules
from thongsuot.circulation.models import Acknowledgement, Dispatch, Recipient
from thongsuot.circulation.terms import Through
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import actions as releases


@transaction.atomic
def acknowledge(
    *,
    dispatch: UUID,
    unit: UUID,
    by: Person,
    through: Through,
    note: str = "",
    noted_by: Person | None = None,
) -> Acknowledgement:
    """The body has it. Settled once: a second press changes nothing and is no error.

    `by` is the leader or officer who answers; `noted_by` the coordinator who wrote down a
    telephone call. Raises `circulation.nothing_owed`, `circulation.not_your_body`.
    """
    row = Acknowledgement.objects.select_for_update().filter(dispatch=dispatch, unit=unit).first()
    if row is None:
        raise Refused("circulation.nothing_owed")
    if row.settled_at is not None:
        return row
    if not _settles(by, unit) or (noted_by and not network.viewer_of(noted_by).coordinates):
        raise Refused("circulation.not_your_body")
    row.settled_at, row.settled_by, row.through = clock.now(), by, through
    row.note, row.noted_by, row.next_follow_up_at = note.strip(), noted_by, None
    row.save()
    Dispatch.objects.filter(pk=dispatch).update(version=F("version") + 1)
    journal.record(
        "dispatch.acknowledged",
        by=noted_by or by,
        subject=("dispatch", dispatch),
        unit=str(unit),
        through=through,
    )
    return row


def _settles(person: Person, unit: UUID) -> bool:
    holders = network.holders(unit, rules.SETTLES)
    return any(holder.id == person.pk for holder in holders)


@transaction.atomic
def agree_to_hold(*, recipient: UUID) -> Recipient:
    """The recipient promises not to publish before the hour, and may now read the edition."""
    row = Recipient.objects.select_for_update().select_related("dispatch").get(pk=recipient)
    if not row.dispatch.under_embargo:
        raise Refused("circulation.nothing_owed")
    if row.held_since is None:
        row.held_since = clock.now()
        row.save(update_fields=["held_since"])
        releases.agree_to_hold(edition=row.edition_id, by=row.person)
    return row
