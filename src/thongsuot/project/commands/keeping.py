"""`doctor`, `backup`, `restore`, `upgrade`, `resume-sending`: keeping an installation well."""

import sys
from pathlib import Path

import click

from thongsuot.project import config as settings_file
from thongsuot.project import installing
from thongsuot.project.commands import set_up_django


@click.command()
def doctor() -> None:
    """Khám bản cài đặt: điều gì chưa ổn và cách sửa. Mã thoát 1 nếu có lỗi."""
    set_up_django()
    from thongsuot.project import diagnosis

    findings = diagnosis.examine()
    for finding in findings:
        mark, colour = diagnosis.MARKS[finding.severity]
        click.echo(f"{click.style(mark, fg=colour)} {finding.subject}: {finding.words}")
        if finding.remedy:
            click.echo(f"    → {finding.remedy}")
    sys.exit(1 if any(f.severity == diagnosis.Severity.FAULT for f in findings) else 0)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Sao lưu toàn bộ (cơ sở dữ liệu, tệp, khóa, thiết lập) vào một tệp .tar.gz."""
    set_up_django()
    from thongsuot.project import keeping

    with click.progressbar(length=100, label="Sao lưu") as bar:
        made = keeping.backup(file, progress=lambda part: bar.update(part))
    click.echo(f"Đã sao lưu {made.files} tệp vào {file}. Tệp này chứa khóa: hãy giữ như giữ khóa.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--verify", is_flag=True, help="Chỉ kiểm tra bản sao lưu, không khôi phục.")
def restore(file: Path, verify: bool) -> None:
    """Khôi phục vào thư mục trống; mọi việc gửi đi được giữ lại cho đến khi có người xác nhận."""
    from thongsuot.project import keeping

    if verify:
        click.echo(f"Bản sao lưu nguyên vẹn: {keeping.verify(file)} tệp.")
        return
    config = settings_file.read()
    keeping.unpack(file, config)
    set_up_django()
    keeping.settle(file)
    click.echo(
        "Đã khôi phục. Việc gửi đang được GIỮ LẠI. Kiểm tra xong hãy chạy: thongsuot resume-sending"
    )


@click.command()
def upgrade() -> None:
    """Sao lưu, rồi đưa cơ sở dữ liệu và tệp tĩnh lên phiên bản này. Dừng «up» trước khi chạy."""
    set_up_django()
    from thongsuot.project import keeping

    file = keeping.backup_name(settings_file.read().home)
    keeping.backup(file)
    installing.prepare()
    click.echo(f"Đã nâng cấp. Bản sao lưu trước khi nâng cấp: {file}")


@click.command("resume-sending")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
def resume_sending(yes: bool) -> None:
    """Cho gửi trở lại sau khi khôi phục hoặc tạm giữ."""
    set_up_django()
    from thongsuot.project import keeping
    from thongsuot.work import queries as work

    held = work.held()
    if held is None:
        click.echo("Việc gửi không bị giữ.")
        return
    waiting = sum(w.ready + w.later for w in work.waiting_counts())
    click.echo(f"Giữ từ {held.at:%d/%m/%Y %H:%M}: {held.reason}. {waiting} việc đang chờ.")
    if yes or click.confirm("Cho gửi trở lại?"):
        keeping.resume()
        click.echo("Đã cho gửi trở lại.")


COMMANDS = [doctor, backup, restore, upgrade, resume_sending]
