"""`thongsuot channel …`: which ways out of the house are open, and trying one out."""

import sys

import click

from thongsuot.project.commands import set_up_django


@click.group()
def channel() -> None:
    """Kênh gửi: kênh nào đang mở, gửi thử một tin."""


@channel.command("list")
def listing() -> None:
    """Các kênh, và kênh nào gửi được lúc này; mã thoát 1 nếu có kênh đang bật mà hỏng."""
    set_up_django()
    from thongsuot.circulation import queries

    health, broken = queries.channel_health(), False
    for each in queries.channels():
        found = health[each.name]
        state = "tắt" if not each.on else "tốt" if found.ok else f"hỏng: {found.reason}"
        broken = broken or (each.on and not found.ok)
        click.echo(f"{each.name:10} {state} {found.detail if each.on else ''}".rstrip())
    sys.exit(1 if broken else 0)


@channel.command()
@click.argument("name")
@click.argument("address")
@click.option("--with", "details", multiple=True, metavar="TÊN=GIÁ_TRỊ", help="Ví dụ format=nitf.")
def test(name: str, address: str, details: tuple[str, ...]) -> None:
    """Gửi một tin thử qua kênh NAME tới ADDRESS; mã thoát 1 nếu không gửi được."""
    set_up_django()
    from thongsuot.circulation import actions
    from thongsuot.look import outcomes

    told = dict(each.partition("=")[::2] for each in details)
    outcome = actions.try_channel(channel=name, address=address, details=told, by=None)
    words = " ".join(filter(None, (outcome.code, outcome.text)))
    if outcome.status == "sent":
        click.secho(f"Đã gửi ({outcome.via or name}). {outcome.remote_id}".rstrip(), fg="green")
        return
    click.secho(f"Không gửi được ({outcome.status}): {outcomes.words(words)}", fg="red")
    sys.exit(1)


COMMANDS = [channel]
