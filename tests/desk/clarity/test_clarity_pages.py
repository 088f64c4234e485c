"""The checker's list on pages, its answers to the editor, and the pages of its rules."""

import json
import re
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tests.desk.releases.conftest import Enter, text
from tests.releases.conftest import World
from thongsuot.desk.clarity import remarks
from thongsuot.lib.clarity import check
from thongsuot.releases import actions
from thongsuot.releases.models import Release, Step, Topic, Verdict
from thongsuot.releases.terms import DismissReason

WORDY = "Sở mở lớp nhằm mục đích hướng dẫn bà con dài 10km đường."
SPAN = "nhằm mục đích"


def line(words: str, **more: Any) -> dict[str, Any]:
    return {"part": "body", "text": words, "item": False} | more


def post(client: Any, release: Release, address: str, sent: Any) -> Any:
    data = sent if isinstance(sent, bytes) else json.dumps(sent)
    return client.post(f"/ban/tin/{release.id}/{address}", data, content_type="application/json")


def ask(client: Any, release: Release, **more: Any) -> Any:
    sent = {"version": 3, "title": "Mở lớp", "lead": "", "body": [line(WORDY)], "captions": {}}
    return post(client, release, "ro-rang/", sent | more)


def mark(client: Any, release: Release) -> dict[str, Any] | None:
    marks = ask(client, release).json()["marks"]
    return next((mark for mark in marks if mark["match"] == SPAN), None)


def judge(client: Any, release: Release, act: str, *marks: Any, **more: Any) -> Any:
    return post(client, release, "ro-rang/y-kien/", {"act": act, "remarks": marks} | more)


def test_the_editor_is_answered_with_marks_and_a_list(enter: Enter, release: Release) -> None:
    told = ask(enter("officer"), release).json()
    assert told["version"] == 3
    found = next(each for each in told["marks"] if each["match"] == SPAN)
    assert WORDY[found["start"] : found["end"]] == SPAN
    assert found["instead"] == ["nhằm"] and SPAN in told["list"]


def test_what_is_no_text_is_said_to_be_none(enter: Enter, release: Release) -> None:
    officer = enter("officer")
    for bad in ({"body": 3}, {"title": 3}, {"body": [line("a", text=4)]}):
        assert ask(officer, release, **bad).status_code == 400
    for raw in (b"\xff", b"[]", b"[" * 100_000):
        assert post(officer, release, "ro-rang/", raw).status_code == 400
    assert judge(officer, release, "take", {"rule": "A"}).status_code == 400
    assert ask(officer, release, body=[line("\ud800 " + WORDY)]).status_code == 200


def test_another_units_text_is_not_there(enter: Enter, release: Release) -> None:
    assert ask(enter("stranger"), release).status_code == 404
    assert judge(enter("stranger"), release, "take").status_code == 404


def test_what_is_set_aside_stays_so_until_it_is_taken_back(enter: Enter, release: Release) -> None:
    officer = enter("officer")
    found = mark(officer, release)
    assert judge(officer, release, "dismiss", found, reason="other").status_code == 409
    done = judge(officer, release, "dismiss", found, reason="other", note="Theo lời ông Ba")
    assert done.status_code == 204
    assert mark(officer, release) is None
    longer = ask(officer, release, body=[line("Một câu đứng trước."), line(WORDY)]).json()
    assert SPAN not in [each["match"] for each in longer["marks"]]
    assert "Theo lời ông Ba" in longer["list"]
    assert judge(officer, release, "restore", found).status_code == 204
    assert mark(officer, release) == found


def test_a_suggestion_taken_is_remembered(enter: Enter, release: Release) -> None:
    officer = enter("officer")
    assert judge(officer, release, "take", mark(officer, release)).status_code == 204
    assert Verdict.objects.get().outcome == "taken"


def test_without_scripts_the_list_stands_on_the_page_and_its_buttons_act(
    enter: Enter, release: Release
) -> None:
    officer, address = enter("officer"), f"/ban/tin/{release.id}/soan/"
    typed = text(body=f"<p>{WORDY}</p>")
    officer.post(address, typed | {"then": "save"})
    page = officer.get(address).content.decode()
    button = re.search(r'value="(dismiss:intended:[0-9a-f]+)"', page)
    assert SPAN in page and button
    officer.post(address, typed | {"base": "1", "then": button[1]})
    assert Verdict.objects.get().reason == DismissReason.INTENDED
    page = officer.get(address).content.decode()
    back = re.search(r'value="(restore:[0-9a-f]+)"', page)
    assert "Đã bỏ qua" in page and back
    officer.post(address, typed | {"base": "1", "then": back[1]})
    assert Verdict.objects.get().restored_at is not None


def test_who_reads_sees_what_is_left_and_cannot_press(enter: Enter, release: Release) -> None:
    officer = enter("officer")
    officer.post(f"/ban/tin/{release.id}/soan/", text(body=f"<p>{WORDY}</p>") | {"then": "submit"})
    leader = enter("leader")
    step = Step.objects.get(release=release, state="pending")
    for address in (f"/ban/tin/{release.id}/", f"/ban/duyet/{step.pk}/"):
        page = leader.get(address).content.decode()
        assert SPAN in page and "dismiss:" not in page


LONG = (
    "Sở Thông tin và Truyền thông tỉnh phối hợp với Trung tâm Thông tin của Bộ tập huấn kỹ năng "
    "phát ngôn, cung cấp thông tin cho báo chí, xử lý sự cố truyền thông tại ba huyện miền núi "
    "của tỉnh cho 40 cán bộ phụ trách truyền thông của các xã, tạo sự chủ động khi trả lời báo chí "
    "và người dân trong mùa mưa bão sắp tới."
)


