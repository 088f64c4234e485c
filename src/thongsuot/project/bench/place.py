"""A throwaway installation to measure in: its own folder, and an empty database."""

import os
from pathlib import Path
from typing import Any

from thongsuot.project import installing
from thongsuot.project.commands import set_up_django
from thongsuot.project.config import Misconfigured

PASSWORD_SECRET = "x" * 32


def move_in(home: Path, database_url: str = "") -> None:
    """Set Django up on an empty database: SQLite in the folder, or the one of the URL.

    Raises `Misconfigured` when that database holds anything: it would be written to.
    """
    installing.make_keys(home)
    come_back(home, database_url)
    _check_empty()
    installing.prepare()


def come_back(home: Path, database_url: str = "") -> None:
    """Set Django up on what `move_in` made, in another process."""
    os.environ |= {
        "THONGSUOT_HOME": str(home),
        "THONGSUOT_MODE": "test",
        "THONGSUOT_WORK_ENGINE": "direct",
        "THONGSUOT_SITE_URL": "http://localhost",
        "THONGSUOT_UNDO_SECONDS": "0",
        "DJANGO_SETTINGS_MODULE": "thongsuot.project.settings",
    }
    os.environ.pop("THONGSUOT_DATABASE_URL", None)
    if database_url:
        os.environ["THONGSUOT_DATABASE_URL"] = database_url
    set_up_django()


def _check_empty() -> None:
    from django.db import connection

    if connection.introspection.table_names():
        raise Misconfigured(
            "--database: cơ sở dữ liệu không trống; phép đo chỉ ghi vào một cơ sở dữ liệu trống "
            "(the database is not empty)."
        )


def staff(units: int) -> tuple[Any, list[Any]]:
    """A coordinator with an account, and that many bodies: two fifths departments, the rest
    press agencies."""
    from allauth.mfa.models import Authenticator

    from thongsuot.network import actions

    centre = actions.create_unit(name="Trung tâm Thông tin", role="ministry_unit", by=None)
    actions.set_up_installation(name="Đo", centre=centre, by=None)
    person = actions.add_person(name="Đỗ Thị Điều Phối", by=None)
    actions.give_mandate(person=person, unit=centre, role="coordinator", by=None)
    account = actions.open_account(person=person, email="dieu-phoi@do.example", by=None)
    # Pages of the desk open only to accounts with a second factor.
    Authenticator(user=account, type="totp", data={"secret": PASSWORD_SECRET}).save()
    bodies = [_body(number, departments=2 * units // 5) for number in range(units)]
    return person, bodies


def _body(number: int, departments: int) -> Any:
    from thongsuot.network import actions

    if number < departments:
        return actions.create_unit(name=f"Sở Đo lường số {number}", role="department", by=None)
    return actions.create_unit(name=f"Báo Đo lường số {number}", role="press_agency", by=None)
