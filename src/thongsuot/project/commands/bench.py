"""`thongsuot bench …`: measure on made-up people, in a throwaway installation."""

import json
import tempfile
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table


@click.group()
def bench() -> None:
    """Đo tốc độ trên người hư cấu, trong một bản cài đặt tạm; không đụng tới dữ liệu thật."""


def keep(file: Path | None, found: dict[str, Any]) -> None:
    """What was measured, as JSON; nothing where no file is named."""
    if file:
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


@bench.command()
@click.option("--units", default=1_000, show_default=True, help="Số đơn vị.")
@click.option("--persons", default=50_000, show_default=True, help="Số người.")
@click.option("--repeat", default=100, show_default=True, help="Số lần mở mỗi loại trang.")
@click.option("--database", default="", help="postgresql://… trống; mặc định là SQLite.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False))
def network(units: int, persons: int, repeat: int, database: str, json_file: Path | None) -> None:
    """Nhập một bảng danh bạ, rồi mở các trang danh sách và gõ tìm: thời gian và bộ nhớ."""
    with tempfile.TemporaryDirectory(prefix="thongsuot-bench-") as home:
        found = _network(Path(home), units, persons, repeat, database)
    keep(json_file, found)
    _show(found)


@bench.command()
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False))
def questions(json_file: Path | None) -> None:
    """Hỏi bằng lời thường: bao nhiêu câu tìm đúng chủ đề trong ba chủ đề đầu."""
    from thongsuot.project.bench import asking

    found = asking.summary(asking.measure())
    keep(json_file, found)
    click.echo(
        f"{found['first_three']}/{found['questions']} câu có chủ đề đúng trong ba chủ đề đầu "
        f"({found['share_first_three']:.1%}); {found['first']} câu ở ngay đầu."
    )
    for row in found["missed"]:
        click.echo(f"  {row['question']} → {row['topic']}; tìm thấy: {', '.join(row['found'])}")


def _network(home: Path, units: int, persons: int, repeat: int, database: str) -> dict[str, Any]:
    from thongsuot.project.bench import importing, lookups, place

    place.move_in(home, database)
    person, bodies = place.staff(units)
    imported = importing.measure(person, bodies, persons)
    pages = lookups.measure(person, repeat)
    return {
        "engine": "postgresql" if database else "sqlite",
        "units": units,
        "persons": persons,
        "import": vars(imported),
        "pages": [vars(page) for page in pages],
    }


def _show(found: dict[str, Any]) -> None:
    told = found["import"]
    table = Table(title=f"{found['units']} đơn vị, {found['persons']} người · {found['engine']}")
    for column in ("", "p50 (ms)", "p95 (ms)", "câu hỏi (queries)"):
        table.add_column(column, justify="left" if not column else "right")
    for page in found["pages"]:
        table.add_row(page["what"], str(page["p50"]), str(page["p95"]), str(page["queries"]))
    console = Console()
    console.print(table)
    console.print(
        f"Nhập danh bạ (import): {told['seconds']:.0f} giây, {told['rows_per_second']:.0f} dòng "
        f"một giây; bộ nhớ cao nhất (peak RSS) {told['peak_megabytes']:.0f} MB, "
        f"trước đó (before) {told['before_megabytes']:.0f} MB."
    )


COMMANDS = [bench]
