"""One running installation for all journeys; each test has browsers of its own."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.browsing import FLAGS, People
from tests.journeys.house import House

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="package")
def chromium() -> str:
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    return CHROMIUM


@pytest.fixture(scope="package")
def house(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    found = House(tmp_path_factory.mktemp("journeys"))
    try:
        found.start()
        yield found
    finally:
        found.stop()


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def people(browser: Any, house: House) -> Iterator[People]:
    """Whatever a page did wrong fails the test: policy, scripts, lost or foreign requests."""
    found = People(browser, house)
    yield found
    found.leave()
    assert not found.faults, "\n".join(dict.fromkeys(found.faults))
