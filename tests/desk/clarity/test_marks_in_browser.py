"""Marks under the text as one types, in a real Chromium with Vietnamese input methods."""

from typing import Any

import pytest

from tests.desk.releases.conftest import open_world
from tests.desk.releases.test_editor_in_browser import compose, kept, open_editor
from tests.releases.conftest import World
from thongsuot.releases import actions
from thongsuot.releases.models import Draft, Release, Verdict

pytestmark = pytest.mark.browser
SPAN = "nhằm mục đích"
BODY = (
    "<p>Chiều qua bà con nhiều xã đã về đây đông đủ.</p>"
    f"<p>Tuyến 😀 mới<br>mở {SPAN} dài 10km , cho <b>bà con</b>.</p>"
    f"<ul><li><p>Mở lớp {SPAN} hướng dẫn</p></li></ul>"
    f"<table><tbody><tr><th><p>Xã</p></th><td><p>Lớp {SPAN} dạy nghề</p></td></tr></tbody></table>"
)
"""A break, a character of two halves, a list and a table stand before what is found."""


@pytest.fixture
def world(transactional_db: None) -> World:
    return open_world()


@pytest.fixture
def written(release: Release, world: World) -> Release:
    words = {"title": f"Mở lớp {SPAN} dạy nghề", "summary": f"Sở mở lớp\n{SPAN} dạy nghề."}
    actions.save(release=release.pk, by=world.officer, base=0, files=[], body=BODY, **words)
    return release


def marks(page: Any, where: str = ".ProseMirror") -> list[str]:
    return page.locator(f"{where} .mark").all_inner_texts()  # type: ignore[no-any-return]


def answered(page: Any) -> None:
    """What is drawn is what is said of the words as they are now."""
    page.wait_for_timeout(60)  # the editor reads what was typed a moment later
    page.locator("#clarity[data-state=said]").wait_for()


def ime(page: Any, *steps: str) -> None:
    """A composition that goes on: nothing of it is taken yet."""
    session = page.context.new_cdp_session(page)
    for step in steps:
        place = {"selectionStart": len(step), "selectionEnd": len(step)}
        session.send("Input.imeSetComposition", {"text": step, **place})


def words(page: Any) -> str:
    return page.locator(".ProseMirror").inner_text()  # type: ignore[no-any-return]


def test_marks_stand_under_their_words(page: Any, written: Release) -> None:
    page.goto(f"/ban/tin/{written.id}/soan/")
    answered(page)
    assert marks(page).count(SPAN) == 2 and {"10km", SPAN} <= set(marks(page))
    for name in ("title", "summary"):
        assert SPAN in marks(page, f".marked:has([name={name}])")
    copy = page.locator(".marked:has([name=title]) .mark").first.bounding_box()
    field = page.locator("[name=title]").bounding_box()
    assert field["y"] <= copy["y"] and copy["y"] + copy["height"] <= field["y"] + field["height"]
    page.locator(".ProseMirror td").click()
    page.keyboard.press("Home")
    page.keyboard.type("Có ")
    assert marks(page).count(SPAN) == 2, "marks go along while the answer is awaited"
    answered(page)
    assert marks(page).count(SPAN) == 2


def test_a_composition_is_never_drawn_into(page: Any, release: Release) -> None:
    """Answers that come while an input method composes wait for its end; no character is lost."""
    open_editor(page, release)
    answered(page)
    with page.expect_response("**/ro-rang/"):
        page.keyboard.type(f"Sở mở lớp {SPAN} dài 10km.")
        page.keyboard.press("Enter")
        ime(page, "đ", "đư", "đươ")
    page.wait_for_timeout(250)
    said = page.locator("#clarity").inner_text()
    assert "10 km" in said and "đươ" not in said and marks(page) == []
    ime(page, "đươn", "đường")
    compose(page, "đường", "đường")
    answered(page)
    assert words(page).split("\n\n") == [f"Sở mở lớp {SPAN} dài 10km.", "đường"]
    assert {SPAN, "10km"} <= set(marks(page))


def test_composing_inside_and_beside_a_mark_loses_nothing(page: Any, release: Release) -> None:
    open_editor(page, release)
    page.keyboard.type(f"Sở mở lớp {SPAN}")
    answered(page)
    assert SPAN not in marks(page), "it may go on"
    page.keyboard.press("ArrowLeft")
    answered(page)
    assert SPAN in marks(page)
    page.keyboard.press("End")
    compose(page, " r", " rô", " rôn", " rông", " rộng")
    answered(page)
    assert SPAN in marks(page)
    for _ in range(len(" rộng") + len(" đích")):
        page.keyboard.press("ArrowLeft")
    compose(page, " c", " ca", " cá", " cái")
    answered(page)
    assert words(page).strip() == "Sở mở lớp nhằm mục cái đích rộng"
    assert SPAN not in marks(page)
    page.keyboard.press("Control+z")
    answered(page)
    assert SPAN in marks(page)


