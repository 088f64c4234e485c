"""The road of a release through real browsers, chapter by chapter, on one running installation."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.journeys import words
from tests.journeys.browsing import People, paste, select_text, type_vietnamese
from tests.journeys.house import House, until
from tests.journeys.pictures import WANTED, take

pytestmark = pytest.mark.browser


@dataclass
class Road:
    """Addresses that later chapters need; empty until a chapter has got there."""

    release: str = ""
    edition: str = ""
    dispatch: str = ""
    correction: str = ""

    def need(self, *names: str) -> None:
        for name in names:
            assert getattr(self, name), f"an earlier chapter did not get as far as the {name}"


@pytest.fixture(scope="module")
def road() -> Road:
    return Road()


def test_1_an_officer_writes_and_submits(people: People, house: House, road: Road) -> None:
    page = people.signed_in("officer")
    page.get_by_role("link", name="Soạn tin").first.click()
    page.get_by_text("Thông cáo báo chí").first.click()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    page.wait_for_url("**/soan/")
    write_head(page)
    write_body(page)
    add_files(page)
    with kept(page, "Chương trình tập huấn"):
        page.get_by_label("Mô tả").fill("Chương trình tập huấn")
    editor(page).get_by_text(words.OPENING).scroll_into_view_if_needed()
    take(page, "editor-1280")
    page.reload()
    found = editor(page).inner_text()
    for words_kept in (words.OPENING, words.HEADING, *words.POINTS, "An toàn thông tin"):
        assert words_kept in found
    assert page.get_by_label("Tiêu đề").input_value() == words.TITLE
    assert page.get_by_label("Chú thích").input_value() == words.CAPTION
    assert editor(page).locator("[style], .MsoNormal, .MsoListParagraph").count() == 0
    assert editor(page).locator("td").count() == 6
    page.get_by_role("button", name="Trình duyệt").click()
    page.wait_for_url(re.compile(r"/ban/tin/[0-9a-f-]{36}/$"))
    page.get_by_role("heading", name="Đường đi của tin").wait_for()
    road.release = page.url.removeprefix(house.url)


def write_head(page: Any) -> None:
    page.get_by_label("Tiêu đề").click()
    type_vietnamese(page, words.TITLE)
    page.get_by_label("Tóm tắt").click()
    type_vietnamese(page, words.SUMMARY)
    page.get_by_label("Chủ đề").select_option(index=1)


def write_body(page: Any) -> None:
    """Paragraph, link, Word's clipboard, heading, list, heading, table."""
    editor(page).click()
    type_vietnamese(page, words.OPENING)
    page.keyboard.type(" ")
    page.get_by_role("button", name="Liên kết", exact=True).click()
    page.get_by_label("Địa chỉ trang hoặc thư").fill("https://mic.example/mang-luoi")
    page.get_by_role("button", name="Xong").click()
    page.keyboard.press("Enter")
    paste(page, words.WORD)
    editor(page).get_by_text("An toàn thông tin").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    head(page, words.HEADING)
    page.get_by_role("button", name="Danh sách", exact=True).click()
    for point in words.POINTS:
        type_vietnamese(page, point)
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    head(page, words.MEMBERS)
    page.get_by_role("button", name="Chèn bảng").click()
    cells = [cell for row in words.TABLE for cell in row]
    for place, cell in enumerate(cells):
        if place:
            page.keyboard.press("Tab")
        type_vietnamese(page, cell)


def head(page: Any, text: str) -> None:
    page.get_by_label("Kiểu đoạn").select_option(label="Đề mục")
    type_vietnamese(page, text)
    page.keyboard.press("Enter")


def add_files(page: Any) -> None:
    page.get_by_label("Thêm ảnh, tệp").set_input_files([words.photo(), words.attachment()])
    page.get_by_label("Chú thích").click()
    type_vietnamese(page, words.CAPTION)
    page.get_by_label("Tác giả, nguồn ảnh").fill(words.CREDIT)


