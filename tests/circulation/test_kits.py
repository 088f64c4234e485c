"""A kit goes out as one: one mail, and each part with those who may read it."""

from datetime import datetime

import pytest

from tests.circulation.conftest import work_off
from tests.releases.conftest import BODY, World, later, write
from thongsuot.channels.email.reading import read
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import actions, queries
from thongsuot.circulation.models import Acknowledgement, Delivery, Dispatch, Recipient
from thongsuot.circulation.terms import Audience, DispatchState
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions as releases
from thongsuot.releases import queries as texts
from thongsuot.releases.models import Edition, Kit

EVERYBODY = Audience(mandates=("leader", "officer", "journalist"))


def refused(code: str):
    return pytest.raises(Refused, match=rf"^{code.replace('.', '[.]')}\(")


def sealed_kit(world: World, hour: datetime | None = None) -> Kit:
    officer = world.officer
    kit = releases.begin_kit(title="Mạng lưới mới", unit=world.telecom, by=officer)
    releases.add_part(kit=kit, role="answers", by=officer)
    releases.add_part(kit=kit, role="talking_points", by=officer)
    for part in kit.parts.select_related("release"):
        write(part.release, officer, BODY, title=f"Phần {part.role}")
    releases.set_kit_hour(kit=kit, embargo_until=hour, by=officer)
    releases.submit_kit(kit=kit, by=officer)
    releases.approve_kit(kit=kit, by=world.leader)
    releases.approve_kit(kit=kit, by=world.coordinator)
    return kit


def test_one_mail_names_the_parts_its_reader_may_read(world: World, sink: Sink) -> None:
    dispatch = circulated(world, sealed_kit(world), acknowledge_by=later(hours=4))
    answers, points = queries.carried_with(dispatch)
    assert (answers.edition.kind_id, points.edition.kind_id) == (
        "questions_answers",
        "talking_points",
    )
    assert not Delivery.objects.exclude(dispatch=dispatch).exists()
    assert not Acknowledgement.objects.exclude(dispatch=dispatch).exists()
    assert {answers.state, points.state} == {DispatchState.DONE}
    everybody = _people(dispatch)
    assert _people(answers) == everybody
    assert _people(points) == everybody - {world.reporter.pk}
    staff = read(sink.folder.mails_to("leader@hanoi.example")[0])
    press = read(sink.folder.mails_to("reporter@vidu.example")[0])
    for mail in (staff, press):
        assert f"/tin/{answers.edition_id}/" in mail.text and "Phần answers" in mail.html
    assert f"/tin/{points.edition_id}/" in staff.text
    assert str(points.edition_id) not in press.text + press.html
    assert "talking_points" not in press.text + press.html
    assert len(sink.folder.mails_to("leader@hanoi.example")) == 1


def circulated(world: World, kit: Kit, **told: object) -> Dispatch:
    told.setdefault("audience", EVERYBODY)
    dispatch = actions.circulate_kit(kit=kit.pk, by=world.coordinator, **told)
    work_off()
    dispatch.refresh_from_db()
    return dispatch


def _people(dispatch: Dispatch) -> set[object]:
    return set(Recipient.objects.filter(dispatch=dispatch).values_list("person", flat=True))


def test_under_embargo_one_promise_opens_all_that_one_has(world: World, sink: Sink) -> None:
    kit = sealed_kit(world, later(hours=3))
    dispatch = circulated(world, kit, under_embargo=True)
    mail = read(sink.folder.mails_to("reporter@vidu.example")[0])
    said = mail.subject + mail.text + mail.html
    assert "Mạng lưới" not in said and "Phần" not in said
    assert "1 tài liệu khác" in mail.text
    assert "2 tài liệu khác" in read(sink.folder.mails_to("leader@hanoi.example")[0]).text
    lead, answers, points = texts.kit_editions(kit.pk)
    reporter = world.view("reporter")
    assert texts.edition_for(reporter, answers.pk) is None
    mine = Recipient.objects.get(dispatch=dispatch, person=world.reporter)
    actions.agree_to_hold(recipient=mine.pk)
    assert texts.edition_for(reporter, lead.pk) and texts.edition_for(reporter, answers.pk)
    assert texts.edition_for(reporter, points.pk) is None
    assert not any(item.must_agree_to_hold for item in queries.inbox(reporter))


def test_the_correction_of_a_part_goes_to_those_who_have_it(world: World, sink: Sink) -> None:
    kit = sealed_kit(world)
    circulated(world, kit, acknowledge_by=later(hours=4))
    points = texts.kit_editions(kit.pk)[2]
    correction = releases.correct(edition=points, by=world.officer)
    releases.save(
        release=correction,
        by=world.officer,
        title="Sửa",
        summary="",
        body=BODY,
        files=[],
        base=0,
    )
    releases.submit(release=correction, by=world.officer)
    releases.approve(step=correction.steps.get(state="pending"), by=world.leader)
    edition = releases.approve(step=correction.steps.get(state="pending"), by=world.coordinator)
    work_off()
    following = Dispatch.objects.get(edition=edition)
    assert _people(following) == _people(Dispatch.objects.get(edition=points))
    assert following.acknowledgements.filter(unit=world.hanoi).exists()


def test_stopped_while_it_is_planned_all_of_it_stops(world: World, sink: Sink) -> None:
    kit = sealed_kit(world)
    dispatch = actions.circulate_kit(kit=kit.pk, audience=EVERYBODY, by=world.coordinator)
    actions.stop(dispatch=dispatch.pk, by=world.coordinator, reason="Nhầm")
    work_off()
    assert set(Dispatch.objects.values_list("state", flat=True)) == {DispatchState.STOPPED}
    assert not Recipient.objects.exists()


def test_a_withdrawn_part_is_not_carried(world: World, sink: Sink) -> None:
    kit = sealed_kit(world)
    points = texts.kit_editions(kit.pk)[2]
    Edition.objects.filter(pk=points.pk).update(
        state="withdrawn", superseded_by=texts.kit_editions(kit.pk)[0]
    )
    dispatch = circulated(world, kit)
    assert [row.edition.kind_id for row in queries.carried_with(dispatch)] == ["questions_answers"]


def test_the_preview_counts_each_part(world: World, sink: Sink) -> None:
    kit = sealed_kit(world)
    lead, parts = queries.preview_kit(kit.pk, EVERYBODY, world.view("coordinator"))
    assert [part.people for part in parts] == [len(lead.members)] * 2 + [len(lead.members) - 1]
    circulated(world, kit)
    again = queries.preview_kit(kit.pk, EVERYBODY, world.view("coordinator"))[1]
    assert {part.people for part in again} == {0}


def test_only_what_is_sealed_goes_out(world: World) -> None:
    kit = releases.begin_kit(title="Chưa xong", unit=world.telecom, by=world.officer)
    with refused("circulation.kit_not_sealed"):
        actions.circulate_kit(kit=kit.pk, audience=EVERYBODY, by=world.coordinator)
    with refused("circulation.not_yours"):
        actions.circulate_kit(kit=sealed_kit(world).pk, audience=EVERYBODY, by=world.stranger)
