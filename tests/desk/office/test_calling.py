"""The coordinator's pages of checks: the list, one address, a video call, accreditation."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils.html import escape

from thongsuot.lib import clock
from thongsuot.network import actions, queries
from thongsuot.network.models import Verification, VideoCall
from thongsuot.notices.models import Notice

pytestmark = pytest.mark.django_db
LIST = "/ban/xac-minh/"
ALL = ["name", "post", "address"]


def scheduled(world, **more):
    told = {
        "person": world.hanoi_officer,
        "contact_points": list(queries.contact_points(world.hanoi_officer.pk)),
        "starts_at": clock.now(),
        "by": world.coordinator,
    }
    return actions.schedule_call(**told | more)


def test_pages_of_checks_are_for_coordinators(world, enter):
    row = scheduled(world)
    point = queries.contact_points(world.hanoi_officer.pk)[0]
    pages = [
        LIST,
        LIST + "danh-sach.xlsx",
        reverse("desk:call", args=[row.pk]),
        reverse("desk:schedule_call", args=[world.hanoi_officer.pk]),
        reverse("desk:cancel_call", args=[row.pk]),
        reverse("desk:accredit", args=[world.reporter.pk]),
        reverse("desk:verify_address", args=[world.hanoi_officer.pk, point.pk]),
    ]
    for page in pages:
        assert enter("coordinator").get(page).status_code == 200, page
        assert enter("hanoi_officer").get(page).status_code == 403, page


def test_the_list_asks_those_that_were_ticked_and_all(world, enter):
    client = enter("coordinator")
    text = _text(client.get(LIST))
    own = queries.contact_points(world.hanoi_officer.pk)[0]
    assert "Cần xác minh lại" in text and own.address in text
    before = Notice.objects.count()
    assert client.post(LIST + "hoi/", {"point": [str(own.pk), "x"]}).status_code == 302
    assert Notice.objects.count() == before + 1
    assert "chưa trả lời" in _text(client.get(LIST))
    client.post(LIST + "hoi/", {"all": "1"})
    mails = queries.unchecked_points(email_only=True).count()
    assert Notice.objects.count() == before + mails
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(LIST + "danh-sach.xlsx").content)).active
    assert sheet.max_row == queries.unchecked_points().count() + 1
    assert "Không có địa chỉ nào" in _text(client.get(LIST, {"loai": "expired"}))
    for odd in ({"loai": "x"}, {"trang": "99999"}, {"trang": "-1"}):
        assert client.get(LIST, odd).status_code == 200


def test_a_check_that_was_made_is_recorded_with_its_result(world, enter):
    client, person = enter("coordinator"), world.hanoi_officer.pk
    point = queries.contact_points(person)[0]
    page = reverse("desk:verify_address", args=[person, point.pk])
    seen = {"method": "zalo_call", "fields_checked": ["name", "address"], "result": "refused"}
    assert client.post(page, seen).status_code == 302
    text = _text(client.get(reverse("desk:person", args=[person])))
    assert "Gọi Zalo" in text and "không đúng" in text
    nothing = {"method": "zalo_call", "result": "confirmed"}
    assert client.post(page, nothing).status_code == 422
    assert client.post(page, seen | {"result": "confirmed"}).status_code == 302
    assert "Đã xác minh" in _text(client.get(reverse("desk:person", args=[person])))
    assert client.post(page, seen | {"method": "link", "result": "confirmed"}).status_code == 422


def test_links_and_codes_are_sent_from_the_page_of_an_address(world, enter):
    client, person = enter("coordinator"), world.hanoi_officer
    mail = queries.contact_points(person.pk)[0]
    number = actions.add_contact_point(
        person=person, channel="phone", address="0912345678", by=None
    )
    link, code = (reverse(f"desk:send_{what}", args=[mail.pk]) for what in ("link", "code"))
    for address in (link, code):
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 302
    assert Notice.objects.filter(address=mail.address).count() == 2
    answer = client.post(reverse("desk:send_code", args=[number.pk]))
    assert "Gọi tới số này và đọc mã" in _text(answer)
    assert queries.codes_waiting([number.pk]) == {number.pk}
    again = client.post(reverse("desk:send_code", args=[number.pk]), follow=True)
    assert "chưa đầy một phút" in _text(again)


def test_arranging_a_call(world, enter):
    client, person = enter("coordinator"), world.hanoi_officer
    page = reverse("desk:schedule_call", args=[person.pk])
    own = str(queries.contact_points(person.pk)[0].pk)
    asked = {"starts_at": "2026-11-23T09:00", "contact_points": [own]}
    assert own in _text(client.get(page))
    assert client.post(page, asked | {"starts_at": "2026-01-01T09:00"}).status_code == 409
    theirs = str(queries.contact_points(world.reporter.pk)[0].pk)
    assert client.post(page, asked | {"contact_points": [theirs]}).status_code == 422
    answer = client.post(page, asked)
    row = VideoCall.objects.get()
    assert answer.headers["Location"] == reverse("desk:call", args=[row.pk])
    assert f"{row.starts_at.astimezone(clock.VIETNAM):%H:%M}" == "09:00"
    for listing in (LIST, "/ban/"):
        assert escape(person.name) in _text(client.get(listing)), listing
    oneself = reverse("desk:schedule_call", args=[world.coordinator.pk])
    assert client.get(oneself).status_code == 403
    assert client.post(reverse("desk:cancel_call", args=[row.pk])).status_code == 302
    assert "Đã hủy" in _text(client.get(reverse("desk:call", args=[row.pk])))


def test_the_call_itself(world, enter):
    client, row = enter("coordinator"), scheduled(world)
    page = reverse("desk:call", args=[row.pk])
    hear, end = (reverse(f"desk:{name}", args=[row.pk]) for name in ("hear_code", "end_call"))
    text = _text(client.get(page))
    assert 'data-side="host"' in text and "So mã" in text
    code = queries.spoken_code(row)
    assert code not in text and f"{code[:3]} {code[3:]}" not in text
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert "chưa đúng" in _text(client.post(hear, {"code": wrong}))
    point = str(row.points.get().pk)
    asked = {"result": "confirmed", "field": ALL, "point": [point]}
    script = {"HX-Request": "true"}
    refused = client.post(end, asked, headers=script)
    assert "sáu số" in _text(refused)  # a piece of the page, so that the call goes on
    assert "Mã đúng" in _text(client.post(hear, {"code": code}))
    assert "đánh dấu đủ" in _text(client.post(end, asked | {"field": ["name"]}, headers=script))
    assert not Verification.objects.exists()
    assert client.post(end, asked | {"field": []}).headers["Location"] == page
    assert client.post(end, asked | {"result": "x"}).status_code == 404
    done = client.post(end, asked, headers=script)
    person = reverse("desk:person", args=[row.person_id])
    assert done.headers["HX-Redirect"] == person
    assert Verification.objects.get().method == "video_call"
    assert "Đã xác minh" in _text(client.get(person))
    assert "Đã xác nhận" in _text(client.get(page))
    assert client.post(hear, {"code": code}).status_code == 409


def test_a_coordinator_who_does_not_host_is_no_party(world, enter):
    other = world.people["hanoi_leader"]
    actions.give_mandate(person=other, unit=world.centre, role="coordinator", by=None)
    row, client = scheduled(world), enter("hanoi_leader")
    text = _text(client.get(reverse("desk:call", args=[row.pk])))
    assert (
        "là người gọi" in text
        and "data-exchange" not in text
        and queries.call_link(row) not in text
    )
    for name in ("call_exchange", "hear_code", "end_call"):
        assert client.post(reverse(f"desk:{name}", args=[row.pk])).status_code == 404
    with clock.frozen(clock.now() + timedelta(hours=3)):
        enter("coordinator").get(reverse("desk:call", args=[row.pk]))  # missed: opens all the same


def test_accreditation_stands_on_the_page_of_a_journalist(world, enter):
    client, person = enter("coordinator"), world.reporter
    page, own = (reverse(f"desk:{n}", args=[person.pk]) for n in ("accredit", "person"))
    unit = str(queries.mandates_of(person.pk)[0].unit_id)
    asked = {"agency": unit, "valid_from": "2026-11-01", "valid_to": "2027-10-31"}
    assert client.post(page, asked | {"valid_to": "2040-01-01"}).status_code == 409
    assert client.post(page, asked | {"card_seen": "on"}).status_code == 302
    text = _text(client.get(own))
    assert "đã xem thẻ" in text and "31/10/2027" in text
    row = queries.accreditations_of(person.pk)[0]
    end = reverse("desk:end_accreditation", args=[person.pk, row.pk])
    assert client.get(end).status_code == 200
    assert client.post(end, {"last_day": "2026-11-23"}).status_code == 302
    officer = reverse("desk:accredit", args=[world.hanoi_officer.pk])
    assert client.get(officer).status_code == 404


def _text(response) -> str:
    return response.content.decode()