def editor(page: Any) -> Any:
    """The place to write, once the script has made it from the plain field."""
    page.get_by_role("toolbar", name="Định dạng").wait_for()
    return page.get_by_role("textbox", name="Nội dung")


@contextmanager
def kept(page: Any, last: str) -> Iterator[None]:
    """Within, the last words are typed; after it autosave has them and says so."""

    def has_them(answer: Any) -> bool:
        sent = answer.request.post_data_buffer or b""
        return answer.ok and answer.request.method == "POST" and last.encode() in sent

    with page.expect_response(has_them):
        yield
    page.get_by_role("status").get_by_text("Đã lưu nháp lúc").wait_for()


def test_2_the_leader_approves_on_a_phone(people: People, house: House, road: Road) -> None:
    road.need("release")
    address = house.people["leader"]["email"]
    page = people.signed_in("leader", phone=True)
    page.goto(house.link(address, "/ban/duyet/"))
    page.get_by_role("heading", name=words.TITLE).wait_for()
    take(page, "approve-390")
    approve = page.get_by_role("button", name="Duyệt")
    box = approve.bounding_box()
    assert box["height"] >= 44 and box["y"] > 844 / 2, "out of the thumb's reach"
    approve.tap()
    page.get_by_text("Tin chuyển sang bước tiếp theo").wait_for()


def test_3_the_centre_approves_and_circulates(people: People, house: House, road: Road) -> None:
    road.need("release")
    page = people.signed_in("coordinator")
    page.goto(road.release)
    page.get_by_role("link", name="Xem và duyệt").click()
    page.get_by_role("button", name="Duyệt, phát hành").click()
    page.get_by_text("Đã duyệt và phát hành").wait_for()
    road.edition = page.get_by_role("link", name="Xem trang của bản phát hành").get_attribute(
        "href"
    )
    page.get_by_role("link", name="Gửi đi").click()
    for role in ("Lãnh đạo phụ trách", "Cán bộ đầu mối", "Cán bộ điều phối", "Nhà báo"):
        page.get_by_role("checkbox", name=role).check()
    page.get_by_label("Trong 2 giờ").check()
    page.get_by_label("Lời nhắn ở đầu thư").fill(words.NOTE)
    review = page.get_by_role("button", name=re.compile(r"Xem lại để gửi \d+ người"))
    until(lambda: number(review) > 200, "the preview counts everybody")
    everybody = number(review)
    review.click()
    page.get_by_role("button", name=f"Gửi cho {everybody} người").click()
    page.wait_for_url(re.compile(r"/ban/gui/[0-9a-f-]{36}/$"))
    road.dispatch = page.url.removeprefix(house.url)
    page.evaluate("window.neverLoadedAgain = true")
    page.get_by_text("Đã gửi xong", exact=False).first.wait_for(timeout=300_000)
    assert page.evaluate("window.neverLoadedAgain"), "progress came by loading the page again"
    assert figure(page, "Người nhận") == everybody


def number(button: Any) -> int:
    found = re.search(r"\d+", button.inner_text()) if button.count() else None
    return int(found[0]) if found else 0


def figure(page: Any, name: str) -> int:
    """One of the figures of a dispatch."""
    told = page.locator("dl div").filter(has=page.get_by_text(name, exact=True)).locator("dd")
    return int(told.inner_text().split("/")[0].replace(".", ""))


def test_4_a_department_acknowledges_from_its_mail(
    people: People, house: House, road: Road
) -> None:
    road.need("dispatch")
    watching = people.signed_in("coordinator")
    watching.goto(road.dispatch)
    before, so_far = figure(watching, "Đơn vị xác nhận"), answered(house)
    link = house.link(house.people["department_officer"]["email"], "/xac-nhan/")
    for method in ("GET", "HEAD", "GET"):
        assert house.ask(link, method)[0] == 200
    page = people.anybody(phone=True)
    page.goto(link)
    take(page, "acknowledge-390")
    assert answered(house) == so_far, "opening the link acknowledged"
    page.get_by_role("button", name="Đã nhận").tap()
    page.get_by_text("Đơn vị đã xác nhận").wait_for()
    assert page.get_by_role("button", name="Đã nhận").count() == 0
    until(lambda: figure(watching, "Đơn vị xác nhận") == before + 1, "the desk sees it by itself")


