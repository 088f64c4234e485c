"""Ministries that any text may name, with the days of their names: `data/offices.csv`. The
reorganisation of 1 March 2025 is that of resolution 176/2025/QH15. Where the tasks of a ministry
went several ways all heirs stand there: the press to Văn hóa, Thể thao và Du lịch, the safety of
networks and driving licences to Công an, children and aid to Y tế, vocational training to Giáo dục
và Đào tạo (from memory, unchecked). Other first days are from memory too and serve no remark."""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources

from thongsuot.lib.clarity.terms import Office
from thongsuot.lib.text.fold import fold


@cache
def of_state() -> tuple[Office, ...]:
    """The shipped list."""
    file = resources.files("thongsuot.lib.clarity") / "data" / "offices.csv"
    return tuple(_office(row) for row in csv.DictReader(file.read_text("utf-8").splitlines()))


def with_state(offices: Iterable[Office]) -> tuple[Office, ...]:
    """The offices of a house, and the State's under names that the house does not know."""
    own = tuple(offices)
    known = {fold(office.name) for office in own}
    return own + tuple(each for each in of_state() if fold(each.name) not in known)


def _office(row: dict[str, str]) -> Office:
    return Office(
        name=row["name"],
        short=row["short"],
        since=_day(row["since"]),
        until=_day(row["until"]),
        heirs=tuple(each for each in row["heirs"].split("|") if each),
        by=row["by"],
    )


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
