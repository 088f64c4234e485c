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
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False))
def circulation(recipients: int, json_file: Path | None) -> None:
    """Gửi thư 20 kB riêng cho từng người tới một máy nhận tại chỗ, cạnh các cách gửi khác."""
    from thongsuot.project.bench.circulation import cases

    found = cases.measured(recipients, lambda name: click.echo(f"  {name} …", err=True))
    keep(json_file, found)
    _show(found, recipients)


def _show(found: dict[str, dict[str, Any]], recipients: int) -> None:
    table = Table(title=f"{recipients} người nhận, thư 20 kB riêng cho từng người")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column in COLUMNS[1:5] else "left")
    for name, case in found.items():
        beside = ", ".join(f"{peer} ×{ratio:g}" for peer, ratio in case.get("ratio_to", {}).items())
        figures = ("cpu_us_per_message", "messages_per_s", "peak_mb", "messages")
        table.add_row(name, *(f"{case[figure]:g}" for figure in figures), beside)
    Console(width=130).print(table)
