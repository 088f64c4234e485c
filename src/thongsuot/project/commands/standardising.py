"""`thongsuot network standardise`: telephone numbers and mail addresses in one form."""

import click

from thongsuot.project.commands import set_up_django

SHOWN = 50


@click.command()
@click.option("--apply", "really", is_flag=True, help="Ghi thay đổi; không có thì chỉ xem trước.")
def standardise(really: bool) -> None:
    """Chuẩn hóa số điện thoại (E.164, đầu số mới) và địa chỉ thư; xem trước rồi mới ghi."""
    set_up_django()
    from thongsuot.network import actions, queries

    found = list(queries.to_standardise())
    changing = [one for one in found if one.meant and not one.twice]
    for one in changing[:SHOWN]:
        click.echo(f"{one.channel}: {one.written} → {one.meant}")
    if len(changing) > SHOWN:
        click.echo(f"… và {len(changing) - SHOWN} địa chỉ nữa")
    for one in found:
        if one.twice:
            click.echo(f"TRÙNG {one.channel}: {one.written} đã có dạng chuẩn; hãy gỡ một.")
        elif not one.meant:
            click.echo(f"SAI {one.channel}: {one.written} không thể là địa chỉ; mã {one.point}")
    if not really:
        click.echo(f"{len(changing)} địa chỉ sẽ đổi. Thêm --apply để ghi.")
        return
    click.echo(f"Đã chuẩn hóa {actions.standardise_addresses(by=None)} địa chỉ.")
