"""From the sealed edition to the last acknowledgement, over a real mail server."""

from datetime import datetime, timedelta

import pytest

from tests.circulation.conftest import DEPARTMENTS, work_off
from tests.releases.conftest import World, begin, later, sealed
from thongsuot.channels.email.reading import read
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import actions, links, queries
from thongsuot.circulation.jobs import following
from thongsuot.circulation.models import Acknowledgement, Delivery, Dispatch, Recipient
from thongsuot.circulation.terms import Audience, DispatchState, FollowUp, Through
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network.models import ContactPoint
from thongsuot.releases import actions as releases
from thongsuot.releases.models import Edition

DEPARTMENT_STAFF = Audience(unit_roles=("department",), mandates=("leader", "officer"))
EVERYBODY = Audience(mandates=("leader", "officer", "journalist"))


def circulated(world: World, edition: Edition | None = None, **told: object) -> Dispatch:
    told.setdefault("audience", DEPARTMENT_STAFF)
    told.setdefault("by", world.coordinator)
    dispatch = actions.circulate(edition=(edition or sealed(world)).pk, **told)
    work_off()
    dispatch.refresh_from_db()
    return dispatch


def refused(code: str):
    return pytest.raises(Refused, match=rf"^{code.replace('.', '[.]')}\(")


def test_everybody_gets_the_whole_text_once(world: World, sink: Sink) -> None:
    dispatch = circulated(world, note="Đề nghị phổ biến.", acknowledge_by=later(hours=4))
    figures = queries.figures(dispatch.pk)
    assert (figures.planned, figures.sent, figures.failed, figures.waiting) == (6, 4, 1, 1)
    assert (figures.recipients, figures.bodies, figures.acknowledged) == (6, 3, 0)
    assert figures.by_channel["email"]["sent"] == 4
    mail = read(sink.folder.mails_to("leader@hanoi.example")[0])
    assert mail.subject == "Tin mới"
    assert "Mạng lưới truyền thông có thêm đầu mối" in mail.text
    assert "Mạng lưới truyền thông có thêm đầu mối" in mail.html
    assert "Sở TT&TT Hà Nội leader" in mail.text and "Đề nghị phổ biến." in mail.text
    recipient = Recipient.objects.get(dispatch=dispatch, person=world.hanoi_leader)
    assert links.act(recipient.pk, hold=False) in mail.links
    delivery = Delivery.objects.get(recipient=recipient)
    assert mail.headers["message-id"] == f"<{delivery.pk}@localhost>"


def test_failure_has_its_reason_and_the_address_is_marked(world: World, sink: Sink) -> None:
    dispatch = circulated(world)
    failed = queries.failures(dispatch.pk)
    assert [d.address for d in failed] == ["officer@hue.example"]
    assert failed[0].reason.startswith("recipient_refused")
    assert ContactPoint.objects.get(address="officer@hue.example").state == "failing"


def test_a_refused_address_gives_way_to_the_bodys_mailbox(world: World, sink: Sink) -> None:
    from thongsuot.network import actions as network

    network.add_contact_point(
        unit=world.hue, channel="email", address="vanthu@hue.example", by=None
    )
    dispatch = circulated(world)
    assert queries.figures(dispatch.pk).failed == 0
    assert len(sink.folder.mails_to("vanthu@hue.example")) == 1
    delivery = Delivery.objects.get(recipient__person=world.hue_officer)
    assert delivery.tried[0]["why"].startswith("recipient_refused")


def test_a_deferred_address_is_tried_again_with_pauses_then_fails(world: World, sink: Sink) -> None:
    dispatch = circulated(world)
    row = Delivery.objects.get(address="officer@camau.example")
    assert (row.state, row.attempts) == ("waiting", 1)
    for minutes in (1, 6, 21, 81, 321, 1041, 2000):
        with clock.frozen(dispatch.made_at + timedelta(minutes=minutes, seconds=5)):
            work_off()
    row.refresh_from_db()
    dispatch.refresh_from_db()
    assert (row.state, row.attempts) == ("failed", 7)
    assert dispatch.state == DispatchState.DONE


