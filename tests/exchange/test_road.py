"""From the question to the answers and what is made of them."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.circulation.conftest import World, work_off
from tests.exchange.conftest import BODIES, answered, asked, series_of, table
from thongsuot.channels.email.reading import read
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import actions as circulation_actions
from thongsuot.circulation import links
from thongsuot.circulation import queries as circulation
from thongsuot.circulation.jobs import following
from thongsuot.circulation.models import Acknowledgement, Dispatch
from thongsuot.circulation.terms import Audience, FollowUp, Through
from thongsuot.exchange import actions, queries
from thongsuot.exchange.models import Answer, Request
from thongsuot.exchange.terms import FigureGiven, Into, RequestState, Wanted
from thongsuot.facts import actions as facts_actions
from thongsuot.facts.models import Value
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look.personal_data import gather
from thongsuot.network import queries as network
from thongsuot.releases import actions as releases
from thongsuot.releases import houses
from thongsuot.releases import queries as texts
from thongsuot.releases.models import Edition, Release
from thongsuot.releases.terms import Reach


def refused(code: str):
    return pytest.raises(Refused, match=rf"^{code.replace('.', '[.]')}\(")


def test_a_question_is_an_edition_for_the_units(world: World, sink: Sink) -> None:
    series = series_of(world)
    due = clock.now() + timedelta(hours=8)
    before = set(Entry.objects.values_list("id", flat=True))
    made = actions.ask(
        unit=world.centre.pk,
        by=world.coordinator,
        title="Việc trong tuần",
        question="Có gì mới?\n\nAi <trả lời>?",
        wants=[Wanted.FIGURES, Wanted.TEXT],
        series=[series],
        due_at=due,
    )
    acts = Entry.objects.exclude(id__in=before).values_list("act", flat=True)
    assert list(acts) == ["request.asked"]
    work_off()
    edition = Edition.objects.get(pk=made.edition_id)
    assert (edition.reach, edition.kind_id) == (Reach.UNITS, "information_request")
    view = texts.edition_for(world.view("hanoi_officer"), edition.pk)
    assert view is not None and view.body is not None
    for words in ("<p>Có gì mới?</p><p>Ai &lt;trả lời&gt;?</p>", "Thuê bao đã chuẩn hóa", "16:30"):
        assert words in view.body.replace("\n", "")
    assert texts.edition_for(world.view("reporter"), edition.pk) is None
    assert texts.seal_check(edition.pk)[0]
    debts = Acknowledgement.objects.filter(dispatch=made.dispatch_id)
    assert {debt.unit_id for debt in debts} == {world.units[name].pk for name in BODIES}
    assert {debt.due_at for debt in debts} == {due}
    mail = read(sink.folder.mails_to("leader@hanoi.example")[0])
    assert links.answer(made.dispatch_id) in mail.links
    assert "Đề nghị đơn vị trả lời trước 16:30 23/11/2026" in mail.text
    assert "xác nhận" not in mail.text


def test_only_what_asks_is_issued_and_it_is_never_submitted(world: World) -> None:
    with refused("releases.needs_approval"):
        releases.issue(
            kind="talking_points",
            unit=world.centre,
            by=world.coordinator,
            title="T",
            body="<p>x</p>",
        )
    draft = releases.compose(
        kind="information_request", unit=world.telecom, by=world.officer, title="T", body="<p>x</p>"
    )
    with refused("releases.nothing_to_approve"):
        releases.submit(release=draft, by=world.officer)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"by": "stranger"}, "exchange.not_your_unit"),
        ({"title": " "}, "exchange.title_missing"),
        ({"wants": [Wanted.FIGURES], "series": [uuid4()]}, "exchange.series_unknown"),
        ({"audience": Audience(units=(str(uuid4()),))}, "circulation.nobody"),
    ],
)
def test_what_cannot_be_asked(world: World, more: dict, code: str) -> None:
    with refused(code):
        asked(world, **more)
    assert not Request.objects.exists() and not Edition.objects.exists()


def test_an_answer_settles_and_an_acknowledgement_does_not(world: World) -> None:
    request = asked(world)
    with refused("circulation.answer_needed"):
        circulation_actions.acknowledge(
            dispatch=request.dispatch_id,
            unit=world.hanoi.pk,
            by=world.hanoi_officer,
            through=Through.INBOX,
        )
    assert [r.owing for r in queries.to_answer(world.view("hanoi_officer"))] == [(world.hanoi.pk,)]
    answered(world, request, "hanoi")
    assert queries.to_answer(world.view("hanoi_officer")) == []
    debt = Acknowledgement.objects.get(dispatch=request.dispatch_id, unit=world.hanoi)
    assert (debt.through, debt.settled_by) == (Through.ANSWER, world.hanoi_officer)
    answered(world, request, "hanoi", text="Sửa lại.\r\nDòng hai.\x07")
    row = table(world, request)["hanoi"]
    assert (row.number, row.text, row.late) == (2, "Sửa lại.\nDòng hai.", False)
    past = queries.answer_history(world.view("hanoi_officer"), request.pk, world.hanoi.pk)
    assert [each.text for each in past] == [row.text, "Trả lời của hanoi."]
    with pytest.raises(TypeError):
        Answer.objects.first().save()
    assert (
        Entry.objects.filter(act="request.answered").count() == 2
        and not Entry.objects.filter(act="dispatch.acknowledged").exists()
    )


def test_who_answers(world: World) -> None:
    request = asked(world, audience=Audience(unit_roles=("department",)))
    with refused("circulation.not_your_body"):
        actions.answer(request=request.pk, unit=world.hanoi.pk, by=world.hue_officer, text="x")
    with refused("circulation.nothing_owed"):
        actions.answer(request=request.pk, unit=world.press.pk, by=world.stranger, text="x")
    with refused("circulation.not_your_body"):
        answered(world, request, "hanoi", text="x", noted_by=world.stranger)
    answered(world, request, "hanoi", text="Qua điện thoại", noted_by=world.coordinator)
    row = table(world, request)["hanoi"]
    assert (row.answered_by, row.noted_by) == ("Sở TT&TT Hà Nội officer", "Phạm Thu Hà")


def test_figures_go_into_the_bank_in_the_name_of_the_body(world: World) -> None:
    series = series_of(world)
    request = asked(world, wants=[Wanted.FIGURES], series=[series])
    figure = FigureGiven(series, Decimal(124), date(2026, 11, 20), " Báo cáo 12/BC-STTTT ")
    answered(world, request, "hanoi", figures=[figure])
    answered(world, request, "hue", figures=[figure])
    value = Value.objects.get(stated_for=world.hanoi)
    assert (value.number, value.source) == (124, "Báo cáo 12/BC-STTTT")
    assert Value.objects.filter(stated_for=world.hue).count() == 1
    newer = FigureGiven(series, Decimal(125), date(2026, 11, 21), "Báo cáo 13")
    answered(world, request, "hanoi", figures=[newer, figure], text="Thêm một ngày.")
    assert Value.objects.filter(stated_for=world.hanoi).count() == 2
    row = table(world, request)["hanoi"]
    assert row.figures[1] == value.pk and len(set(row.figures)) == 2


def test_who_sees_what(world: World) -> None:
    request = asked(world, by="stranger", unit="press")
    answered(world, request, "hanoi", text="Của Hà Nội", files=[("bao-cao.txt", b"Noi dung")])
    answered(world, request, "hue", nothing=True)
    assert set(table(world, request)) == set(table(world, request, "stranger")) == set(BODIES)
    assert set(table(world, request, "hue_officer")) == {"hue"}
    assert queries.answer_history(world.view("hue_officer"), request.pk, world.hanoi.pk) == []
    assert table(world, request, "reporter") == {}
    assert queries.request_for(world.view("reporter"), request.pk) is None
    assert queries.requests_for(world.view("hue_officer")) == []
    seen = queries.request_for(world.view("hue_officer"), request.pk)
    assert seen is not None and not seen.manages
    (file,) = table(world, request)["hanoi"].files
    for who, may in {
        "coordinator": True,
        "stranger": True,
        "hanoi_leader": True,
        "hue_officer": False,
        "reporter": False,
    }.items():
        assert (queries.file_for(world.view(who), file) is not None) is may, who
    assert texts.file_for(world.view("coordinator"), file) is None
    answered(world, request, "hanoi", text="Giữ tệp", keep_files=[file])
    assert table(world, request)["hanoi"].files == (file,)
    with refused("exchange.file_unknown"):
        answered(world, request, "hue", text="Không phải của mình", keep_files=[file])


def test_late_bodies_are_followed_up_and_reminded_until_it_is_closed(
    world: World, sink: Sink
) -> None:
    request = asked(world, audience=Audience(units=(str(world.hanoi.pk), str(world.hue.pk))))
    work_off()
    answered(world, request, "hue")
    with clock.frozen(request.due_at + timedelta(minutes=1)):
        assert queries.requests_for(world.view("coordinator"))[0].late == 1
        (late,) = circulation.late_in(world.view("coordinator"), request.dispatch_id)
        assert late.unit_name == "Sở TT&TT Hà Nội"
        following.follow_up()
        assert circulation_actions.remind_late(dispatch=request.dispatch_id, by=world.coordinator)
        assert not circulation_actions.remind_late(
            dispatch=request.dispatch_id, by=world.coordinator
        )
        work_off()
    mails = [read(each) for each in sink.folder.mails_to("officer@hanoi.example")]
    assert [m.subject.split(" yêu cầu")[0] for m in mails[1:]] == ["Nhắc trả lời", "Nhắc trả lời"]
    assert all(links.answer(request.dispatch_id) in m.links for m in mails)
    with clock.frozen(request.due_at + timedelta(days=3)):
        for _ in range(3):
            with clock.frozen(clock.now() + timedelta(days=1)):
                following.follow_up()
        assert table(world, request)["hanoi"].follow_up != FollowUp.NONE
        actions.close(request=request.pk, by=world.coordinator)
        assert circulation.late_bodies(world.view("coordinator")) == []
        assert circulation.owed_by(world.view("hanoi_officer")) == []
        assert queries.to_answer(world.view("hanoi_officer")) == []
        with refused("exchange.closed"):
            answered(world, request, "hanoi")
    assert Request.objects.get(pk=request.pk).state == RequestState.CLOSED


def test_consolidated_into_a_draft(world: World) -> None:
    series = series_of(world)
    request = asked(world, wants=[Wanted.TEXT, Wanted.FIGURES], series=[series])
    with refused("exchange.nothing_answered"):
        actions.consolidate(request=request.pk, into=Into.DRAFT, by=world.coordinator)
    figure = FigureGiven(series, Decimal(124), date(2026, 11, 20), "Báo cáo 12")
    answered(world, request, "hue", nothing=True)
    answered(world, request, "hanoi", text="<script>1</script>\n\nĐoạn hai", figures=[figure])
    made = actions.consolidate(request=request.pk, into=Into.DRAFT, by=world.coordinator)
    release = Release.objects.get(pk=made.release_id)
    body = release.revisions.get().body.replace("\n", "")
    value = Value.objects.get()
    assert (release.reach, release.unit_id) == (Reach.UNITS, world.centre.pk)
    for words in (
        "<h2>Sở TT&amp;TT Hà Nội</h2><p>&lt;script&gt;1&lt;/script&gt;</p><p>Đoạn hai</p>",
        f'<a href="/so-lieu/{value.pk}/"',
        "tính đến 20/11/2026; nguồn: Báo cáo 12",
        "<h2>Không có nội dung báo cáo</h2><ul><li>Sở TT&amp;TT Huế</li></ul>",
        "<h2>Chưa trả lời</h2>",
        "<li>Sở TT&amp;TT Cà Mau</li>",
        "Sở TT&amp;TT Hà Nội, trả lời lúc 08:30 23/11/2026",
    ):
        assert words in body
    assert "officer" not in body
    answered(world, request, "camau")
    fresh = table(world, request)
    assert fresh["hanoi"].consolidated and not fresh["camau"].consolidated
    with refused("exchange.not_your_request"):
        actions.consolidate(request=request.pk, into=Into.SHEET, by=world.hanoi_leader)
    with refused("exchange.topic_missing"):
        actions.consolidate(request=request.pk, into=Into.HOUSE, by=world.coordinator)
    actions.consolidate(request=request.pk, into=Into.SHEET, by=world.coordinator)
    made = queries.consolidations(world.view("coordinator"), request.pk)
    assert {(each.into, each.answers) for each in made} == {(Into.SHEET, 3), (Into.DRAFT, 2)}
    assert table(world, request)["camau"].consolidated


def test_many_answers_are_made_into_a_text_with_as_many_questions_as_one(world: World) -> None:
    series = [series_of(world, f"Số {n}") for n in range(4)]
    asks = {"wants": [Wanted.TEXT, Wanted.FIGURES, Wanted.FILES], "series": series}
    counts = []
    for given in (series[:1], series):
        request = asked(world, **asks)
        figures = [FigureGiven(one, Decimal(5), date(2026, 11, 20), "Báo cáo") for one in given]
        files = [(f"{n}.txt", f"Tệp {n}".encode()) for n, _ in enumerate(given)]
        answered(world, request, "hanoi", text="Đây.", figures=figures, files=files)
        with CaptureQueriesContext(connection) as told:
            actions.consolidate(request=request.pk, into=Into.DRAFT, by=world.coordinator)
        counts.append(len(told))
    assert counts[0] == counts[1]


def test_consolidated_into_the_message_house(world: World) -> None:
    series = series_of(world)
    topic = texts.topics()[0].pk
    request = asked(
        world, wants=[Wanted.TEXT, Wanted.FIGURES], series=[series], topic=topic, title="Tuần 48"
    )
    figure = FigureGiven(series, Decimal(124), date(2026, 11, 20), "Báo cáo 12")
    answered(world, request, "hanoi", text="Đã chuẩn hóa.", figures=[figure])
    made = actions.consolidate(request=request.pk, into=Into.HOUSE, by=world.coordinator)
    release = Release.objects.get(pk=made.release_id)
    house = houses.read(release.revisions.get().house)
    assert [(a.question, a.answer) for a in house.answers] == [
        ("Trả lời của Sở TT&TT Hà Nội (yêu cầu 1/2026/TTTT)", "Đã chuẩn hóa.")
    ]
    assert [f.value for f in house.figures] == [Value.objects.get().pk]
    assert (release.kind_id, release.reach) == ("message_house", Reach.UNITS)


def test_an_heir_answers_what_its_predecessor_was_asked(world: World) -> None:
    request = asked(world)
    circulation_actions.hand_over_debts(
        unit=world.hanoi.pk, heir=world.hue.pk, by=world.coordinator
    )
    answered(world, request, "hue")
    assert {name for name, row in table(world, request).items() if row.answer} == {"hue"}
    other = asked(world, audience=Audience(units=(str(world.camau.pk),)))
    circulation_actions.hand_over_debts(
        unit=world.camau.pk, heir=world.hue.pk, by=world.coordinator
    )
    answered(world, other, "hue", text="Thay cho Cà Mau")
    assert {name for name, row in table(world, other).items() if row.answer} == {"hue"}
    actions.hand_over_requests(unit=world.centre.pk, heir=world.telecom.pk)
    assert len(queries.requests_for(world.view("officer"))) == 2


def test_freshness(world: World) -> None:
    request = asked(world)
    answered(world, request, "hanoi")
    with clock.frozen(request.asked_at + timedelta(hours=5)):
        answered(world, request, "hue")
        answered(world, request, "hanoi", text="Sửa")
        whole = queries.freshness()
        rows = {row.unit_name: row for row in queries.freshness_by_unit()}
    assert whole.requests == sum(row.requests for row in rows.values()) > 2
    assert (whole.answers, whole.median_hours) == (2, 2.5)
    hue = rows["Sở TT&TT Huế"]
    assert (hue.requests, hue.answers, hue.median_hours) == (1, 1, 5.0)
    assert rows["Cục Báo chí"].median_hours is None
    assert whole.topics == sum(row.topics for row in rows.values())


def test_a_person_is_told_what_they_asked_and_answered(world: World) -> None:
    request = asked(world)
    answered(world, request, "hanoi", text="x", noted_by=world.coordinator)
    told = queries.personal_data(world.coordinator.pk)
    assert told["asked"][0]["request"] == str(request.pk)
    assert [each["noted"] for each in told["answered"]] == [True]
    made = actions.consolidate(request=request.pk, into=Into.SHEET, by=world.coordinator)
    actions.close(request=request.pk, by=world.coordinator)
    series = series_of(world)
    row = {"number": Decimal(3), "as_of": date(2026, 11, 20), "source": "Báo cáo"}
    value = facts_actions.state_value(
        series=series, stated_for=world.hanoi, by=world.coordinator, **row
    )
    told = gather(world.coordinator.pk)
    assert told["exchange"]["closed"] == [str(request.pk)]
    assert told["exchange"]["consolidations"] == [str(made.pk)]
    assert [each["value"] for each in told["facts"]["stated"]] == [str(value.pk)]


def test_preview_names_the_bodies_in_order(world: World) -> None:
    named = [unit.id for unit in queries.whom(None)]
    assert set(named) == {world.units[name].pk for name in BODIES}
    assert named == [u.id for u in sorted(network.names_of(named).values(), key=lambda u: u.order)]
    assert Dispatch.objects.count() == 0
