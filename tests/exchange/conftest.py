"""The network of tests/circulation, a figure of two bodies, and a question on its way to all."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.circulation.conftest import World, _seal_key, add_departments  # noqa: F401
from tests.releases.conftest import build
from thongsuot.circulation.jobs import planning
from thongsuot.exchange import actions, queries
from thongsuot.exchange.models import Request
from thongsuot.exchange.terms import AnswerView, Wanted
from thongsuot.facts import actions as facts
from thongsuot.facts.terms import Better, Cadence
from thongsuot.lib import clock
from thongsuot.network.terms import Reach

QUESTION = "Tuần này đơn vị có việc gì báo chí sẽ hỏi?\n\nAi trả lời?"
BODIES = ("centre", "telecom", "press", "hanoi", "hue", "camau")
"""Every body of the network that has a leader or an officer."""


@pytest.fixture
def world(db: None, morning: datetime) -> Iterator[World]:
    found = build()
    add_departments(found)
    yield found


def series_of(world: World, name: str = "Thuê bao đã chuẩn hóa", unit: str = "hanoi") -> UUID:
    """A series about one body, kept by it."""
    indicator = facts.keep_indicator(
        name=f"{name} {unit}",
        name_en="",
        measure="thuê bao",
        measure_en="",
        decimals=0,
        better=Better.MORE,
        cadence=Cadence.MONTHLY,
        reach=Reach.UNITS,
        by=world.coordinator,
    )
    body = world.units[unit]
    return facts.open_series(indicator=indicator, owner=body, unit=body, by=world.coordinator).pk


def asked(world: World, by: str = "coordinator", unit: str = "centre", **more: Any) -> Request:
    """A request to every body, planned; its mails wait for `work_off`."""
    given = {
        "title": "Việc trong tuần",
        "question": QUESTION,
        "wants": [Wanted.TEXT],
        "due_at": clock.now() + timedelta(hours=24),
    }
    made = actions.ask(unit=world.units[unit].pk, by=world.people[by], **given | more)
    planning.plan(dispatch=str(made.dispatch_id))
    return made


def answered(world: World, request: Request, who: str, **more: Any) -> Any:
    """An answer of the body by its officer."""
    given = more or {"text": f"Trả lời của {who}."}
    person = world.people.get(f"{who}_officer") or world.people[_OFFICERS[who]]
    unit = world.units[who].pk
    return actions.answer(request=request.pk, unit=unit, by=person, **given)


_OFFICERS = {"telecom": "officer", "press": "stranger", "centre": "centre_leader"}


def table(world: World, request: Request, who: str = "coordinator") -> dict[str, AnswerView]:
    """The answers as somebody sees them, by the body's short name in the tests."""
    names = {unit.pk: name for name, unit in world.units.items()}
    return {names[row.unit]: row for row in queries.answers_of(world.view(who), request.pk)}
