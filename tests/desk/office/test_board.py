"""The live board of a dispatch, what waits for a decision, and plans of following up."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.circulation.conftest import work_off
from tests.desk.office.conftest import circulated
from tests.releases.conftest import later
from thongsuot.channels.email.reading import read
from thongsuot.circulation import queries as ledger
from thongsuot.circulation.jobs import following, proving
from thongsuot.circulation.models import Dispatch
from thongsuot.lib import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sink")]
SOON = timedelta(hours=1)


def board(dispatch, part=""):
    return f"/ban/gui/{dispatch.pk}/{part}"


def words(response):
    return response.content.decode()


def pressed(client, dispatch, part):
    """The page one comes to, with what it says was done."""
    return words(client.post(board(dispatch, part), follow=True))


def test_a_press_takes_it_back_while_the_seconds_run(world, enter, settings):
    settings.CONFIG = replace(settings.CONFIG, undo_seconds=30)
    dispatch, client = circulated(world), enter("coordinator")
    page = words(client.get(board(dispatch)))
    assert "Sắp gửi, vẫn hoàn tác được" in page and "Dừng gửi" not in page
    assert "data-until" in words(client.get(board(dispatch, "tien-do/")))
    assert enter("stranger").post(board(dispatch, "hoan-tac/")).status_code == 404
    assert "Đã hoàn tác" in pressed(client, dispatch, "hoan-tac/")
    assert "không hoàn tác được nữa" in pressed(client, dispatch, "hoan-tac/")
    assert "Đã hoàn tác" in words(client.get("/ban/gui/"))


@pytest.mark.parametrize(("part", "ends"), [("gui-tiep/", "sent"), ("bo/", "stopped")])
def test_what_outlived_its_hour_is_decided_on_today_or_on_its_page(world, enter, part, ends):
    dispatch = circulated(world, edition=None, again=True)
    Dispatch.objects.update(state="held", held_at=clock.now())
    client = enter("coordinator")
    for page in (words(client.get("/ban/")), words(client.get(board(dispatch)))):
        assert "chờ anh/chị quyết định" in page and board(dispatch, part) in page
    assert "chờ anh/chị quyết định" not in words(enter("hanoi_officer").get("/ban/"))
    assert "Chờ quyết định" in words(client.get("/ban/gui/"))
    answer = client.post(board(dispatch, part), {"next": "/ban/"})
    assert (answer.status_code, answer["Location"]) == (302, "/ban/")
    dispatch.refresh_from_db()
    assert dispatch.state == ("sending" if ends == "sent" else "stopped")


def test_late_bodies_are_called_and_reminded_with_one_press(world, enter, sink):
    dispatch = circulated(world, acknowledge_by=clock.now() + SOON)
    assert "Không đơn vị nào quá hạn" in words(enter("coordinator").get(board(dispatch)))
    with clock.frozen(clock.now() + 2 * SOON):
        client = enter("coordinator")
        page = words(client.get(board(dispatch)))
        late = ledger.figures(dispatch.pk).overdue
        assert page.count("office-late") == late and f"Nhắc tất cả {late} đơn vị" in page
        assert f"Đã nhắc {late} đơn vị" in pressed(client, dispatch, "nhac/")
        assert "chưa nhắc lại" in pressed(client, dispatch, "nhac/")
        part = client.get(board(dispatch, "cham/"))
        same = client.get(board(dispatch, "cham/"), headers={"If-None-Match": part["ETag"]})
        assert (part.status_code, same.status_code) == (200, 304)
        leader = str(world.people["hanoi_leader"].pk)
        told = {"person": leader, "next": board(dispatch)}
        client.post(reverse("desk:called", args=[dispatch.pk, world.hanoi.pk]), told)
        again = client.get(board(dispatch, "cham/"), headers={"If-None-Match": part["ETag"]})
        assert again.status_code == 200 and words(again).count("office-late") == late - 1
        body = words(client.get(board(dispatch, f"don-vi/{world.hanoi.pk}/")))
        assert f"{world.coordinator.name} ghi" in body
        # Who follows it without coordinating reminds and reads; only the centre notes calls.
        other = words(enter("officer").get(board(dispatch)))
        assert f"Nhắc tất cả {late - 1} đơn vị" in other and "Đã gọi, đơn vị xác nhận" not in other


def test_every_body_is_a_tile(world, enter):
    dispatch = circulated(world, acknowledge_by=clock.now() + SOON)
    page = words(enter("coordinator").get(board(dispatch), {"tab": "tiles"}))
    assert page.count('class="tile ') == ledger.figures(dispatch.pk).bodies


def test_what_is_urgent_and_not_proved_stands_on_today(world, enter, sink):
    dispatch = circulated(world, urgent=True)
    assert "hệ thống kiểm tra" in words(enter("coordinator").get(board(dispatch)))
    with clock.frozen(dispatch.made_at + timedelta(minutes=16)):
        proving.prove()
        client = enter("coordinator")
        assert "Tin khẩn có thể chưa tới nơi" in words(client.get("/ban/"))
        assert "báo đã nhận" in words(client.get(board(dispatch)))
        assert "Tin khẩn có thể" not in words(enter("officer").get("/ban/"))


def test_outcomes_stand_by_channel_when_there_is_something_to_tell(world, enter):
    dispatch = circulated(world)
    client = enter("coordinator")
    assert "Kết quả theo kênh" not in words(client.get(board(dispatch)))
    dispatch.batches.update(resent=2)
    page = words(client.get(board(dispatch)))
    assert "Kết quả theo kênh" in page and "2 lần gửi lại" in page


def test_plans_are_changed_and_put_back(world, enter):
    client = enter("coordinator")
    assert "Mọi loại tin khác" in words(client.get("/ban/don-doc/"))
    address = "/ban/don-doc/press_release/"
    told = {"acknowledge_within": 90, "reminded": "", "leader": 30, "coordinator": 45}
    assert client.post(address, told | {"leader": 60}).status_code == 409
    assert client.post(address, told | {"coordinator": ""}).status_code == 422
    assert client.post(address, told).status_code == 302
    plan = ledger.follow_up_plan("press_release")
    assert [tuple(step) for step in plan.steps] == [("leader", 30), ("coordinator", 45)]
    assert (plan.acknowledge_within, plan.proof_after) == (90, None)
    listed = words(client.get("/ban/don-doc/"))
    assert "1 giờ 30 phút" in listed and "cơ quan đặt" in listed
    sheet = load_workbook(BytesIO(client.get("/ban/don-doc/cach-don-doc.xlsx").content)).active
    assert [row[1] for row in sheet.iter_rows(values_only=True)].count(90) == 1
    assert client.post(address + "nhu-cu/").status_code == 302
    assert not ledger.follow_up_plan("press_release").own
    assert client.get("/ban/don-doc/khong-co/").status_code == 404
    assert enter("officer").get("/ban/don-doc/").status_code == 403


def test_all_dispatches_are_a_sheet(world, enter):
    circulated(world)
    answer = enter("coordinator").get("/ban/gui/cac-dot.xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) >= 2 and "Tin mới" in rows[-1]


def test_a_reminder_says_what_is_owed(world, enter, sink):
    dispatch = circulated(world, acknowledge_by=later(hours=1))
    with clock.frozen(later(hours=2)):
        following.follow_up()
        assert pressed(enter("coordinator"), dispatch, "nhac/")
        work_off_quietly()
    subjects = [read(mail).subject for mail in sink.folder.mails_to("leader@hanoi.example")]
    assert any("Nhắc xác nhận" in subject for subject in subjects)


def work_off_quietly() -> None:
    """Notices to an address that the mail server refuses are tried again later."""
    from thongsuot.notices.jobs import TryAgain

    for _notice in range(20):
        try:
            work_off()
        except TryAgain:
            continue
        return
