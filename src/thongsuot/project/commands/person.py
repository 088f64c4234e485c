"""`thongsuot person …`: a person's data handed out or erased from a terminal."""

import sys
from pathlib import Path
from typing import Any

import click

from thongsuot.project.commands import set_up_django


@click.group()
def person() -> None:
    """Dữ liệu của một người: xuất ra, hoặc xóa theo yêu cầu của họ."""


@person.command()
@click.argument("who")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Tệp .json hoặc .html; không có đuôi thì ghi cả hai.",
)
def export(who: str, out: Path) -> None:
    """Xuất mọi dữ liệu về một người (mã số hoặc địa chỉ thư), từ danh bạ, sổ gửi tin, nhật ký."""
    set_up_django()
    from thongsuot.look import personal_data
    from thongsuot.network import actions

    row = _the_one(who)
    actions.note_export(person=row, by=None)
    for file, form in _files(out):
        file.write_bytes(personal_data.FORMS[form][0](row.pk))
        file.chmod(0o600)
        click.echo(f"Đã ghi {file}. Tệp có dữ liệu cá nhân: chỉ đưa cho chính người đó.")


def _files(out: Path) -> list[tuple[Path, str]]:
    form = out.suffix.removeprefix(".")
    if form in ("json", "html"):
        return [(out, form)]
    return [(out.with_name(f"{out.name}.{each}"), each) for each in ("json", "html")]


@person.command()
@click.argument("who")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
def erase(who: str, yes: bool) -> None:
    """Xóa dữ liệu của một người; nói rõ những gì luật buộc giữ lại."""
    set_up_django()
    from thongsuot.look import personal_data
    from thongsuot.network import actions

    row = _the_one(who)
    click.echo(f"Sẽ xóa tên, chức vụ, địa chỉ, tài khoản của: {row.name} ({row.pk}).")
    click.echo("Luật buộc giữ lại:")
    for line in personal_data.KEPT_BY_LAW:
        click.echo(f"  - {line}")
    if not yes and not click.confirm("Xóa, không lấy lại được?"):
        click.echo("Chưa xóa gì.")
        sys.exit(1)
    actions.erase(person=row, by=None)
    click.echo("Đã xóa. Địa chỉ trong sổ gửi tin được xóa trong ít phút.")


def _the_one(who: str) -> Any:
    """The person of that id or e-mail address. Raises `Refused("network.no_person")`."""
    from thongsuot.network import queries

    return queries.person(queries.person_by_email(who) if "@" in who else who)


COMMANDS = [person]
