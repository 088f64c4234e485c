"""The network's dated rows in memory, so that acts can be tried without writing anything."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network.models import (
    Province,
    UnitCode,
    UnitDomain,
    UnitName,
    UnitParent,
    UnitProvince,
    UnitRoleHeld,
)

KINDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "name": (UnitName, ("name", "short_name")),
    "code": (UnitCode, ("scheme", "code")),
    "role": (UnitRoleHeld, ("role", "detail", "source", "confidence")),
    "parent": (UnitParent, ("parent_id",)),
    "province": (UnitProvince, ("province_id",)),
    "domain": (UnitDomain, ("domain",)),
}
"""The dated rows of a body: their model, and what each says."""
DAY = timedelta(days=1)


@dataclass(eq=False)
class Row:
    """One dated row. `key` is None while it is only planned; `had` is the last day it had."""

    kind: str
    unit: UUID
    says: dict[str, Any]
    first: date
    last: date | None
    key: Any = None
    had: date | None = None

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or self.last >= day)

    @property
    def changed(self) -> bool:
        return self.key is not None and self.last != self.had


@dataclass
class World:
    """Every dated row, and those planned. Provinces are rows of the kind "place"."""

    rows: dict[tuple[str, UUID], list[Row]] = field(default_factory=lambda: defaultdict(list))
    places: dict[UUID, Row] = field(default_factory=dict)
    local: dict[str, UUID] = field(default_factory=dict)
    """What the file itself calls the bodies that it begins."""
    local_places: dict[str, UUID] = field(default_factory=dict)
    begun: list[UUID] = field(default_factory=list)

    @classmethod
    def load(cls) -> "World":
        """Seven questions, whatever the network's size."""
        world = cls()
        for kind, (model, says) in KINDS.items():
            told = ("pk", "unit_id", "valid_from", "valid_to", *says)
            for pk, unit, first, last, *values in model.objects.order_by("pk").values_list(*told):
                row = Row(kind, unit, dict(zip(says, values, strict=True)), first, last, pk, last)
                world.rows[kind, unit].append(row)
        for place in Province.objects.all():
            named = {"name": place.name, "code": place.code}
            world.places[place.pk] = Row(
                "place", place.pk, named, place.valid_from, place.valid_to, place.pk, place.valid_to
            )
        return world

    # Reading ------------------------------------------------------------------------------------

    def all(self) -> Iterator[Row]:
        for rows in self.rows.values():
            yield from rows
        yield from self.places.values()

    def on(self, kind: str, unit: UUID, day: date) -> list[Row]:
        return [row for row in self.rows.get((kind, unit), ()) if row.on(day)]

    def lives(self, unit: UUID, day: date) -> bool:
        return bool(self.on("name", unit, day))

    def name(self, unit: UUID, day: date) -> str:
        """The name on the day, else the last before it, else the first after it."""
        rows = self.rows.get(("name", unit), [])
        past = [row for row in rows if row.first <= day]
        found = max(past, key=lambda row: row.first, default=rows[0] if rows else None)
        return str(found.says["name"]) if found else ""

    def kinds_of(self, unit: UUID) -> Iterator[Row]:
        for kind in KINDS:
            yield from self.rows.get((kind, unit), ())

    def find(self, said: str, day: date) -> UUID:
        """The body meant by a code, an id or a whole name on that day. Raises `Refused`."""
        if said in self.local:
            return self.local[said]
        scheme, _, code = said.partition(":")
        found = {
            unit
            for (kind, unit), rows in list(self.rows.items())
            if kind in ("name", "code")
            for row in rows
            if row.on(day) and _means(row, said, scheme, code)
        }
        if not found and (key := _uuid(said)) and self.lives(key, day):
            return key
        return _only(found, said, "unit")

    def find_place(self, said: str, day: date) -> UUID:
        """The province of that name, or id, on the day; a code alone never identifies."""
        if said in self.local_places and self.places[self.local_places[said]].on(day):
            return self.local_places[said]
        if said.isdigit():
            raise Refused("network.batch_code_is_no_province", written=said)
        wanted = _plain(said)
        found = {
            key
            for key, row in self.places.items()
            if row.on(day) and (_plain(row.says["name"]) == wanted or str(key) == said)
        }
        return _only(found, said, "province")

    # Changing -----------------------------------------------------------------------------------

    def add(self, kind: str, unit: UUID, first: date, last: date | None = None, **says: Any) -> Row:
        row = Row(kind, unit, says, first, last)
        self.rows[kind, unit].append(row)
        return row

    def end(self, unit: UUID, day: date) -> None:
        """The body's last day is the day before: every row that stands ends with it."""
        for row in list(self.kinds_of(unit)):
            if row.first >= day:
                raise Refused("network.batch_changed_later", name=self.name(unit, day))
            if row.on(day):
                row.last = day - DAY

    def replace(self, kind: str, unit: UUID, day: date, **says: Any) -> None:
        """From the day on the body's row says this; until when the row before it would have."""
        standing = self.on(kind, unit, day)
        if any(row.first == day for row in standing):
            raise Refused("network.batch_changed_later", name=self.name(unit, day))
        coming = [row.first for row in self.rows.get((kind, unit), ()) if row.first > day]
        last = standing[-1].last if standing else min(coming) - DAY if coming else None
        for row in standing:
            row.last = day - DAY
        self.add(kind, unit, day, last, **says)

    def give_code(self, unit: UUID, written: str, day: date) -> None:
        """A code in a scheme; an earlier one of the body in that scheme ends."""
        scheme, colon, code = written.partition(":")
        if not colon or not scheme or not code or len(scheme) > 40 or len(code) > 40:
            raise Refused("network.batch_code_form", written=written)
        for (kind, other), rows in list(self.rows.items()):
            held = [
                r for r in rows if kind == "code" and r.says == {"scheme": scheme, "code": code}
            ]
            if other != unit and any(row.last is None or row.last >= day for row in held):
                raise Refused("network.code_taken", asked=written)
        for row in self.on("code", unit, day):
            if row.says["scheme"] == scheme and row.first < day:
                row.last = day - DAY
        self.add("code", unit, day, scheme=scheme, code=code)


def _means(row: Row, said: str, scheme: str, code: str) -> bool:
    if row.kind == "code":
        return bool(code) and row.says["scheme"] == scheme and row.says["code"] == code
    return _plain(row.says["name"]) == _plain(said)


def _plain(name: str) -> str:
    return " ".join(nfc(name).casefold().split())


def _only(found: set[UUID], said: str, what: str) -> UUID:
    if len(found) == 1:
        return found.pop()
    if found:
        raise Refused("network.batch_several_so_called", written=said)
    if what == "province":
        raise Refused("network.batch_no_such_province", written=said)
    raise Refused("network.batch_no_such_unit", written=said)


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
