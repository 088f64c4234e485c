"""The desk's world of texts, and a tab of the officer in Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browsers import browser  # noqa: F401 - a fixture
from tests.desk.releases.conftest import (  # noqa: F401 - fixtures
    _static_folder,
    enter,
    open_world,
)
from tests.desk.releases.test_editor_in_browser import bad, sign_in
from tests.releases.conftest import World
from thongsuot.releases import actions
from thongsuot.releases.models import Release


@pytest.fixture
def world(db: None) -> World:
    return open_world()


@pytest.fixture
def release(world: World) -> Release:
    return actions.draft(kind="press_release", unit=world.telecom, by=world.officer)


@pytest.fixture
def device() -> dict[str, Any]:
    """What the tab is on, as the browser is told; nothing: a desk's screen."""
    return {}


@pytest.fixture
def page(
    transactional_db: None,
    world: World,
    live_server: Any,
    browser: Any,  # noqa: F811
    device: dict[str, Any],
) -> Iterator[Any]:
    """A tab of the officer; a violation of the policy or a fault of a script fails the test."""
    faults: list[str] = []
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", **device)
    context.add_cookies([sign_in(world, live_server.url)])
    context.set_default_timeout(15_000)
    tab = context.new_page()
    tab.on("console", lambda message: faults.append(message.text) if bad(message) else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    yield tab
    context.close()
    assert not faults
