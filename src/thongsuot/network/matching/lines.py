"""The cells of a row as what they mean: names, roles, numbers, days; or what is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from thongsuot.lib import phones
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import fold, nfc
from thongsuot.lib.text.legacy import proper_name
from thongsuot.network import rules
from thongsuot.network.matching.terms import Line, Problem
from thongsuot.network.terms import ChannelName, MandateRole

Found = TypeVar("Found")

_NOTHING = frozenset({"", "-", "--", "x", "0", "khong", "khong co", "chua co", "n/a", "na", "none"})
_NOBODY = re.compile(
    r"\W*(trong|khuyet|dang khuyet|chua (co|cu|phan cong|bo nhiem)|dang kien toan)\W*"
)
_SAME = re.compile(r"^(nt|nhu tren|nhu sdt|nhu dien thoai|nhu so dien thoai|co|x|yes|trung sdt)$")
_BEFORE_NAME = re.compile(r"^(ông|bà|anh|chị|đ/c|đồng chí|mr|mrs|ms)\.?\s+", re.IGNORECASE)
_DEGREE = re.compile(
    r"^(?:(?:gs|pgs|tskh|ts|ths|bs|ks|cn|ls|nb|kts|nsnd|nsưt|ngnd|ngưt|bscki{1,2})\b[.,\s]*)+",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[\n;]|\s/\s")
_AT = re.compile(r"[\s;,/|<>()\[\]]+")
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")
_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_EPOCH = date(1899, 12, 30)  # day 0 of a workbook's serial numbers
_LONGEST = {"name": 120, "post": 120, "decision": 120, "matter": 200, "unit_short": 40}

ROLES: tuple[tuple[str, MandateRole], ...] = (
    ("dieu phoi", MandateRole.COORDINATOR),
    ("coordinator", MandateRole.COORDINATOR),
    ("uy quyen", MandateRole.DELEGATE),
    ("delegate", MandateRole.DELEGATE),
    ("phat ngon", MandateRole.SPOKESPERSON),
    ("spokesperson", MandateRole.SPOKESPERSON),
    ("lanh dao", MandateRole.LEADER),
    ("thu truong", MandateRole.LEADER),
    ("nguoi dung dau", MandateRole.LEADER),
    ("phu trach", MandateRole.LEADER),
    ("leader", MandateRole.LEADER),
    ("nha bao", MandateRole.JOURNALIST),
    ("phong vien", MandateRole.JOURNALIST),
    ("journalist", MandateRole.JOURNALIST),
    ("dau moi", MandateRole.OFFICER),
    ("can bo", MandateRole.OFFICER),
    ("chuyen vien", MandateRole.OFFICER),
    ("chuyen trach", MandateRole.OFFICER),
    ("officer", MandateRole.OFFICER),
)
"""What a cell contains -> the role, the first that fits: «người được ủy quyền phát ngôn» is a
delegate, «cán bộ điều phối» a coordinator."""


def read(
    cells: Mapping[str, str],
    place: int,
    number: int,
    section: str = "",
    role: str = "",
    written: Mapping[str, str] | None = None,
) -> Line:
    """One person, or one body, as a row has it. `cells`: text by field. `role`: of the whole group
    of columns or the whole sheet, where the row says none. `written`: cells of an old encoding as
    they stood."""
    reading = _Reading({name: _cleaned(text) for name, text in cells.items()}, written or {})
    name = reading.name()
    emails = reading.several("email", _emails)
    numbers = (*reading.several("phone", _phones), *reading.several("phone_2", _phones))
    roles = reading.several("role", _roles) or ((role,) if role else ())
    return Line(
        place=place,
        number=number,
        name=name,
        post=reading.text("post"),
        unit=reading.text("unit"),
        unit_short=reading.text("unit_short"),
        section=section,
        province=reading.text("province"),
        roles=tuple(str(one) for one in dict.fromkeys(roles)),
        emails=tuple(dict.fromkeys(emails)),
        phones=tuple(dict.fromkeys(numbers)),
        zalos=tuple(dict.fromkeys(reading.zalos(numbers))),
        decision=reading.text("decision"),
        matter=reading.text("matter"),
        first=reading.one("valid_from", day),
        last=reading.one("valid_to", _until),
        language=reading.language(),
        key=reading.key(),
        problems=tuple(reading.problems),
        repaired=tuple(reading.repaired),
    )


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """What names are compared by: without accents, case, degrees and forms of address."""
    return fold(_bare(name)).replace(".", " ").strip()


def day(text: str) -> date | None:
    """A day as sheets write it: 2026-01-31, 31/1/2026, 31.01.2026, 1/2026, or a serial number."""
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.search(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH.fullmatch(text):
        return date(int(found[2]), int(found[1]), 1)
    if text.isdigit() and len(text) == 5:
        return _EPOCH + timedelta(days=int(text))
    raise Refused("network.import_not_a_day", written=text)


def _until(text: str) -> date | None:
    """«Đến khi có quyết định mới» is no day, and no mistake."""
    return day(text) if any(char.isdigit() for char in text) else None


def _cleaned(text: str) -> str:
    shown = nfc(text).strip()
    return "" if _is_nothing(shown) and shown not in ("x", "X", "0") else shown


def _is_nothing(text: str) -> bool:
    return len(text) < 10 and fold(text) in _NOTHING


def _bare(name: str) -> str:
    shown = _BEFORE_NAME.sub("", " ".join(name.split()))
    return _DEGREE.sub("", shown).strip(" .,") or shown


class _Reading:
    """The cells, and what was found wrong or was repaired on the way."""

    def __init__(self, cells: dict[str, str], written: Mapping[str, str]) -> None:
        self.cells = cells
        self.written = written
        self.problems: list[Problem] = []
        self.repaired = [(f, was, cells.get(f, "")) for f, was in written.items() if f != "name"]

    def text(self, field: str) -> str:
        text = " ".join(self.cells.get(field, "").split())
        longest = _LONGEST.get(field, 255)
        if len(text) > longest:
            self.problems.append(Problem("network.import_too_long", field, {"limit": longest}))
        return text[:longest]

    def name(self) -> str:
        written = self.cells.get("name", "")
        if not written or _NOBODY.fullmatch(fold(written)):
            return ""
        parts = [part for part in _SEVERAL.split(written) if len(part.split()) > 1]
        shown = proper_name(_bare(" ".join(written.split())))
        letters = sum(char.isalpha() for char in shown)
        if len(parts) > 1:
            self._wrong("network.import_several_people", "name", written)
        elif letters < 2 or "@" in shown or any(char.isdigit() for char in shown):
            self._wrong("network.import_not_a_name", "name", written)
        elif len(shown) > _LONGEST["name"]:
            self._wrong("network.import_too_long", "name", limit=_LONGEST["name"])
        stood = self.written.get("name", written)
        if shown != stood:
            self.repaired.append(("name", stood, shown))
        return shown[: _LONGEST["name"]]

    def several(
        self, field: str, read_cell: Callable[[str], tuple[Found, ...]]
    ) -> tuple[Found, ...]:
        return self._read(field, read_cell) or ()

    def one(self, field: str, read_cell: Callable[[str], Found | None]) -> Found | None:
        return self._read(field, read_cell)

    def zalos(self, numbers: tuple[str, ...]) -> tuple[str, ...]:
        cell = self.cells.get("zalo", "")
        if _SAME.match(fold(cell)):
            return tuple(number for number in numbers if phones.is_mobile(number))[:1]
        return self.several("zalo", _phones)

    def language(self) -> str:
        text = fold(self.cells.get("language", ""))
        if not text:
            return ""
        return "en" if text.startswith("en") or "anh" in text.split() else "vi"

    def key(self) -> str:
        try:
            return str(UUID(self.cells.get("key", "")))
        except ValueError:
            return ""

    def _read(self, field: str, read_cell: Callable[[str], Any]) -> Any:
        text = self.cells.get(field, "")
        if _is_nothing(text):
            return None
        try:
            return read_cell(text)
        except Refused as refused:
            self.problems.append(Problem(refused.code, field, dict(refused.params)))
        except ValueError:  # 31/02/2026
            self._wrong("network.import_not_a_day", field, text)
        return None

    def _wrong(self, code: str, field: str, written: str = "", **params: Any) -> None:
        self.problems.append(
            Problem(code, field, {"written": written} | params if written else params)
        )


def _emails(cell: str) -> tuple[str, ...]:
    words = [word.strip(".:") for word in _AT.split(cell) if "@" in word]
    found = [word.removeprefix("mailto:") for word in words]
    if not found:
        raise Refused("network.not_an_email", written=cell)
    return tuple(rules.address(ChannelName.EMAIL, word) for word in found)


def _phones(cell: str) -> tuple[str, ...]:
    found = phones.split(cell)
    if not found:
        raise Refused("lib.not_a_phone", written=cell)
    return tuple(phones.normalise(number) for number in found)


def _roles(cell: str) -> tuple[MandateRole, ...]:
    parts = re.split(r"[;,/+&\n]|\bkiêm\b|\bvà\b", cell)
    found = [role for part in parts if (role := role_in(part))]
    if not found:
        raise Refused("network.import_unknown_role", written=cell)
    return tuple(found)


def role_in(text: str) -> MandateRole | None:
    """The role a few words name: of a cell, of a group of columns, of a title."""
    plain = fold(text)
    return next((role for words, role in ROLES if words in plain), None)
