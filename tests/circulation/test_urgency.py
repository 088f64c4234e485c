"""What is taken back, held, followed up by a plan of the house, and proved to have arrived."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.channels.gateways import gateway
from tests.circulation.conftest import DEPARTMENTS, work_off
from tests.circulation.test_road import DEPARTMENT_STAFF, circulated, corrected, refused
from tests.releases.conftest import World, later, sealed
from thongsuot.channels.email.reading import read
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import actions, queries, rules
from thongsuot.circulation.jobs import following, proving
from thongsuot.circulation.models import Acknowledgement, Delivery, Dispatch, Recipient
from thongsuot.circulation.terms import DispatchState, FollowUp, Plan, Step, Through
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network

COORDINATOR = Step(FollowUp.COORDINATOR, 60)


@pytest.fixture
def undoable(settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, undo_seconds=30)


def state(dispatch: Dispatch) -> str:
    dispatch.refresh_from_db()
    return dispatch.state


def test_undone_in_time_nobody_ever_had_it(world: World, undoable: None, sink: Sink) -> None:
    edition = sealed(world)
    dispatch = circulated(world, edition)
    assert state(dispatch) == DispatchState.PLANNING and not Recipient.objects.exists()
    actions.undo(dispatch=dispatch.pk, by=world.coordinator)
    with clock.frozen(later(minutes=5)):
        work_off()
        assert state(dispatch) == DispatchState.UNDONE
        assert not Recipient.objects.exists() and not Delivery.objects.exists()
        corrected(world, edition)
        assert Dispatch.objects.count() == 1  # nobody had it: no correction follows


def test_after_its_seconds_it_goes_and_cannot_be_undone(
    world: World, undoable: None, sink: Sink
) -> None:
    dispatch = circulated(world)
    with clock.frozen(later(minutes=1)):
        with refused("circulation.undo_too_late"):
            actions.undo(dispatch=dispatch.pk, by=world.coordinator)
        work_off()
        assert queries.figures(dispatch.pk).sent == 4


def test_what_is_urgent_is_never_kept_back(world: World, undoable: None, sink: Sink) -> None:
    dispatch = circulated(world, urgent=True)
    assert queries.figures(dispatch.pk).sent == 4
    with refused("circulation.undo_too_late"):
        actions.undo(dispatch=dispatch.pk, by=world.coordinator)


def test_only_who_may_circulate_undoes(world: World, undoable: None) -> None:
    dispatch = actions.circulate(
        edition=sealed(world).pk, audience=DEPARTMENT_STAFF, by=world.coordinator
    )
    with refused("circulation.not_yours"):
        actions.undo(dispatch=dispatch.pk, by=world.hue_officer)


def test_a_withdrawal_overtakes_what_may_still_be_undone(
    world: World, undoable: None, sink: Sink
) -> None:
    edition = sealed(world)
    dispatch = circulated(world, edition)
    corrected(world, edition, "withdraw")
    with clock.frozen(later(minutes=5)):
        work_off()
    assert state(dispatch) == DispatchState.STOPPED
    assert not Recipient.objects.filter(edition=edition).exists()
    assert not sink.folder.mails_to("leader@hanoi.example")


@pytest.fixture
def held(world: World, sink: Sink) -> Dispatch:
    """Planned, and found past its hour before anything went."""
    from thongsuot.circulation.jobs.planning import plan

    dispatch = actions.circulate(
        edition=sealed(world).pk, audience=DEPARTMENT_STAFF, by=world.coordinator
    )
    plan(str(dispatch.pk))
    Dispatch.objects.update(state=DispatchState.HELD, held_at=clock.now())
    work_off()
    return dispatch


def test_a_held_dispatch_waits_for_a_person_and_then_goes(world: World, held: Dispatch) -> None:
    assert (state(held), queries.figures(held.pk).sent) == (DispatchState.HELD, 0)
    assert [row.pk for row in queries.held(world.view("coordinator"))] == [held.pk]
    assert queries.held(world.view("hue_officer")) == []
    with refused("circulation.not_yours"):
        actions.release_held(dispatch=held.pk, by=world.hue_officer)
    actions.release_held(dispatch=held.pk, by=world.coordinator)
    work_off()
    assert queries.figures(held.pk).sent == 4
    with refused("circulation.not_held"):
        actions.drop_held(dispatch=held.pk, by=world.coordinator)


def test_what_never_went_is_in_no_inbox(world: World, held: Dispatch) -> None:
    """Neither while it waits for a decision nor once it was dropped; what was released is."""
    viewer = network.viewer_of(Recipient.objects.filter(dispatch=held)[0].person)

    def shown() -> list[int]:
        found = queries.inbox(viewer), queries.owed_by(viewer), queries.deliveries_of(viewer)
        return [len(rows) for rows in found]

    assert shown() == [0, 0, 0]
    actions.drop_held(dispatch=held.pk, by=world.coordinator)
    assert shown() == [0, 0, 0]
    Dispatch.objects.update(state=DispatchState.HELD)
    actions.release_held(dispatch=held.pk, by=world.coordinator)
    assert shown()[0] == shown()[2] == 1


def test_nobody_is_late_with_what_was_held_and_all_have_their_time(
    world: World, sink: Sink, held: Dispatch
) -> None:
    due = held.made_at + timedelta(hours=1)
    Dispatch.objects.update(acknowledge_by=due)
    Acknowledgement.objects.update(due_at=due, next_follow_up_at=due)
    with clock.frozen(later(hours=3)):
        assert following.follow_up() == 0
        assert queries.late_bodies(world.view("coordinator")) == []
        actions.release_held(dispatch=held.pk, by=world.coordinator)
        work_off()
        assert following.follow_up() == 0
        assert queries.figures(held.pk).sent == 4
    held.refresh_from_db()
    assert held.acknowledge_by == due + timedelta(hours=3)
    assert set(Acknowledgement.objects.values_list("due_at", flat=True)) == {held.acknowledge_by}


def test_a_dropped_dispatch_never_goes(world: World, held: Dispatch) -> None:
    actions.drop_held(dispatch=held.pk, by=world.coordinator)
    work_off()
    figures = queries.figures(held.pk)
    assert (state(held), figures.sent, figures.stopped) == (DispatchState.STOPPED, 0, 6)


# Plans of following up ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "within", "proof", "code"),
    [
        ([], None, None, "plan_without_coordinator"),
        ([(FollowUp.REMINDED, 0)], None, None, "plan_without_coordinator"),
        ([(FollowUp.LEADER, 5), (FollowUp.COORDINATOR, 4)], None, None, "plan_out_of_order"),
        ([(FollowUp.LEADER, 5), (FollowUp.REMINDED, 6), COORDINATOR], 1, 1, "plan_out_of_order"),
        ([(FollowUp.COORDINATOR, -1)], None, None, "plan_minutes"),
        ([(FollowUp.COORDINATOR, 60 * 24 * 15)], None, None, "plan_minutes"),
        ([COORDINATOR], 0, None, "plan_minutes"),
        ([COORDINATOR], None, 0, "plan_minutes"),
        ([(FollowUp.REMINDED, 0), COORDINATOR], 30, 5, ""),
        ([COORDINATOR], None, None, ""),
    ],
)
def test_a_plan_goes_up_and_ends_at_a_person(
    steps: list[tuple[FollowUp, int]], within: int | None, proof: int | None, code: str
) -> None:
    plan = Plan("", within, tuple(Step(*step) for step in steps), proof)
    if not code:
        rules.check_plan(plan)
        return
    with refused(f"circulation.{code}"):
        rules.check_plan(plan)


def test_the_next_step_is_the_first_beyond_the_stage() -> None:
    steps = (Step(FollowUp.SECOND_CHANNEL, 0), COORDINATOR)
    told = {stage: rules.next_step(steps, stage) for stage in FollowUp}
    assert told[FollowUp.NONE] == told[FollowUp.REMINDED] == steps[0]
    assert told[FollowUp.SECOND_CHANNEL] == told[FollowUp.LEADER] == COORDINATOR
    assert told[FollowUp.COORDINATOR] is None


def test_shipped_plans_are_sound_and_at_the_pace_of_the_house(db: None, settings: Any) -> None:
    for kind in ("", "press_release", "correction", "withdrawal"):
        rules.check_plan(queries.follow_up_plan(kind))
    minutes = [step.after for step in queries.follow_up_plan("correction").steps]
    settings.CONFIG = replace(settings.CONFIG, remind_after_minutes=30)
    assert [step.after for step in queries.follow_up_plan("correction").steps] == [
        m // 2 for m in minutes
    ]


def test_bodies_are_followed_up_by_the_plan_of_the_house(world: World, sink: Sink) -> None:
    told = {
        "kind": "press_release",
        "steps": [Step(FollowUp.LEADER, 10), Step(FollowUp.COORDINATOR, 20)],
        "acknowledge_within": 30,
        "proof_after": 5,
    }
    with refused("circulation.not_yours"):
        actions.set_follow_up_plan(**told, by=world.officer)
    actions.set_follow_up_plan(**told, by=world.coordinator)
    dispatch = circulated(world)
    assert dispatch.acknowledge_by == dispatch.made_at + timedelta(minutes=30)
    stages = []
    for minutes in (31, 39, 41, 49, 52):
        with clock.frozen(dispatch.made_at + timedelta(minutes=minutes)):
            following.follow_up()
            stages.append(Acknowledgement.objects.get(unit=world.hanoi).follow_up)
    assert stages == ["none", "none", "leader", "leader", "coordinator"]
    actions.drop_follow_up_plan(kind="press_release", by=world.coordinator)
    assert not queries.follow_up_plan("press_release").own


def test_the_house_sets_a_plan_for_every_kind_without_its_own(world: World) -> None:
    actions.set_follow_up_plan(
        kind="", steps=[COORDINATOR], acknowledge_within=5, proof_after=None, by=world.coordinator
    )
    assert queries.follow_up_plan("statement").steps == (COORDINATOR,)
    assert queries.follow_up_plan("withdrawal").steps != (COORDINATOR,)  # shipped for the kind


def answered(world: World, dispatch: Dispatch, *bodies: str) -> None:
    for body in bodies:
        actions.acknowledge(
            dispatch=dispatch.pk,
            unit=world.units[body].pk,
            by=world.people[f"{body}_leader"],
            through=Through.LINK,
        )


def test_the_second_channel_is_another_channel_where_a_person_has_one(
    world: World, sink: Sink, settings: Any
) -> None:
    from thongsuot.network import actions as network

    network.add_contact_point(
        person=world.hanoi_leader, channel="phone", address="0912 345 678", by=None
    )
    with gateway(lambda asked: (200, {"MessageId": "1"})) as (url, asked):
        section = {
            "url": f"{url}/gui",
            "allow_private": True,
            "body": {"to": "{to}", "text": "{text}", "id": "{id}"},
            "id_field": "MessageId",
        }
        settings.CONFIG = replace(settings.CONFIG, channels={"sms_http": section})
        due = later(hours=4)
        dispatch = circulated(world, acknowledge_by=due)
        answered(world, dispatch, "hue", "camau")
        assert not asked
        for minutes in (1, 62):
            with clock.frozen(due + timedelta(minutes=minutes)):
                following.follow_up()
                work_off()
    [message] = [one for one in asked if "345678" in str(one.json["to"])]
    assert "xac nhan" in message.json["text"] and "/xac-nhan/" in message.json["text"]
    delivery = Delivery.objects.get(recipient__person=world.hanoi_leader, channel="sms")
    assert message.json["id"] == str(delivery.pk) and delivery.state == "sent"
    figures = queries.figures(dispatch.pk)
    assert figures.by_channel["sms"]["sent"] == 1
    assert figures.planned == sum((figures.sent, figures.failed, figures.waiting, figures.stopped))


# Proof -------------------------------------------------------------------------------------------


def alarms(sink: Sink) -> int:
    mails = sink.folder.mails_to("coordinator@vidu.example")
    return sum("chưa có tin nhận" in read(mail).subject for mail in mails)


def test_an_urgent_edition_that_nobody_confirmed_alarms_the_coordinator_once(
    world: World, sink: Sink
) -> None:
    dispatch = circulated(world, urgent=True)
    assert proving.prove() == 0
    for minutes in (16, 32):
        with clock.frozen(dispatch.made_at + timedelta(minutes=minutes)):
            assert proving.prove() == 1
            assert proving.prove() == 0
            work_off()
    assert alarms(sink) == 1
    assert [row.pk for row in queries.unproved(world.view("coordinator"), later(days=-1))]
    assert Entry.objects.filter(act="dispatch.unproved").count() == 1
    actions.acknowledge(
        dispatch=dispatch.pk,
        unit=world.hue.pk,
        by=world.hue_leader,
        through=Through.PHONE,
        noted_by=world.coordinator,
    )
    with clock.frozen(dispatch.made_at + timedelta(minutes=50)):
        assert proving.prove() == 1
    [proof] = queries.proofs_of(dispatch.pk)
    assert (proof.unit_role, proof.bodies, proof.receipts) == ("department", 3, 1)
    assert queries.unproved(world.view("coordinator"), later(days=-1)) == []
    dispatch.refresh_from_db()
    assert dispatch.proof_due_at is None


def test_a_receipt_of_one_body_of_the_kind_is_proof(world: World, sink: Sink) -> None:
    dispatch = circulated(world, urgent=True)
    delivery = Delivery.objects.get(recipient__person=world.hanoi_leader)
    actions.receipt(channel="email", delivery=delivery.pk, at=clock.now(), arrived=True)
    with clock.frozen(dispatch.made_at + timedelta(minutes=16)):
        assert proving.prove() == 1
    assert [proof.receipts for proof in queries.proofs_of(dispatch.pk)] == [1]
    assert alarms(sink) == 0


def test_what_is_not_urgent_is_not_looked_for(world: World, sink: Sink) -> None:
    dispatch = circulated(world)
    assert dispatch.proof_due_at is None
    assert len(DEPARTMENTS) == queries.figures(dispatch.pk).bodies


def test_refusals_have_words() -> None:
    from thongsuot.look import refusals

    told = Refused("circulation.plan_minutes", days=14)
    assert "14" in refusals.words(told, "vi") and "14" in refusals.words(told, "en")
