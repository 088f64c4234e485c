"""What the demonstration's store holds, read from `data/`: words, with days and names filled in.

Pure: whom a key, a speaker or a unit means is handed in.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from thongsuot.releases.houses import Answered, Document, House, HouseFigure, Line, Quote

FOLDER = Path(__file__).parent / "data"
MONTHS = {"monthly": 1, "quarterly": 3}


def read(name: str) -> dict[str, Any]:
    """One file of `data/`; numbers as Decimal."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"), parse_float=Decimal)


@dataclass(frozen=True)
class Stated:
    """A value of a figure, with where it is from."""

    number: Decimal
    as_of: date
    source: str
    note: str = ""


def values(row: Mapping[str, Any], told: Mapping[str, Any], today: date) -> list[Stated]:
    """All that is stated of a figure, the oldest first; `told` is the file it stands in."""
    note = row.get("note", "")
    if "real" in row:
        real = told["real"]
        return [Stated(Decimal(row["real"]), real["as_of"], real["source"], note)]
    days = _days(len(row["values"]), MONTHS[row["cadence"]], row.get("behind", 0), today)
    source = told["example"]["source"]
    return [
        Stated(Decimal(n), day, source, note) for n, day in zip(row["values"], days, strict=True)
    ]


def _days(many: int, months: int, behind: int, today: date) -> list[date]:
    """The last days of `many` periods that are over, the newest `behind` periods back."""
    month = today.year * 12 + today.month - 1
    newest = month - month % months - months * behind
    firsts = [newest - months * back for back in reversed(range(many))]
    return [date(n // 12, n % 12 + 1, 1) - timedelta(days=1) for n in firsts]


def houses() -> Iterator[dict[str, Any]]:
    yield from read("houses")["house"]


def house_of(
    row: Mapping[str, Any],
    series: Mapping[str, UUID],
    speaker: Callable[[str], UUID],
    today: date,
) -> House:
    """A house out of its row; `speaker` finds a unit's spokesperson by the unit's code."""
    return House(
        one_line=row["one_line"],
        messages=tuple(Line(**line) for line in row["messages"]),
        answers=tuple(Answered(**each) for each in row.get("answers", ())),
        figures=tuple(_figure(each, series) for each in row.get("figures", ())),
        quotes=tuple(Quote(q["text"], speaker(q["speaker"])) for q in row.get("quotes", ())),
        not_yet=tuple(row.get("not_yet", ())),
        documents=tuple(Document(**each) for each in row.get("documents", ())),
        valid_until=today + timedelta(days=row["valid_days"]),
        review_on=today + timedelta(days=row["review_days"]),
    )


def _figure(each: Mapping[str, Any], series: Mapping[str, UUID]) -> HouseFigure:
    return HouseFigure(series[each["key"]], each["words"], inside=each.get("inside", False))
