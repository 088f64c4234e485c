"""How a text reads beside what the press writes: rows of figures for a page. No score."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thongsuot.lib.clarity.measures import NAMES, compared
from thongsuot.look.naming import either


@dataclass(frozen=True)
class MeasureRow:
    """`percentile`: so many of 100 articles of the press have less, None where that says nothing.
    `before` is the value of the newest save, None where it is the same or nothing was saved."""

    name: str
    value: float
    percentile: int | None
    before: float | None
    clearer: bool | None


def rows(after: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[MeasureRow]:
    """In the order of the measures; none of a text without a sentence."""
    changes = compared(before, after) if before else {}
    if not after or not after["syllables"]["value"]:
        return []
    return [_row(name, after[name], changes.get(name)) for name in NAMES if name in after]


def _row(name: str, measured: Mapping[str, Any], change: Any) -> MeasureRow:
    moved = change is not None and change.before != change.after
    return MeasureRow(
        name=either(NAMES[name]["vi"], NAMES[name]["en"]),
        value=measured["value"],
        percentile=measured["percentile"],
        before=change.before if moved else None,
        clearer=change.clearer if moved else None,
    )
