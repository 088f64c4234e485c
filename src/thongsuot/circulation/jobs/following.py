"""Following up: late bodies, step by step; and editions that must follow earlier ones."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from thongsuot.circulation import rules, urging
from thongsuot.circulation.actions.circulating import earlier, follow_up_edition
from thongsuot.circulation.actions.reaching import tell_otherwise
from thongsuot.circulation.actions.stopping import stop_all_of
from thongsuot.circulation.models import Acknowledgement, Dispatch, FollowUpAct
from thongsuot.circulation.queries.following import follow_up_plan
from thongsuot.circulation.terms import DispatchState, FollowUp, Step
from thongsuot.journal import actions as journal
from thongsuot.journal.subscribers import subscriber
from thongsuot.journal.terms import EntryView
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import ChannelName, MandateRole, PersonView
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import Follows
from thongsuot.work.registry import every

BATCH = 200


@subscriber("circulation", acts={"edition.sealed", "edition.opened"})
def on_edition(entry: EntryView) -> None:
    """A withdrawal stops what it withdraws; when it, or a correction, is out, it follows."""
    edition = releases.edition_row(entry.subject_id)
    if edition.predecessor_id is None:
        return
    if edition.kind.follows == Follows.WITHDRAWS:
        stop_all_of(editions=earlier(edition), because=edition.pk)
    if edition.visible_from <= clock.now():
        follow_up_edition(edition=edition.pk)


@every(seconds=60, name="circulation.follow_up")
def follow_up() -> int:
    """Take the next step with every body that is late. Returns how many steps were taken."""
    due = Acknowledgement.objects.filter(settled_at=None, next_follow_up_at__lte=clock.now())
    late = due.exclude(dispatch__state=DispatchState.HELD)  # nobody is late with what never went
    ids = list(late.order_by("next_follow_up_at").values_list("pk", flat=True)[:BATCH])
    return sum(_step(pk) for pk in ids)


@transaction.atomic
def _step(pk: UUID) -> bool:
    """One step with one body, once, as the plan of its kind of edition says."""
    row = _due(pk)
    if row is None or row.next_follow_up_at is None or row.due_at is None:
        return False
    steps = follow_up_plan(row.dispatch.edition.kind_id).steps
    step = rules.next_step(steps, FollowUp(row.follow_up))
    first = row.due_at + timedelta(minutes=step.after) if step else None
    if step is None or first is None or first > clock.now():
        Acknowledgement.objects.filter(pk=pk).update(next_follow_up_at=first)
        return False
    _take(row, step, rules.next_step(steps, step.stage))
    return True


def _due(pk: UUID) -> Acknowledgement | None:
    """The debt, if it still waits for a step. The dispatch comes first, as in every transaction
    here: no two wait for each other."""
    found = Acknowledgement.objects.filter(pk=pk).first()
    if found is None:
        return None
    Dispatch.objects.select_for_update().get(pk=found.dispatch_id)
    rows = Acknowledgement.objects.select_for_update(of=("self",))
    due = rows.filter(pk=pk, settled_at=None, next_follow_up_at__lte=clock.now())
    return due.select_related("dispatch__edition").first()


def _take(row: Acknowledgement, step: Step, following: Step | None) -> None:
    stage, now = step.stage, clock.now()
    told = STEPS[stage](row)
    FollowUpAct.objects.create(acknowledgement=row, stage=stage, people=told)
    row.follow_up = stage
    # From now on, not from the hour: after an outage nobody gets every step within a minute.
    pause = timedelta(minutes=following.after - step.after) if following else None
    row.next_follow_up_at = now + pause if pause is not None else None
    row.save(update_fields=["follow_up", "next_follow_up_at"])
    Dispatch.objects.filter(pk=row.dispatch_id).update(version=F("version") + 1)
    journal.record(
        "dispatch.followed_up",
        by=None,
        subject=("dispatch", row.dispatch_id),
        unit=str(row.unit_id),
        stage=stage,
        told=len(told),
    )


def _second_channel(row: Acknowledgement) -> list[str]:
    """The same people on a channel that was not used, as a message of a line; those without one
    by mail at their other addresses, or at the body's own mailbox."""
    people = list(row.people.select_related("person").prefetch_related("deliveries"))
    told = tell_otherwise(row.dispatch, people)
    by_line = {one.person_id for one in told}
    used = {d.address for one in people for d in one.deliveries.all()}
    without = {one.person_id: one for one in people if one.person_id not in by_line}
    points = network.addresses(list(without), [ChannelName.EMAIL])
    found = {p.address: person for person, group in points.items() for p in group}
    mailed = [
        urging.tell(row, str(person), without[person].person.language, address)
        for address, person in found.items()
        if address not in used
    ]
    return [*map(str, by_line), *mailed]


def _leader(row: Acknowledgement) -> list[str]:
    return _tell_all(row, network.holders(row.unit_id, {MandateRole.LEADER}))


def _coordinator(row: Acknowledgement) -> list[str]:
    return _tell_all(row, network.holders(network.centre().id, {MandateRole.COORDINATOR}))


STEPS = {
    FollowUp.REMINDED: urging.remind,
    FollowUp.SECOND_CHANNEL: _second_channel,
    FollowUp.LEADER: _leader,
    FollowUp.COORDINATOR: _coordinator,
}


def _tell_all(row: Acknowledgement, holders: list[PersonView]) -> list[str]:
    return [urging.tell(row, str(h.id), "vi", h.email) for h in holders if h.email]
