"""What is ready, on phones: finding a line, answering, consolidating, a figure that moved."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from tests.journeys.browsing import People, overflow
from tests.journeys.house import House

pytestmark = pytest.mark.browser

TOPIC, FIGURE = "subscriber-data", "vt-mobile"
TYPED = "sim khong chinh chu bi khoa khi nao"
ASKED = "Tuần này người dân hỏi gì về SIM?"
ANSWERED = "Bà con hỏi nhiều về cuộc gọi video; Sở đã hướng dẫn tại 12 xã."
TITLE = "Thuê bao di động cuối tháng"
OLD, NEW = "124,5 triệu", "124,1 triệu"


@dataclass(frozen=True)
class Store:
    """Addresses of what was prepared."""

    request: str
    figure: str
    draft: str


@pytest.fixture(scope="module")
def store(house: House) -> Store:
    told = house.do(
        "from tests.journeys.furnish import ready\n"
        f"ready({TOPIC!r}, {FIGURE!r}, {TITLE!r}, {ASKED!r})"
    )
    return Store(
        request=f"/ban/yeu-cau/{told['request']}/",
        figure=f"/ban/so-lieu/{told['series']}/",
        draft=f"/ban/tin/{told['draft']}/",
    )


def fits(page: Any) -> None:
    assert overflow(page) <= 0, page.url


@pytest.mark.usefixtures("store")
def test_the_line_for_a_question_in_three_presses(people: People) -> None:
    """From Today, typed without accents; the question's own answer stands open."""
    page = people.signed_in("department_officer", phone=True)
    page.goto("/ban/")
    page.get_by_label("Người ta đang hỏi anh/chị điều gì?").fill(TYPED)
    page.get_by_role("button", name="Tìm ý trả lời").tap()
    first = page.locator(".say-first")
    first.get_by_text("SIM không chính chủ bị khóa khi nào?").wait_for()
    fits(page)
    first.get_by_role("link", name="Xem đủ các ý, gọi ai").tap()
    page.get_by_role("heading", name="Được nói").wait_for()
    page.get_by_text("Một SIM, một người, đúng giấy tờ").first.wait_for()
    assert page.get_by_text("Sau khi đã được nhắn tin báo đủ số lần").is_visible()
    assert page.get_by_text("97,4%").first.is_visible()
    fits(page)


def test_a_unit_answers_and_the_centre_consolidates(
    people: People, house: House, store: Store
) -> None:
    """The mail leads to the form; the answer stands under its unit's name in a draft."""
    unit = house.people["department_officer"]
    page = people.anybody(phone=True)
    people.enter(page, "department_officer")
    page.goto(house.link(unit["email"], "tra-loi"))
    page.get_by_role("heading", name=ASKED).wait_for()
    fits(page)
    page.get_by_label("Nội dung trả lời").fill(ANSWERED)
    page.get_by_role("button", name="Gửi trả lời").tap()
    page.get_by_text("Đã gửi trả lời").wait_for()
    page = people.signed_in("coordinator", phone=True)
    page.goto(store.request)
    fits(page)
    page.get_by_role("button", name="Vào tin nháp").tap()
    page.wait_for_url("**/soan/")
    words = page.get_by_role("textbox", name="Nội dung")
    words.get_by_text(ANSWERED).wait_for()
    assert unit["unit"] in words.inner_text()


def test_a_moved_figure_is_marked_in_an_open_draft(people: People, store: Store) -> None:
    page = people.signed_in("officer", phone=True)
    page.goto(store.draft + "soan/")
    words = page.get_by_role("textbox", name="Nội dung")
    words.get_by_text(OLD).wait_for()
    assert page.get_by_role("button", name="Cập nhật số này").count() == 0
    state_newer(people, store)
    page.reload()
    page.get_by_text("Nay là 124.100.000").first.wait_for()
    fits(page)
    page.get_by_role("button", name="Cập nhật số này").tap()
    page.get_by_role("textbox", name="Nội dung").get_by_text(NEW).wait_for()
    assert OLD not in page.get_by_role("textbox", name="Nội dung").inner_text()


def state_newer(people: People, store: Store) -> None:
    """The coordinator notes what the body stated, on a phone too."""
    page = people.signed_in("coordinator", phone=True)
    page.goto(store.figure)
    fits(page)
    page.goto(store.figure + "neu/")
    page.get_by_label("Giá trị").fill(NEW)
    page.get_by_label("Nguồn", exact=True).fill("Báo cáo minh họa số 12")
    page.get_by_label("Cơ quan nêu số liệu").select_option(label="Cục Viễn thông")
    fits(page)
    page.get_by_role("button", name="Ghi vào kho số liệu").tap()
    page.wait_for_url(re.compile(r"/ban/so-lieu/[0-9a-f-]{36}/$"))
    page.get_by_text("124.100.000").first.wait_for()
