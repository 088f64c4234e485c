"""A figure is put at the cursor, in a real Chromium, and told of beside the text."""

from datetime import date
from typing import Any

import pytest

from tests.desk.ready.test_figures import keep, state
from tests.desk.releases.conftest import open_world
from tests.desk.releases.test_editor_in_browser import device, kept, page, release  # noqa: F401
from tests.releases.conftest import World
from thongsuot.network.terms import Reach
from thongsuot.releases.models import Draft, Release

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db: None) -> World:
    found = open_world()
    series = keep(found, reach=Reach.PUBLIC)
    state(found, series, "124500000", date(2026, 9, 30))
    return found


def test_a_figure_is_put_at_the_cursor(page: Any, release: Release) -> None:  # noqa: F811
    page.goto(f"/ban/tin/{release.pk}/soan/")
    writing = page.locator(".ProseMirror")
    writing.click()
    page.keyboard.type("Cả nước có ")
    page.get_by_role("button", name="Chèn số liệu").click()
    page.get_by_label("Tìm chỉ tiêu, đơn vị").fill("thue bao")
    page.get_by_role("button", name="124,5 triệu thuê bao").click()
    page.keyboard.type(", tăng đều.")
    kept(page)
    told = page.locator("#figures-in-text")
    assert "Còn đúng" in told.inner_text()
    body = Draft.objects.get(release=release).body
    assert 'Cả nước có <a href="/so-lieu/' in body
    assert "124,5 triệu thuê bao</a>, tăng đều." in body
