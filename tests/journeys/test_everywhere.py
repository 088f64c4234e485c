"""Every main page: at 390 px, in both languages, in the dark, and by keyboard alone."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.datastructures import CaseInsensitiveMapping

from tests.journeys.browsing import People, overflow, wide_parts
from tests.journeys.house import House
from tests.pages import check

pytestmark = pytest.mark.browser

PUBLIC = ["/", "/so-phat-hanh/", "/nguon-tin/", "/tim/?q=mang+luoi", "/kiem-chung/"]
PUBLIC += ["/tai-khoan/vao/", "/tai-khoan/ma-thu/", "/tai-khoan/mat-khau/dat-lai/", "/api/v1/docs"]
MEMBER = ["/hop-thu/", "/cai-dat/", "/tim/?q=mang+luoi"]
STAFF = ["/ban/", "/ban/tin/", "/ban/tin/moi/", "/ban/gui/", "/ban/mang-luoi/", "/ban/nhat-ky/"]
STAFF += ["/ban/tim/?q=mang+luoi"]
FIRST = {  # pages found by following a first link: where it stands, what its address is like
    "/ban/tin/": r"/ban/tin/[0-9a-f-]{36}/$",
    "/ban/gui/": r"/ban/gui/[0-9a-f-]{36}/$",
    "/ban/mang-luoi/": r"/ban/mang-luoi/[0-9a-f-]{36}/$",
    "/": r"/tin/[0-9a-f-]{36}/$",
}
WHO = {"": PUBLIC, "journalist": MEMBER, "coordinator": STAFF, "leader": [*STAFF, "/ban/uy-quyen/"]}


def visit(page: Any, path: str) -> None:
    """Open it and look at it as the tests of the doors do."""
    answer = page.goto(path)
    headers = CaseInsensitiveMapping(answer.all_headers())
    shown = SimpleNamespace(content=answer.body(), headers=headers, request={"PATH_INFO": page.url})
    check(shown)


def pages_of(page: Any, paths: list[str]) -> list[str]:
    """The pages, and the first of each list."""
    found = list(paths)
    for path in paths:
        if path in FIRST:
            page.goto(path)
            links = (
                page.get_by_role("main")
                .locator("a")
                .evaluate_all("all => all.map((a) => a.getAttribute('href') || '')")
            )
            found += [link for link in links if re.search(FIRST[path], link)][:1]
    return found


def open_as(people: People, who: str, **more: Any) -> Any:
    return people.signed_in(who, **more) if who else people.anybody(**more)


@pytest.mark.parametrize("who", WHO)
def test_pages_fit_a_phone(people: People, who: str) -> None:
    page = open_as(people, who, phone=True)
    wide = {}
    for path in pages_of(page, WHO[who]):
        visit(page, path)
        page.wait_for_load_state("networkidle")
        if overflow(page) > 0:
            wide[path] = wide_parts(page)
    assert not wide


@pytest.mark.parametrize("who", WHO)
def test_pages_are_there_in_english_and_in_the_dark(people: People, who: str) -> None:
    page = open_as(people, who, language="en", color_scheme="dark")
    for path in pages_of(page, WHO[who]):
        visit(page, path)
        assert page.locator("html").get_attribute("lang") == "en", path
    page.goto("/")
    switch = page.locator("[data-language=vi]")
    page.locator("details").filter(has=switch).locator("summary").click()
    page.get_by_role("button", name="Tiếng Việt").click()
    page.wait_for_function("document.documentElement.lang === 'vi'")


def test_a_leader_approves_by_keyboard_alone(people: People, house: House) -> None:
    """From Today to the decision with Tab and Enter; what has the focus can be seen."""
    release = waiting(people, house)
    page = people.signed_in("leader")
    page.goto("/ban/")
    go_to(page, lambda told: release in told["near"] or told["text"] == "Xem và duyệt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ban/duyet/**")
    go_to(page, lambda told: told["text"] == "Duyệt")
    page.keyboard.press("Enter")
    page.get_by_text("Tin chuyển sang bước tiếp theo").wait_for()


def waiting(people: People, house: House) -> str:
    """A short text that the officer has submitted; its title."""
    page = people.signed_in("officer")
    page.goto("/ban/tin/moi/")
    page.get_by_text("Thông cáo báo chí").first.click()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    page.get_by_role("toolbar", name="Định dạng").wait_for()
    page.get_by_label("Tiêu đề").fill("Lịch cung cấp thông tin tháng 12")
    page.get_by_label("Tóm tắt").fill("Các đơn vị cung cấp thông tin định kỳ vào thứ Năm.")
    page.get_by_label("Chủ đề").select_option(index=1)
    page.get_by_role("textbox", name="Nội dung").click()
    page.keyboard.type("Lịch gửi kèm.")
    page.get_by_role("button", name="Trình duyệt").click()
    page.wait_for_url(re.compile(r"/ban/tin/[0-9a-f-]{36}/$"))
    return "Lịch cung cấp thông tin tháng 12"


FOCUSED = """() => {
    const e = document.activeElement;
    const style = getComputedStyle(e);
    return {
        text: e.textContent.trim(), near: e.closest("li")?.textContent || "",
        seen: style.outlineStyle !== "none" || style.boxShadow !== "none",
        inside: e.getBoundingClientRect().width > 0,
    };
}"""


def go_to(page: Any, here: Any) -> None:
    for _press in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate(FOCUSED)
        assert told["seen"] or not told["inside"], f"no ring: {told['text'][:60]}"
        if here(told):
            return
    raise AssertionError("Tab does not come there")
