"""`thongsuot network reorganise …`: preview, apply or undo a batch of reorganisation."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from thongsuot.lib.refused import Refused
from thongsuot.project.commands import set_up_django

ASKED = "Áp dụng đợt sắp xếp này?"


@click.command()
@click.argument("batch", required=False, metavar="TỆP|TÊN")
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi gì.")
@click.option("--list", "listed", is_flag=True, help="Liệt kê các đợt đi kèm.")
@click.option("--undo", is_flag=True, help="Hoàn tác đợt đã áp dụng.")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON; chỉ áp dụng khi có --yes.")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
def reorganise(
    batch: str | None, dry_run: bool, listed: bool, undo: bool, as_json: bool, yes: bool
) -> None:
    """Sắp xếp tổ chức: xem trước và áp dụng một đợt (tệp CSV, XLSX, hoặc tên đợt đi kèm)."""
    set_up_django()
    from thongsuot.project import reorganising as report

    console = Console()
    if listed or not batch:
        report.listing(console)
        return
    try:
        if undo:
            _undo(batch, yes)
            return
        _run(console, batch, dry_run, as_json, yes)
    except Refused as refused:
        _refuse(refused)


def _run(console: Console, batch: str, dry_run: bool, as_json: bool, yes: bool) -> None:
    from thongsuot.network import actions, queries
    from thongsuot.project import reorganising as report

    text, name = _read(batch)
    plan = queries.preview(text, name)
    if as_json:
        click.echo(json.dumps(report.figures(plan), ensure_ascii=False, indent=2))
    elif plan.faults:
        click.secho(f"Tệp còn {len(plan.faults)} chỗ phải sửa:", fg="red")
        click.echo("\n".join(report.faults(plan)))
    else:
        report.show(console, plan)
    if plan.faults:
        sys.exit(1)
    if dry_run or (as_json and not yes) or not (yes or click.confirm(ASKED)):
        return
    actions.apply_batch(text=text, name=name, fingerprint=plan.fingerprint, by=None)
    click.echo(
        f"Đã áp dụng «{name}». Hoàn tác: thongsuot network reorganise {name} --undo", err=True
    )


def _read(batch: str) -> tuple[str, str]:
    """The text of a file, or of a shipped batch, and what it is called."""
    from thongsuot.network import queries

    file = Path(batch)
    if file.is_file():
        return queries.batch_text(file.read_bytes()), file.stem
    return queries.shipped_text(batch), batch


def _undo(batch: str, yes: bool) -> None:
    from thongsuot.network import actions, queries

    name = Path(batch).stem if Path(batch).is_file() else batch
    found: Any = queries.batches().filter(name=name, undone_at=None).first()
    if found is None:
        raise Refused("network.no_batch")
    if yes or click.confirm(f"Hoàn tác «{name}»?"):
        actions.undo_batch(batch=found, by=None)
        click.echo(f"Đã hoàn tác «{name}».")


def _refuse(refused: Refused) -> None:
    from thongsuot.look import refusals

    click.secho(refusals.words(refused, "vi"), fg="red")
    sys.exit(1)
