"""`thongsuot journal …`: prove the record of every act."""

import json
import sys

import click

from thongsuot.project.commands import set_up_django


@click.group()
def journal() -> None:
    """Nhật ký: bản ghi chỉ thêm, không sửa, của mọi việc đã làm."""


@journal.command()
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def verify(as_json: bool) -> None:
    """Chứng minh chuỗi nhật ký nguyên vẹn; nêu mục đầu tiên bị hỏng; mã thoát 1 nếu hỏng."""
    set_up_django()
    from thongsuot.journal import queries

    verdict = queries.verify()
    if as_json:
        click.echo(json.dumps(vars(verdict), default=str, ensure_ascii=False))
    elif verdict.ok:
        click.secho(
            f"Nguyên vẹn: {verdict.count} mục; {verdict.unsealed} mục chờ niêm.", fg="green"
        )
    else:
        click.secho(
            f"HỎNG ở mục {verdict.first_broken}: {verdict.reason}. "
            "Đừng sửa cơ sở dữ liệu; giữ nguyên hiện trường và báo người phụ trách an toàn.",
            fg="red",
        )
    sys.exit(0 if verdict.ok else 1)


COMMANDS = [journal]