def answered(house: House) -> int:
    asked = "SELECT count(*) FROM circulation_acknowledgement WHERE settled_at IS NOT NULL"
    return int(house.rows(asked)[0][0])


def test_5_a_journalist_takes_word_and_photos(people: People, house: House, road: Road) -> None:
    road.need("edition", "dispatch")
    page = people.anybody()
    address = house.people["journalist"]["email"]
    page.goto(road.edition)
    page.get_by_role("link", name="Đăng nhập").first.click()
    page.get_by_role("link", name="Nhà báo: nhận mã qua thư").click()
    page.get_by_label("Địa chỉ thư điện tử").fill(address)
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    code = re.search(r"\n\s*([A-Z0-9-]{6,})\s*\n", house.mail(address, "Mã đăng nhập").text)
    assert code
    page.get_by_label("Mã trong thư").fill(code[1])
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/hop-thu/")
    page.get_by_role("link", name=words.TITLE).first.click()
    word = docx.Document(BytesIO(download(page, "Word")))
    assert words.TITLE in "\n".join(p.text for p in word.paragraphs)
    assert [cell.text for cell in word.tables[-1].rows[0].cells] == words.TABLE[0]
    with zipfile.ZipFile(BytesIO(download(page, "Ảnh gốc và chú thích (ZIP)"))) as photos:
        originals = [n for n in photos.namelist() if n.endswith(".jpg")]
        assert [photos.read(n) for n in originals] == [words.photo()["buffer"]]
        told = b"\n".join(photos.read(n) for n in photos.namelist() if n not in originals)
    assert words.CAPTION in told.decode()


