"""People who do not exist, for demonstrations: the same ones every time for the same profile.

Nobody can be reached by what is invented here: the e-mail domains end in `.example`, which
RFC 2606 reserves, and no subscriber's number in Viet Nam begins with 0 after +84.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from thongsuot.lib.text.fold import slug
from thongsuot.network.profiles import BodyRow, Profile
from thongsuot.network.terms import MandateRole

JOURNALISTS = 80
AGENCIES_WITH_JOURNALISTS = 56

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai"
WOMEN = (
    "Thị Thu Ngọc Minh Thanh Hoài Khánh Bảo",
    "Chi Dung Giang Hà Hạnh Hoa Hương Lam Lan Linh Ly Mai Nga Ngân Nhung Oanh Phương Thảo Yến",
)
MEN = (
    "Văn Hữu Quang Đức Hải Xuân Gia Nhật",
    "An Bình Cường Dương Đăng Hiếu Hòa Khoa Long Nam Phong Phúc Quân Sơn Thắng Trí Trung Việt",
)

LEADERS = {
    "vụ": "Phó Vụ trưởng",
    "cục": "Phó Cục trưởng",
    "viện": "Phó Viện trưởng",
    "thanh tra": "Phó Chánh Thanh tra",
    "văn phòng": "Phó Chánh Văn phòng",
    "báo": "Phó Tổng Biên tập",
    "tạp chí": "Phó Tổng Biên tập",
    "trường": "Phó Hiệu trưởng",
}


@dataclass(frozen=True)
class Invented:
    """A made-up person. `emails` in order of preference; `key` never changes.

    `speaks`: a published spokesperson of the body too. Of the units only the authorities (cục)
    are bound to have one (Decree 244/2026 art. 2, as read).
    """

    key: str
    name: str
    post: str
    body: str
    role: MandateRole
    emails: tuple[str, ...]
    phone: str
    speaks: bool = False


def people(profile: Profile) -> list[Invented]:
    """A leader and an officer for each unit and department, two coordinators, the journalists."""
    names, numbers = _names(profile.code), count(1)
    made: list[Invented] = []
    for place in _places(profile):
        number = next(numbers)
        made.append(_person(place, next(names), number, {p.emails[0] for p in made}))
    return made


def mailboxes(profile: Profile) -> dict[str, str]:
    """Shared addresses by the body's code: every second unit and department has one."""
    bodies = (*profile.units, *profile.departments)
    return {row.body: f"truyen-thong@{_domain(row)}" for row in bodies[::2]}


@dataclass(frozen=True)
class _Place:
    key: str
    row: BodyRow
    role: MandateRole
    post: str


def _places(profile: Profile) -> Iterator[_Place]:
    for row in (*profile.units, *profile.departments):
        leader = LEADERS.get(row.detail, "Phó Giám đốc")
        yield _Place(f"{row.code}/leader", row, MandateRole.LEADER, leader)
        yield _Place(f"{row.code}/officer", row, MandateRole.OFFICER, "Chuyên viên truyền thông")
    centre = next(row for row in profile.units if row.code == profile.centre)
    for n, post in enumerate(("Trưởng phòng Truyền thông", "Chuyên viên điều phối"), 1):
        yield _Place(f"{centre.code}/coordinator-{n}", centre, MandateRole.COORDINATOR, post)
    agencies = _spread(profile.press)
    for n in range(JOURNALISTS):
        row = agencies[n % len(agencies)]
        yield _Place(f"{row.code}/journalist-{n + 1}", row, MandateRole.JOURNALIST, "Phóng viên")


def _spread(press: Sequence[BodyRow]) -> list[BodyRow]:
    """Agencies that are also units of the ministry first, then evenly over the list."""
    wanted = min(AGENCIES_WITH_JOURNALISTS, len(press))
    first = [row for row in press if row.body != row.code]
    rest = [row for row in press if row.body == row.code]
    places = wanted - len(first)
    return first + [rest[n * len(rest) // places] for n in range(places)]


def _person(place: _Place, name: str, number: int, taken: set[str]) -> Invented:
    domain = _domain(place.row)
    local = _local(name)
    email = next(e for e in _variants(local, domain) if e not in taken)
    second = (f"{local}.{number}@thu-rieng.example",) if number % 3 == 0 else ()
    return Invented(
        key=place.key,
        name=name,
        post=place.post,
        body=place.row.body,
        role=place.role,
        emails=(email, *second),
        phone=f"+84000000{number:03d}",
        speaks=place.role is MandateRole.LEADER and place.row.detail == "cục",
    )


def _variants(local: str, domain: str) -> Iterator[str]:
    yield f"{local}@{domain}"
    yield from (f"{local}{n}@{domain}" for n in count(2))


def _local(name: str) -> str:
    """«Nguyễn Hải Đăng» writes as dang.nh, as offices do."""
    *before, given = (slug(word) for word in name.split())
    return f"{given}.{''.join(word[0] for word in before)}"


def _domain(row: BodyRow) -> str:
    if row.domain:
        return f"{row.domain.split('.')[0]}.example"
    if row.parent:
        return f"{slug(row.short_name)}.mic.example"
    return f"so-tttt.{slug(row.name.split('tỉnh ')[-1].split('hành phố ')[-1])}.example"


def _names(seed: str) -> Iterator[str]:
    """Names without end, none twice."""
    given: set[str] = set()
    for n in count():
        drawn = hashlib.sha256(f"{seed}/{n}".encode()).digest()
        lists = [words.split() for words in (FAMILY, *(WOMEN, MEN)[drawn[3] % 2])]
        name = " ".join(words[drawn[place] % len(words)] for place, words in enumerate(lists))
        if name not in given:
            given.add(name)
            yield name
