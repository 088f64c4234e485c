"""A network of three bodies, small enough to read: a centre, a department, a newspaper."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.network import actions
from thongsuot.network.models import Person, Province, Unit

SINCE = date(2026, 1, 1)


@dataclass
class Small:
    centre: Unit
    department: Unit
    paper: Unit
    province: Province
    coordinator: Person
    leader: Person
    officer: Person
    far_leader: Person
    far_officer: Person
    journalist: Person


def member(name: str, unit: Unit, role: str) -> Person:
    person = actions.add_person(name=name, by=None)
    actions.give_mandate(person=person, unit=unit, role=role, valid_from=SINCE, by=None)
    local = f"{role}-{unit.pk.hex[:6]}"
    actions.add_contact_point(
        person=person, channel="email", address=f"{local}@test.example", by=None
    )
    return person


def body(name: str, short: str, role: str) -> Unit:
    return actions.create_unit(name=name, short_name=short, role=role, valid_from=SINCE, by=None)


@pytest.fixture
def small(db: None, morning: datetime) -> Small:
    centre = body("Trung tâm Thông tin", "TTTT", "ministry_unit")
    department = body("Sở Thông tin và Truyền thông tỉnh Đắk Lắk", "Sở TT&TT", "department")
    paper = body("Báo Buổi Sáng", "", "press_agency")
    province = Province.objects.create(name="Đắk Lắk", code="66", valid_from=SINCE)
    actions.locate_unit(unit=department, province=province, valid_from=SINCE, by=None)
    actions.set_up_installation(name="Thử", centre=centre, by=None)
    return Small(
        centre=centre,
        department=department,
        paper=paper,
        province=province,
        coordinator=member("Nguyễn An Điều", centre, "coordinator"),
        leader=member("Trần Văn Ân", centre, "leader"),
        officer=member("Lê Thị Ánh", centre, "officer"),
        far_leader=member("Đỗ Xuân Ba", department, "leader"),
        far_officer=member("Phạm Thu Đa", department, "officer"),
        journalist=member("Vũ Văn Báo", paper, "journalist"),
    )


def entries() -> int:
    return Entry.objects.count()


def day(text: str) -> datetime:
    """Noon of that day in Hà Nội."""
    return datetime.fromisoformat(text).replace(hour=5, tzinfo=UTC)


frozen = clock.frozen