def test_a_person_with_several_mandates_appears_once(world: World, sink: Sink) -> None:
    from thongsuot.network import actions as network

    network.give_mandate(person=world.hue_leader, unit=world.hanoi, role="officer", by=None)
    dispatch = circulated(world, audience=EVERYBODY)
    people = list(dispatch.recipients.values_list("person", flat=True))
    assert len(people) == len(set(people)) == 13


def test_journalists_owe_nothing_and_may_leave(world: World, sink: Sink) -> None:
    dispatch = circulated(world, audience=Audience(mandates=("journalist",)))
    assert queries.figures(dispatch.pk).bodies == 0
    mail = read(sink.folder.mails_to("reporter@vidu.example")[0])
    assert "list-unsubscribe" in mail.headers
    assert not any("/xac-nhan/" in link for link in mail.links)


def test_units_only_never_reaches_journalists(world: World, sink: Sink) -> None:
    edition = sealed(world, begin(world, kind="talking_points"))
    shown = queries.preview(edition.pk, EVERYBODY, world.view("coordinator"))
    assert shown.beyond_reach == 1
    dispatch = circulated(world, edition, audience=EVERYBODY)
    assert not dispatch.recipients.filter(person=world.reporter).exists()


def test_a_second_dispatch_skips_those_who_have_it_unless_asked(world: World, sink: Sink) -> None:
    edition = sealed(world)
    circulated(world, edition)
    assert queries.preview(edition.pk, EVERYBODY, world.view("coordinator")).already_have == 6
    second = circulated(world, edition, audience=EVERYBODY)
    assert not second.recipients.filter(person=world.hue_leader).exists()
    third = circulated(world, edition, again=True)
    assert third.recipients.count() == 6


def test_who_may_circulate(world: World) -> None:
    edition = sealed(world)
    for name, allowed in {
        "coordinator": True,
        "officer": True,
        "stranger": False,
        "reporter": False,
        "hue_officer": False,
    }.items():
        told = {"edition": edition.pk, "audience": DEPARTMENT_STAFF, "by": world.people[name]}
        if allowed:
            actions.circulate(**told)
        else:
            with refused("circulation.not_yours"):
                actions.circulate(**told)


def test_bad_input_is_refused(world: World) -> None:
    edition = sealed(world).pk
    with refused("circulation.nobody"):
        actions.circulate(edition=edition, audience=Audience(units=()), by=world.coordinator)
    with refused("circulation.due_in_past"):
        actions.circulate(
            edition=edition,
            audience=DEPARTMENT_STAFF,
            by=world.coordinator,
            acknowledge_by=later(hours=-1),
        )


def test_a_body_answers_once_by_leader_or_officer(world: World, sink: Sink) -> None:
    dispatch = circulated(world, acknowledge_by=later(hours=4))
    told = {"dispatch": dispatch.pk, "unit": world.hanoi.pk}
    with refused("circulation.not_your_body"):
        actions.acknowledge(**told, by=world.hue_leader, through=Through.INBOX)
    first = actions.acknowledge(**told, by=world.hanoi_officer, through=Through.LINK)
    again = actions.acknowledge(**told, by=world.hanoi_leader, through=Through.INBOX)
    assert again.settled_by == first.settled_by == world.hanoi_officer
    assert queries.figures(dispatch.pk).acknowledged == 1
    assert Entry.objects.filter(act="dispatch.acknowledged").count() == 1


def test_a_call_is_noted_by_a_coordinator(world: World, sink: Sink) -> None:
    dispatch = circulated(world)
    told = {"dispatch": dispatch.pk, "unit": world.hue.pk, "by": world.hue_leader}
    with refused("circulation.not_your_body"):
        actions.acknowledge(**told, through=Through.PHONE, noted_by=world.stranger)
    row = actions.acknowledge(**told, through=Through.PHONE, noted_by=world.coordinator)
    assert (row.settled_by, row.noted_by) == (world.hue_leader, world.coordinator)


