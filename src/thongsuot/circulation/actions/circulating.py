"""Making a dispatch: by a person, or because a correction or a withdrawal must follow."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from thongsuot.circulation import audiences, rules
from thongsuot.circulation.members import earlier
from thongsuot.circulation.models import Dispatch
from thongsuot.circulation.queries.following import follow_up_plan
from thongsuot.circulation.terms import Audience, DispatchReason, DispatchState
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import queries as releases
from thongsuot.releases.models import Edition
from thongsuot.releases.terms import EditionState, Follows, Reach
from thongsuot.work import actions as work


@transaction.atomic
def circulate(
    *,
    edition: UUID,
    audience: Audience,
    by: Person,
    acknowledge_by: datetime | None = None,
    under_embargo: bool = False,
    urgent: bool = False,
    again: bool = False,
    note: str = "",
) -> Dispatch:
    """The edition is on its way to the audience, which is resolved as of now.

    Before the edition's hour the dispatch waits for it, unless `under_embargo`: then trusted
    people get a mail without the text, and read it once they agree to hold it.
    Raises `circulation.not_yours`, `.withdrawn`, `.due_in_past`, `.nobody`.
    """
    dispatch = send_out(
        edition=edition,
        audience=audience,
        by=by,
        acknowledge_by=acknowledge_by,
        under_embargo=under_embargo,
        urgent=urgent,
        again=again,
        note=note,
    )
    return _told(dispatch, by)


@transaction.atomic
def send_out(
    *,
    edition: UUID,
    audience: Audience,
    by: Person,
    acknowledge_by: datetime | None = None,
    under_embargo: bool = False,
    urgent: bool = False,
    again: bool = False,
    note: str = "",
    asks: bool = False,
) -> Dispatch:
    """`circulate` as a part of a larger command, whose entry tells of it; it writes none itself.

    `asks`: the edition is a request, and only an answer settles what a body owes.
    """
    row, now = releases.edition_row(edition), clock.now()
    rules.check_circulate(network.viewer_of(by), row.unit_id, EditionState(row.state))
    rules.check_acknowledge_by(acknowledge_by, now)
    found = audiences.people(audience, Reach(row.reach), clock.legal_date(now))
    if next(found, None) is None:
        raise Refused("circulation.nobody")
    early = under_embargo and row.visible_from > now
    not_before = row.visible_from if row.visible_from > now and not early else None
    if acknowledge_by is None:
        acknowledge_by = _acknowledge_by(row, not_before or now)
    dispatch = Dispatch.objects.create(
        edition=row,
        reason=DispatchReason.CIRCULATED,
        audience=audience.as_data(),
        made_by=by,
        acknowledge_by=acknowledge_by,
        under_embargo=early,
        not_before=not_before,
        urgent=urgent,
        again=again,
        note=note.strip(),
        asks=asks,
    )
    return _begin(dispatch)


@transaction.atomic
def circulate_kit(
    *,
    kit: UUID,
    audience: Audience,
    by: Person,
    acknowledge_by: datetime | None = None,
    under_embargo: bool = False,
    urgent: bool = False,
    note: str = "",
) -> Dispatch:
    """An announcement is on its way as one: the release's mail names the other parts to those who
    may read them. Returns the dispatch of the release; each part's own is `carried_by` it.

    Raises `circulation.kit_not_sealed`, and as `circulate` does.
    """
    editions = releases.kit_editions(kit)
    if not editions:
        raise Refused("circulation.kit_not_sealed")
    lead, parts = editions[0], editions[1:]
    dispatch = send_out(
        edition=lead.pk,
        audience=audience,
        by=by,
        acknowledge_by=acknowledge_by,
        under_embargo=under_embargo,
        urgent=urgent,
        note=note,
    )
    carried = [part for part in parts if part.state != EditionState.WITHDRAWN]
    for part in carried:
        _carry(dispatch, part)
    return _told(dispatch, by, carries=[str(part.pk) for part in carried])


def _carry(lead: Dispatch, part: Edition) -> None:
    Dispatch.objects.create(
        edition=part,
        reason=lead.reason,
        audience=lead.audience,
        made_by=lead.made_by,
        made_at=lead.made_at,
        under_embargo=lead.under_embargo,
        urgent=lead.urgent,
        carried_by=lead,
    )


@transaction.atomic
def follow_up_edition(*, edition: UUID) -> Dispatch | None:
    """A correction or a withdrawal that is out goes to all who got what it follows; once.

    None when it follows nothing, was itself withdrawn, or when nobody ever got the earlier one.
    """
    row = releases.edition_row(edition)
    if (
        row.predecessor_id is None
        or Dispatch.objects.filter(
            edition=row, reason__in=[DispatchReason.CORRECTION, DispatchReason.WITHDRAWAL]
        ).exists()
    ):
        return None
    had = Dispatch.objects.filter(edition__in=earlier(row)).exclude(state=DispatchState.UNDONE)
    if not had.exists():
        return None
    withdraws = row.kind.follows == Follows.WITHDRAWS
    dispatch = Dispatch.objects.create(
        edition=row,
        reason=DispatchReason.WITHDRAWAL if withdraws else DispatchReason.CORRECTION,
        audience={},
        acknowledge_by=_acknowledge_by(row, clock.now()),
        urgent=True,
    )
    return _told(_begin(dispatch), None)


def _begin(dispatch: Dispatch) -> Dispatch:
    """Its plan is on its way, once this transaction is; at once, or when it cannot be undone any
    more: until then nobody has it."""
    dispatch.undo_until = _undo_until(dispatch)
    dispatch.proof_due_at = _proof_due_at(dispatch)
    dispatch.save(update_fields=["undo_until", "proof_due_at"])
    work.enqueue(
        "circulation.plan", key=dispatch.pk, due=dispatch.undo_until, dispatch=str(dispatch.pk)
    )
    return dispatch


def _undo_until(dispatch: Dispatch) -> datetime | None:
    """A person may take back what is not urgent; a question that was asked is closed instead."""
    seconds = settings.CONFIG.undo_seconds
    if dispatch.urgent or dispatch.asks or dispatch.made_by is None or not seconds:
        return None
    return dispatch.made_at + timedelta(seconds=seconds)


def _acknowledge_by(edition: Edition, begins: datetime) -> datetime | None:
    """The hour that the plan of its kind sets, where the sender sets none."""
    within = follow_up_plan(edition.kind_id).acknowledge_within
    return begins + timedelta(minutes=within) if within else None


def _proof_due_at(dispatch: Dispatch) -> datetime | None:
    """When an urgent edition is looked for: has anybody of each kind of body really got it?"""
    after = follow_up_plan(dispatch.edition.kind_id).proof_after
    if not dispatch.urgent or after is None:
        return None
    return (dispatch.not_before or dispatch.made_at) + timedelta(minutes=after)


def _told(dispatch: Dispatch, by: Person | None, **facts: object) -> Dispatch:
    journal.record(
        "dispatch.made",
        by=by,
        subject=("dispatch", dispatch.pk),
        edition=str(dispatch.edition_id),
        reason=dispatch.reason,
        under_embargo=dispatch.under_embargo,
        **facts,
    )
    return dispatch
