"""What rules may say of themselves is what judged sheets say of them."""

import json
from dataclasses import asdict
from importlib import resources
from pathlib import Path

import pytest

from thongsuot.lib.clarity.precision import (
    Judged,
    Sheet,
    of,
    read,
    table,
    verdicts,
    wilson_low,
    written,
)
from thongsuot.lib.clarity.rulebook import by_id
from thongsuot.lib.refused import Refused

JUDGED = Path(__file__).parents[2] / "data" / "judged"
SHEET = Sheet("ACR1", 2, 7, "news_2017", "2026-11-23", 1, tuple(
    Judged("news_2017", str(row), "body", row, row + 4, "UBND\t«x»") for row in range(60)
))  # fmt: skip


@pytest.mark.parametrize(
    ("right", "n", "low"),
    [
        (0, 0, 0.0),
        (50, 50, 0.9286),
        (60, 60, 0.9398),
        (57, 60, 0.8630),
        (48, 60, 0.6822),
        (0, 9, 0.0),
    ],
)
def test_wilson(right: int, n: int, low: float) -> None:
    assert wilson_low(right, n) == pytest.approx(low, abs=5e-4)


def test_a_sheet_comes_back_as_it_was_written() -> None:
    assert read(written(SHEET)) == SHEET


def test_a_hit_without_a_verdict_counts_for_nothing() -> None:
    with pytest.raises(Refused) as refused:
        of(SHEET)
    assert refused.value.code == "clarity.unjudged"


def test_verdicts_are_written_by_row() -> None:
    sheet = read(written(verdicts(SHEET, {3: "tên riêng", 60: "đã giải thích"}, "lạ với bạn đọc")))
    assert [hit.verdict for hit in sheet.hits].count("wrong") == 2
    assert sheet.hits[2].reason == "tên riêng" and sheet.hits[3].reason == "lạ với bạn đọc"
    found = of(sheet)
    assert (found.version, found.tp, found.fp, found.n) == (2, 58, 2, 60)
    with pytest.raises(Refused):
        verdicts(SHEET, {61: "không có"}, "")


def test_precision_is_what_the_sheets_say() -> None:
    sheets = [read(file.read_text("utf-8")) for file in sorted(JUDGED.glob("*.tsv"))]
    folder = resources.files("thongsuot.lib.clarity").joinpath("rules")
    said = json.loads(folder.joinpath("precision.json").read_text("utf-8"))
    assert said == {id: asdict(found) for id, found in table(sheets).items()}
    assert {id: row["version"] for id, row in said.items()} == {
        id: by_id()[id].version for id in said
    }


def test_a_sheet_keeps_no_text() -> None:
    for file in JUDGED.glob("*.tsv"):
        sheet = read(file.read_text("utf-8"))
        assert file.stem == sheet.rule and sheet.judges >= 1
        assert all(len(hit.match) <= 40 and hit.reason for hit in sheet.hits), file.name
