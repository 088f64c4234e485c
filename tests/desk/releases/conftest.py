"""The small network of the releases room, with accounts, and a browser for each person."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from tests.releases.conftest import World, build
from thongsuot.network import actions as network
from thongsuot.releases import actions

Enter = Callable[[str], Client]


@pytest.fixture(autouse=True, scope="session")
def _static_folder() -> None:
    """WhiteNoise warns of a folder that is not there; in tests nothing is collected into it."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def world(db: None, morning: datetime) -> World:
    return open_world()


def open_world() -> World:
    actions.make_seal_key()
    world = build()
    for name, person in world.people.items():
        account = network.open_account(person=person, by=None, password="Một-mật-khẩu-dài")
        second_factor(account)
        person.refresh_from_db()
        world.people[name] = person
    return world


def second_factor(account: Any) -> None:
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.TOTP, data={"secret": "x" * 32}
    )


@pytest.fixture
def enter(world: World) -> Enter:
    """Signs somebody in: `enter("officer").get("/ban/tin/")`."""

    def entered(name: str) -> Client:
        client = Client()
        if name != "public":
            client.force_login(world.people[name].account)
        return client

    return entered


def text(**more: Any) -> dict[str, Any]:
    """What the editor's form sends."""
    return {
        "title": "Thêm đầu mối truyền thông",
        "summary": "Mỗi đơn vị có hai đầu mối.",
        "body": "<p>Mỗi đơn vị cử một lãnh đạo và một cán bộ.</p>",
        "base": "0",
    } | more
