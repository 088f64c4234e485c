"""`thongsuot circulation …`: prove that the books of what was sent agree."""

import json
import sys
from typing import Any
from uuid import UUID

import click

from thongsuot.project.commands import set_up_django


@click.group("circulation")
def circulation() -> None:
    """Phổ biến: đối soát sổ gửi."""


@circulation.command()
@click.option("--dispatch", "only", type=click.UUID, help="Chỉ một đợt gửi; mặc định là tất cả.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def reconcile(only: UUID | None, as_json: bool) -> None:
    """Đếm lại từng đợt gửi từ sổ, sửa số đếm lệch; mã thoát 1 nếu có gì không khớp."""
    set_up_django()
    from thongsuot.circulation import actions
    from thongsuot.circulation.models import Dispatch

    known = Dispatch.objects.order_by("made_at").values_list("pk", flat=True)
    ids = known.filter(pk=only) if only else known
    if only and not ids:
        click.secho(f"Không có đợt gửi {only}.", fg="red")
        sys.exit(2)
    found = [(id, actions.reconcile(dispatch=id)) for id in ids]
    if as_json:
        click.echo(json.dumps([_data(id, books) for id, books in found]))
    else:
        for id, books in found:
            click.secho(f"{id}  {_line(books)}", fg="green" if books.agrees else "yellow")
        click.echo(f"{len(found)} đợt gửi, {sum(b.agrees for _, b in found)} khớp ngay từ đầu.")
    sys.exit(0 if all(books.agrees for _, books in found) else 1)


def _line(books: Any) -> str:
    counted = books.counted
    mended = f"; đã sửa số đếm của {books.mended} lô" if books.mended else ""
    return (
        f"{books.recipients} người nhận ({books.without_way} không có địa chỉ): "
        f"{counted.planned} lượt = {counted.sent} đã gửi + {counted.failed} hỏng "
        f"+ {counted.waiting} chờ + {counted.stopped} dừng; "
        f"{counted.resent} lượt gửi lại vì mất trả lời{mended}"
    )


def _data(id: UUID, books: Any) -> dict[str, Any]:
    told = {"dispatch": str(id), "agrees": books.agrees, "mended": books.mended}
    told |= {"recipients": books.recipients, "without_way": books.without_way}
    return told | vars(books.counted) | {"planned": books.counted.planned}


COMMANDS = [circulation]
