"""How a run is spread over the cores (`make test`): what is long goes first, and what stands on
one furnished installation goes to one process.

Elsewhere a file is a group: it runs in one process, in its order.
"""

from collections.abc import Generator

import pytest

LONG = {  # rooms and files in the order in which they begin
    "durability": "tests/durability/",
    "journeys": "tests/journeys/",
    "work": "tests/work/",
    "leaks": "tests/invariants/test_no_leak.py",
}


def group(item: pytest.Item) -> str:
    """The name of what runs in one process. No two processes furnish the same installation."""
    file, _, test = item.nodeid.partition("::")
    name = next((name for name, start in LONG.items() if file.startswith(start)), None)
    if name in ("durability", "work"):
        on_postgresql = item.get_closest_marker("postgresql") or "[postgresql" in test
        return f"{name} on {'PostgreSQL' if on_postgresql else 'SQLite'}"
    return {"journeys": "journeys", None: file}.get(name, item.nodeid)


def turn(item: pytest.Item) -> int:
    starts = list(LONG.values())
    return next((n for n, s in enumerate(starts) if item.nodeid.startswith(s)), len(starts))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group(item)))
    yield
    items.sort(key=turn)  # stable: otherwise as pytest-django orders them
