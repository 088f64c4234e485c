"""Privacy at the desk: looking, requests with their clocks, copies, erasing, people who stand
twice."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from thongsuot.journal import queries as journal
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.network import queries

pytestmark = pytest.mark.django_db


def looks() -> list[tuple[str, str, int]]:
    entries = journal.entries(limit=200)
    acts = ("contact_point.looked_at", "contact_list.looked_at")
    return [
        (e.act, e.facts["page"], e.facts.get("people", 1)) for e in entries[::-1] if e.act in acts
    ]


def test_one_address_is_looked_at_on_the_page_of_its_person(world, enter):
    client, point = enter("coordinator"), queries.contact_points(world.reporter.pk)[0]
    page = reverse("desk:person", args=[world.reporter.pk])
    assert "r•••@vidu.example" in _text(client.get(page))
    assert looks() == []
    shown = _text(client.post(page, {"look": str(point.pk)}))
    assert "reporter@vidu.example" in shown
    assert "reporter@vidu.example" not in _text(client.get(page))
    assert looks() == [("contact_point.looked_at", "person", 1)]
    piece = _text(client.post(page, {"look": str(point.pk)}, headers={"HX-Request": "true"}))
    assert "reporter@vidu.example" in piece and "<html" not in piece
    entry = journal.entries(act="contact_point.looked_at")[0]
    assert entry.by == str(world.coordinator.pk) and entry.subject_id == str(world.reporter.pk)
    assert entry.facts["channel"] == "email"


def test_asking_for_what_is_not_shown_shows_and_notes_nothing(world, enter):
    point = queries.contact_points(world.reporter.pk)[0]
    page = reverse("desk:person", args=[world.reporter.pk])
    for name in ("stranger", "officer", "leader"):
        for look in ("all", str(point.pk)):
            assert "reporter@vidu.example" not in _text(enter(name).post(page, {"look": look}))
    assert looks() == []


def test_the_list_of_journalists_is_shown_whole_with_one_entry(world, enter):
    client = enter("coordinator")
    assert "Hiện tất cả" in _text(client.get("/ban/mang-luoi/?tab=press"))
    assert "reporter@vidu.example" in _text(
        client.post("/ban/mang-luoi/?tab=press", {"look": "all"})
    )
    sheet = client.get(reverse("desk:network_export"), {"tab": "press"})
    cells = json.dumps(list(load_workbook(BytesIO(sheet.content)).active.values))
    assert "reporter@vidu.example" in cells
    assert [page for _, page, _ in looks()] == ["journalists", "export_journalists"]
    stranger = enter("stranger")
    assert "Hiện tất cả" not in _text(stranger.get("/ban/mang-luoi/?tab=press"))
    stranger.get(reverse("desk:network_export"), {"tab": "press"})
    stranger.get(reverse("desk:network_export"))
    assert len(looks()) == 2


def test_editing_a_private_address_does_not_show_it(world, enter):
    client, point = enter("coordinator"), queries.contact_points(world.reporter.pk)[0]
    for name in ("address", "verify_address"):
        page = reverse(f"desk:{name}", args=[world.reporter.pk, point.pk])
        text = _text(client.get(page))
        assert "reporter@vidu.example" not in text and "r•••@vidu.example" in text
    edit = reverse("desk:address", args=[world.reporter.pk, point.pk])
    assert client.post(edit, {"address": "", "preference": "2"}).status_code == 302
    kept = queries.contact_points(world.reporter.pk)[0]
    assert (kept.address, kept.preference) == ("reporter@vidu.example", 2)


def test_a_mistyped_address_is_asked_about_once(world, enter):
    client = enter("coordinator")
    add = reverse("desk:add_address", args=[world.hanoi_officer.pk])
    asked = {"channel": "email", "address": "a@gmai.com", "preference": "1"}
    answer = client.post(add, asked)
    assert answer.status_code == 422 and "a@gmail.com" in _text(answer)
    assert client.post(add, asked | {"as_written": "on"}).status_code == 302


def test_a_private_number_of_an_officer_is_masked_where_bodies_are_listed(world, enter):
    point = network.add_contact_point(
        person=world.hanoi_officer, channel="phone", address="0912345678", by=None
    )
    network.share_contact_point(
        contact_point=point, sharing="private", by=world.people["hanoi_officer"]
    )
    for name, shown in (("coordinator", "09•• ••• 678"), ("hanoi_leader", "09•• ••• 678")):
        assert shown in _text(enter(name).get("/ban/mang-luoi/?q=ha+noi"))
    for look in ({}, {"look": "all"}):
        text = _text(enter("stranger").post("/ban/mang-luoi/?q=ha+noi", look))
        # Not the bare digits: an id on the page may hold them.
        assert not [each for each in ("345678", "345 678", "• 678") if each in text]
    text = _text(enter("hanoi_leader").post("/ban/mang-luoi/?q=ha+noi", {"look": "all"}))
    assert "0912 345 678" in text and 'href="tel:+84912345678"' in text


# Requests -----------------------------------------------------------------------------------------


def test_requests_are_noted_answered_and_closed(world, enter):
    client = enter("coordinator")
    assert "Không có yêu cầu nào" in _text(client.get(reverse("desk:data_requests")))
    note = reverse("desk:note_data_request")
    told = {"kind": "withdraw", "received_at": "2026-11-23T08:00", "text": "Thôi gửi."}
    assert client.get(note).status_code == 200
    assert client.post(note, told).status_code == 422  # of whom?
    assert client.post(note, told | {"name": "Ai Đó", "reach": "a@b.vn"}).status_code == 302
    of = f"{note}?person={world.reporter.pk}"
    assert "Bùi Ngọc Lan" in _text(client.get(of))
    assert client.post(of, told).status_code == 302
    row = queries.requests_of(world.reporter)[0]
    page = reverse("desk:data_request", args=[row.pk])
    assert "Nghị định 356/2025" in _text(client.get(page))
    with clock.frozen(clock.now() + timedelta(days=4)):
        client = enter("coordinator")
        late = _text(client.get("/ban/"))
        assert "2 yêu cầu về dữ liệu cá nhân" in late and "2 yêu cầu quá hạn" in late
        answer = reverse("desk:answer_data_request", args=[row.pk])
        assert client.post(answer, {"text": "Đã nhận, sẽ thôi gửi."}).status_code == 302
        extend = reverse("desk:extend_data_request", args=[row.pk])
        assert client.get(extend).status_code == 200
        assert client.post(extend, {"reason": "Nhiều nơi."}).status_code == 302
        assert client.post(extend, {"reason": "Nữa."}).status_code == 409
        close = reverse("desk:close_data_request", args=[row.pk])
        assert client.post(close, {"outcome": "refused"}).status_code == 409
        done = {"outcome": "partly", "reason": "Sổ gửi tin giữ mã số."}
        assert client.post(close, done).status_code == 302
        assert "Sổ gửi tin giữ mã số." in _text(client.get(page))
        assert "yêu cầu quá hạn" in _text(client.get("/ban/"))  # the other one
    sheet = client.get(reverse("desk:data_requests_export"))
    assert load_workbook(BytesIO(sheet.content)).active.max_row == 3
    assert "yêu cầu về dữ liệu" not in _text(enter("officer").get("/ban/"))


def test_a_copy_is_handed_out_and_a_person_erased(world, enter):
    client, page = enter("coordinator"), reverse("desk:person_data", args=[world.reporter.pk])
    assert client.get(page).status_code == 200
    told = json.loads(client.post(page, {"form": "json"}).content)
    assert told["network"]["name"] == "Bùi Ngọc Lan"
    assert "Bùi Ngọc Lan" in _text(client.post(page, {"form": "html"}))
    assert len(journal.entries(act="person.exported")) == 2
    erase = reverse("desk:erase_person", args=[world.reporter.pk])
    assert "Luật buộc giữ lại" in _text(client.get(erase))
    assert client.post(erase, {}).status_code == 422
    assert client.post(erase, {"sure": "on"}).status_code == 302
    assert "(đã xóa)" in _text(client.get(reverse("desk:person", args=[world.reporter.pk])))


# People who stand twice ---------------------------------------------------------------------------


def test_two_rows_become_one_and_two_again(world, enter):
    client = enter("coordinator")
    assert "Không có hồ sơ trùng" in _text(client.get(reverse("desk:duplicates")))
    other = network.add_person(name="BUI NGOC LAN", by=None)
    network.give_mandate(person=other, unit=world.paper, role="journalist", by=None)
    network.add_contact_point(person=other, channel="email", address="rieng@vidu.example", by=None)
    assert "cùng tên" in _text(client.get(reverse("desk:duplicates")))
    pair = reverse("desk:compare_people", args=[world.reporter.pk, other.pk])
    text = _text(client.get(pair))
    assert "r•••@vidu.example" in text and "reporter@vidu.example" not in text
    assert "reporter@vidu.example" in _text(client.post(pair, {"look": "all"}))
    merged = client.post(pair, {"act": "first"})
    assert merged.url == reverse("desk:person", args=[world.reporter.pk])
    old = client.get(reverse("desk:person", args=[other.pk]))
    assert old.status_code == 302 and old.url == merged.url  # old ids lead to the person
    assert client.post(pair, {"act": "second"}).status_code == 409
    data = reverse("desk:person_data", args=[world.reporter.pk])
    assert "BUI NGOC LAN" in _text(client.get(data))
    merge = queries.merges_into(world.reporter.pk)[0]
    assert client.post(reverse("desk:undo_merge", args=[merge.pk])).status_code == 302
    assert client.get(reverse("desk:person", args=[other.pk])).status_code == 200
    assert client.post(pair, {"act": "apart"}).status_code == 302
    assert "Không có hồ sơ trùng" in _text(client.get(reverse("desk:duplicates")))


def _text(response) -> str:
    return response.content.decode()
