"""Planning: an audience becomes recipients, debts of bodies, and deliveries, chunk by chunk.

Nothing is sent until the plan is closed. A chunk is one short transaction that also moves
`planned_until`, so a worker that dies between two chunks is continued, never repeated.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F

from thongsuot.circulation import audiences, rules
from thongsuot.circulation.actions.circulating import earlier
from thongsuot.circulation.models import Acknowledgement, Delivery, Dispatch, Recipient
from thongsuot.circulation.terms import Audience, DispatchReason, DispatchState, Member
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.releases import actions as releases
from thongsuot.releases.terms import Reach
from thongsuot.work import actions as work
from thongsuot.work.registry import job


@job("circulation.plan")
def plan(dispatch: str) -> None:
    """Plan every recipient of the dispatch, then let its batches go."""
    row = Dispatch.objects.select_related("edition__predecessor").get(pk=dispatch)
    if row.state != DispatchState.PLANNING or row.carried_by_id:
        return
    # What it carries comes first: when its mail goes, everybody has the parts that it names.
    for part in row.carries.filter(state=DispatchState.PLANNING).select_related("edition"):
        _plan_all(part)
    if _plan_all(row):
        _close(row)


def _plan_all(row: Dispatch) -> bool:
    members = [m for m in _members(row) if _after(m, row.planned_until)]
    chunks = range(0, len(members), rules.PLAN_CHUNK)
    return all(_plan_chunk(row, members[at : at + rules.PLAN_CHUNK]) for at in chunks)


def _after(member: Member, planned_until: UUID | None) -> bool:
    return planned_until is None or member.person > str(planned_until)


def _members(dispatch: Dispatch) -> list[Member]:
    """Who should get it, by person id: the audience less those who have it, or all who had
    the edition that this one corrects or withdraws."""
    if dispatch.reason != DispatchReason.CIRCULATED:
        return _who_had(earlier(dispatch.edition))
    audience = Audience.from_data(dispatch.audience)
    on = clock.legal_date(dispatch.made_at)
    found = audiences.resolve(audience, Reach(dispatch.edition.reach), on)
    if dispatch.again:
        return found
    if dispatch.carried_by is not None:
        mailed = {member.person for member in _members(dispatch.carried_by)}
        found = [member for member in found if member.person in mailed]
    have = Recipient.objects.filter(edition=dispatch.edition).exclude(dispatch=dispatch)
    holders = {str(person) for person in have.values_list("person_id", flat=True)}
    return [member for member in found if member.person not in holders]


def _who_had(editions: list[UUID]) -> list[Member]:
    had = (
        Recipient.objects.filter(edition__in=editions)
        .order_by("person_id", "dispatch__made_at")
        .values_list("person_id", "unit_id", "acknowledgement__unit_id")
    )
    last = {person: (unit, owes) for person, unit, owes in had}
    for person, owes in _owed_for_what_carried(editions):
        unit, own = last[person]
        last[person] = (unit, own or owes)
    members = [
        Member(
            person=str(person),
            name="",
            unit=str(unit or ""),
            unit_name="",
            settles_for_body=owes is not None,
        )
        for person, (unit, owes) in last.items()
    ]
    return sorted(members, key=lambda member: member.person)


def _owed_for_what_carried(editions: list[UUID]) -> list[tuple[UUID, UUID]]:
    """Who had one of them with another edition's mail, and answered for a body there: so they
    answer for what follows it."""
    carried = Recipient.objects.filter(
        edition__in=editions, dispatch__carried_by__recipients__person=F("person")
    )
    rows = carried.values_list(
        "person_id", "dispatch__carried_by__recipients__acknowledgement__unit_id"
    )
    return [(person, unit) for person, unit in rows if unit]


@transaction.atomic
def _plan_chunk(dispatch: Dispatch, chunk: list[Member]) -> bool:
    """Plan these people and remember how far it came. False: the dispatch was stopped meanwhile."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.state != DispatchState.PLANNING:
        return False
    # Another run of this job may have been here since the members were listed.
    members = [member for member in chunk if _after(member, row.planned_until)]
    if not members:
        return True
    debts = _debts(row, members)
    recipients = [
        Recipient(
            dispatch=row,
            edition_id=row.edition_id,
            person_id=UUID(member.person),
            unit_id=UUID(member.unit) if member.unit else None,
            acknowledgement=debts.get(member.unit) if member.settles_for_body else None,
        )
        for member in members
    ]
    Recipient.objects.bulk_create(recipients, batch_size=500)
    _plan_deliveries(row, recipients)
    row.planned_until = UUID(members[-1].person)
    row.save(update_fields=["planned_until"])
    if row.under_embargo and row.made_by:
        people = [recipient.person_id for recipient in recipients]
        releases.grant_early(edition=row.edition_id, persons=people, by=row.made_by)
    return True


