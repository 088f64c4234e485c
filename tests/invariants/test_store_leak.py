"""The store of what is ready, by every address of the house: figures for the units alone, requests,
answers of a body, a kit that is being prepared. The lines of message houses are walked with the
texts (test_no_leak.py)."""

import logging
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from tests.circulation.conftest import add_departments
from tests.invariants.conftest import filled, text_of, visitor
from tests.invariants.test_no_leak import work_off_planning
from tests.releases.conftest import World, build
from thongsuot.exchange import actions as exchange
from thongsuot.exchange import queries as asked
from thongsuot.exchange.terms import Wanted
from thongsuot.facts import actions as facts
from thongsuot.facts.terms import Better, Cadence
from thongsuot.lib import clock
from thongsuot.network.terms import Reach
from thongsuot.releases import actions as releases

FIGURE, QUESTION, ANSWER, KIT = "Chỉ tiêu mậtsố", "Hỏi mậthỏi", "Rằng mậtđáp", "Bộ mậtbộ"
OUTSIDE = {"public", "reporter", "token:reporter"}
STAFF = {"stranger", "hanoi_officer", "officer", "coordinator"}
READERS = {
    FIGURE: STAFF,
    QUESTION: STAFF,
    ANSWER: {"hanoi_officer", "coordinator"},
    KIT: {"officer"},
}
"""Whom each word is for: said here by hand, and not asked of the product."""
SEARCHES = ("/tim/", "/ban/tim/", "/ban/noi-gi/", "/ban/so-lieu/", "/ban/so-lieu/chen/")


@pytest.fixture
def stored(db: None) -> tuple[World, list[UUID]]:
    """The world, and the ids of what stands in its store."""
    world = build()
    add_departments(world)
    return world, [*_figure(world), *_exchange(world), *_kit(world)]


def _figure(world: World) -> list[UUID]:
    indicator = facts.keep_indicator(
        name=FIGURE,
        name_en="",
        measure="vụ",
        measure_en="",
        decimals=0,
        better=Better.LESS,
        cadence=Cadence.NONE,
        reach=Reach.UNITS,
        by=world.coordinator,
    )
    series = facts.open_series(indicator=indicator.pk, owner=world.telecom.pk, by=world.coordinator)
    value = facts.state_value(
        series=series.pk,
        number=Decimal(7),
        as_of=clock.legal_date(),
        source=f"Báo cáo của {FIGURE}",
        stated_for=world.telecom.pk,
        by=world.officer,
    )
    return [series.pk, value.pk]


def _exchange(world: World) -> list[UUID]:
    request = exchange.ask(
        unit=world.units["centre"].pk,
        by=world.coordinator,
        title=QUESTION,
        question=f"{QUESTION}?",
        wants=[Wanted.TEXT],
        due_at=clock.now() + timedelta(days=1),
    )
    work_off_planning()
    exchange.answer(
        request=request.pk,
        unit=world.units["hanoi"].pk,
        by=world.people["hanoi_officer"],
        text=f"{ANSWER}.",
        files=[(f"{ANSWER}.txt", ANSWER.encode())],
    )
    (row,) = (
        each
        for each in asked.answers_of(_viewer(world, "coordinator"), request.pk)
        if each.unit == world.units["hanoi"].pk
    )
    return [request.pk, request.edition_id, request.dispatch_id, *row.files]


def _viewer(world: World, name: str) -> object:
    from thongsuot.network.queries import viewer_of

    return viewer_of(world.people[name])


def _kit(world: World) -> list[UUID]:
    kit = releases.begin_kit(title=KIT, unit=world.telecom.pk, by=world.officer)
    return [kit.pk, *kit.parts.values_list("release_id", flat=True)]


def test_the_store_is_read_by_whom_it_is_for_and_by_nobody_else(
    stored: tuple[World, list[UUID]],
) -> None:
    world, ids = stored
    paths = [*filled(ids, ["x"]), *_searches()]
    read = {word: set() for word in READERS}
    logging.disable(logging.CRITICAL)  # thousands of refusals are the point here
    existing: set[str] = set()
    for name in ("officer", "coordinator", "hanoi_officer"):
        existing |= _walk(world, name, paths, read)
    for name in ("public", "reporter", "token:reporter", "stranger"):
        _walk(world, name, sorted(existing), read)
    logging.disable(logging.NOTSET)
    assert {word: names - READERS[word] for word, names in read.items()} == {
        word: set() for word in READERS
    }
    assert {word: READERS[word] - names for word, names in read.items()} == {
        word: set() for word in READERS
    }


def _searches() -> list[str]:
    """By the word alone: a page says again what was typed, and that is no leak."""
    return [f"{page}?q={told.split()[-1]}" for page in SEARCHES for told in READERS]


def _walk(world: World, name: str, paths: list[str], read: dict[str, set[str]]) -> set[str]:
    """Open the paths as that person; which exist for them. What they read is noted by word."""
    existing, who = set(), visitor(world, name)
    for path in paths:
        response = who.get(path)
        assert response.status_code < 500 or path == "/healthz", path
        if response.status_code in (404, 405):
            continue
        existing.add(path)
        told = text_of(response) if response.status_code == 200 else ""
        for word, names in read.items():
            if word in told:
                names.add(name)
    return existing
