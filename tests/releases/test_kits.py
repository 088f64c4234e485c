"""A kit is one announcement: submitted, approved and sealed together, all of it or none."""

from datetime import timedelta

import pytest

from tests.releases.conftest import BODY, World, begin, later, sealed, write
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.notices.models import Notice
from thongsuot.releases import actions, announcing, queries
from thongsuot.releases.models import Edition, Kit, Release
from thongsuot.releases.terms import At, KitState, Reach, RouteStep

QUESTIONS = "<h3>Có mất tiền không?</h3><p>Không.</p><h3>Bao giờ?</h3><p>Từ tháng sau.</p>"


def refused(code: str):
    return pytest.raises(Refused, match=rf"^{code.replace('.', '[.]')}\(")


@pytest.fixture
def kit(world: World) -> Kit:
    """Release, questions and talking points of telecom, all written, opening in two hours."""
    officer = world.officer
    kit = actions.begin_kit(title="Mạng lưới mới", unit=world.telecom, by=officer)
    for role in ("answers", "talking_points"):
        actions.add_part(kit=kit, role=role, by=officer)
    for part in kit.parts.select_related("release"):
        body = QUESTIONS if part.role == "answers" else BODY
        write(part.release, officer, body, title=part.release.title)
    actions.set_kit_hour(kit=kit, embargo_until=later(hours=2), by=officer)
    return kit


def test_all_parts_go_the_road_together(world: World, kit: Kit) -> None:
    actions.submit_kit(kit=kit, by=world.officer)
    assert _state(world, kit) == KitState.IN_APPROVAL
    assert actions.approve_kit(kit=kit, by=world.leader) == ()
    editions = actions.approve_kit(kit=kit, by=world.coordinator)
    assert [e.kind_id for e in editions] == ["press_release", "questions_answers", "talking_points"]
    assert len({e.visible_from for e in editions}) == 1
    assert [e.number for e in editions] == [1, 2, 3]
    assert _state(world, kit) == KitState.APPROVED
    acts = list(
        Entry.objects.filter(act__startswith="kit.").order_by("id").values_list("act", flat=True)
    )
    assert acts[-3:] == ["kit.submitted", "kit.approved", "kit.sealed"]
    told = Entry.objects.get(act="kit.sealed").facts
    assert told["editions"] == [str(edition.pk) for edition in editions]
    assert not Entry.objects.filter(act="edition.sealed").exists()
    with clock.frozen(clock.now() + timedelta(hours=3)):
        assert _state(world, kit) == KitState.OUT


def _state(world: World, kit: Kit) -> KitState:
    view = queries.kit_for(world.view("officer"), kit.pk)
    assert view is not None
    return view.state


def test_a_part_never_goes_alone(world: World, kit: Kit) -> None:
    part = kit.parts.get(role="release").release
    alone = {
        "submit": lambda: actions.submit(release=part, by=world.officer),
        "drop": lambda: actions.drop(release=part, by=world.officer, reason="Thôi"),
    }
    for act, go in alone.items():
        with refused("releases.in_a_kit"):
            go()
        assert act not in _can(world, "officer", part)
    actions.submit_kit(kit=kit, by=world.officer)
    step = part.steps.get(state="pending")
    for act in (actions.approve, actions.take_over):
        with refused("releases.in_a_kit"):
            act(step=step, by=world.leader)
    with refused("releases.in_a_kit"):
        actions.send_back(step=step, by=world.leader, reason="Sửa")
    with refused("releases.in_a_kit"):
        actions.recall(release=part, by=world.officer)
    with refused("releases.in_a_kit"):
        actions.shorten(release=part, by=world.coordinator, reason="Gấp")


def _can(world: World, who: str, release: Release) -> frozenset[str]:
    found = queries.workspace(world.view(who), release.pk)
    assert found is not None
    assert found.kit is not None
    return found.can


def test_who_wrote_of_one_part_approves_none(world: World, kit: Kit) -> None:
    points = kit.parts.get(role="talking_points").release
    write(points, world.leader, base=1)
    actions.submit_kit(kit=kit, by=world.officer)
    steps = points.steps.filter(state="pending") | kit.parts.get(
        role="release"
    ).release.steps.filter(state="pending")
    assert {step.unit_id for step in steps} == {world.centre.pk}  # nobody else is left at the unit
    with pytest.raises(Refused):
        actions.approve_kit(kit=kit, by=world.leader)
    assert queries.waiting_for(world.view("leader")) == []


def test_it_waits_once_for_who_decides(world: World, kit: Kit) -> None:
    actions.submit_kit(kit=kit, by=world.officer)
    waiting = queries.waiting_for(world.view("leader"))
    assert [each.release.id for each in waiting] == [kit.parts.get(role="release").release_id]
    letters = Notice.objects.filter(address="leader@vidu.example")
    assert letters.count() == 1
    assert f"/ban/bo-cong-bo/{kit.pk}/" in letters.get().body