def download(page: Any, name: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(coming.value.path()).read_bytes()


def test_6_a_correction_goes_the_whole_road(people: People, house: House, road: Road) -> None:
    road.need("edition", "dispatch")
    page = people.signed_in("officer")
    page.goto(road.release)
    page.get_by_role("link", name="Đính chính").click()
    page.get_by_role("button", name="Soạn đính chính").click()
    page.wait_for_url("**/soan/")
    page.get_by_label("Tiêu đề").fill(words.CORRECTED)
    page.get_by_label("Tóm tắt").fill(words.CORRECTED_SUMMARY)
    select_text(page, words.WRONG)
    with kept(page, words.RIGHT):
        type_vietnamese(page, words.RIGHT)
    page.get_by_role("button", name="Trình duyệt").click()
    page.get_by_role("heading", name="Đường đi của tin").wait_for()
    release = page.url.removeprefix(house.url)
    for who, press in (("leader", "Duyệt"), ("coordinator", "Duyệt, phát hành")):
        decider = people.signed_in(who)
        decider.goto(release)
        decider.get_by_role("link", name="Xem và duyệt").click()
        decider.get_by_role("button", name=press).click()
        decider.wait_for_url(f"**{release}")
    page.reload()
    road.correction = page.get_by_role("link", name="Xem trang của bản phát hành").get_attribute(
        "href"
    )
    house.mail(house.people["journalist"]["email"], words.CORRECTED)


def test_7_everyone_sees_the_correction(people: People, house: House, road: Road) -> None:
    road.need("correction")
    page = people.anybody()
    page.goto(road.edition)
    main = page.get_by_role("main")
    main.get_by_text("đính chính", exact=False).first.wait_for()
    assert words.WRONG not in main.inner_text(), "the public still reads the old words"
    main.get_by_role("link", name="Mở bản mới").click()
    page.wait_for_url(f"**{road.correction}")
    assert words.RIGHT in page.get_by_role("main").inner_text()
    take(page, "edition-1280")
    page.goto("/")
    page.get_by_role("link", name=words.CORRECTED).first.wait_for()
    for public in (house.ask("/atom.xml")[1], house.ask(f"{road.correction}tai/ninjs.json")[1]):
        assert words.CORRECTED in public
        assert words.WRONG not in public
    assert road.edition in house.ask(f"{road.correction}tai/ninjs.json")[1]


def test_8_a_member_sees_it_in_the_inbox(people: People, road: Road) -> None:
    road.need("correction")
    page = people.signed_in("department_officer", phone=True)
    page.goto("/hop-thu/")
    page.get_by_role("link", name=words.CORRECTED, exact=True).first.wait_for()
    take(page, "inbox-390")
    page.goto(road.edition)
    assert words.WRONG not in page.get_by_role("main").inner_text()
    page.goto("/")
    take(page, "newsroom-390")
    page.goto(road.correction)
    take(page, "edition-390")
    inside = people.signed_in("officer")
    inside.goto(road.edition)
    assert words.WRONG in inside.get_by_role("main").inner_text(), "the unit keeps its old words"


def test_9_who_stays_silent_is_followed_up(people: People, house: House, road: Road) -> None:
    road.need("dispatch")
    key = road.dispatch.split("/")[-2]
    others_answer(house, key, but=6 if WANTED else 90)
    page = people.signed_in("coordinator")
    page.goto(road.dispatch)
    assert figure(page, "Quá hạn") == 0
    house.let_hours_pass(key, minutes=145)
    until(lambda: late(page, road), "the desk shows who is late")
    reminded = "SELECT count(*) FROM circulation_acknowledgement WHERE follow_up <> 'none'"
    until(lambda: house.rows(reminded)[0][0], "the late are reminded")
    page.reload()
    take(page, "dispatch-1280")
    another_waits(people)
    for path, name in (("", "today"), ("mang-luoi/", "network"), ("nhat-ky/", "journal")):
        page.goto(f"/ban/{path}")
        page.get_by_role("heading", level=1).wait_for()
        take(page, f"{name}-1280")


def others_answer(house: House, dispatch: str, but: int) -> None:
    """The links in the mails are pressed, until only so many bodies stay silent."""
    owing = "SELECT count(*) FROM circulation_acknowledgement WHERE settled_at IS NULL"
    owing += f" AND dispatch_id = '{dispatch.replace('-', '')}'"
    for address in sorted({mail.recipient for mail in house.sink.deliveries()}):
        if house.rows(owing)[0][0] <= but:
            return
        links = {link for mail in house.mails(address) for link in mail.links}
        for link in sorted(link for link in links if "/xac-nhan/" in link):
            house.press(link)


def late(page: Any, road: Road) -> bool:
    page.goto(road.dispatch)
    return figure(page, "Quá hạn") > 0


def another_waits(people: People) -> None:
    """Another text has come as far as the centre."""
    page = people.signed_in("officer")
    page.goto("/ban/tin/moi/")
    page.get_by_text("Thông cáo báo chí").first.click()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    editor(page).click()
    type_vietnamese(page, words.NEXT_BODY)
    page.get_by_label("Tiêu đề").fill(words.NEXT_TITLE)
    page.get_by_label("Tóm tắt").fill(words.NEXT_BODY)
    page.get_by_label("Chủ đề").select_option(index=1)
    page.get_by_role("button", name="Trình duyệt").click()
    page.get_by_role("heading", name="Đường đi của tin").wait_for()
    release = page.url
    page = people.signed_in("leader")
    page.goto(release)
    page.get_by_role("link", name="Xem và duyệt").click()
    page.get_by_role("button", name="Duyệt").click()
    page.get_by_text("Tin chuyển sang bước tiếp theo").wait_for()
