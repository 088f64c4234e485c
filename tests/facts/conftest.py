"""The network of tests/circulation with figures in the bank."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.circulation.conftest import add_departments
from tests.releases.conftest import World, _seal_key, build  # noqa: F401 (a fixture)
from thongsuot.facts import actions
from thongsuot.facts.models import Indicator, Series, Value
from thongsuot.facts.terms import Better, Cadence
from thongsuot.network.terms import Reach

SOURCE = "Báo cáo số 12/BC-CVT ngày 01/11/2026"
SUBSCRIBERS = {
    "name": "Thuê bao điện thoại di động",
    "name_en": "Mobile subscribers",
    "measure": "thuê bao",
    "measure_en": "subscribers",
    "better": Better.MORE,
    "cadence": Cadence.MONTHLY,
    "reach": Reach.PUBLIC,
}


@pytest.fixture
def world(db: None, morning: datetime) -> Iterator[World]:
    found = build()
    add_departments(found)
    yield found


def indicator(**more: Any) -> Indicator:
    return actions.keep_indicator(**{**SUBSCRIBERS, "by": None, **more})


def opened(world: World, owner: str = "telecom", **more: Any) -> Series:
    """A series of the whole, owned by telecom."""
    told = {name: more.pop(name) for name in list(more) if name in {*SUBSCRIBERS, "decimals"}}
    what = more.pop("indicator", None) or indicator(**told)
    return actions.open_series(
        indicator=what, owner=world.units[owner], **{"by": world.coordinator, **more}
    )


def state(
    world: World, series: Series, number: object, as_of: date, by: str = "officer", **more: Any
) -> Value:
    unit = {"officer": "telecom", "stranger": "press", "hanoi_officer": "hanoi"}.get(by, "centre")
    return actions.state_value(
        **{
            "series": series,
            "number": Decimal(str(number)),
            "as_of": as_of,
            "source": SOURCE,
            "stated_for": world.units[unit],
            "by": world.people[by],
            **more,
        }
    )
