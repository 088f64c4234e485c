"""Writing at the desk: nothing typed is lost, whatever is sent."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image

from tests.desk.releases.conftest import Enter, text
from tests.releases.conftest import World, begin, write
from thongsuot.releases import actions
from thongsuot.releases.models import Draft, Release, Revision

BACKGROUND = {"HTTP_X_REQUESTED_WITH": "fetch"}


def photo(name: str = "ảnh.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def word(*paragraphs: str) -> SimpleUploadedFile:
    out, document = BytesIO(), Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(out)
    return SimpleUploadedFile("bai.docx", out.getvalue())


def details(**more: Any) -> dict[str, Any]:
    return {"topic": "", "reach": "public", "policy_stage": "none"} | more


def test_a_text_begins_at_the_desk(world: World, enter: Enter) -> None:
    asked = {"kind": "press_release", "unit": str(world.telecom.pk), "title": "Tin đầu"}
    answer = enter("officer").post("/ban/tin/moi/", asked)
    release = Release.objects.get()
    assert answer["Location"] == f"/ban/tin/{release.id}/soan/"
    assert (release.title, release.author_id) == ("Tin đầu", world.officer.pk)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "correction"},
        {"kind": "zzz"},
        {"unit": "x"},
        {"topic": "zzz"},
        {"title": "x" * 301},
    ],
)
def test_a_text_begins_only_as_offered(world: World, enter: Enter, change: dict[str, str]) -> None:
    asked = {"kind": "press_release", "unit": str(world.telecom.pk), "title": "Giữ chữ này"}
    answer = enter("officer").post("/ban/tin/moi/", asked | change)
    assert answer.status_code == 422
    assert "title" in change or "Giữ chữ này" in answer.text
    assert not Release.objects.exists()


def test_nobody_begins_for_another_unit(world: World, enter: Enter) -> None:
    asked = {"kind": "press_release", "unit": str(world.telecom.pk)}
    assert enter("stranger").post("/ban/tin/moi/", asked).status_code == 422
    assert enter("reporter").post("/ban/tin/moi/", asked).status_code == 403
    assert not Release.objects.exists()


def test_a_word_file_begins_a_text_or_nothing(world: World, enter: Enter) -> None:
    asked = {"kind": "press_release", "unit": str(world.telecom.pk)}
    client = enter("officer")
    bad = SimpleUploadedFile("bai.docx", b"PK not a word file")
    assert client.post("/ban/tin/moi/", asked | {"word": bad}).status_code == 422
    assert not Release.objects.exists()
    client.post("/ban/tin/moi/", asked | {"word": word("Đoạn một của bài", "Đoạn hai")})
    assert "Đoạn hai" in Draft.objects.get().body


def test_autosave_keeps_and_answers_findings(world: World, enter: Enter) -> None:
    release = begin(world)
    sent = text(base="1", person=str(world.officer.pk), title="", body="<p>Đang gõ</p>")
    answer = enter("officer").post(f"/ban/tin/{release.id}/luu-tam/", sent, **BACKGROUND)
    told = json.loads(answer.content)
    assert told["at"] == "08:30"
    assert "Chưa có tiêu đề" in told["findings"]
    assert Draft.objects.get(person=world.officer).body == "<p>Đang gõ</p>"
    assert "Đang gõ" in enter("officer").get(f"/ban/tin/{release.id}/soan/").text
    assert "Đang gõ" not in enter("colleague").get(f"/ban/tin/{release.id}/soan/").text
    assert "Nguyễn Thị Mai" in enter("colleague").get(f"/ban/tin/{release.id}/dang-soan/").text


@pytest.mark.parametrize(
    "hostile",
    [
        {"base": "x"},
        {"base": "-1"},
        {"base": "9" * 40},
        {"title": "x" * 301},
        {"title": "a\0b"},
        {"body": "\0"},
        {"person": "khác"},
    ],
)
def test_autosave_refuses_in_words(world: World, enter: Enter, hostile: dict[str, str]) -> None:
    release = begin(world)
    sent = text(base="1", person=str(world.officer.pk)) | hostile
    answer = enter("officer").post(f"/ban/tin/{release.id}/luu-tam/", sent, **BACKGROUND)
    assert answer.status_code in (200, 409)
    assert answer.status_code == 200 or json.loads(answer.content)["words"]


def test_a_script_learns_that_the_session_ended(world: World, enter: Enter) -> None:
    release = begin(world)
    sent = text(person=str(world.officer.pk))
    answer = enter("public").post(f"/ban/tin/{release.id}/luu-tam/", sent, **BACKGROUND)
    assert answer.status_code == 401


def test_hostile_markup_never_stays(world: World, enter: Enter) -> None:
    release, client = begin(world), enter("officer")
    body = (
        '<p onclick="x()">Chữ<script>alert(1)</script></p><img src="http://x.example/a.png">'
        '<a href="javascript:alert(1)">đây</a><iframe src="//x"></iframe><style>p{}</style>'
    )
    client.post(f"/ban/tin/{release.id}/soan/", text(base="1", body=body, then="save"))
    kept = Revision.objects.order_by("-number").first().body
    assert kept == "<p>Chữ</p>\n<p>đây</p>"
    page = client.get(f"/ban/tin/{release.id}/").text
    for bad in ("alert(1)", "javascript:", "onclick", "iframe", "x.example"):
        assert bad not in page


def test_files_of_others_are_refused(world: World, enter: Enter) -> None:
    theirs = actions.draft(kind="press_release", unit=world.press, by=world.stranger)
    file = actions.attach(
        release=theirs, by=world.stranger, name="x.jpg", content=photo().read(), role="photo"
    )
    release, client = begin(world), enter("officer")
    sent = text(base="1", then="save", file=[str(file.id), "không-phải-id", "\0"])
    answer = client.post(f"/ban/tin/{release.id}/soan/", sent)
    assert answer.status_code == 409
    assert release.revisions.count() == 1
    assert client.get(f"/tep/{file.id}").status_code == 404


def test_saving_makes_a_revision_with_its_files(world: World, enter: Enter) -> None:
    release, client = begin(world), enter("officer")
    client.post(f"/ban/tin/{release.id}/tep/", {"file": [photo(), photo("hai.jpg")]})
    one, two = (use["file"] for use in Draft.objects.get().files)
    sent = text(base="1", then="save", file=[two, one])
    sent |= {f"caption-{one}": "Chú thích", f"credit-{one}": "TTTT", f"role-{one}": "photo"}
    assert (
        client.post(f"/ban/tin/{release.id}/soan/", sent | details(urgent="on")).status_code == 302
    )
    files = release.revisions.get(number=2).files
    assert [use["file"] for use in files] == [two, one]
    assert (files[1]["caption"], files[1]["role"]) == ("Chú thích", "photo")
    release.refresh_from_db()
    assert release.urgent


def test_files_move_without_scripts(world: World, enter: Enter) -> None:
    release, client = begin(world), enter("officer")
    client.post(f"/ban/tin/{release.id}/tep/", {"file": [photo(), photo("hai.jpg")]})
    one, two = (use["file"] for use in Draft.objects.get().files)
    sent = text(base="1", file=[one, two])
    client.post(f"/ban/tin/{release.id}/soan/", sent | {"then": f"up:{two}"})
    assert [use["file"] for use in Draft.objects.get().files] == [two, one]
    client.post(f"/ban/tin/{release.id}/soan/", sent | {"then": f"remove:{one}"})
    assert [use["file"] for use in Draft.objects.get().files] == [two]
    assert release.revisions.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        ("a.jpg", b"<html><script>1</script>"),
        ("a.exe", b"MZ\x90"),
        ("a.jpg", b""),
    ],
)
def test_bad_files_are_refused_in_words(
    world: World, enter: Enter, name: str, content: bytes
) -> None:
    release = begin(world)
    sent = {"file": SimpleUploadedFile(name, content, "image/jpeg")}
    answer = enter("officer").post(f"/ban/tin/{release.id}/tep/", sent, **BACKGROUND)
    assert answer.status_code == 409
    assert json.loads(answer.content)["words"]


def test_a_refusal_keeps_what_was_typed(world: World, enter: Enter) -> None:
    release, client = begin(world), enter("officer")
    sent = text(base="1", body="<p>Chữ không được mất</p>", then="save")
    answer = client.post(
        f"/ban/tin/{release.id}/soan/", sent | details(release_at="2020-01-01T08:00")
    )
    assert answer.status_code == 409
    assert "Chữ không được mất" in answer.text
    assert "2020-01-01T08:00" in answer.text
    assert "Chữ không được mất" in Draft.objects.get().body
    answer = client.post(f"/ban/tin/{release.id}/soan/", sent | details(reach="world"))
    assert answer.status_code == 422
    assert "Chữ không được mất" in answer.text


def test_what_is_missing_is_named_on_submitting(world: World, enter: Enter) -> None:
    release, client = begin(world), enter("officer")
    sent = text(base="1", title="", then="submit")
    answer = client.post(f"/ban/tin/{release.id}/soan/", sent | details())
    assert answer.status_code == 409
    assert "Chưa có tiêu đề" in answer.text
    sent = text(base="1", then="submit")
    assert client.post(f"/ban/tin/{release.id}/soan/", sent | details()).status_code == 302
    release.refresh_from_db()
    assert release.state == "in_approval"


def test_a_stale_save_shows_both_and_goes_on(world: World, enter: Enter) -> None:
    release, client = begin(world), enter("officer")
    write(release, world.colleague, "<p>Chữ của Tám</p>", base=1)
    sent = text(base="1", body="<p>Chữ của Mai</p>", then="save")
    answer = client.post(f"/ban/tin/{release.id}/soan/", sent, follow=True)
    assert answer.request["PATH_INFO"].endswith("/doi-chieu/")
    for words in ("Chữ của", "<del>Tám</del>", "<ins>Mai</ins>", "Lý Văn Tám"):
        assert words in answer.text
    assert release.revisions.count() == 2
    client.post(f"/ban/tin/{release.id}/soan/", sent | {"base": "2"})
    assert release.revisions.get(number=3).body == "<p>Chữ của Mai</p>"


def test_or_theirs_is_taken(world: World, enter: Enter) -> None:
    release, client = begin(world), enter("officer")
    write(release, world.colleague, "<p>Chữ của Tám</p>", base=1)
    client.post(f"/ban/tin/{release.id}/soan/", text(base="1", then="save"))
    answer = client.post(f"/ban/tin/{release.id}/bo-nhap/", follow=True)
    assert "Chữ của Tám" in answer.text
    assert not Draft.objects.filter(person=world.officer).exists()


def test_word_asks_before_it_replaces(world: World, enter: Enter) -> None:
    release, client = begin(world), enter("officer")
    client.post(f"/ban/tin/{release.id}/word/", {"word": word("Từ tệp Word")})
    assert not Draft.objects.exists()
    client.post(f"/ban/tin/{release.id}/word/", {"word": word("Từ tệp Word"), "replace": "1"})
    assert "Từ tệp Word" in Draft.objects.get().body


def test_details_answer_a_script(world: World, enter: Enter) -> None:
    release, client = begin(world), enter("officer")
    sent = text(base="1") | details(policy_stage="draft")
    told = client.post(f"/ban/tin/{release.id}/chi-tiet/", sent, **BACKGROUND).json()
    assert "Bắt buộc" in told["findings"]
    sent |= {"release_at": "2020-01-01T08:00"}
    answer = client.post(f"/ban/tin/{release.id}/chi-tiet/", sent, **BACKGROUND)
    assert answer.status_code == 409
    release.refresh_from_db()
    assert release.policy_stage == "draft"


def test_hours_are_those_of_viet_nam(world: World, enter: Enter) -> None:
    release, client = begin(world), enter("officer")
    sent = text(base="1") | details(embargo_until="2026-11-24T09:00")
    client.post(f"/ban/tin/{release.id}/chi-tiet/", sent, **BACKGROUND)
    release.refresh_from_db()
    assert release.embargo_until.isoformat() == "2026-11-24T02:00:00+00:00"
    assert "2026-11-24T09:00" in client.get(f"/ban/tin/{release.id}/soan/").text


def test_word_s_clipboard_is_read_by_the_server(world: World, enter: Enter) -> None:
    html = '<p class="MsoNormal" style="mso-list:l0 level1 lfo1">·<b>Một</b></p><script>1</script>'
    answer = enter("officer").post("/ban/tin/dan/", {"html": html}, **BACKGROUND)
    assert "script" not in answer.json()["html"]
    assert "<strong>Một</strong>" in answer.json()["html"]
    assert enter("reporter").post("/ban/tin/dan/", {"html": html}).status_code == 403


def test_every_form_needs_its_token(world: World, enter: Enter) -> None:
    release = begin(world)
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.officer.account)
    for part in ("soan/", "luu-tam/", "tep/", "word/", "gop-y/", "viec/bo/", "bo-nhap/"):
        assert client.post(f"/ban/tin/{release.id}/{part}", text()).status_code == 403


@pytest.mark.parametrize("part", ["luu-tam/", "chi-tiet/", "bo-nhap/", "tep/", "word/", "gop-y/"])
def test_reading_an_address_does_nothing(world: World, enter: Enter, part: str) -> None:
    release = begin(world)
    assert enter("officer").get(f"/ban/tin/{release.id}/{part}").status_code == 405
