"""How a run is spread over the cores (`make test`): what is long begins first, and what stands on
one furnished installation goes to one process.

Elsewhere a file is a group: it runs in one process, in its order.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

LONG = [  # rooms and files in the order in which they begin
    "tests/durability/",
    "tests/invariants/test_no_leak.py",
    "tests/invariants/test_store_leak.py",
    "tests/journeys/",
    "tests/desk/office/test_board_in_browser.py",
    "tests/work/",
    "tests/peers/test_three.py",
    "tests/circulation/test_sending.py",
    "tests/releases/test_invariants.py",
]


def group(test: str) -> str:
    """The name of what runs in one process. No two processes furnish the same installation."""
    file, _, name = test.partition("::")
    if file.startswith("tests/journeys/"):
        return "journeys"
    if file.startswith(("tests/durability/", "tests/work/")):
        return f"{file.split('/')[1]} on {'PostgreSQL' if '[postgresql' in name else 'SQLite'}"
    return test if file in LONG else file


class Groups(LoadScopeScheduling):
    """Whole groups go to whoever is free next, in the order of the collection."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Groups:
    config.option.loadscopereorder = False
    return Groups(config, log)


def turn(item: pytest.Item) -> int:
    places = (n for n, start in enumerate(LONG) if item.nodeid.startswith(start))
    return next(places, len(LONG))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=turn)  # stable: otherwise as pytest-django orders them
