"""`thongsuot bench circulation`: how fast mail goes out, beside what one would pick instead."""

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from thongsuot.project.commands.bench import bench, keep

COLUMNS = ("", "CPU µs/thư", "thư/giây", "MB cao nhất", "số thư", "so với (gấp mấy lần)")


@bench.command("circulation")
@click.option("--recipients", default=20_000, show_default=True, help="Số người nhận.")
@click.option("--ledger/--no-ledger", default=True, help="Đo cả việc gửi có sổ.")
@click.option("--database", default="", help="postgresql://… trống, để đo hai tiến trình gửi.")
@click.option("--planning", default=0, help="Đo lập danh sách cho bấy nhiêu người (SQLite).")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False))
def circulation(
    recipients: int, ledger: bool, database: str, planning: int, json_file: Path | None
) -> None:
    """Gửi thư 20 kB riêng cho từng người tới một máy nhận tại chỗ, cạnh các cách gửi khác."""
    from thongsuot.project.bench.circulation import cases

    found = cases.measured(recipients, _tell)
    if ledger:
        cases.with_ledger(recipients, found, _tell, database)
    if planning:
        _tell("planning")
        found["planning"] = cases.planning.measure(None, planning)
    keep(json_file, found)
    _show(found, recipients)


def _show(found: dict[str, dict[str, Any]], recipients: int) -> None:
    table = Table(title=f"{recipients} người nhận, thư 20 kB riêng cho từng người")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column in COLUMNS[1:5] else "left")
    for name, case in found.items():
        beside = ", ".join(f"{peer} ×{ratio:g}" for peer, ratio in case.get("ratio_to", {}).items())
        figures = ("cpu_us_per_message", "messages_per_s", "peak_mb", "messages")
        table.add_row(name, *(_said(case.get(figure)) for figure in figures), beside)
    console = Console(width=130)
    console.print(table)
    if urgent := found.get("ledger_urgent"):
        console.print(
            f"{urgent['urgent']} thư khẩn giữa lúc gửi hàng loạt: {urgent['seconds']} giây"
        )
    if plan := found.get("planning"):
        console.print(
            f"Lập danh sách: {plan['rows_per_s']} dòng/giây, {plan['peak_mb']} MB, "
            f"việc ghi khác chờ lâu nhất {plan['longest_wait_s']} giây"
        )
    if two := found.get("ledger_two_workers"):
        console.print(f"Hai tiến trình gửi nhanh gấp {two['ratio']} lần một")


def _tell(name: str) -> None:
    click.echo(f"  {name} …", err=True)


def _said(figure: Any) -> str:
    return f"{figure:g}" if isinstance(figure, int | float) else ""
