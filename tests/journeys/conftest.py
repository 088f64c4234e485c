"""One running installation for all journeys; each test has browsers of its own."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browsers import chromium
from tests.journeys.browsing import People
from tests.journeys.house import House


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="package")
def house(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    found = House(tmp_path_factory.mktemp("journeys"))
    try:
        found.start()
        yield found
    finally:
        found.stop()


@pytest.fixture
def people(browser: Any, house: House) -> Iterator[People]:
    """Whatever a page did wrong fails the test: policy, scripts, lost or foreign requests."""
    found = People(browser, house)
    yield found
    found.leave()
    assert not found.faults, "\n".join(dict.fromkeys(found.faults))
