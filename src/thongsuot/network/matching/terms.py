"""What a row says, what is known, and what a row comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as filled
from datetime import date
from typing import Any, Self
from uuid import UUID

from thongsuot.network.terms import RowOutcome

Point = tuple[str, str]
"""Channel and address."""


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be read, in which field: a code of `look.refusals` and its parameters."""

    code: str
    field: str = ""
    params: Mapping[str, Any] = filled(default_factory=dict)

    def data(self) -> dict[str, Any]:
        return {"code": self.code, "field": self.field, "params": _plain(self.params)}


@dataclass(frozen=True)
class Line:
    """What a row says, in the forms that are kept. `key`: the id an exported sheet carries."""

    place: int
    number: int
    name: str = ""
    post: str = ""
    unit: str = ""
    unit_short: str = ""
    section: str = ""
    province: str = ""
    roles: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    zalos: tuple[str, ...] = ()
    decision: str = ""
    matter: str = ""
    first: date | None = None
    last: date | None = None
    language: str = ""
    key: str = ""
    problems: tuple[Problem, ...] = ()
    repaired: tuple[tuple[str, str, str], ...] = ()
    """Field, as it was written, as it was read."""

    @property
    def points(self) -> tuple[Point, ...]:
        return (
            *(("email", address) for address in self.emails),
            *(("phone", address) for address in self.phones),
            *(("zalo", address) for address in self.zalos),
        )

    def data(self) -> dict[str, Any]:
        """As JSON, without what is empty."""
        return _filled(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        given = dict(data)
        for name in ("roles", "emails", "phones", "zalos"):
            given[name] = tuple(given.get(name, ()))
        for name in ("first", "last"):
            given[name] = date.fromisoformat(given[name]) if given.get(name) else None
        given["problems"] = tuple(Problem(**one) for one in given.get("problems", ()))
        given["repaired"] = tuple(tuple(one) for one in given.get("repaired", ()))
        return cls(**{"place": 0, "number": 0} | given)


@dataclass(frozen=True)
class Held:
    """A mandate; without an id it is not written yet."""

    unit: UUID
    role: str
    first: date
    last: date | None = None
    decision: str = ""
    matter: str = ""
    id: UUID | None = None

    def stands(self, day: date) -> bool:
        """Today, or some day to come."""
        return self.last is None or self.last >= day

    def touches(self, first: date, last: date | None) -> bool:
        return (last is None or self.first <= last) and (self.last is None or first <= self.last)


@dataclass(frozen=True)
class Someone:
    """A person as the network has them, or as they will be. `row`: the place of the row of this
    sheet that adds them (0: they are in the network); `key`: that row's."""

    id: UUID
    name: str
    post: str = ""
    language: str = "vi"
    held: tuple[Held, ...] = ()
    points: tuple[Point, ...] = ()
    row: int = 0
    key: str = ""

    def data(self) -> dict[str, Any]:
        return _filled(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        given = dict(data)
        given["id"] = UUID(given["id"])
        given["points"] = tuple((channel, address) for channel, address in given.get("points", ()))
        given["held"] = tuple(_held(one) for one in given.get("held", ()))
        return cls(**given)


@dataclass(frozen=True)
class BodyData:
    """What a sheet may say of a body itself."""

    id: UUID
    short_name: str = ""
    province: UUID | None = None
    points: tuple[Point, ...] = ()

    def data(self) -> dict[str, Any]:
        return _filled(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        province = data.get("province")
        return cls(
            id=UUID(data["id"]),
            short_name=data.get("short_name", ""),
            province=UUID(province) if province else None,
            points=tuple((channel, address) for channel, address in data.get("points", ())),
        )


@dataclass(frozen=True)
class Choice:
    """What the coordinator decided about a row: which body, which person ("new", an id, "also"
    for a further post besides the old one), or "skip"."""

    unit: str = ""
    person: str = ""


@dataclass(frozen=True)
class Judgement:
    """What a row comes to. Of `before` and `after` the difference is what would be written."""

    outcome: RowOutcome
    unit: UUID | None = None
    before: Someone | BodyData | None = None
    after: Someone | BodyData | None = None
    problems: tuple[Problem, ...] = ()
    candidates: tuple[UUID, ...] = ()
    about: str = ""
    """What the candidates are: "unit" or "person"."""
    notes: tuple[Problem, ...] = ()

    @property
    def person(self) -> UUID | None:
        return self.after.id if isinstance(self.after, Someone) else None

    def changes(self) -> list[dict[str, Any]]:
        return changes(self.before, self.after)


def changes(
    before: Someone | BodyData | None, after: Someone | BodyData | None
) -> list[dict[str, Any]]:
    """The difference as JSON, field by field: {"field", "before", "after"}."""
    if after is None:
        return []
    told: list[dict[str, Any]] = []
    for name in ("name", "post", "language", "short_name", "province"):
        was, now = getattr(before, name, None), getattr(after, name, None)
        new_default = before is None and name == "language" and now == "vi"
        if now and was != now and not new_default:
            told.append(_change(name, was or "", now))
    if isinstance(after, Someone):
        told += _mandates(before, after)
    had = before.points if before else ()
    told += [
        _change(kind, "", address) for kind, address in after.points if (kind, address) not in had
    ]
    return told


def _mandates(before: Any, after: Someone) -> list[dict[str, Any]]:
    had = {held.id: held for held in before.held if held.id} if before else {}
    new = before.held if before else ()
    return [
        _change("mandate", shown(had.get(held.id)), shown(held))
        for held in after.held
        if (held != had.get(held.id) if held.id else held not in new)
    ]


def shown(held: Held | None) -> Any:
    """A mandate in a change: without its id, which says nothing to anyone."""
    return _plain(replace(held, id=None)) if held else ""


def _change(name: str, before: Any, after: Any) -> dict[str, Any]:
    return {"field": name, "before": _plain(before), "after": _plain(after)}


def _held(data: Mapping[str, Any]) -> Held:
    last, id = data.get("last"), data.get("id")
    return Held(
        unit=UUID(data["unit"]),
        role=data["role"],
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(last) if last else None,
        decision=data.get("decision", ""),
        matter=data.get("matter", ""),
        id=UUID(id) if id else None,
    )


def _filled(given: Any) -> dict[str, Any]:
    """The fields that hold anything, as JSON."""
    return {name: _plain(value) for name, value in vars(given).items() if value}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Held):
        return {name: _plain(one) for name, one in vars(value).items()}
    if isinstance(value, Problem):
        return value.data()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