def test_a_late_answer_is_not_drawn(page: Any, release: Release) -> None:
    held: list[Any] = []
    page.route("**/ro-rang/", lambda route: held.append(route) if not held else route.continue_())
    page.goto(f"/ban/tin/{release.id}/soan/")
    page.fill("[name=summary]", f"Sở mở lớp {SPAN} dạy nghề.")
    page.wait_for_timeout(800)
    page.fill("[name=summary]", "Sở mở lớp dạy nghề.")
    answered(page)
    late = {"version": 1, "marks": [], "list": "muộn"}
    held[0].fulfill(json=late)
    page.wait_for_timeout(300)
    assert "muộn" not in page.locator("#clarity").inner_text()


def test_one_press_mends_and_ctrl_z_takes_it_back(page: Any, written: Release) -> None:
    page.goto(f"/ban/tin/{written.id}/soan/")
    answered(page)
    row = page.locator("#clarity li", has_text=f"«{SPAN}»")
    row.locator("[data-take]").first.click()
    answered(page)
    assert words(page).count(SPAN) == 1 and words(page).count("nhằm") == 3, "a cell is no prose"
    assert page.input_value("[name=title]") == "Mở lớp nhằm dạy nghề"
    assert {verdict.match for verdict in Verdict.objects.all()} == {SPAN}
    page.locator("[data-fix]").click()
    answered(page)
    assert "dài 10 km, cho" in words(page)
    assert page.locator(".ProseMirror strong").inner_text() == "bà con"
    page.locator(".ProseMirror li").click()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert words(page).count(SPAN) == 3
    page.locator("[name=title]").focus()
    for _field in ("summary", "title"):
        page.keyboard.press("Control+z")
    assert page.input_value("[name=title]") == f"Mở lớp {SPAN} dạy nghề"
    kept(page)
    assert "<br>" in Draft.objects.get().body


def test_what_is_set_aside_stays_aside_and_comes_back(page: Any, written: Release) -> None:
    page.goto(f"/ban/tin/{written.id}/soan/")
    answered(page)
    row = page.locator("#clarity li", has_text=f"«{SPAN}»")
    row.locator("[data-aside-for] > summary").click()
    row.locator("[data-note]").fill("Lời của dân")
    row.locator("[data-dismiss=other]").click()
    answered(page)
    assert SPAN not in marks(page)
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("Home")
    page.keyboard.type("Từ đầu ")
    kept(page)
    page.reload()
    answered(page)
    assert SPAN not in marks(page)
    page.locator("[data-aside] > summary").click()
    page.locator("[data-restore]").first.click()
    answered(page)
    assert SPAN in marks(page) + marks(page, ".marked")


def test_marks_are_walked_and_mended_by_keys(page: Any, written: Release) -> None:
    page.goto(f"/ban/tin/{written.id}/soan/")
    answered(page)
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.name") == "title"
    page.locator(".clear-card").wait_for()
    while page.evaluate("getSelection().toString()") != "10km":
        page.keyboard.press("F8")
        page.wait_for_timeout(60)
    page.keyboard.press("Alt+Enter")
    answered(page)
    assert "10 km" in words(page)
    page.keyboard.press("Shift+F8")
    page.locator(".clear-card").wait_for()
    page.keyboard.press("Escape")
    page.locator(".clear-card").wait_for(state="hidden")


def test_a_row_becomes_a_list(page: Any, release: Release) -> None:
    open_editor(page, release)
    page.keyboard.type("Lớp có các nội dung: cài phần mềm, nộp hồ sơ, trả lời thắc mắc.")
    page.locator("[data-rewrites] > summary").click()
    page.locator(".clear-rewrite", has_text="Thành danh sách").locator("button").click()
    assert page.locator(".ProseMirror ul > li").all_inner_texts() == [
        "cài phần mềm;",
        "nộp hồ sơ;",
        "trả lời thắc mắc.",
    ]
    page.locator(".ProseMirror li").first.click()
    page.keyboard.press("Control+z")
    assert page.locator(".ProseMirror li").count() == 0
    answered(page)
