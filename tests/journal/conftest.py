"""Tools of the journal's tests: a record in its transaction, and a hand that tampers."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction

from thongsuot.journal import actions, subscribers, triggers
from thongsuot.journal.terms import EntryView
from thongsuot.work import registry


@pytest.fixture
def written() -> Callable[..., EntryView]:
    def write(act: str = "release.approved", **facts: object) -> EntryView:
        with transaction.atomic():
            return actions.record(act, by="p-1", subject=("release", "r-1"), **facts)

    return write


@pytest.fixture
def tamper() -> Iterator[Callable[[str], None]]:
    """Run SQL as somebody would who has taken the database's guard away."""

    def run(statement: str) -> None:
        triggers.remove(connection)
        with connection.cursor() as cursor:
            cursor.execute(statement)
        triggers.install(connection)

    return run


@pytest.fixture(autouse=True)
def _own_subscribers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the subscribers a test registers; the house's are loaded before, to be kept."""
    registry.load()
    monkeypatch.setattr(subscribers, "_subscribers", {})