def test_late_bodies_are_followed_up_step_by_step(world: World, sink: Sink) -> None:
    due = later(hours=4)
    dispatch = circulated(world, acknowledge_by=due)
    for body in ("camau", "hue"):
        actions.acknowledge(
            dispatch=dispatch.pk,
            unit=world.units[body].pk,
            by=world.people[f"{body}_leader"],
            through=Through.LINK,
        )
    assert following.follow_up() == 0
    stages = []
    for hours in range(6):
        with clock.frozen(due + timedelta(hours=hours, minutes=1)):
            following.follow_up()
            following.follow_up()
            work_off()
            stages.append(Acknowledgement.objects.get(unit=world.hanoi).follow_up)
            late = queries.late_bodies(world.view("coordinator"))
            assert [one.unit_name for one in late] == [DEPARTMENTS["hanoi"]]
    assert stages[:4] == ["reminded", "second_channel", "leader", "coordinator"]
    assert stages[4:] == ["coordinator"] * 2
    reminders = [read(m).subject for m in sink.folder.mails_to("leader@hanoi.example")]
    assert sum("Nhắc xác nhận" in subject for subject in reminders) == 2
    assert any("Nhắc" in read(m).subject for m in sink.folder.mails_to("coordinator@vidu.example"))
    assert queries.late_bodies(world.view("hue_leader")) == []


def test_an_answer_ends_the_following_up(world: World, sink: Sink) -> None:
    due = later(hours=4)
    dispatch = circulated(world, acknowledge_by=due)
    for body in DEPARTMENTS:
        actions.acknowledge(
            dispatch=dispatch.pk,
            unit=world.units[body].pk,
            by=world.people[f"{body}_leader"],
            through=Through.INBOX,
        )
    with clock.frozen(due + timedelta(hours=9)):
        assert following.follow_up() == 0


def corrected(world: World, edition: Edition, act: str = "correct") -> Edition:
    release = getattr(releases, act)(edition=edition, by=world.officer)
    releases.save(
        release=release,
        by=world.officer,
        title="Bản đúng",
        summary="Tóm tắt",
        body="<p>Nội dung đúng.</p>",
        files=[],
        base=release.revisions.count(),
    )
    result = sealed(world, release)
    work_off()
    return result


def test_a_correction_follows_by_itself_to_all_who_had_it(world: World, sink: Sink) -> None:
    edition = sealed(world)
    circulated(world, edition)
    circulated(world, edition, audience=Audience(mandates=("journalist",)))
    had = set(Recipient.objects.filter(edition=edition).values_list("person", flat=True))
    correction = corrected(world, edition)
    dispatch = Dispatch.objects.get(edition=correction)
    assert dispatch.reason == "correction" and dispatch.urgent
    assert had <= set(dispatch.recipients.values_list("person", flat=True))
    assert len(sink.folder.mails_to("reporter@vidu.example")) == 2
    assert read(sink.folder.mails_to("reporter@vidu.example")[1]).subject.startswith("[Đính chính]")
    again = corrected(world, correction)
    assert had <= set(Recipient.objects.filter(edition=again).values_list("person", flat=True))


def test_a_withdrawal_overtakes_what_has_not_gone(world: World, sink: Sink) -> None:
    release = begin(world)
    edition = sealed(world, release)
    dispatch = actions.circulate(
        edition=edition.pk, audience=DEPARTMENT_STAFF, by=world.coordinator
    )
    from thongsuot.circulation.jobs.planning import plan

    plan(str(dispatch.pk))  # planned, nothing sent yet
    withdrawal = corrected(world, edition, "withdraw")
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.STOPPED
    assert queries.figures(dispatch.pk).sent in (0, 4)
    told = Dispatch.objects.get(edition=withdrawal)
    assert told.recipients.count() == 6
    subjects = [read(m).subject for m in sink.folder.mails_to("leader@hanoi.example")]
    assert subjects[-1].startswith("[Thu hồi]")
    with refused("circulation.withdrawn"):
        actions.circulate(edition=edition.pk, audience=EVERYBODY, by=world.coordinator)


