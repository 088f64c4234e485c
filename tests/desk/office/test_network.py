"""The network's pages: who sees what of whom, and keeping it right."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.network import queries

pytestmark = pytest.mark.django_db
TODAY = "2026-11-23"


def test_the_list_finds_without_accents_and_by_kind(world, enter):
    client = enter("stranger")
    text = _text(client.get("/ban/mang-luoi/", {"q": "ca mau"}))
    assert "Cà Mau</mark>" in text or "Cà</mark>" in text
    assert "Huế" not in text
    only = _text(client.get("/ban/mang-luoi/", {"kind": "ministry_unit"}))
    assert "Cục Viễn thông" in only and "Hà Nội" not in only
    assert "Không có ai khớp" in _text(client.get("/ban/mang-luoi/", {"q": "zzz"}))


def test_how_to_reach_a_journalist_is_for_coordinators(world, enter):
    unit, person = world.paper.pk, world.reporter.pk
    for name, sees in (("coordinator", True), ("stranger", False), ("leader", False)):
        client = enter(name)
        pages = [
            "/ban/mang-luoi/?tab=press",
            reverse("desk:unit", args=[unit]),
            reverse("desk:person", args=[person]),
        ]
        for page in pages:
            masked, whole = _text(client.get(page)), _text(client.post(page, {"look": "all"}))
            assert "Bùi Ngọc Lan" in masked and "reporter@vidu.example" not in masked
            assert ("r•••@vidu.example" in masked) is sees
            assert ("reporter@vidu.example" in whole) is sees
    assert "officer@vidu.example" in _text(
        enter("stranger").get(reverse("desk:person", args=[world.officer.pk]))
    )


def test_a_coordinator_keeps_the_network(world, enter):
    client = enter("coordinator")
    new = {
        "name": "Ngô Thị Sen",
        "role": "spokesperson",
        "email": "sen@hue.example",
        "phone": "0900000001",
        "valid_from": TODAY,
    }
    add = reverse("desk:add_person", args=[world.hue.pk])
    assert client.get(add).status_code == 200
    assert client.post(add, new | {"email": "not an address"}).status_code == 409
    assert queries.people(role="spokesperson") == []  # nothing was half done
    assert client.post(add, new).status_code == 302
    person = queries.people(role="spokesperson")[0]
    page = reverse("desk:person", args=[person.id])
    assert "sen@hue.example" in _text(client.get(page))
    assert client.post(reverse("desk:open_account", args=[person.id]), {}).status_code == 302
    name = reverse("desk:change_person", args=[person.id])
    assert "Ngô Thị Sen" in _text(client.get(name))
    assert client.post(name, {"name": "", "post": ""}).status_code == 422
    put_right = {"name": "Ngô Thị Sen", "post": "Phó Giám đốc"}
    assert client.post(name, put_right).status_code == 302
    assert "Phó Giám đốc" in _text(client.get(page))
    end = reverse("desk:end_mandate", args=[person.id, person.mandate])
    assert client.get(end).status_code == 200
    assert client.post(end, {"last_day": TODAY}).status_code == 302
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert queries.people(role="spokesperson") == []


def test_addresses_are_corrected_and_checked(world, enter):
    person = world.hanoi_officer.pk
    point = queries.contact_points(person)[0].pk
    change = reverse("desk:address", args=[person, point])
    asked = {"address": "moi@hanoi.example", "preference": "1"}
    assert enter("stranger").get(change).status_code == 403
    assert enter("hanoi_leader").post(change, asked).status_code == 302
    assert queries.contact_points(person)[0].address == "moi@hanoi.example"
    check = reverse("desk:verify_address", args=[person, point])
    seen = {"method": "in_person", "fields_checked": ["name", "address"], "result": "confirmed"}
    assert enter("hanoi_leader").post(check, seen).status_code == 403
    assert enter("coordinator").post(check, seen).status_code == 302
    assert queries.contact_points(person)[0].verified_until is not None
    assert "Đã xác minh" in _text(enter("stranger").get(reverse("desk:person", args=[person])))
    removed = asked | {"remove": "on"}
    assert enter("hanoi_leader").post(change, removed).status_code == 302
    assert list(queries.contact_points(person)) == []


def test_a_body_keeps_its_own_mailbox_and_no_other(world, enter):
    own = reverse("desk:add_unit_address", args=[world.hanoi.pk])
    other = reverse("desk:add_unit_address", args=[world.hue.pk])
    asked = {"channel": "email", "address": "chung@hanoi.example", "preference": "1"}
    assert enter("hanoi_officer").post(own, asked).status_code == 302
    assert enter("hanoi_officer").post(other, asked).status_code == 403
    assert enter("hanoi_officer").post(own, asked).status_code == 409  # twice


def test_an_address_of_somebody_else_is_not_reached_through_ones_own(world, enter):
    theirs = queries.contact_points(world.reporter.pk)[0].pk
    trick = reverse("desk:address", args=[world.hanoi_officer.pk, theirs])
    assert enter("hanoi_officer").get(trick).status_code == 404


def test_a_leader_names_a_deputy(world, enter):
    leader = queries.mandates_of(world.hanoi_leader.pk)[0]
    page = reverse("desk:name_deputy", args=[world.hanoi_leader.pk, leader.pk])
    asked = {"person": str(world.hanoi_officer.pk), "first": TODAY, "last": TODAY}
    assert enter("hanoi_officer").get(page).status_code == 403
    assert enter("hanoi_leader").post(page, asked).status_code == 302
    assert "thay" in _text(enter("stranger").get(reverse("desk:unit", args=[world.hanoi.pk])))


def test_old_names_stay_on_the_page_and_are_found(world, enter):
    day = clock.legal_date()
    network.name_unit(
        unit=world.telecom, name="Cục Viễn thông mới", by=None, valid_from=day + timedelta(days=1)
    )
    with clock.frozen(clock.now() + timedelta(days=2)):
        client = enter("stranger")
        page = _text(client.get(reverse("desk:unit", args=[world.telecom.pk])))
    assert "Cục Viễn thông mới" in page and "Tên qua các thời kỳ" in page


def test_a_list_of_many_costs_no_more_questions_than_one_of_few(world, enter):
    client = enter("coordinator")
    client.get("/ban/mang-luoi/")
    with CaptureQueriesContext(connection) as few:
        client.get("/ban/mang-luoi/")
    network.load_profile("mic-2023", with_fictitious_people=True)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/ban/mang-luoi/")
    assert len(many) <= len(few)
    assert _text(page).count("<tr>") == 31  # a head and a page
    assert "trang 1 trên 4" in _text(page)
    with CaptureQueriesContext(connection) as press:
        client.get("/ban/mang-luoi/", {"tab": "press"})
    assert len(press) <= len(many) + 12
    with CaptureQueriesContext(connection) as people:
        client.get("/ban/mang-luoi/", {"tab": "people", "role": "officer"})
    assert len(people) <= len(many) + 12
    with CaptureQueriesContext(connection) as typed:
        found = _text(client.get(reverse("desk:network_suggest"), {"q": "ha giang"}))
    assert "tỉnh Hà Giang" in found.replace("<mark>", "").replace("</mark>", "")
    assert len(typed) < 20
    last = _text(client.get("/ban/mang-luoi/", {"trang": "99"}))
    assert "trang 4 trên 4" in last and last.count("<tr>") == 12


def test_a_body_with_many_people_has_pages(world, enter):
    for number in range(90):
        person = network.add_person(name=f"Phóng viên {number:03d}", by=None)
        network.give_mandate(person=person, unit=world.paper, role="journalist", by=None)
    client, page = enter("coordinator"), reverse("desk:unit", args=[world.paper.pk])
    first, last = _text(client.get(page)), _text(client.get(page, {"trang": "9"}))
    assert first.count("Phóng viên 0") < 50 and "?trang=2" in first
    assert "Phóng viên 089" in last and "?trang=2" in last


def test_a_sheet_holds_every_page_of_the_list(world, enter):
    network.load_profile("mic-2023", with_fictitious_people=True)
    for tab, rows in (("bodies", 95), ("press", 80), ("people", 250)):
        response = enter("coordinator").get(reverse("desk:network_export"), {"tab": tab})
        sheet = load_workbook(BytesIO(response.content)).active
        assert sheet.max_row > rows


def test_typed_letters_find_the_given_name_first(world, enter):
    for name in ("An Văn Bình", "Lê Thị An", "Trần Anh Dũng", "Phạm Lan"):
        person = network.add_person(name=name, by=None)
        network.give_mandate(person=person, unit=world.hue, role="officer", by=None)
    found = [row.name for row in queries.suggest("an").people]
    assert found[:2] == ["Lê Thị An", "An Văn Bình"]
    assert "Phạm Lan" not in found  # «an» begins no word of it
    assert queries.suggest("a").people == ()


def _text(response) -> str:
    return response.content.decode()
