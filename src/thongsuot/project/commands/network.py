"""`thongsuot network …`: the directory from a terminal."""

import json
from datetime import datetime

import click

from thongsuot.project.commands import set_up_django
from thongsuot.project.commands.reorganising import reorganise
from thongsuot.project.commands.standardising import standardise


@click.group()
def network() -> None:
    """Mạng lưới: danh bạ cơ quan và người, và việc sắp xếp tổ chức."""


@network.command()
@click.option(
    "--at", "day", type=click.DateTime(["%Y-%m-%d"]), help="Cuối ngày nào (mặc định: bây giờ)."
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def readiness(day: datetime | None, as_json: bool) -> None:
    """Mức sẵn sàng: bao nhiêu đơn vị có lãnh đạo và cán bộ đầu mối thật sự liên lạc được."""
    set_up_django()
    from thongsuot.project import readiness as report

    found = report.figures(day.date() if day else None)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for line in report.lines(found):
        click.echo(line)


network.add_command(reorganise)
network.add_command(standardise)

COMMANDS = [network]
