"""The editor in a real Chromium: Vietnamese input methods, Word's clipboard, autosave, no loss."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from tests.desk.releases.conftest import open_world
from tests.releases.conftest import World
from thongsuot.releases import actions
from thongsuot.releases.models import Draft, Release, Revision

pytestmark = pytest.mark.browser
WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->'
    '<p class=MsoNormal style="margin:0"><b><span style="font-size:14pt">Đầu mối</span></b> mới'
    "<o:p></o:p></p>"
    '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1">'
    '<span style="mso-list:Ignore">·<span>&nbsp; </span></span>Một lãnh đạo</p>'
    '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1">'
    '<span style="mso-list:Ignore">·<span>&nbsp; </span></span>Một cán bộ</p>'
    "<!--EndFragment--></body></html>"
)


ARRIVED = """(
    !Object.keys(localStorage).some((key) => key.startsWith("typed:"))
    && document.getElementById("kept").dataset.state === "saved"
)"""


@pytest.fixture
def world(transactional_db: None) -> World:
    return open_world()


@pytest.fixture
def release(world: World) -> Release:
    return actions.draft(kind="press_release", unit=world.telecom, by=world.officer)


@pytest.fixture
def device() -> dict[str, Any]:
    """What the tab is on, as the browser is told; nothing: a desk's screen."""
    return {}


