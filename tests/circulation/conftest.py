"""The network of tests/releases with three departments more."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.releases.conftest import World, _seal_key, build  # noqa: F401 (a fixture)
from thongsuot.journal import actions as journal
from thongsuot.network import actions as network
from thongsuot.work import direct

DEPARTMENTS = {"hanoi": "Sở TT&TT Hà Nội", "hue": "Sở TT&TT Huế", "camau": "Sở TT&TT Cà Mau"}


def add_departments(world: World) -> None:
    for key, name in DEPARTMENTS.items():
        unit = network.create_unit(name=name, short_name=key, role="department", by=None)
        world.units[key] = unit
        for role in ("leader", "officer"):
            person = network.add_person(name=f"{name} {role}", by=None)
            world.people[f"{key}_{role}"] = person
            network.give_mandate(person=person, unit=unit, role=role, by=None)
            address = f"{role}@{key}.example"
            network.add_contact_point(person=person, channel="email", address=address, by=None)


@pytest.fixture
def world(db: None, morning: datetime) -> Iterator[World]:
    found = build()
    add_departments(found)
    yield found


def work_off() -> None:
    """Everything that is due now, and what follows from it."""
    for _round in range(3):
        direct.drain()
        journal.catch_up()
    direct.drain()
