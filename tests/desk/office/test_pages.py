"""The pages of the office, as each kind of person sees them."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.desk.office.conftest import circulated
from tests.releases.conftest import begin, sealed, write
from thongsuot.circulation import actions as circulation
from thongsuot.circulation import queries as ledger
from thongsuot.circulation.jobs.following import follow_up
from thongsuot.circulation.terms import Through
from thongsuot.journal import queries as journal
from thongsuot.lib import clock
from thongsuot.network import actions as network_actions
from thongsuot.network import queries as network
from thongsuot.releases import actions as releases
from thongsuot.work import actions as work
from thongsuot.work import queries as work_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sink")]
STAFF = ("officer", "leader", "coordinator", "centre_leader", "stranger", "hanoi_officer")
PAGES = ("today", "dispatches", "network", "journal", "search")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_for_staff_and_for_nobody_else(world, enter, name):
    address = reverse(f"desk:{name}")
    for person in STAFF:
        assert enter(person).get(address).status_code == 200
    assert enter("reporter").get(address).status_code == 403
    assert enter("public").get(address).status_code == 302


def test_today_has_what_waits_for_each(world, enter):
    release = begin(world)
    releases.submit(release=release, by=world.officer)
    assert "Tin mới" in _text(enter("leader").get("/ban/"))
    assert "Không có việc nào chờ" in _text(enter("stranger").get("/ban/"))
    step = releases.send_back(step=_step(release), by=world.leader, reason="Thiếu số liệu")
    assert step is not None
    assert "bị trả lại" in _text(enter("officer").get("/ban/"))


def test_another_units_work_shows_nowhere(world, enter):
    """Nor in the journal, whose entries about it a stranger does not even see."""
    release = begin(world)
    write(release, world.officer, title="Bí mật tuyệt đối", base=1)
    releases.submit(release=release, by=world.officer)
    for name in ("stranger", "other_leader", "hanoi_officer"):
        if world.people[name].account is None:
            continue
        client = enter(name)
        for page in PAGES:
            text = _text(client.get(reverse(f"desk:{page}"), {"q": "bi mat tuyet doi"}))
            assert "Bí mật tuyệt đối" not in text, f"{name} at {page}"
            assert str(release.pk)[:8] not in text
    assert "Bí mật tuyệt đối" in _text(enter("officer").get("/ban/tim/", {"q": "bi mat"}))
    assert "Bí mật tuyệt đối" in _text(enter("officer").get("/ban/nhat-ky/"))


def test_a_consulted_unit_is_asked_on_today(world, enter):
    release = begin(world)
    releases.submit(release=release, by=world.officer)
    due = clock.now() + timedelta(hours=2)
    releases.consult(release=release, unit=world.press.pk, answer_by=due, by=world.officer)
    assert "được hỏi ý kiến" in _text(enter("stranger").get("/ban/"))


# A new dispatch -----------------------------------------------------------------------------------


def test_the_form_shows_whom_it_reaches_then_asks_then_sends(world, enter):
    edition = sealed(world)
    client, address = enter("officer"), reverse("desk:circulate", args=[edition.pk])
    assert client.get(address).status_code == 200
    chosen = {"mandates": ["leader", "officer"], "until": "two_hours", "note": "Xin đọc kỹ"}
    piece = _text(client.post(reverse("desk:circulate_preview", args=[edition.pk]), chosen))
    preview = _count(world, edition, "officer", ("leader", "officer"))
    assert f"Xem lại để gửi {preview} người" in piece
    review = _text(client.post(address, chosen | {"step": "review"}))
    assert f"Gửi cho {preview} người" in review
    assert ledger.dispatches_of(world.view("officer"), edition.pk) == []
    sent = client.post(address, chosen | {"step": "send"})
    dispatch = ledger.dispatches_of(world.view("officer"), edition.pk)[0]
    assert sent["Location"] == reverse("desk:dispatch", args=[dispatch.pk])
    assert dispatch.acknowledge_by == clock.now() + timedelta(hours=2)
    assert dispatch.note == "Xin đọc kỹ"


def test_what_was_typed_stays_when_it_is_refused(world, enter):
    edition = sealed(world)
    client, address = enter("coordinator"), reverse("desk:circulate", args=[edition.pk])
    chosen = {"until": "none", "note": "Đừng mất câu này", "step": "send"}
    response = client.post(address, chosen)
    assert response.status_code == 409
    assert "Đừng mất câu này" in _text(response)
    own = chosen | {"mandates": ["leader"], "until": "own"}
    assert client.post(address, own).status_code == 422
    past = own | {"until_own": "2020-01-01T10:00"}
    response = client.post(address, past)
    assert response.status_code == 409
    assert "Hạn xác nhận phải sau thời điểm này" in _text(response)


def test_people_and_bodies_are_found_without_accents(world, enter):
    edition = sealed(world)
    address = reverse("desk:circulate_find", args=[edition.pk])
    text = _text(enter("coordinator").post(address, {"find": "ha noi"}))
    assert "officer" in text and 'name="units"' in text
    chosen = {"find": "", "persons": [str(world.hanoi_officer.pk)]}
    assert "checked" in _text(enter("coordinator").post(address, chosen))


def test_a_list_is_saved_and_can_be_used(world, enter):
    edition = sealed(world)
    client, address = enter("officer"), reverse("desk:circulate", args=[edition.pk])
    chosen = {"mandates": ["leader"], "until": "none", "step": "save", "list_name": "Lãnh đạo"}
    assert client.post(address, chosen).status_code == 200
    saved = ledger.saved_lists(world.view("officer"))[0]
    assert saved.name == "Lãnh đạo"
    assert saved.people_count == _count(world, edition, "officer", ("leader",))


def test_only_those_who_may_circulate_open_the_form(world, enter):
    edition = sealed(world)
    address = reverse("desk:circulate", args=[edition.pk])
    assert enter("stranger").get(address).status_code == 403
    unknown = reverse("desk:circulate", args=[uuid4()])
    assert enter("officer").get(unknown).status_code == 404


def test_ids_that_are_none_are_refused(world, enter):
    edition = sealed(world)
    address = reverse("desk:circulate", args=[edition.pk])
    bad = {"persons": ["nobody"], "until": "none", "step": "review"}
    assert enter("officer").post(address, bad).status_code == 422


def test_under_embargo_is_offered_only_before_the_hour(world, enter):
    out = sealed(world)
    client = enter("officer")
    now_out = _text(client.get(reverse("desk:circulate", args=[out.pk])))
    assert "kèm cam kết giữ tin" not in now_out
    release = begin(world)
    hour = clock.now() + timedelta(hours=3)
    releases.set_details(release=release, by=world.officer, **_details(release), embargo_until=hour)
    edition = sealed(world, release)
    address = reverse("desk:circulate", args=[edition.pk])
    assert "kèm cam kết giữ tin" in _text(client.get(address))
    assert enter("stranger").get(address).status_code == 404
    chosen = {"mandates": ["journalist"], "until": "none", "step": "send"}
    client.post(address, chosen | {"under_embargo": "on"})
    early = ledger.dispatches_of(world.view("officer"), edition.pk)[0]
    assert early.under_embargo and early.not_before is None
    client.post(address, chosen | {"mandates": ["leader"]})
    made = ledger.dispatches_of(world.view("officer"), edition.pk)
    assert {row.not_before for row in made} == {None, hour}
    for name in ("stranger", "hanoi_officer"):
        text = _text(enter(name).get("/ban/")) + _text(enter(name).get("/ban/nhat-ky/"))
        assert "Tin mới" not in text.replace(_own_title(out), "")
    assert "Sắp đến giờ" in _text(client.get("/ban/"))


# A dispatch on its way ---------------------------------------------------------------------------


def test_the_page_polls_and_nothing_new_is_a_304(world, enter):
    dispatch = circulated(world, acknowledge_by=clock.now() + timedelta(hours=1))
    client = enter("coordinator")
    for tab in ("unit", "province", "failed"):
        assert client.get(f"/ban/gui/{dispatch.pk}/", {"tab": tab}).status_code == 200
    address = reverse("desk:dispatch_progress", args=[dispatch.pk])
    first = client.get(address)
    same = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, same.status_code, same.content) == (200, 304, b"")
    told = {"by": world.hanoi_officer, "through": Through.INBOX}
    circulation.acknowledge(dispatch=dispatch.pk, unit=world.hanoi.pk, **told)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    with clock.frozen(clock.now() + timedelta(hours=2)):
        again = enter("coordinator")  # two hours without a word have signed the other out
        later = again.get(address, headers={"If-None-Match": changed["ETag"]})
    assert later.status_code == 200


def test_a_failed_delivery_says_why_and_what_to_do(world, enter):
    dispatch = circulated(world)
    text = _text(enter("coordinator").get(f"/ban/gui/{dispatch.pk}/", {"tab": "failed"}))
    assert "không nhận địa chỉ này" in text
    assert "officer@hue.example" in text


def test_only_those_who_follow_it_see_a_dispatch(world, enter):
    dispatch = circulated(world)
    for part in ("", "tien-do/", "bang/", "nguoi-nhan.xlsx", "dung/"):
        address = f"/ban/gui/{dispatch.pk}/{part}"
        assert enter("officer").get(address).status_code == 200, part
        assert enter("reporter").get(address).status_code == 403, part
        assert enter("public").get(address).status_code == 302, part
        if part:
            assert enter("stranger").get(address).status_code == 404, part


def test_a_late_bodys_leader_may_answer_from_the_reminder(world, enter):
    dispatch = circulated(world, acknowledge_by=clock.now() + timedelta(hours=1))
    client = enter("hanoi_leader")
    page = _text(client.get(f"/ban/gui/{dispatch.pk}/"))
    assert "Đơn vị anh/chị đã nhận được chưa" in page
    assert "Sở TT&amp;TT Huế" not in page
    address = reverse("desk:acknowledge", args=[dispatch.pk, world.hanoi.pk])
    assert client.post(address).status_code == 302
    assert ledger.acknowledgement_of(dispatch.pk, world.hanoi.pk).settled_by == world.hanoi_leader
    other = reverse("desk:acknowledge", args=[dispatch.pk, world.hue.pk])
    assert client.post(other).status_code == 409


def test_a_coordinator_notes_a_call_from_today(world, enter):
    dispatch = circulated(world, acknowledge_by=clock.now() + timedelta(hours=1))
    with clock.frozen(clock.now() + timedelta(hours=9)):
        for _stage in range(4):
            follow_up()
        client = enter("coordinator")
        assert "Sở TT&amp;TT Cà Mau" in _text(client.get("/ban/"))
        assert "Sở TT&amp;TT Cà Mau" not in _text(enter("officer").get("/ban/"))
        address = reverse("desk:called", args=[dispatch.pk, world.camau.pk])
        leader = str(world.people["camau_leader"].pk)
        assert enter("officer").post(address, {"person": leader}).status_code == 403
        client.post(address, {"person": leader, "note": "Máy bận hai lần"})
        debt = ledger.acknowledgement_of(dispatch.pk, world.camau.pk)
        assert (debt.through, debt.noted_by) == ("phone", world.coordinator)
        body = _text(client.get(f"/ban/gui/{dispatch.pk}/don-vi/{world.camau.pk}/"))
        assert "Máy bận hai lần" in body


def test_stopping_needs_a_reason(world, enter):
    edition = sealed(world)
    chosen = {"edition": edition.pk, "by": world.coordinator, "again": False}
    from thongsuot.circulation.terms import Audience

    dispatch = circulation.circulate(audience=Audience(mandates=("leader",)), **chosen)
    address = reverse("desk:stop", args=[dispatch.pk])
    assert enter("officer").post(address, {"reason": " "}).status_code == 409
    assert enter("officer").post(address, {"reason": "Nhầm nhóm"}).status_code == 302
    dispatch.refresh_from_db()
    assert dispatch.state == "stopped"
    assert enter("officer").get(f"/ban/gui/{dispatch.pk}/").status_code == 200


def test_the_sheet_keeps_how_to_reach_journalists_from_others(world, enter):
    dispatch = circulated(world)
    for name, sees in (("coordinator", True), ("officer", False)):
        response = enter(name).get(reverse("desk:dispatch_export", args=[dispatch.pk]))
        cells = list(load_workbook(BytesIO(response.content)).active.values)
        text = json.dumps(cells, default=str)
        assert ("reporter@vidu.example" in text) is sees
        assert "leader@hanoi.example" in text


def test_a_body_that_is_also_the_press_keeps_its_journalists_to_itself(world, enter):
    """VietNamNet is a unit of the ministry and a press agency at once."""
    network_actions.give_role(unit=world.hanoi, role="press_agency", by=None)
    person = network_actions.add_person(name="Cao Thị Bút", by=None)
    network_actions.give_mandate(person=person, unit=world.hanoi, role="journalist", by=None)
    address = {"channel": "email", "address": "but@hanoi.example"}
    network_actions.add_contact_point(person=person, by=None, **address)
    dispatch = circulated(world)
    for name, sees in (("coordinator", True), ("officer", False)):
        client = enter(name)
        sheet = client.get(reverse("desk:dispatch_export", args=[dispatch.pk]))
        cells = list(load_workbook(BytesIO(sheet.content)).active.values)
        assert ("but@hanoi.example" in json.dumps(cells, default=str)) is sees
        assert "leader@hanoi.example" in json.dumps(cells, default=str)
        for page in ("unit", "person"):
            about = world.hanoi.pk if page == "unit" else person.pk
            text = _text(client.post(reverse(f"desk:{page}", args=[about]), {"look": "all"}))
            assert ("but@hanoi.example" in text) is sees


def test_sending_that_is_held_is_resumed_by_a_coordinator(world, enter):
    work.hold_sending("Khôi phục từ bản sao lưu")
    for name in ("officer", "coordinator"):
        assert "Tạm giữ từ" in _text(enter(name).get("/ban/"))
    address = reverse("desk:resume")
    assert enter("officer").post(address).status_code == 403
    assert "Khôi phục từ bản sao lưu" in _text(enter("coordinator").get(address))
    assert enter("coordinator").post(address).status_code == 302
    assert work_queries.held() is None
    entry = journal.entries(act="sending.resumed")[0]
    assert entry.by == str(world.coordinator.pk)


# The journal and search --------------------------------------------------------------------------


def test_the_journal_speaks_in_sentences_and_proves_itself(world, enter):
    circulated(world)
    client = enter("coordinator")
    text = _text(client.get("/ban/nhat-ky/"))
    assert "Phạm Thu Hà" in text and "lập đợt gửi" in text and "Đã niêm đến số" in text
    assert "nguyên vẹn" in _text(client.post("/ban/nhat-ky/"))
    assert enter("officer").post("/ban/nhat-ky/").status_code == 403
    only = _text(client.get("/ban/nhat-ky/", {"act": "dispatch.made"}))
    assert "lập đợt gửi" in only and "bắt đầu soạn" not in only
    nothing = _text(client.get("/ban/nhat-ky/", {"until": "2020-01-01"}))
    assert "Không có mục nào khớp" in nothing
    for wrong in ({"since": "2020-99-99"}, {"by": "x"}, {"before": "-1"}, {"act": "no.such"}):
        assert client.get("/ban/nhat-ky/", wrong).status_code == 200


def test_every_act_that_is_recorded_has_its_sentence():
    """The words of the journal are complete: each act named in the code has a sentence."""
    import re
    from pathlib import Path

    import thongsuot
    from thongsuot.desk.sentences import SENTENCES, acts

    code = "\n".join(path.read_text() for path in Path(thongsuot.__file__).parent.rglob("*.py"))
    recorded = set(re.findall(r'\brecord\(\s*"([a-z_]+\.[a-z_]+)"', code))
    assert recorded and not recorded - set(SENTENCES)
    assert len({label for _act, label in acts()}) == len(SENTENCES)


def test_search_finds_what_may_be_seen_in_groups(world, enter):
    sealed(world)
    client = enter("stranger")
    assert "Bản phát hành" in _text(client.get("/ban/tim/", {"q": "tin moi"}))
    assert "Cục Viễn thông" in _text(client.get("/ban/tim/", {"q": "vien thong"})).replace(
        "<mark>", ""
    ).replace("</mark>", "")
    assert "Không thấy gì" in _text(client.get("/ban/tim/", {"q": "khongcogidau"}))
    for odd in ('"', "a AND", "%", "\0", "x" * 500):
        assert client.get("/ban/tim/", {"q": odd}).status_code == 200


def _text(response) -> str:
    return response.content.decode().replace("<mark>", "").replace("</mark>", "")


def _step(release):
    from tests.releases.conftest import pending

    return pending(release)


def _count(world, edition, name, mandates) -> int:
    from thongsuot.circulation.terms import Audience

    viewer = network.viewer_of(world.people[name])
    return len(ledger.preview(edition.pk, Audience(mandates=mandates), viewer).members)


def _details(release) -> dict:
    kept = ("topic_id", "reach", "policy_stage", "cleared_for_publication", "release_at", "urgent")
    return {name.removesuffix("_id"): getattr(release, name) for name in kept}


def _own_title(edition) -> str:
    return f"{edition.number_label} «{edition.title}»"