def test_a_button_says_what_it_does(enter: Enter, release: Release) -> None:
    """A sign alone is no word to press; of a long suggestion the part that is new stands there."""
    body = [line("Sở mở lớp,dạy nghề."), line(LONG)]
    told = ask(enter("officer"), release, body=body).json()["list"]
    assert "</svg>,</button>" not in told and "Sửa dấu</button>" in told
    assert "của các xã. Việc này tạo sự chủ động" in told and "cung cấp thông tin cho" not in told


def test_nothing_is_said_twice(enter: Enter, release: Release) -> None:
    """A missing title is a requirement; worn words in a vague claim are one remark, not two."""
    officer = enter("officer")
    body = [line("Năm 2026, ngành có những thành tựu quan trọng.")]
    told = ask(officer, release, title="", body=body).json()
    assert [each["rule"] for each in told["marks"] if each["rule"] in ("TTL1", "CLI1", "VAG2")] == [
        "VAG2"
    ]
    typed = text(body="<p>Sở mở lớp.</p>", summary="")
    officer.post(f"/ban/tin/{release.id}/soan/", typed | {"then": "save"})
    page = officer.get(f"/ban/tin/{release.id}/").content.decode()
    editor = officer.get(f"/ban/tin/{release.id}/soan/").content.decode()
    assert "(ACT1)" in editor and "(ACT1)" not in page and "liên hệ" in page


def test_the_example_is_what_the_rule_makes_of_it() -> None:
    bad, good = remarks([(0, check("Họp xong,về.").findings[0])])[0].example
    assert bad == "Hội nghị kết thúc.Các đơn vị ra về,không ai nói gì."
    assert good == "Hội nghị kết thúc. Các đơn vị ra về, không ai nói gì."


def test_a_text_in_another_language_is_left_alone(enter: Enter, release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(language="en")
    officer = enter("officer")
    assert ask(officer, release).json()["marks"] == []
    assert 'id="clarity"' not in officer.get(f"/ban/tin/{release.id}/soan/").content.decode()


def test_a_word_being_typed_is_spared(enter: Enter, release: Release) -> None:
    end = WORDY.index(SPAN) + len(SPAN)
    told = ask(enter("officer"), release, typing={"field": "body", "at": end}).json()
    assert told["held"] and SPAN not in [each["match"] for each in told["marks"]]
    told = ask(enter("officer"), release, typing={"field": "lead", "at": end}).json()
    assert not told["held"] and SPAN in [each["match"] for each in told["marks"]]


def test_proposals_say_how_to_type_them_in(enter: Enter, release: Release) -> None:
    row = "Lớp có các nội dung: cài phần mềm, nộp hồ sơ, trả lời thắc mắc."
    sent = {"version": 1, "title": "Lớp", "lead": "", "body": [line(row), line(WORDY)]}
    told = post(enter("officer"), release, "ro-rang/viet-lai/", sent).json()
    made, plain = told["rewrites"][0], told["rewrites"][-1]
    assert made["lines"][1:] == ["– cài phần mềm;", "– nộp hồ sơ;", "– trả lời thắc mắc."]
    text = f"{row}\n{WORDY}"
    for start, end, words in reversed(plain["edits"]):
        text = text[:start] + words + text[end:]
    assert SPAN not in text and "<del>" in told["list"]


def test_nothing_goes_out_where_no_endpoint_is_set(enter: Enter, release: Release) -> None:
    sent = {"version": 1, "text": WORDY}
    assert post(enter("officer"), release, "ro-rang/gui-ra-ngoai/", sent).status_code == 404


def test_a_message_house_has_the_list_beside_its_rows(enter: Enter, world: World) -> None:
    Topic.objects.filter(pk="telecom").update(owner=world.telecom)
    house = actions.begin_house(topic="telecom", unit=world.telecom, by=world.officer)
    officer, address = enter("officer"), f"/ban/tin/{house.pk}/"
    typed = {"title": "Viễn thông", "base": "0", "one_line": "Một câu.", "messages-0-text": WORDY}
    kept = officer.post(f"{address}luu-tam/", typed | {"person": str(world.officer.pk)})
    assert SPAN in kept.json()["clarity"]
    page = officer.get(f"{address}soan/").content.decode()
    button = re.search(r'value="(dismiss:quoted:[0-9a-f]+)"', page)
    assert SPAN in page and button and 'data-take="' not in page
    officer.post(f"{address}soan/", typed | {"then": button[1]})
    assert Verdict.objects.get().reason == DismissReason.QUOTED


def test_the_rules_stand_with_their_figures(enter: Enter, release: Release) -> None:
    officer = enter("officer")
    found = mark(officer, release)
    assert found
    judge(officer, release, "dismiss", found, reason="false_alarm")
    assert found["rule"] in officer.get("/ban/ro-rang/").content.decode()
    rule = officer.get(f"/ban/ro-rang/{found['rule']}/").content.decode()
    assert re.search(r"Báo nhầm</dt><dd>1</dd>", rule)
    assert officer.get("/ban/ro-rang/KHONG1/").status_code == 404
    sheet = load_workbook(BytesIO(officer.get("/ban/ro-rang/danh-sach.xlsx").content)).active
    assert found["rule"] in {row[0].value for row in sheet.rows}
