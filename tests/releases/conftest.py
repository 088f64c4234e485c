"""A small network: the centre, two units, a newspaper, and the people a text needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.network.models import Person, Unit
from thongsuot.network.queries import viewer_of
from thongsuot.network.terms import Viewer
from thongsuot.releases import actions
from thongsuot.releases.models import Edition, Release, Step

BODY = "<p>Mạng lưới truyền thông có thêm đầu mối ở mỗi đơn vị.</p>"


@dataclass
class World:
    """Units and people by a short name; `view` sees with a person's eyes."""

    units: dict[str, Unit]
    people: dict[str, Person]

    def __getattr__(self, name: str) -> Any:
        found = self.people.get(name) or self.units.get(name)
        if found is None:
            raise AttributeError(name)
        return found

    def view(self, name: str) -> Viewer:
        return viewer_of(self.people[name])


UNITS = {
    "centre": ("Trung tâm Thông tin", "TTTT", "ministry_unit"),
    "telecom": ("Cục Viễn thông", "CVT", "ministry_unit"),
    "press": ("Cục Báo chí", "CBC", "ministry_unit"),
    "paper": ("Báo Ví Dụ", "BVD", "press_agency"),
}
PEOPLE = {
    "officer": ("Nguyễn Thị Mai", "telecom", "officer"),
    "colleague": ("Lý Văn Tám", "telecom", "officer"),
    "leader": ("Trần Văn Hùng", "telecom", "leader"),
    "centre_leader": ("Lê Minh Đức", "centre", "leader"),
    "coordinator": ("Phạm Thu Hà", "centre", "coordinator"),
    "second": ("Đỗ Quang Vinh", "centre", "coordinator"),
    "stranger": ("Hoàng Anh Thư", "press", "officer"),
    "other_leader": ("Vũ Đình Khoa", "press", "leader"),
    "reporter": ("Bùi Ngọc Lan", "paper", "journalist"),
}


@pytest.fixture(autouse=True)
def _seal_key() -> None:
    actions.make_seal_key()


def build() -> World:
    units = {
        name: network.create_unit(name=full, short_name=short, role=role, by=None)
        for name, (full, short, role) in UNITS.items()
    }
    people = {}
    for name, (full, unit, role) in PEOPLE.items():
        people[name] = network.add_person(name=full, by=None)
        network.give_mandate(person=people[name], unit=units[unit], role=role, by=None)
        network.add_contact_point(
            person=people[name],
            channel="email",
            address=f"{name.replace('_', '-')}@vidu.example",
            by=None,
        )
    network.set_up_installation(name="Thử", centre=units["centre"], by=None)
    actions.load_kinds_and_topics()
    return World(units, people)


@pytest.fixture
def world(db: None, morning: datetime) -> Iterator[World]:
    yield build()


def begin(
    world: World, *, kind: str = "press_release", by: str = "officer", **more: Any
) -> Release:
    """A text of telecom, saved once."""
    person = world.people[by]
    more.setdefault("unit", world.telecom)
    release = actions.draft(kind=kind, by=person, **more)
    write(release, person)
    return release


def write(release: Release, by: Person, body: str = BODY, title: str = "Tin mới", base: int = 0):
    return actions.save(
        release=release, by=by, title=title, summary="Tóm tắt", body=body, files=[], base=base
    )


def pending(release: Release) -> Step:
    return Step.objects.get(release=release, state="pending")


def sealed(world: World, release: Release | None = None, by: str = "officer") -> Edition:
    """Through the whole route: the unit's leader, then a coordinator."""
    release = release or begin(world)
    actions.submit(release=release, by=world.people[by])
    edition = None
    for decider in ("leader", "coordinator", "second"):
        step = Step.objects.filter(release=release, state="pending").first()
        if step is None:
            break
        if decider == "leader" and step.unit_id != world.telecom.pk:
            continue
        edition = actions.approve(step=step, by=world.people[decider])
    assert edition is not None
    return edition


def later(**span: float) -> datetime:
    return clock.now() + timedelta(**span)
