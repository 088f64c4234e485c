"""The lines of a topic in a real Chromium, on a phone, with the network cut."""

from typing import Any

import pytest

from tests.desk.releases.conftest import open_world
from tests.desk.releases.test_editor_in_browser import page  # noqa: F401
from tests.releases.conftest import World, sealed
from thongsuot.releases import actions
from thongsuot.releases.houses import Answered, House, Line
from thongsuot.releases.models import Topic

pytestmark = pytest.mark.browser
CODE, OTHER = "subscriber-data", "telecom"
HOUSE = House(
    one_line="Thuê bao chuẩn hóa tại nhà.",
    messages=(Line("Gọi video ba phút là xong"),),
    answers=(Answered("Sim rác bị xử lý thế nào?", "Nhà mạng rà soát, khóa."),),
)
KEPT = """async () => {
    const cache = await caches.open("saying");
    return (await cache.keys()).map((key) => new URL(key.url).pathname);
}"""


@pytest.fixture
def world(transactional_db: None) -> World:
    found = open_world()
    Topic.objects.filter(pk=CODE).update(owner=found.telecom)
    release = actions.begin_house(topic=CODE, unit=found.telecom, by=found.officer, house=HOUSE)
    actions.save_house(release=release, by=found.officer, house=HOUSE, base=0, title="Bộ")
    sealed(found, release)
    return found


@pytest.fixture
def device() -> dict[str, Any]:
    return {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def until_kept(page: Any, path: str) -> None:  # noqa: F811
    for _ in range(240):
        if path in page.evaluate(KEPT):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{path} is not among {page.evaluate(KEPT)}")


def test_the_lines_are_there_without_network(page: Any, live_server: Any) -> None:  # noqa: F811
    page.goto("/ban/")
    page.get_by_role("link", name="Sẵn sàng").click()
    page.get_by_label("Người ta đang hỏi").fill("sim rac xu ly the nao")
    page.get_by_role("button", name="Tìm ý trả lời").click()
    page.get_by_text("Nhà mạng rà soát, khóa.").wait_for()
    page.goto(f"/ban/noi-gi/{CODE}/")
    until_kept(page, f"/ban/noi-gi/{CODE}/")

    page.context.set_offline(True)
    page.goto(f"/ban/noi-gi/{CODE}/?q=khac")
    page.get_by_role("listitem").get_by_text("Gọi video ba phút là xong").wait_for()
    page.get_by_text("Bản lưu lúc").wait_for()
    assert page.get_by_role("button", name="Mở tin mới từ đây").is_hidden()
    page.goto("/ban/noi-gi/?q=gia+cuoc")  # never asked: nobody else's answers for it
    page.wait_for_load_state()
    assert page.get_by_text("Nhà mạng rà soát, khóa.").count() == 0
    page.goto(f"/ban/noi-gi/{OTHER}/")  # never opened
    page.get_by_role("heading", name="Đang mất mạng").wait_for()

    page.context.set_offline(False)
    page.goto(f"/ban/noi-gi/{CODE}/")
    assert page.get_by_text("Bản lưu lúc").is_hidden()
    kept = page.evaluate(KEPT)
    assert all(path.startswith(("/ban/noi-gi/", "/static/")) for path in kept)

    page.context.clear_cookies()  # the session is over: the server sends to the sign-in page
    page.goto(f"/ban/noi-gi/{CODE}/")
    page.wait_for_url("**/tai-khoan/vao/**")
    page.wait_for_timeout(300)
    kept = page.evaluate(KEPT)
    assert not [path for path in kept if CODE in path or path == "/ban/noi-gi/"]


def test_signing_out_empties_what_was_kept(page: Any) -> None:  # noqa: F811
    page.goto(f"/ban/noi-gi/{CODE}/")
    until_kept(page, f"/ban/noi-gi/{CODE}/")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(lambda url: "/ban/" not in url)
    assert f"/ban/noi-gi/{CODE}/" not in page.evaluate(KEPT)