def test_under_embargo_the_mail_has_no_text_and_agreement_opens_it(
    world: World, sink: Sink
) -> None:
    hour = later(hours=6)
    edition = sealed(world, _with_embargo(world, hour))
    assert edition.visible_from == hour
    dispatch = circulated(world, edition, audience=EVERYBODY, under_embargo=True)
    mail = read(sink.folder.mails_to("reporter@vidu.example")[0])
    assert "Tin mới" not in mail.subject + mail.text + mail.html
    assert "đầu mối" not in mail.text + mail.html
    [item] = queries.inbox(world.view("reporter"))
    assert item.must_agree_to_hold and item.edition.title == "" and item.edition.body is None
    recipient = Recipient.objects.get(dispatch=dispatch, person=world.reporter)
    actions.agree_to_hold(recipient=recipient.pk)
    [item] = queries.inbox(world.view("reporter"))
    assert item.edition.title == "Tin mới" and not item.must_agree_to_hold


def _with_embargo(world: World, hour: datetime):
    release = begin(world)
    releases.set_details(
        release=release, by=world.officer, topic=None, reach=release.reach, embargo_until=hour
    )
    return release


def test_without_embargo_agreement_the_dispatch_waits_for_the_hour(
    world: World, sink: Sink
) -> None:
    hour = later(hours=6)
    edition = sealed(world, _with_embargo(world, hour))
    dispatch = circulated(world, edition)
    assert queries.figures(dispatch.pk).waiting == 6
    assert not sink.folder.mails_to("leader@hanoi.example")
    with clock.frozen(hour + timedelta(seconds=1)):
        work_off()
    assert queries.figures(dispatch.pk).sent == 4


def test_stop(world: World, sink: Sink) -> None:
    hour = later(hours=6)
    dispatch = circulated(world, sealed(world, _with_embargo(world, hour)))
    with refused("circulation.reason_needed"):
        actions.stop(dispatch=dispatch.pk, by=world.coordinator, reason=" ")
    actions.stop(dispatch=dispatch.pk, by=world.coordinator, reason="Gửi nhầm nơi nhận")
    with clock.frozen(hour + timedelta(hours=1)):
        work_off()
    figures = queries.figures(dispatch.pk)
    assert (figures.stopped, figures.sent) == (6, 0)
    with refused("circulation.already_over"):
        actions.stop(dispatch=dispatch.pk, by=world.coordinator, reason="Lần nữa")


def test_progress_by_unit_and_province(world: World, sink: Sink) -> None:
    dispatch = circulated(world)
    by_unit = queries.progress(dispatch.pk, by="unit")
    assert [p.name for p in by_unit] == ["Sở TT&TT Cà Mau", "Sở TT&TT Hà Nội", "Sở TT&TT Huế"]
    assert sum(p.planned for p in by_unit) == 6
    assert {p.name: (p.sent, p.failed, p.waiting) for p in by_unit}["Sở TT&TT Huế"] == (1, 1, 0)


def test_follow_up_stages_end_at_the_coordinator() -> None:
    from thongsuot.circulation.rules import NEXT_FOLLOW_UP

    stage, seen = FollowUp.NONE, []
    while stage in NEXT_FOLLOW_UP:
        stage = NEXT_FOLLOW_UP[stage]
        seen.append(stage)
    assert seen == list(FollowUp)[1:]


def test_an_erased_person_leaves_no_address_in_the_ledger(world: World, sink: Sink) -> None:
    from thongsuot.network import actions as network

    dispatch = circulated(world)
    actions.save_list(
        unit=world.centre.pk, name="Thử", people=[world.hue_leader.pk], by=world.coordinator
    )
    network.erase(person=world.hue_leader, by=None)
    work_off()
    told = "leader@hue.example"
    assert not Delivery.objects.filter(address=told).exists()
    assert Delivery.objects.get(recipient__person=world.hue_leader).state == "sent"
    assert queries.figures(dispatch.pk).planned == 6
    assert queries.saved_lists(world.view("coordinator"))[0].people_count == 0
