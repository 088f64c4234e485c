"""Several people at the same moment, each with a connection of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from thongsuot.journal import triggers
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions
from thongsuot.releases.models import Edition, Release

from .conftest import World, begin, build, pending

HANDS = 6


@pytest.fixture
def _guarded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        triggers.install(connection)


@pytest.fixture
def shared(_guarded: None, transactional_db: None, morning: datetime) -> Iterator[World]:
    """A world that other connections see; afterwards the journal lets itself be emptied."""
    yield build()
    triggers.remove(connection)


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """What each act gave or raised, all begun together."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return act()
        except Refused as no:
            return no.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as hands:
        waiting = [hands.submit(copy_context().run, run, act) for act in acts]
        return [each.result() for each in waiting]


def ready(world: World) -> Release:
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    actions.approve(step=pending(release), by=world.leader)
    return release


def test_numbers_have_no_gap_and_no_twin(shared: World) -> None:
    steps = [pending(ready(shared)).pk for _ in range(HANDS)]
    made = at_once(
        [lambda step=step: actions.approve(step=step, by=shared.coordinator) for step in steps]
    )
    assert sorted(edition.number for edition in made) == list(range(1, HANDS + 1))
    assert Edition.objects.count() == HANDS


def test_a_step_is_decided_once(shared: World) -> None:
    step = pending(ready(shared)).pk
    people = [shared.centre_leader, shared.coordinator, shared.second]
    made = at_once([lambda by=by: actions.approve(step=step, by=by) for by in people])
    assert sum(isinstance(each, Edition) for each in made) == 1
    assert sorted(each for each in made if isinstance(each, str)) == ["releases.not_now"] * 2


def test_two_saves_on_one_base(shared: World) -> None:
    release = begin(shared)
    words = {"title": "T", "summary": "", "body": "<p>b</p>", "files": [], "base": 1}
    people = [shared.officer, shared.colleague]
    made = at_once([lambda by=by: actions.save(release=release, by=by, **words) for by in people])
    assert made.count("releases.stale") == 1
    assert release.revisions.count() == 2