def _debts(dispatch: Dispatch, members: Iterable[Member]) -> dict[str, Acknowledgement]:
    """One debt for each body that somebody here settles for; what is carried asks for none."""
    if dispatch.carried_by_id:
        return {}
    bodies = {member.unit for member in members if member.settles_for_body}
    Acknowledgement.objects.bulk_create(
        [
            Acknowledgement(
                dispatch=dispatch,
                unit_id=body,
                due_at=dispatch.acknowledge_by,
                next_follow_up_at=dispatch.acknowledge_by,
            )
            for body in sorted(bodies)
        ],
        ignore_conflicts=True,
    )
    rows = Acknowledgement.objects.filter(
        dispatch=dispatch, unit__in=[UUID(body) for body in bodies]
    )
    return {str(row.unit_id): row for row in rows}


def _plan_deliveries(dispatch: Dispatch, recipients: list[Recipient]) -> None:
    """One delivery for each recipient who has an address on a push channel; none for what goes
    with another edition's mail."""
    if dispatch.carried_by_id:
        return
    people = [recipient.person_id for recipient in recipients]
    addresses = network.addresses(people, rules.PUSH)
    first = Delivery.objects.filter(dispatch=dispatch).count()
    reached = [recipient for recipient in recipients if addresses.get(recipient.person_id)]
    Delivery.objects.bulk_create(
        [
            Delivery(
                dispatch=dispatch,
                recipient=recipient,
                channel=addresses[recipient.person_id][0].channel,
                contact_point=addresses[recipient.person_id][0].id,
                address=addresses[recipient.person_id][0].address,
                batch=(first + place) // rules.BATCH,
                next_try_at=dispatch.not_before,
            )
            for place, recipient in enumerate(reached)
        ],
        batch_size=500,
    )


@transaction.atomic
def _close(dispatch: Dispatch) -> None:
    """The plan is whole: sending may begin, batch by batch."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.state != DispatchState.PLANNING:
        return
    deliveries = Delivery.objects.filter(dispatch=row)
    batches = sorted(set(deliveries.values_list("batch", flat=True)))
    row.closed_at, row.version = clock.now(), row.version + 1
    row.state = DispatchState.SENDING if batches else DispatchState.DONE
    row.save(update_fields=["closed_at", "version", "state"])
    row.carries.filter(state=DispatchState.PLANNING).update(
        state=DispatchState.DONE, closed_at=row.closed_at, done_at=row.closed_at, version=1
    )
    journal.record(
        "dispatch.planned",
        by=None,
        subject=("dispatch", row.pk),
        recipients=row.recipients.count(),
        deliveries=deliveries.count(),
    )
    for batch in batches:
        work.enqueue(
            "circulation.send_urgently" if row.urgent else "circulation.send",
            key=f"{row.pk}:{batch}:1",
            due=row.not_before,
            dispatch=str(row.pk),
            batch=batch,
            round=1,
        )
