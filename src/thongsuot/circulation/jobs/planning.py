"""Planning: an audience becomes recipients, debts of bodies, deliveries and their batches.

People go by in the order of their ids, a chunk at a time. What a chunk needs is read beforehand,
then written in one short transaction that also moves `planned_until`: a worker that dies between
two chunks is continued, never repeated, and whoever else wants to write waits for one chunk at the
most. Nothing is sent until the plan is closed.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from thongsuot.circulation import outgoing, routing, rules
from thongsuot.circulation.audiences import Reached
from thongsuot.circulation.entering import Entry, enter
from thongsuot.circulation.jobs import alongside
from thongsuot.circulation.members import have_it, members
from thongsuot.circulation.models import Acknowledgement, Batch, Dispatch
from thongsuot.circulation.routing import Way
from thongsuot.circulation.terms import DispatchState
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.releases import actions as releases
from thongsuot.releases.models import Edition
from thongsuot.work import actions as work
from thongsuot.work.registry import job

ENQUEUED_AT_ONCE = 100  # jobs in one transaction


@job("circulation.plan")
def plan(dispatch: str) -> None:
    """Plan every recipient of the dispatch, then let its batches go. Called again, it goes on
    where it was."""
    row = _row(dispatch)
    if row.carried_by_id or row.state not in (DispatchState.PLANNING, DispatchState.SENDING):
        return
    if row.state == DispatchState.PLANNING:
        if row.undo_until and row.undo_until > clock.now():
            _come_back(row)
            return
        # What it carries comes first: when its mail goes, everybody has the parts that it names.
        for part in row.carries.filter(state=DispatchState.PLANNING).values_list("pk", flat=True):
            _plan_all(_row(part))
        if not _plan_all(row) or not _add_machines(row) or not _close(row):
            return
    _let_go(row)


def _row(dispatch: UUID | str) -> Dispatch:
    rows = Dispatch.objects.select_related("edition__predecessor", "carried_by__edition")
    return rows.get(pk=dispatch)


def _come_back(row: Dispatch) -> None:
    """Called before it may no longer be undone; it is called once more when that is so."""
    work.enqueue("circulation.plan", key=f"{row.pk}:undo", due=row.undo_until, dispatch=str(row.pk))


def _plan_all(row: Dispatch) -> bool:
    """False: the dispatch was stopped meanwhile."""
    kinds = routing.kinds(outgoing.enabled(), urgent=row.urgent)
    filling: Filling | None = None
    found = members(row, row.planned_until)
    with _collected_young():
        for turn in count(1):
            chunk = list(islice(found, rules.PLAN_CHUNK))
            if not chunk:
                return True
            filling = _plan_chunk(row, chunk, _ways(row, chunk, kinds), filling)
            if filling is None:
                return False
            gc.collect(1 if turn % 50 else 2)
    return True


@contextmanager
def _collected_young() -> Iterator[None]:
    """Millions of short-lived rows make the collector look through the whole program again and
    again, a third of the time: meanwhile it looks after each chunk, and mostly at what is new."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _ways(row: Dispatch, chunk: Sequence[Reached], kinds: routing.Kinds) -> dict[str, Way]:
    """The first way to each; none for what goes with another edition's mail."""
    if row.carried_by_id:
        return {}
    addresses = network.first_addresses([one.person for one in chunk], list(kinds))
    ways = ((person, routing.ways_by(kinds, theirs)) for person, theirs in addresses.items())
    return {person: listed[0] for person, listed in ways if listed}