def test_one_part_that_lacks_something_stops_all(world: World, kit: Kit) -> None:
    answers = kit.parts.get(role="answers").release
    write(answers, world.officer, body="", title="Hỏi đáp", base=1)
    with pytest.raises(Refused) as refused:
        actions.submit_kit(kit=kit, by=world.officer)
    assert refused.value.code == "releases.kit_not_ready"
    assert refused.value.params["parts"] == ["answers"]
    assert set(Release.objects.filter(kit_part__kit=kit).values_list("state", flat=True)) == {
        "draft"
    }


def test_what_came_back_goes_again_once_something_changed(world: World, kit: Kit) -> None:
    actions.submit_kit(kit=kit, by=world.officer)
    actions.return_kit(kit=kit, by=world.leader, reason="Thiếu một câu hỏi")
    assert _state(world, kit) == KitState.RETURNED
    with refused("releases.unchanged"):
        actions.submit_kit(kit=kit, by=world.officer)
    answers = kit.parts.get(role="answers").release
    write(answers, world.officer, QUESTIONS + "<p>Thêm.</p>", title="Hỏi đáp", base=1)
    actions.submit_kit(kit=kit, by=world.officer)
    actions.recall_kit(kit=kit, by=world.officer)
    assert _state(world, kit) == KitState.PREPARING


def test_the_hour_belongs_to_the_kit(world: World, kit: Kit) -> None:
    part = kit.parts.get(role="release").release
    assert part.embargo_until == kit.parts.get(role="answers").release.embargo_until
    with refused("releases.hour_of_the_kit"):
        actions.set_details(release=part, by=world.officer, topic=None, reach=Reach.PUBLIC)
    with refused("releases.hour_past"):
        actions.set_kit_hour(kit=kit, embargo_until=later(hours=-1), by=world.officer)


def test_own_texts_can_be_parts_of_their_unit_and_kind_alone(world: World, kit: Kit) -> None:
    actions.take_out(kit=kit, role="talking_points", by=world.officer)
    with refused("releases.part_kind"):
        actions.add_part(
            kit=kit, role="talking_points", by=world.officer, release=begin(world, kind="statement")
        )
    with refused("releases.part_taken"):
        actions.add_part(kit=kit, role="answers", by=world.officer)
    own = begin(world, kind="talking_points")
    assert actions.add_part(kit=kit, role="talking_points", by=world.officer, release=own) == own
    own.refresh_from_db()
    assert own.embargo_until is not None
    with refused("releases.kit_needs_topic"):
        actions.add_part(kit=kit, role="house", by=world.officer)
    with refused("releases.not_your_unit"):
        actions.add_part(kit=kit, role="house", by=world.stranger)


def test_dropped_with_all_its_texts(world: World, kit: Kit) -> None:
    actions.drop_kit(kit=kit, by=world.officer, reason="Hoãn")
    assert _state(world, kit) == KitState.DROPPED
    with pytest.raises(Refused):
        actions.submit_kit(kit=kit, by=world.officer)


def test_a_speaker_rehearses_from_submission_until_the_hour(world: World, kit: Kit) -> None:
    stranger, other = world.view("stranger"), world.view("other_leader")
    actions.set_speakers(kit=kit, people=[(world.stranger, "Về kỹ thuật")], by=world.officer)
    with refused("releases.speaker_outside"):
        actions.set_speakers(kit=kit, people=[world.reporter], by=world.officer)
    assert queries.rehearsal_for(stranger, kit.pk) is None
    actions.submit_kit(kit=kit, by=world.officer)
    letter = Notice.objects.get(address="stranger@vidu.example")
    assert "Mạng lưới" not in letter.subject + letter.body
    assert f"/ban/bo-cong-bo/{kit.pk}/dien-tap/" in letter.body
    before = queries.rehearsal_for(stranger, kit.pk)
    assert before is not None and before.must_agree
    assert (before.title, before.cards, before.texts) == ("", (), ())
    assert [each.title for each in queries.coming_kits(stranger)] == [""]
    actions.agree_to_hold_kit(kit=kit, by=world.stranger)
    found = queries.rehearsal_for(stranger, kit.pk)
    assert found is not None
    assert [card.question for card in found.cards] == ["Có mất tiền không?", "Bao giờ?"]
    assert found.speaks_on == "Về kỹ thuật"
    assert queries.rehearsal_for(other, kit.pk) is None
    assert queries.kit_for(stranger, kit.pk) is None
    assert queries.rehearsal_for(world.view("leader"), kit.pk) is not None
    actions.approve_kit(kit=kit, by=world.leader)
    actions.approve_kit(kit=kit, by=world.coordinator)
    assert queries.rehearsal_for(stranger, kit.pk) is not None
    with clock.frozen(clock.now() + timedelta(hours=3)):
        assert queries.rehearsal_for(stranger, kit.pk) is None
        assert queries.announced(stranger, kit.pk) == Edition.objects.get(number=1).pk


