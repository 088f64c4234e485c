"""What figures of the bank in a text stop, and what they only warn of."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from tests.releases.conftest import World, begin, sealed
from thongsuot.facts import actions as facts
from thongsuot.facts import queries
from thongsuot.facts.terms import Form, Reference
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import Reach
from thongsuot.releases import actions, requirements, standing
from thongsuot.releases.models import Edition, Release
from thongsuot.releases.terms import Severity


def figure(world: World, reach: Reach, number: str = "124500000") -> Any:
    """A series of telecom with one value."""
    indicator = facts.keep_indicator(
        name=f"Thuê bao {reach}", measure="thuê bao", reach=reach, by=world.coordinator
    )
    series = facts.open_series(indicator=indicator, owner=world.telecom, by=world.coordinator)
    state(world, series, number, date(2026, 9, 30))
    return series


def state(world: World, series: Any, number: str, day: date) -> Any:
    return facts.state_value(
        series=series,
        number=Decimal(number),
        as_of=day,
        source="Báo cáo số 12",
        stated_for=world.telecom,
        by=world.officer,
    )


def link(world: World, series: Any) -> str:
    view = queries.figure(world.view("officer"), series.pk)
    assert view is not None
    return queries.reference_html(view, Form.SHORT)


def holding(world: World, html: str) -> Release:
    release = begin(world)
    text = {"title": "Tin", "summary": "Tóm tắt", "body": f"<p>Có {html}.</p>"}
    actions.save(release=release, by=world.officer, files=[], base=1, **text)
    release.refresh_from_db()
    return release


def codes(release: Release) -> list[str]:
    revision = standing.newest(release)
    assert revision is not None
    found = standing.findings_on(release, revision.title, revision.summary, revision.body, [])
    return [each.code for each in found]


def test_a_figure_as_the_bank_holds_it_says_nothing(world: World) -> None:
    release = holding(world, link(world, figure(world, Reach.PUBLIC)))
    assert codes(release) == []
    actions.submit(release=release, by=world.officer)


def test_a_moved_figure_warns_and_the_edition_keeps_its_day_s_value(world: World) -> None:
    series = figure(world, Reach.PUBLIC)
    release = holding(world, link(world, series))
    state(world, series, "126000000", date(2026, 10, 31))
    assert codes(release) == ["releases.figure_moved"]
    edition: Edition = sealed(world, release)
    assert "124,5 triệu thuê bao" in edition.revision.body


@pytest.mark.parametrize("wrong", ["altered", "beyond", "unknown"])
def test_a_wrong_figure_stops_the_submission(world: World, wrong: str) -> None:
    html = link(world, figure(world, Reach.UNITS if wrong == "beyond" else Reach.PUBLIC))
    if wrong == "altered":
        html = html.replace("124,5", "142,5")
    if wrong == "unknown":
        html = f'<a href="/so-lieu/{uuid4()}/">5</a>'
    release = holding(world, html)
    assert codes(release) == [f"releases.figure_{wrong}"]
    with pytest.raises(Refused) as no:
        actions.submit(release=release, by=world.officer)
    assert no.value.code == "releases.not_ready"
    assert no.value.params["points"][0]["code"] == f"releases.figure_{wrong}"


def test_of_one_figure_the_worst_is_said_once() -> None:
    both = Reference(uuid4(), "5 thuê bao", None, None, moved=True, beyond=True)
    moved = Reference(uuid4(), "6 thuê bao", None, None, moved=True)
    found = requirements.of_figures([both, both, moved])
    assert [(each.code, each.severity) for each in found] == [
        ("releases.figure_beyond", Severity.REQUIRED),
        ("releases.figure_moved", Severity.WARNING),
    ]
