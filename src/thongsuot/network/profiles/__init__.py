"""Networks shipped as data: one folder each, `profile.toml` and five tables.

Empty beginnings mean "not known": the profile's own `knows_since` stands in. `last_day` is what
is known today about ends that came after the profile's day.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from thongsuot.lib.refused import Refused
from thongsuot.network.terms import Confidence, UnitRole


@dataclass(frozen=True)
class ProvinceRow:
    code: str
    name: str
    kind: str
    valid_from: date
    last_day: date | None


@dataclass(frozen=True)
class BodyRow:
    """A body in one role. `body` is the code of the body it is, when listed before in another."""

    code: str
    body: str
    name: str
    short_name: str
    role: UnitRole | None
    detail: str
    province: str
    domain: str
    parent: str
    valid_from: date
    last_day: date | None
    source: str
    confidence: str


@dataclass(frozen=True)
class Profile:
    code: str
    name: str
    name_en: str
    day: date
    centre: str
    ministry: BodyRow
    provinces: tuple[ProvinceRow, ...]
    units: tuple[BodyRow, ...]
    departments: tuple[BodyRow, ...]
    press: tuple[BodyRow, ...]
    partners: tuple[BodyRow, ...]

    @property
    def bodies(self) -> tuple[BodyRow, ...]:
        """Parents before children, bodies before their further roles."""
        return (self.ministry, *self.units, *self.departments, *self.press, *self.partners)


def codes() -> list[str]:
    """The profiles that are shipped."""
    folders = files(__name__).iterdir()
    return sorted(f.name.replace("_", "-") for f in folders if (f / "profile.toml").is_file())


def read(code: str) -> Profile:
    """Raises `Refused("network.no_profile")`."""
    if code not in codes():
        raise Refused("network.no_profile", asked=code, known=", ".join(codes()))
    folder = files(__name__) / code.replace("-", "_")
    told = tomllib.loads((folder / "profile.toml").read_text("utf-8"))
    since, ministry = told["knows_since"], told["ministry"]["code"]
    return Profile(
        code=told["code"],
        name=told["name"],
        name_en=told["name_en"],
        day=told["day"],
        centre=told["centre"],
        ministry=_body({**told["ministry"]}, None, since),
        provinces=tuple(_province(row, since) for row in _table(code, "provinces")),
        units=_bodies(code, "units", UnitRole.MINISTRY_UNIT, since, ministry),
        departments=_bodies(code, "departments", UnitRole.DEPARTMENT, since),
        press=_bodies(code, "press_agencies", UnitRole.PRESS_AGENCY, since),
        partners=_bodies(code, "partners", UnitRole.PARTNER, since),
    )


def _bodies(
    code: str, table: str, role: UnitRole, since: date, parent: str = ""
) -> tuple[BodyRow, ...]:
    return tuple(_body(row, role, since, parent) for row in _table(code, table))


def _body(row: dict[str, str], role: UnitRole | None, since: date, parent: str = "") -> BodyRow:
    return BodyRow(
        code=row["code"],
        body=row.get("unit") or row["code"],
        name=row["name"],
        short_name=row.get("short_name", ""),
        role=role,
        detail=row.get("kind", ""),
        province=row.get("province_code", ""),
        domain=row.get("domain", ""),
        parent=parent,
        valid_from=_day(row.get("valid_from")) or since,
        last_day=_day(row.get("last_day")),
        source=row.get("source", ""),
        confidence=row.get("confidence") or Confidence.UNVERIFIED,
    )


def _province(row: dict[str, str], since: date) -> ProvinceRow:
    return ProvinceRow(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        valid_from=_day(row["valid_from"]) or since,
        last_day=_day(row["last_day"]),
    )


def _day(written: str | date | None) -> date | None:
    if isinstance(written, date):
        return written
    return date.fromisoformat(written) if written else None


def _table(code: str, name: str) -> Iterator[dict[str, str]]:
    file = files(__name__) / code.replace("-", "_") / f"{name}.csv"
    return iter(csv.DictReader(file.read_text("utf-8").splitlines()))
