"""The network of the dispatch tests, with accounts, and a careful browser for each person."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from tests.circulation.conftest import add_departments, work_off
from tests.desk.releases.conftest import open_world, second_factor
from tests.pages import CarefulClient
from tests.releases.conftest import World, sealed
from thongsuot.circulation import actions as circulation
from thongsuot.circulation.terms import Audience
from thongsuot.network import actions as network

Enter = Callable[[str], CarefulClient]
EVERYBODY = Audience(mandates=("leader", "officer", "journalist"))


@pytest.fixture(autouse=True, scope="session")
def _static_folder() -> None:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def world(db: None, morning: datetime) -> World:
    found = open_world()
    add_departments(found)
    for name in ("hanoi_leader", "hanoi_officer", "hue_officer"):
        person = found.people[name]
        second_factor(network.open_account(person=person, by=None, password="Một-mật-khẩu-dài"))
        person.refresh_from_db()
    return found


@pytest.fixture
def enter(world: World) -> Enter:
    def entered(name: str) -> CarefulClient:
        client = CarefulClient()
        if name != "public":
            client.force_login(world.people[name].account)
        return client

    return entered


def circulated(world: World, **more: object):
    """An edition of telecom, planned to everybody."""
    edition = more.pop("edition", None) or sealed(world)
    by = world.people["coordinator"]
    dispatch = circulation.circulate(edition=edition.pk, audience=EVERYBODY, by=by, **more)
    work_off()
    dispatch.refresh_from_db()
    return dispatch