@transaction.atomic
def _plan_chunk(
    dispatch: Dispatch,
    chunk: Sequence[Reached],
    ways: dict[str, Way],
    filling: "Filling | None",
) -> "Filling | None":
    """Plan these people and remember how far it came. None: the dispatch was stopped meanwhile."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.state != DispatchState.PLANNING:
        return None
    if filling is None or row.planned_until != dispatch.planned_until:
        # Another run of this job was here: its people are done.
        filling = Filling(row)
        done = network.key(row.planned_until) if row.planned_until else ""
        chunk = [one for one in chunk if one.person > done]
    if chunk:
        _enter(dispatch, chunk, ways, filling)
        row.planned_until = UUID(chunk[-1].person)
        row.save(update_fields=["planned_until"])
    dispatch.planned_until = row.planned_until
    return filling


def _enter(
    row: Dispatch, chunk: Sequence[Reached], ways: dict[str, Way], filling: "Filling"
) -> None:
    # Two dispatches of one edition at the same time: the second sees whom the first has planned.
    Edition.objects.select_for_update(no_key=True).only("pk").get(pk=row.edition_id)
    had = have_it(row, [one.person for one in chunk])
    people = [one for one in chunk if one.person not in had] if had else chunk
    debts = {} if row.carried_by_id else _debts(row, people)
    enter(
        row,
        [
            Entry(
                one.person,
                one.unit,
                debts.get(one.unit) if one.settles and one.unit else None,
                way := ways.get(one.person),
                filling.place(way.channel) if way else 0,
            )
            for one in people
        ],
    )
    filling.write()
    if row.under_embargo and row.made_by and people:
        releases.grant_early(
            edition=row.edition_id, persons=[UUID(one.person) for one in people], by=row.made_by
        )


class Filling:
    """The batches that are being filled: one of each channel at a time."""

    def __init__(self, dispatch: Dispatch) -> None:
        self.dispatch = dispatch.pk
        self.size = rules.batch_size(dispatch.urgent)
        rows = Batch.objects.filter(dispatch=dispatch)
        newest = rows.values("channel").annotate(newest=Max("number")).values("newest")
        self.open = {batch.channel: batch for batch in rows.filter(number__in=newest)}
        self.next = 1 + max((batch.number for batch in self.open.values()), default=-1)
        self.changed: dict[int, Batch] = {}

    def place(self, channel: str) -> int:
        """The number of the batch that the next delivery on this channel belongs to."""
        batch = self.open.get(channel)
        if batch is None or batch.planned >= self.size:
            batch = Batch(dispatch_id=self.dispatch, number=self.next, channel=channel)
            self.open[channel], self.next = batch, self.next + 1
        batch.planned += 1
        self.changed[batch.number] = batch
        return batch.number

    def write(self) -> None:
        Batch.objects.bulk_create(
            [
                Batch(dispatch_id=self.dispatch, number=n, channel=one.channel, planned=one.planned)
                for n, one in self.changed.items()
            ],
            update_conflicts=True,
            unique_fields=["dispatch", "number"],
            update_fields=["planned"],
        )
        self.changed = {}


def _debts(dispatch: Dispatch, people: Iterable[Reached]) -> dict[UUID, UUID]:
    """The debt of each body that somebody here settles for, made if it is new."""
    bodies = {one.unit for one in people if one.settles and one.unit}
    rows = Acknowledgement.objects.filter(dispatch=dispatch, unit__in=bodies)
    found = dict(rows.values_list("unit_id", "pk"))
    new = [
        Acknowledgement(
            dispatch=dispatch,
            unit_id=body,
            due_at=dispatch.acknowledge_by,
            next_follow_up_at=dispatch.acknowledge_by,
        )
        for body in sorted(bodies - set(found))
    ]
    Acknowledgement.objects.bulk_create(new, batch_size=500)
    return found | {row.unit_id: row.pk for row in new}


@transaction.atomic
def _add_machines(dispatch: Dispatch) -> bool:
    """What listens beside those planned. False: the dispatch was stopped meanwhile."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.state != DispatchState.PLANNING:
        return False
    filling = Filling(row)
    if alongside.add(row, filling.place):
        filling.write()
    return True


@transaction.atomic
def _close(dispatch: Dispatch) -> bool:
    """The plan is whole: sending may begin. False: the dispatch was stopped meanwhile."""
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.state != DispatchState.PLANNING:
        return False
    planned = sum(row.batches.values_list("planned", flat=True))
    row.closed_at, row.version = clock.now(), row.version + 1
    row.state = DispatchState.SENDING if planned else DispatchState.DONE
    row.done_at = None if planned else row.closed_at
    row.save(update_fields=["closed_at", "version", "state", "done_at"])
    row.carries.filter(state=DispatchState.PLANNING).update(
        state=DispatchState.DONE, closed_at=row.closed_at, done_at=row.closed_at, version=1
    )
    journal.record(
        "dispatch.planned",
        by=None,
        subject=("dispatch", row.pk),
        recipients=row.recipients.count(),
        deliveries=planned,
    )
    return bool(planned)


def _let_go(row: Dispatch) -> None:
    """A job for each batch, a few hundred at a time; those that have theirs keep it."""
    numbers = list(row.batches.order_by("number").values_list("number", flat=True))
    for start in range(0, len(numbers), ENQUEUED_AT_ONCE):
        with transaction.atomic():
            for batch in numbers[start : start + ENQUEUED_AT_ONCE]:
                work.enqueue(
                    "circulation.send_urgently" if row.urgent else "circulation.send",
                    key=f"{row.pk}:{batch}:1",
                    due=row.not_before,
                    dispatch=str(row.pk),
                    batch=batch,
                    round=1,
                )