@pytest.mark.parametrize("who", ["stranger", "other_leader", "reporter", "coordinator"])
def test_nobody_else_sees_a_kit_that_is_being_prepared(world: World, kit: Kit, who: str) -> None:
    viewer = world.view(who)
    assert queries.kit_for(viewer, kit.pk) is None
    assert queries.kits_for(viewer) == []
    assert queries.coming_kits(viewer) == []
    assert queries.rehearsal_for(viewer, kit.pk) is None


def test_who_was_asked_about_one_part_does_not_get_the_others(world: World, kit: Kit) -> None:
    part = kit.parts.get(role="release").release
    actions.consult(release=part, unit=world.press, answer_by=later(hours=1), by=world.officer)
    actions.submit_kit(kit=kit, by=world.officer)
    stranger = world.view("stranger")
    space = queries.workspace(stranger, part.pk)
    assert space is not None
    assert space.kit is None
    assert queries.kit_for(stranger, kit.pk) is None
    assert queries.rehearsal_for(stranger, kit.pk) is None
    assert queries.coming_kits(stranger) == []
    assert queries.kit_for(world.view("leader"), kit.pk) is not None
    assert queries.kit_for(world.view("coordinator"), kit.pk) is not None


def test_what_was_corrected_or_taken_back_is_not_rehearsed(world: World, kit: Kit) -> None:
    actions.set_speakers(kit=kit, people=[world.stranger], by=world.officer)
    actions.submit_kit(kit=kit, by=world.officer)
    actions.approve_kit(kit=kit, by=world.leader)
    editions = actions.approve_kit(kit=kit, by=world.coordinator)
    actions.agree_to_hold_kit(kit=kit, by=world.stranger)
    points = editions[2]

    def follow(release: Release, body: str) -> None:
        write(release, world.officer, body, title="Sau")
        sealed(world, release)

    def rehearsed() -> list[str]:
        found = queries.rehearsal_for(world.view("stranger"), kit.pk)
        return [text.body for text in found.texts] if found else []

    assert rehearsed() == [BODY, BODY]
    follow(actions.correct(edition=points, by=world.officer), "<p>Đã sửa.</p>")
    assert rehearsed() == [BODY, "<p>Đã sửa.</p>"]
    correction = Edition.objects.get(kind__follows="corrects")
    follow(actions.withdraw(edition=correction, by=world.officer), "<p>Sai.</p>")
    assert rehearsed() == [BODY]
    assert [k.id for k in queries.coming_kits(world.view("stranger"))] == [kit.pk]
    follow(actions.withdraw(edition=editions[0], by=world.officer), "<p>Sai.</p>")
    assert queries.rehearsal_for(world.view("stranger"), kit.pk) is None
    assert queries.coming_kits(world.view("stranger")) == []


def test_roads_laid_over_one_another() -> None:
    unit, centre = RouteStep(("leader",), At.UNIT), RouteStep(("leader",), At.CENTRE)
    coordinator = RouteStep(("coordinator",), At.CENTRE)
    assert announcing.joint_route([(centre,), (unit, coordinator)]) == (unit, centre, coordinator)
    assert announcing.joint_route([(unit, centre), (unit, centre)]) == (unit, centre)


@pytest.mark.parametrize(
    ("parts", "hour", "dropped", "expected"),
    [
        (["draft", "draft"], None, False, KitState.PREPARING),
        (["in_approval", "in_approval"], None, False, KitState.IN_APPROVAL),
        (["returned", "returned"], None, False, KitState.RETURNED),
        (["returned", "draft"], None, False, KitState.RETURNED),
        (["released", "released"], 1, False, KitState.APPROVED),
        (["released", "released"], -1, False, KitState.OUT),
        (["dropped", "dropped"], None, True, KitState.DROPPED),
    ],
)
def test_the_state_follows_from_the_parts(
    parts: list[str], hour: int | None, dropped: bool, expected: KitState
) -> None:
    now = clock.now()
    at = None if hour is None else now + timedelta(hours=hour)
    assert announcing.state_of(parts, at, dropped, now) == expected


def test_texts_that_fit_a_role_are_offered(world: World, kit: Kit) -> None:
    """Those of the unit that are still written and go alone; the kit lacks only a house."""
    actions.take_out(kit=kit, role="answers", by=world.officer)
    loose = Release.objects.get(kind="questions_answers")
    begin(world, kind="press_release")
    sealed(world, begin(world, kind="questions_answers"))
    offered = queries.texts_for_kit(world.view("officer"), kit.pk)
    assert [row.id for row in offered] == [loose.pk]
    assert queries.texts_for_kit(world.view("stranger"), kit.pk) == []
