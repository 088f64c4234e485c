"""`thongsuot init`: a new installation with its secrets and its first coordinator."""

import click

from thongsuot.project import config as settings_file
from thongsuot.project import installing
from thongsuot.project.commands import set_up_django


@click.command()
@click.option("--name", prompt="Tên mạng lưới", default="Mạng lưới truyền thông Ngành TT-TT")
@click.option("--profile", default="mic-2023", show_default=True, help="Dữ liệu cơ quan ban đầu.")
@click.option("--coordinator", prompt="Họ tên cán bộ điều phối đầu tiên")
@click.option("--email", prompt="Thư điện tử của người đó")
@click.password_option(prompt="Mật khẩu (ít nhất 10 ký tự)")
def init(name: str, profile: str, coordinator: str, email: str, password: str) -> None:
    """Tạo bản cài đặt mới: khóa, cơ sở dữ liệu, danh bạ ban đầu, cán bộ điều phối đầu tiên."""
    config = settings_file.read()
    installing.make_keys(config.home)
    file = installing.make_settings(config, name)
    set_up_django()
    _check_password(password)
    installing.prepare()
    _furnish(name, profile, coordinator, email, password)
    click.echo(f"Xong. Thiết lập: {file}\nChạy: thongsuot doctor, rồi thongsuot up")


def _check_password(password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password)
    except ValidationError as error:
        raise click.UsageError(" ".join(error.messages)) from error


def _furnish(name: str, profile: str, coordinator: str, email: str, password: str) -> None:
    from thongsuot.network import actions as network
    from thongsuot.network.terms import MandateRole
    from thongsuot.releases import actions as releases

    loaded = network.load_profile(profile)
    network.set_up_installation(name=name, profile=profile, centre=loaded.centre, by=None)
    releases.load_kinds_and_topics()
    releases.load_templates()
    person = network.add_person(name=coordinator, by=None)
    network.add_contact_point(person=person, channel="email", address=email, by=None)
    network.give_mandate(person=person, unit=loaded.centre, role=MandateRole.COORDINATOR, by=None)
    network.open_account(person=person, email=email, password=password, by=None)


COMMANDS = [init]
