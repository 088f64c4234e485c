"""Requests for information at the desk: asking, answering on a phone, following, consolidating."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from tests.circulation.conftest import work_off
from tests.desk.office.conftest import Enter
from thongsuot.circulation import queries as circulation
from thongsuot.desk.forms.exchange import preset, until_choices
from thongsuot.exchange import actions, queries
from thongsuot.exchange.terms import Wanted
from thongsuot.facts import actions as facts
from thongsuot.facts import queries as bank
from thongsuot.lib import clock
from thongsuot.network.terms import Viewer

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # 08:30 in Hà Nội


@pytest.mark.parametrize(
    ("name", "now", "due"),
    [
        ("today", MONDAY, "2026-11-23T17:00"),
        ("today", MONDAY + timedelta(hours=8, minutes=30), "2026-11-24T17:00"),
        ("day", MONDAY, "2026-11-24T08:30"),
        ("friday", MONDAY, "2026-11-27T16:00"),
        ("friday", MONDAY + timedelta(days=4, hours=7), "2026-12-04T16:00"),
    ],
)
def test_what_a_preset_means(name, now, due):
    assert preset(name, now).astimezone(clock.VIETNAM).strftime("%Y-%m-%dT%H:%M") == due


@pytest.mark.parametrize(
    ("now", "label"),
    [(MONDAY, "Trong hôm nay"), (MONDAY + timedelta(hours=8, minutes=30), "Trong ngày mai")],
)
def test_today_is_called_tomorrow_once_it_means_that(now, label):
    assert dict(until_choices(now))["today"].startswith(label)


def series_of(world, name="Thuê bao xác thực", owner="hanoi"):
    indicator = facts.keep_indicator(
        name=name, measure="thuê bao", decimals=0, by=world.coordinator
    )
    return facts.open_series(
        indicator=indicator,
        unit=world.units[owner],
        owner=world.units[owner],
        by=world.coordinator,
    )


def asked(world, **more):
    told = {
        "unit": world.centre.pk,
        "by": world.coordinator,
        "title": "Kết quả tuần qua",
        "question": "Tuần qua đơn vị làm được gì?",
        "wants": (Wanted.TEXT,),
        "due_at": clock.now() + timedelta(hours=24),
    }
    made = actions.ask(**(told | more))
    work_off()
    return made


def form(world, **more):
    return {
        "unit": str(world.centre.pk),
        "title": "Kết quả tuần qua",
        "question": "Tuần qua đơn vị làm được gì?",
        "wants": ["text"],
        "to": "departments",
        "until": "day",
        "topic": "",
        **more,
    }


def test_the_centre_asks_after_seeing_how_many_bodies_it_asks(world, enter: Enter):
    client, address = enter("coordinator"), reverse("desk:ask")
    assert client.get(address).status_code == 200
    piece = client.post(reverse("desk:ask_preview"), form(world)).content.decode()
    assert "Xem lại để hỏi 3 đơn vị" in piece
    review = client.post(address, form(world, step="review")).content.decode()
    assert "Hỏi 3 đơn vị" in review and not queries.requests_for(viewer(world))
    sent = client.post(address, form(world, step="send"), follow=True)
    assert "Đã hỏi 3 đơn vị." in sent.content.decode()
    (row,) = queries.requests_for(viewer(world))
    assert row.title == "Kết quả tuần qua" and row.due_at == clock.now() + timedelta(days=1)


def viewer(world, name="coordinator") -> Viewer:
    return world.view(name)


def test_what_was_typed_stays_when_it_is_not_yet_a_request(world, enter: Enter):
    sent = form(world, to="chosen", step="review", wants=["figures"])
    page = enter("coordinator").post(reverse("desk:ask"), sent)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Tuần qua đơn vị làm được gì?" in text and "ít nhất một đơn vị" in text
    assert "Hãy chọn số liệu" in text


def test_figures_are_chosen_from_the_bank_and_stay_chosen(world, enter: Enter):
    series = series_of(world)
    address, client = reverse("desk:ask_find"), enter("coordinator")
    piece = client.post(address, {"find": "thue bao xac"}).content.decode()
    assert str(series.pk) in piece and "checked" not in piece
    kept = client.post(address, {"find": "", "series": str(series.pk)}).content.decode()
    assert str(series.pk) in kept and "checked" in kept


def test_a_body_answers_with_one_press_or_with_text_figures_and_a_file(world, enter: Enter):
    series = series_of(world)
    wants = (Wanted.TEXT, Wanted.FIGURES, Wanted.FILES)
    made = asked(world, wants=wants, series=(series.pk,))
    address = reverse("desk:answer", args=[made.pk])

    today = enter("hanoi_officer").get(reverse("desk:today")).content.decode()
    assert address in today

    page = enter("hanoi_officer").get(address).content.decode()
    assert f"number-{series.pk}" in page and "Không có nội dung báo cáo" in page
    assert f"number-{series.pk}" not in enter("hue_officer").get(address).content.decode()

    both = enter("hue_officer").post(address, {"step": "nothing", "text": "Có một việc."})
    assert both.status_code == 409 and "Có một việc." in both.content.decode()
    assert enter("hue_officer").post(address, {"step": "answer"}).status_code == 409
    done = enter("hue_officer").post(address, {"step": "nothing"})
    assert done.status_code == 302

    wrong = {"text": "Đã xong.", f"number-{series.pk}": "mười", "step": "answer"}
    refused = enter("hanoi_officer").post(address, wrong)
    assert refused.status_code == 422 and "Đã xong." in refused.content.decode()
    right = wrong | {
        f"number-{series.pk}": "1.234",
        f"as_of-{series.pk}": "2026-11-20",
        f"source-{series.pk}": "Báo cáo tuần 47",
        "files": note(),
    }
    assert enter("hanoi_officer").post(address, right).status_code == 302

    answers = {one.unit: one for one in queries.answers_of(viewer(world), made.pk)}
    assert answers[world.hue.pk].nothing
    mine = answers[world.hanoi.pk]
    assert mine.text == "Đã xong." and len(mine.files) == 1
    figure, value = bank.value_for(viewer(world), mine.figures[0])
    assert (value.number, value.as_of, figure.owner) == (
        Decimal(1234),
        date(2026, 11, 20),
        world.hanoi.pk,
    )
    again = enter("hanoi_officer").get(address).content.decode()
    assert "Bổ sung, sửa trả lời" in again and "1.234" in again


def note():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("bao-cao.txt", "Số liệu tuần".encode(), "text/plain")


def test_the_asking_side_sees_the_table_grow_and_hears_nothing_twice(world, enter: Enter):
    made = asked(world)
    client, table = enter("coordinator"), reverse("desk:request_table", args=[made.pk])
    assert client.get(reverse("desk:request", args=[made.pk])).status_code == 200
    first = client.get(table)
    assert client.get(table, headers={"If-None-Match": first["ETag"]}).status_code == 304
    actions.answer(
        request=made.pk, unit=world.hue.pk, by=world.hue_officer, text="Đã mở 12 lớp học."
    )
    grown = client.get(table, headers={"If-None-Match": first["ETag"]})
    assert grown.status_code == 200 and "Đã mở 12 lớp học." in grown.content.decode()
    figures = client.get(reverse("desk:request_progress", args=[made.pk])).content.decode()
    assert "1<small>/6</small>" in figures


def test_other_bodies_answers_are_not_there(world, enter: Enter):
    made = asked(world)
    actions.answer(request=made.pk, unit=world.hue.pk, by=world.hue_officer, text="Việc của Huế")
    for name in ("request_table", "request_progress", "request_export", "request_close"):
        address = reverse(f"desk:{name}", args=[made.pk])
        assert enter("hanoi_officer").get(address).status_code == 404
    for name in ("request_remind", "request_consolidate"):
        address = reverse(f"desk:{name}", args=[made.pk])
        assert enter("hanoi_officer").post(address, {"into": "draft"}).status_code == 404
    answer = reverse("desk:answer", args=[made.pk])
    sent_on = enter("hanoi_officer").get(reverse("desk:request", args=[made.pk]))
    assert sent_on.url == answer
    assert "Việc của Huế" not in enter("hanoi_officer").get(answer).content.decode()
    other = f"{answer}?don-vi={world.hue.pk}"
    assert enter("hanoi_officer").get(other).status_code == 404
    told = {"unit": str(world.hue.pk), "text": "Giả", "step": "answer"}
    assert enter("hanoi_officer").post(answer, told).status_code == 404


def test_nobody_beyond_the_bodies_sees_a_request(world, enter: Enter):
    from thongsuot.circulation.terms import Audience

    made = asked(world, audience=Audience(units=(str(world.hue.pk),)))
    for address in (
        reverse("desk:request", args=[made.pk]),
        reverse("desk:answer", args=[made.pk]),
        reverse("desk:answer_dispatch", args=[made.dispatch_id]),
    ):
        assert enter("hanoi_officer").get(address).status_code == 404
        assert enter("reporter").get(address).status_code == 403
    mailed = reverse("desk:answer_dispatch", args=[made.dispatch_id])
    assert enter("hue_officer").get(mailed).url == reverse("desk:answer", args=[made.pk])


def test_late_bodies_are_telephoned_reminded_at_once_and_written_down(world, enter: Enter):
    made = asked(world)
    with clock.frozen(clock.now() + timedelta(hours=25)):
        work_off()
        client = enter("coordinator")
        address = reverse("desk:request", args=[made.pk])
        page = client.get(address).content.decode()
        assert "Nhắc tất cả đơn vị chậm" in page
        told = client.post(reverse("desk:request_remind", args=[made.pk]), follow=True)
        assert "Đã nhắc" in told.content.decode()
        call = reverse("desk:answer", args=[made.pk]) + f"?don-vi={world.camau.pk}"
        assert "Người đã trả lời qua điện thoại" in client.get(call).content.decode()
        noted = {
            "unit": str(world.camau.pk),
            "person": str(world.camau_officer.pk),
            "text": "Mưa lớn, chưa tổ chức.",
            "step": "answer",
        }
        assert client.post(call, noted).url == address
        mine = {one.unit: one for one in queries.answers_of(viewer(world), made.pk)}
        answer = mine[world.camau.pk]
        assert (answer.answered_by, answer.noted_by) == (
            world.camau_officer.name,
            world.coordinator.name,
        )
        assert circulation.acknowledgement_of(made.dispatch_id, world.camau.pk).settled_at


def test_answers_become_a_draft_a_sheet_and_the_request_is_closed(world, enter: Enter):
    made = asked(world)
    actions.answer(request=made.pk, unit=world.hue.pk, by=world.hue_officer, text="Mở 12 lớp.")
    client, address = enter("coordinator"), reverse("desk:request_consolidate", args=[made.pk])
    sheet = client.post(address, {"into": "sheet"})
    assert sheet["Content-Disposition"].startswith("attachment")
    draft = client.post(address, {"into": "draft"})
    assert draft.status_code == 302 and "Mở 12 lớp." in client.get(draft.url).content.decode()
    assert client.get(reverse("desk:request_close", args=[made.pk])).status_code == 200
    client.post(reverse("desk:request_close", args=[made.pk]))
    page = enter("hanoi_officer").get(reverse("desk:answer", args=[made.pk])).content.decode()
    assert "Yêu cầu đã đóng" in page and "Gửi trả lời" not in page


def test_a_request_that_repeats_is_kept_changed_and_rests(world, enter: Enter):
    client = enter("coordinator")
    told = form(world, step="review", repeats="weekly", day_of_week="1", hour="8")
    asking = client.post(reverse("desk:ask"), told).content.decode()
    assert "Thứ Hai hằng tuần, 8:00" in asking
    told["step"] = "send"
    assert client.post(reverse("desk:ask"), told).status_code == 302
    (row,) = queries.routines(viewer(world))
    listed = reverse("desk:routines")
    assert "Thứ Hai hằng tuần, 8:00" in client.get(listed).content.decode()
    assert client.get(f"{reverse('desk:ask')}?dinh-ky={row.id}").status_code == 200
    changed = form(
        world, step="save", rhythm="monthly", day_of_month="5", hour="9", answer_within_hours="48"
    )
    one = reverse("desk:routine", args=[row.id])
    assert client.get(one).status_code == 200
    assert client.post(one, changed).status_code == 302
    (row,) = queries.routines(viewer(world))
    assert (row.rhythm, row.day, row.hour) == ("monthly", 5, 9)
    client.post(reverse("desk:routine_rest", args=[row.id]))
    assert "đang tạm dừng" in client.get(listed).content.decode()
    assert enter("hue_officer").get(one).status_code == 404


def test_every_page_opens_for_staff_and_for_nobody_else(world, enter: Enter):
    doors = {name: enter(name) for name in ("coordinator", "hue_officer", "reporter", "public")}
    for page in ("requests", "ask", "routines", "freshness"):
        found = {
            name: door.get(reverse(f"desk:{page}")).status_code for name, door in doors.items()
        }
        assert found == {"coordinator": 200, "hue_officer": 200, "reporter": 403, "public": 302}


def test_how_fresh_the_store_is_by_body(world, enter: Enter):
    series = series_of(world)
    made = asked(world)
    facts.set_due(series=series, next_due_on=date(2026, 11, 20), by=world.coordinator)
    with clock.frozen(clock.now() + timedelta(hours=3)):
        actions.answer(request=made.pk, unit=world.hanoi.pk, by=world.hanoi_officer, nothing=True)
        client = enter("coordinator")
        page = html.fromstring(
            client.get(reverse("desk:freshness") + "?xep=so-lieu").content.decode()
        )
        rows = page.xpath("//tbody/tr")
        first = " ".join(rows[0].text_content().split())
        assert (
            "Hà Nội" in first and "0/1" in first and "1/1" in first and "Cập nhật số liệu" in first
        )
        today = client.get(reverse("desk:today")).content.decode()
        assert "Độ cập nhật" in today and "Kết quả tuần qua" in today
        assert client.get(reverse("desk:freshness_export")).status_code == 200
        assert client.get(reverse("desk:requests_export")).status_code == 200
        mine = enter("hanoi_officer").get(reverse("desk:today")).content.decode()
        assert "quá hạn cập nhật" in mine
