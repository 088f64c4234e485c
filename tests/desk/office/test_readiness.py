"""Readiness at the desk: its page, its acts, Today; leaders who name, coordinators who publish."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.circulation.conftest import work_off
from thongsuot.circulation.jobs.readiness import count_readiness
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.network import queries
from thongsuot.network.jobs import note_ended

pytestmark = pytest.mark.django_db
PAGE = "/ban/mang-luoi/san-sang/"
TOMORROW = "2026-11-24"


def text(page) -> str:
    return page.content.decode()


def rows(page) -> list[tuple]:
    sheet = load_workbook(BytesIO(page.content)).active
    return list(sheet.iter_rows(values_only=True))


def test_the_page_is_the_coordinators(world, enter):
    assert enter("stranger").get(PAGE).status_code == 403
    page = text(enter("coordinator").get(PAGE))
    assert "Cục Viễn thông" in page and "Chưa xác minh địa chỉ" in page


def test_gaps_are_narrowed_and_each_has_its_act(world, enter):
    mandate = world.hue_officer.mandates.get()
    network.end_mandate(
        mandate=mandate, last_day=clock.legal_date() - timedelta(days=1), by=None
    ) if mandate.valid_from < clock.legal_date() else mandate.delete()
    client = enter("coordinator")
    page = text(client.get(PAGE, {"thieu": "officer"}))
    assert "Sở TT&amp;TT Huế" in page and "Sở TT&amp;TT Hà Nội" not in page
    ask = reverse("desk:ask_for_officer", args=[world.hue.pk])
    assert ask in page
    assert client.post(ask, {"next": PAGE}).url == PAGE
    assert "Đã gửi thư đề nghị lãnh đạo" in text(client.get(PAGE))
    assert client.post(ask, {"next": "https://elsewhere.example/"}).url == PAGE
    assert "trong 3 ngày qua" in text(client.get(PAGE))


def test_the_sheet_says_what_each_lacks(world, enter):
    heads, *lines = rows(enter("coordinator").get(PAGE + "bang.xlsx", {"loai": "department"}))
    assert len(lines) == 3 and heads[0] == "Đơn vị"
    assert all("Chưa xác minh địa chỉ" in line[-1] for line in lines)


def test_another_day_and_its_course(world, enter):
    count_readiness()
    with clock.frozen(clock.now() + timedelta(days=1)):
        count_readiness()
        client = enter("coordinator")
        assert "<polyline" in text(client.get(PAGE))
        past = text(client.get(PAGE, {"ngay": "2026-11-23"}))
        assert "cuối ngày 23/11/2026" in past and "Gửi đường dẫn" not in past
        for nonsense in ("2026-99-99", "mai", "9999-01-01"):
            assert client.get(PAGE, {"ngay": nonsense}).status_code == 200


def test_the_page_takes_the_same_questions_for_more_bodies(world, enter):
    client = enter("coordinator")
    client.get(PAGE)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        return len(asked)

    few = questions()
    for n in range(15):
        network.create_unit(name=f"Sở thứ {n}", role="department", by=None)
    assert questions() == few < 40


# Leaders name their officer ---------------------------------------------------------------------


def test_a_leader_replaces_the_officer_on_a_page(world, enter):
    old = world.hanoi_officer.mandates.get()
    old.valid_from = clock.legal_date() - timedelta(days=9)
    old.save()
    address = reverse("desk:name_officer", args=[world.hanoi.pk])
    assert enter("hanoi_officer").get(address).status_code == 403
    assert (
        enter("hanoi_leader").get(reverse("desk:name_officer", args=[world.hue.pk])).status_code
        == 403
    )
    client = enter("hanoi_leader")
    assert client.get(address).status_code == 200
    asked = {"valid_from": TOMORROW, "replaces": str(old.pk), "person": ""}
    assert client.post(address, asked).status_code == 422
    asked |= {"name": "Ngô Thị Sen", "email": "sen@hanoi.example", "phone": "0912345678"}
    assert client.post(address, asked | {"valid_from": "2026-01-01"}).status_code == 409
    assert client.post(address, asked).status_code == 302
    old.refresh_from_db()
    assert str(old.valid_to) == "2026-11-23"
    desk = enter("coordinator")
    today = text(desk.get("/ban/"))
    assert "Ngô Thị Sen" in today and "thay Sở TT&amp;TT Hà Nội officer" in today
    (waiting,) = queries.namings(world.view("coordinator"))
    undo = reverse("desk:undo_naming", args=[waiting.id])
    assert client.post(undo).status_code == 403
    assert desk.post(undo).status_code == 302
    assert "Ngô Thị Sen" not in text(desk.get("/ban/"))
    old.refresh_from_db()
    assert old.valid_to is None
    assert desk.post(undo).status_code == 409


def test_a_naming_is_accepted(world, enter):
    network.name_officer(
        unit=world.hanoi,
        by=world.hanoi_leader,
        valid_from=clock.legal_date(),
        name="Mới",
        email="moi@hanoi.example",
    )
    (waiting,) = queries.namings(world.view("coordinator"))
    client = enter("coordinator")
    assert client.post(reverse("desk:accept_naming", args=[waiting.id])).status_code == 302
    assert queries.namings(world.view("coordinator")) == []


def test_a_leader_without_an_officer_is_told_on_today(world, enter):
    world.hanoi_officer.mandates.all().delete()
    assert reverse("desk:name_officer", args=[world.hanoi.pk]) in text(
        enter("hanoi_leader").get("/ban/")
    )


# Publishing -------------------------------------------------------------------------------------


def test_a_spokesperson_is_published_within_the_hours(world, enter):
    mandate = network.give_mandate(
        person=world.leader,
        unit=world.telecom,
        role="spokesperson",
        decided_at=clock.now(),
        by=None,
    )
    client = enter("coordinator")
    assert "hạn công bố" in text(client.get("/ban/"))
    publish = reverse("desk:publish", args=[mandate.pk])
    assert enter("leader").get(publish).status_code == 403
    assert "còn thiếu số điện thoại" in text(client.get(publish))
    mail = world.leader.contact_points.get(channel="email")
    assert client.post(publish, {"points": [str(mail.pk)]}).status_code == 409
    phone = network.add_contact_point(
        person=world.leader, channel="phone", address="0912345678", by=None
    )
    both = {"points": [str(mail.pk), str(phone.pk)]}
    assert client.post(publish, both).status_code == 302
    assert "hạn công bố" not in text(client.get("/ban/"))
    assert "Trần Văn Hùng" in text(client.get("/ban/mang-luoi/phat-ngon/"))
    assert "Trần Văn Hùng" in text(enter("public").get("/nguoi-phat-ngon/"))


# Access ends ------------------------------------------------------------------------------------


def test_whoever_leaves_loses_the_desk_at_midnight(world, enter):
    """A live session, one minute before and at midnight in Hà Nội."""
    network.end_mandate(mandate=world.hanoi_officer.mandates.get(), by=None)
    client = enter("hanoi_officer")
    midnight = clock.now().astimezone(clock.VIETNAM).replace(hour=0, minute=0) + timedelta(days=1)
    with clock.frozen(midnight - timedelta(minutes=1)):
        assert client.get("/ban/").status_code == 200
    with clock.frozen(midnight):
        assert client.get("/ban/").status_code == 403
        assert note_ended() == 1
        work_off()


def test_a_delegate_is_given_a_matter_and_a_last_day_on_screen(world, enter):
    client = enter("coordinator")
    address = reverse("desk:give_mandate", args=[world.officer.pk])
    asked = {"unit": str(world.telecom.pk), "role": "delegate", "valid_from": "2026-11-23"}
    assert client.post(address, asked).status_code == 409
    asked |= {"valid_to": "2026-12-01", "matter": "Thuê bao", "decided_at": "2026-11-23T08:00"}
    assert client.post(address, asked).status_code == 302
    mandate = world.officer.mandates.get(role="delegate")
    assert (mandate.matter, mandate.decided_at.hour) == ("Thuê bao", 1)


def test_a_private_number_is_on_neither_page(world, enter):
    phone = network.add_contact_point(
        person=world.leader, channel="phone", address="0912345678", by=None
    )
    network.share_contact_point(contact_point=phone, sharing="private", by=None)
    mandate = network.give_mandate(
        person=world.leader, unit=world.telecom, role="spokesperson", by=None
    )
    client = enter("coordinator")
    for address in (PAGE, reverse("desk:publish", args=[mandate.pk])):
        assert "345678" not in text(client.get(address)).replace(" ", "")
