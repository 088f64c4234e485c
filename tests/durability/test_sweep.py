"""What no job answers for is found, and what one answers for is left to it."""

import uuid
from datetime import timedelta

import pytest

from tests.circulation.conftest import work_off, world  # noqa: F401 (a fixture)
from tests.releases.conftest import World, _seal_key, sealed  # noqa: F401 (a fixture)
from thongsuot.channels.email.sink import Sink
from thongsuot.channels.terms import Outcome, Status
from thongsuot.circulation import actions, ledger
from thongsuot.circulation.actions import rerouting
from thongsuot.circulation.jobs import planning, sending
from thongsuot.circulation.models import Delivery, Dispatch, Recipient
from thongsuot.circulation.terms import Audience, DeliveryState, DispatchState
from thongsuot.lib import clock
from thongsuot.work import actions as work
from thongsuot.work import direct, queries

STAFF = Audience(unit_roles=("department",), mandates=("leader", "officer"))


@pytest.fixture
def dispatch(world: World, sink: Sink) -> Dispatch:  # noqa: F811
    edition = sealed(world)
    work_off()
    made = actions.circulate(edition=edition.pk, audience=STAFF, by=world.coordinator)
    planning.plan(dispatch=str(made.pk))
    made.refresh_from_db()
    return made


def sweep(minutes: int) -> list[tuple[str, str]]:
    """Jobs of circulation that wait after a sweep so many minutes later."""
    with clock.frozen(clock.now() + timedelta(minutes=minutes)):
        sending.sweep()
    return [(job, key) for job, key, _ in direct.waiting() if job.startswith("circulation.send")]


def test_a_sweep_adds_nothing_to_what_waits_its_turn(dispatch: Dispatch) -> None:
    assert len(sweep(10)) == 1
    assert len(sweep(11)) == 1


def test_nothing_piles_up_while_sending_is_held(dispatch: Dispatch) -> None:
    work.hold_sending("restored copy")
    for minutes in (10, 60, 600):
        assert len(sweep(minutes)) == 1
        direct.drain()


def test_a_batch_whose_job_is_gone_is_sent_even_what_a_dead_worker_had_in_hand(
    dispatch: Dispatch,
    sink: Sink,
) -> None:
    direct.clear()
    first = Delivery.objects.filter(address="leader@hanoi.example")
    first.update(state=DeliveryState.CLAIMED, claim=uuid.uuid4())
    assert sweep(1) == []
    assert len(sweep(10)) == len(sweep(11)) == 1
    direct.drain()
    assert len(sink.folder.mails_to("leader@hanoi.example")) == 1
    assert not Delivery.objects.filter(state=DeliveryState.CLAIMED).exists()


def test_a_plan_whose_job_is_gone_is_finished(world: World, sink: Sink) -> None:  # noqa: F811
    made = actions.circulate(edition=sealed(world).pk, audience=STAFF, by=world.coordinator)
    direct.clear()
    sweep(10)
    direct.drain()
    made.refresh_from_db()
    assert made.state == DispatchState.SENDING and made.recipients.count() == 6


def test_two_runs_of_one_plan_plan_everybody_once(dispatch: Dispatch) -> None:
    Dispatch.objects.filter(pk=dispatch.pk).update(state=DispatchState.PLANNING)
    planning.plan(dispatch=str(dispatch.pk))
    assert Recipient.objects.count() == Delivery.objects.count() == 6


def in_hand(dispatch: Dispatch, run: uuid.UUID) -> tuple[ledger.Claims, list[ledger.Due]]:
    claims = ledger.Claims(dispatch.pk, 0, run, doubts=2, disturbs=False)
    return claims, claims.take()


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.SENT, ""),
        (Status.TEMPORARY, "timeout"),
        (Status.AMBIGUOUS, "timeout"),
        (Status.PERMANENT, "message_refused"),
        (Status.PERMANENT, "recipient_refused"),
    ],
)
def test_a_run_that_was_taken_for_dead_writes_nothing(
    dispatch: Dispatch, status: Status, code: str
) -> None:
    stale, run = uuid.uuid4(), uuid.uuid4()
    claims, (late, *_rest) = in_hand(dispatch, stale)
    in_hand(dispatch, run)
    if status is Status.SENT:
        assert claims.record([ledger.Taken(late.id, "", "")]) == 0
    else:
        outcome = Outcome(str(late.id), status, code)
        rerouting.not_taken(dispatch.pk, stale, [(ledger.as_uuid(late.id), outcome)])
    row = Delivery.objects.get(pk=late.id)
    assert (row.state, row.claim, row.attempts) == (DeliveryState.CLAIMED, run, 0)


def test_what_a_dead_run_may_have_sent_is_counted_as_sent_again(dispatch: Dispatch) -> None:
    """No more than it can have had on the wire; not all that it had in hand."""
    in_hand(dispatch, uuid.uuid4())
    in_hand(dispatch, uuid.uuid4())
    assert sum(Delivery.objects.values_list("resent", flat=True)) == 2


def test_what_must_go_again_stops_with_its_dispatch(world: World, dispatch: Dispatch) -> None:  # noqa: F811
    run = uuid.uuid4()
    _claims, (one, *_rest) = in_hand(dispatch, run)
    actions.stop(dispatch=dispatch.pk, by=world.coordinator, reason="Nhầm")
    outcome = Outcome(str(one.id), Status.TEMPORARY, "timeout")
    rerouting.not_taken(dispatch.pk, run, [(ledger.as_uuid(one.id), outcome)])
    sending._afterwards(dispatch.pk, 0, 1, run)
    states = set(Delivery.objects.values_list("state", flat=True))
    assert states == {DeliveryState.STOPPED}


def test_a_worker_that_dies_uses_up_nobodys_attempts(dispatch: Dispatch, sink: Sink) -> None:
    for _death in range(10):
        in_hand(dispatch, uuid.uuid4())
    direct.drain()
    deferred = Delivery.objects.get(address="officer@camau.example")
    assert (deferred.state, deferred.attempts) == (DeliveryState.WAITING, 1)


@pytest.mark.parametrize(
    ("id", "key"),
    [
        ("room.verb:one", "one"),
        ("room.verb:a:0:1", "a:0:1"),
        ("room.verb:a:0:1#3", "a:0:1"),
        ("room.verb:a:0:1#8+", "a:0:1"),
        ("room.verb:a:0:1+#2", "a:0:1"),
        ("held 12 room.verb:a:0:1", "a:0:1"),
        ("held 1 room.verb:a:0:1#2", "a:0:1"),
    ],
)
def test_the_key_of_a_call_is_known_through_all_its_ids(id: str, key: str) -> None:
    found = queries._ID.fullmatch(id)
    assert found and found["key"] == key
