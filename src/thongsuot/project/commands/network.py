"""`thongsuot network …`: the directory from a terminal."""

import click


@click.group()
def network() -> None:
    """Mạng lưới: danh bạ cơ quan và người, và việc sắp xếp tổ chức."""


COMMANDS = [network]