@pytest.fixture
def page(world: World, live_server: Any, browser: Any, device: dict[str, Any]) -> Iterator[Any]:
    """A tab of the officer; a violation of the policy or a fault of a script fails the test."""
    faults: list[str] = []
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", **device)
    context.add_cookies([sign_in(world, live_server.url)])
    context.set_default_timeout(60_000)
    tab = context.new_page()
    tab.on("console", lambda message: faults.append(message.text) if bad(message) else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    yield tab
    context.close()
    assert not faults


def bad(message: Any) -> bool:
    """Errors but those of a line or a session that the test itself cut."""
    return message.type in ("error", "warning") and "Failed to load resource" not in message.text


def sign_in(world: World, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(world.officer.account)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


def open_editor(page: Any, release: Release) -> Any:
    page.goto(f"/ban/tin/{release.id}/soan/")
    text = page.locator(".ProseMirror")
    text.click()
    return text


def kept(page: Any) -> None:
    """All that was typed has arrived: the browser keeps no copy of its own any more."""
    page.wait_for_timeout(400)  # the copy is made a quarter of a second after the last key
    for _ in range(480):
        if page.evaluate(ARRIVED):
            return
        page.wait_for_timeout(250)
    raise AssertionError(page.locator("#kept").inner_text())


def compose(page: Any, *steps: str) -> None:
    """What Unikey, GoTiengViet and phones do: a composition that changes until it is taken."""
    session = page.context.new_cdp_session(page)
    for step in steps[:-1]:
        place = {"selectionStart": len(step), "selectionEnd": len(step)}
        session.send("Input.imeSetComposition", {"text": step, **place})
    session.send("Input.insertText", {"text": steps[-1]})


def test_vietnamese_is_typed_kept_and_found_again(page: Any, release: Release) -> None:
    text = open_editor(page, release)
    compose(page, "t", "ti", "tie", "tiê", "tiên", "tiêng", "tiếng")
    page.keyboard.type(" ")
    compose(page, "V", "Vi", "Viê", "Viêt", "Việt")
    page.keyboard.press("Enter")
    compose(page, "đ", "đư", "đươ", "đươn", "đương", "đường")
    assert text.inner_text().split() == ["tiếng", "Việt", "đường"]
    kept(page)
    assert Draft.objects.get().body == "<p>tiếng Việt</p>\n<p>đường</p>"
    page.reload()
    assert page.locator(".ProseMirror").inner_text().split() == ["tiếng", "Việt", "đường"]


def test_a_composition_in_the_middle_is_not_torn(page: Any, release: Release) -> None:
    text = open_editor(page, release)
    page.keyboard.type("mot hai")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    compose(page, " c", " cu", " cũ", " cũn", " cũng")
    page.wait_for_timeout(2500)
    assert text.inner_text().strip() == "mot cũng hai"


def test_words_clipboard_comes_in_clean(page: Any, release: Release) -> None:
    open_editor(page, release)
    # A page cannot write Word's markup to the clipboard: it is handed over in the event.
    page.evaluate(
        """(html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const init = {clipboardData: data, bubbles: true, cancelable: true};
            const event = new ClipboardEvent("paste", init);
            document.querySelector(".ProseMirror").dispatchEvent(event);
        }""",
        WORD,
    )
    page.locator(".ProseMirror li").nth(1).wait_for()
    kept(page)
    assert Draft.objects.get().body == (
        "<p><strong>Đầu mối</strong> mới</p>\n<ul><li>Một lãnh đạo</li><li>Một cán bộ</li></ul>"
    )


def test_the_toolbar_makes_what_an_edition_holds(page: Any, release: Release) -> None:
    open_editor(page, release)
    page.select_option("#toolbar select", "heading2")
    page.keyboard.type("Đề mục")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Chữ đậm").click()
    page.keyboard.type("đậm")
    page.get_by_role("button", name="Chữ đậm").click()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Danh sách", exact=True).click()
    page.keyboard.type("một")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Liên kết", exact=True).click()
    page.get_by_label("Địa chỉ trang hoặc thư").fill("vidu.example")
    page.get_by_role("button", name="Xong").click()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Chèn bảng").click()
    page.get_by_role("button", name="Bỏ cột").click()
    page.keyboard.type("Nhóm")
    kept(page)
    body = Draft.objects.get().body
    for part in (
        "<h2>Đề mục</h2>",
        "<strong>đậm</strong>",
        "<ul><li>một</li></ul>",
        '<a href="https://vidu.example"',
        "<th>Nhóm</th>",
    ):
        assert part in body


def test_a_picture_is_taken_in_and_stands_in_the_text(page: Any, release: Release) -> None:
    open_editor(page, release)
    picture = BytesIO()
    Image.new("RGB", (600, 400), "teal").save(picture, "JPEG")
    file = {"name": "lễ.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    page.set_input_files("#upload-file", [file])
    page.get_by_label("Chú thích").fill("Lễ ra mắt")
    page.get_by_role("button", name="Chèn vào bài").click()
    page.locator(".ProseMirror figure img").wait_for()
    kept(page)
    page.get_by_role("button", name="Lưu phiên bản").click()
    page.get_by_text("Đã lưu phiên bản 1").wait_for()
    saved = Revision.objects.get()
    assert "<figcaption>Lễ ra mắt</figcaption>" in saved.body
    assert [(use["caption"], use["role"]) for use in saved.files] == [("Lễ ra mắt", "photo")]
    page.wait_for_function("document.querySelector('.ProseMirror img').naturalWidth > 0")


def test_a_lost_line_loses_nothing(page: Any, release: Release) -> None:
    open_editor(page, release)
    page.context.set_offline(True)
    page.keyboard.type("Gõ lúc mất mạng")
    page.locator("#kept[data-state=offline]").wait_for()
    assert "đang giữ trong trình duyệt" in page.locator("#kept").inner_text()
    page.context.set_offline(False)
    kept(page)
    assert Draft.objects.get().body == "<p>Gõ lúc mất mạng</p>"


def test_an_ended_session_offers_the_words_again(
    page: Any, release: Release, world: World, live_server: Any
) -> None:
    open_editor(page, release)
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type("Gõ sau khi hết phiên")
    page.locator("#kept[data-state=signed-out]").wait_for()
    assert page.get_by_role("link", name="Đăng nhập lại ở thẻ mới").is_visible()
    assert not Draft.objects.exists()
    page.context.add_cookies([sign_in(world, live_server.url)])
    page.goto(f"/ban/tin/{release.id}/soan/")
    page.get_by_role("button", name="Lấy lại").click()
    kept(page)
    assert Draft.objects.get().body == "<p>Gõ sau khi hết phiên</p>"
    page.reload()
    assert page.locator("#found-here").is_hidden()


def test_a_submission_waits_for_details_that_are_still_being_kept(
    page: Any, release: Release
) -> None:
    open_editor(page, release)
    page.keyboard.type("Chờ chi tiết")
    kept(page)
    order: list[str] = []
    waiting: list[Any] = []
    page.on("request", lambda asked: order.extend(_submitted(asked)))
    page.route("**/chi-tiet/", lambda asked: waiting.append(asked))  # no answer comes back yet
    page.get_by_label("Phạm vi").select_option("network")
    page.get_by_role("button", name="Lưu phiên bản").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert order == ["chi-tiet"]
    waiting.pop().continue_()
    page.get_by_text("Đã lưu phiên bản 1").wait_for()
    assert order == ["chi-tiet", "soan"]
    release.refresh_from_db()
    assert release.reach == "network"


LEFT_WHILE_SENT = """document.querySelector("#editor").addEventListener("submit", ({ target }) =>
    setTimeout(() => target.dispatchEvent(new FocusEvent("focusout")), 200))"""


def test_nothing_is_kept_behind_a_submission(page: Any, release: Release) -> None:
    open_editor(page, release)
    page.keyboard.type("Câu trước")
    kept(page)
    order: list[str] = []
    waiting: list[Any] = []
    page.on("request", lambda asked: order.extend(_submitted(asked)))
    page.route("**/soan/", lambda asked: waiting.append(asked))  # a slow server
    page.evaluate(LEFT_WHILE_SENT)
    page.keyboard.type(" câu cuối")
    page.get_by_role("button", name="Lưu phiên bản").click(no_wait_after=True)
    page.wait_for_timeout(800)
    assert order[-1] == "soan"
    waiting.pop().continue_()
    page.get_by_text("Đã lưu phiên bản 1").wait_for()
    assert Revision.objects.get().body == "<p>Câu trước câu cuối</p>"


def _submitted(asked: Any) -> set[str]:
    """What is kept of the text, the details, or the whole text."""
    part = str(asked.url).rstrip("/").rpartition("/")[2]
    return {part} & {"luu-tam", "chi-tiet", "soan"} if asked.method == "POST" else set()


def test_without_scripts_a_text_is_still_written(
    world: World, release: Release, live_server: Any, page: Any
) -> None:
    context = page.context.browser.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="vi-VN"
    )
    context.add_cookies([sign_in(world, live_server.url)])
    plain = context.new_page()
    plain.goto(f"/ban/tin/{release.id}/soan/")
    plain.fill("[name=title]", "Không cần kịch bản")
    plain.fill("[name=body]", "<p>Vẫn viết được</p>")
    plain.click("button[value=save]")
    assert "Đã lưu phiên bản 1" in plain.content()
    assert Revision.objects.get().body == "<p>Vẫn viết được</p>"
    context.close()
