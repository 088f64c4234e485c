"""A body says that it has the edition; a trusted reader agrees to hold it."""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

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
    telephone call. Raises `circulation.nothing_owed`, `circulation.not_your_body`,
    `circulation.answer_needed` where only an answer settles.
    """
    row, settled = _settle(dispatch, unit, by, through, note, noted_by)
    if settled:
        journal.record(
            "dispatch.acknowledged",
            by=noted_by or by,
            subject=("dispatch", dispatch),
            unit=str(unit),
            through=through,
        )
    return row


@transaction.atomic
def settle(
    *, dispatch: UUID, unit: UUID, by: Person, noted_by: Person | None = None
) -> Acknowledgement:
    """The body has answered the request that the dispatch is. A part of the command of answering,
    whose entry tells of it; it writes none itself. Raises as `acknowledge` does."""
    return _settle(dispatch, unit, by, Through.ANSWER, "", noted_by)[0]


def _settle(
    dispatch: UUID, unit: UUID, by: Person, through: Through, note: str, noted_by: Person | None
) -> tuple[Acknowledgement, bool]:
    """The debt, and whether it was settled just now."""
    debts = Acknowledgement.objects.select_for_update(of=("self",)).select_related("dispatch")
    row = debts.filter(dispatch=dispatch, unit=unit).first()
    if row is None:
        raise Refused("circulation.nothing_owed")
    rules.check_through(through, row.dispatch.asks)
    if not _settles(by, unit) or (noted_by and not network.viewer_of(noted_by).coordinates):
        raise Refused("circulation.not_your_body")
    if row.settled_at is not None:
        return row, False
    row.settled_at, row.settled_by, row.through = clock.now(), by, through
    row.note, row.noted_by, row.next_follow_up_at = note.strip(), noted_by, None
    row.save()
    Dispatch.objects.filter(pk=dispatch).update(version=F("version") + 1)
    return row, True


def _settles(person: Person, unit: UUID) -> bool:
    holders = network.holders(unit, rules.SETTLES)
    return any(holder.id == person.pk for holder in holders)


@transaction.atomic
def agree_to_hold(*, recipient: UUID) -> Recipient:
    """The recipient promises not to publish before the hour, and may now read the edition.

    Of an announcement of several parts one promise holds for all that came with it."""
    row = Recipient.objects.select_for_update().select_related("dispatch").get(pk=recipient)
    if not row.dispatch.under_embargo:
        raise Refused("circulation.nothing_owed")
    if row.held_since is None:
        row.held_since = clock.now()
        lead = row.dispatch.carried_by_id or row.dispatch_id
        together = Q(dispatch=lead) | Q(dispatch__carried_by=lead)
        theirs = Recipient.objects.filter(together, person=row.person_id, held_since=None)
        theirs.update(held_since=row.held_since)
        releases.agree_to_hold(edition=row.edition_id, by=row.person)
    return row
