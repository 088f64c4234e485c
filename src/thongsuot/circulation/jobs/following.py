"""Following up: late bodies, step by step; and editions that must follow earlier ones."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from thongsuot.circulation import rules, urging
from thongsuot.circulation.actions.circulating import earlier, follow_up_edition
from thongsuot.circulation.actions.stopping import stop_all_of
from thongsuot.circulation.models import Acknowledgement, Dispatch, FollowUpAct
from thongsuot.circulation.terms import FollowUp
from thongsuot.journal import actions as journal
from thongsuot.journal.subscribers import subscriber
from thongsuot.journal.terms import EntryView
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, PersonView
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
    late = Acknowledgement.objects.filter(settled_at=None, next_follow_up_at__lte=clock.now())
    ids = list(late.order_by("next_follow_up_at").values_list("pk", flat=True)[:BATCH])
    return sum(_step(pk) for pk in ids)


@transaction.atomic
def _step(pk: UUID) -> bool:
    """One step with one body, once: reminder, second channel, leader, coordinator."""
    row = Acknowledgement.objects.select_for_update().select_related("dispatch").get(pk=pk)
    now = clock.now()
    if row.settled_at or row.next_follow_up_at is None or row.next_follow_up_at > now:
        return False
    stage = rules.NEXT_FOLLOW_UP[FollowUp(row.follow_up)]
    told = STEPS[stage](row)
    FollowUpAct.objects.create(acknowledgement=row, stage=stage, people=told)
    pause = timedelta(minutes=settings.CONFIG.remind_after_minutes)
    row.follow_up = stage
    row.next_follow_up_at = now + pause if stage in rules.NEXT_FOLLOW_UP else None
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
    return True


def _second_channel(row: Acknowledgement) -> list[str]:
    """The same people at their other addresses, or at the body's own mailbox."""
    people = {r.person_id: r for r in row.people.select_related("person")}
    used = {d.address for r in people.values() for d in r.deliveries.all()}
    points = network.addresses(list(people), rules.PUSH)
    found = {p.address: person for person, group in points.items() for p in group}
    return [
        urging.tell(row, str(person), people[person].person.language, address)
        for address, person in found.items()
        if address not in used
    ]


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
