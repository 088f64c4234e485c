"""`thongsuot ready`: how fresh the store is, from a terminal."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from thongsuot.project.commands import set_up_django

if TYPE_CHECKING:
    from thongsuot.exchange.terms import Freshness

COLUMNS = ("Đơn vị", "Chủ đề đúng hạn", "Số liệu còn hạn", "Đã trả lời", "Giờ chờ (trung vị)")


@click.command()
@click.option(
    "--json",
    "json_file",
    type=click.File("w", encoding="utf-8"),
    help="Ghi kết quả dạng JSON vào tệp này; - là ra màn hình, thay cho bảng.",
)
def ready(json_file: Any) -> None:
    """Độ cập nhật theo đơn vị: chủ đề rà soát đúng hạn, số liệu còn hạn, giờ chờ trả lời."""
    set_up_django()
    found = figures()
    if json_file:
        json_file.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    if json_file is None or json_file.name not in ("-", "<stdout>"):
        Console(width=110).print(_table(found))


def figures() -> dict[str, Any]:
    """`at`, `whole`, and `units` in Vietnamese order: counts, shares from 0 to 1 (None: of
    nothing) and the median hours from a request to a first answer."""
    from thongsuot.exchange import queries as exchange
    from thongsuot.lib import clock

    return {
        "at": clock.now().isoformat(),
        "whole": _shares(exchange.freshness()),
        "units": [_shares(row) for row in exchange.freshness_by_unit()],
    }


def _shares(row: "Freshness") -> dict[str, Any]:
    told = asdict(row) | {"unit": str(row.unit) if row.unit else None}
    return told | {
        "topics_share": _share(row.topics_reviewed, row.topics),
        "figures_share": _share(row.figures_in_date, row.figures),
        "answers_share": _share(row.answers, row.requests),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _table(found: dict[str, Any]) -> Table:
    table = Table(show_footer=True)
    for place, (column, foot) in enumerate(zip(COLUMNS, _line(found["whole"]), strict=True)):
        told = "Toàn mạng lưới" if not place else foot
        table.add_column(column, told, justify="right" if place else "left")
    for row in found["units"]:
        table.add_row(*_line(row))
    return table


def _line(row: dict[str, Any]) -> tuple[str, ...]:
    hours = row["median_hours"]
    return (
        row["unit_name"],
        _of(row["topics_reviewed"], row["topics"]),
        _of(row["figures_in_date"], row["figures"]),
        _of(row["answers"], row["requests"]),
        "–" if hours is None else f"{hours:.1f}".replace(".", ","),
    )


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.0f}%)" if whole else "–"


COMMANDS = [ready]
