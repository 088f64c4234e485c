"""What the network and a sheet know, as far as some rows need it."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from thongsuot.network.matching.bodies import Bodies
from thongsuot.network.matching.lines import name_key
from thongsuot.network.matching.terms import BodyData, Judgement, Line, Point, Someone


@dataclass(frozen=True)
class Seen:
    """Another row of this sheet, as far as it bears on this one. `person`: once it is judged."""

    place: int
    number: int
    unit: UUID | None
    roles: tuple[str, ...] = ()
    person: UUID | None = None
    key: str = ""


@dataclass
class Known:
    """What the network and the sheet know of the people and bodies that some rows may mean."""

    today: date
    sheet: UUID
    bodies: Bodies
    people: dict[UUID, Someone] = field(default_factory=dict)
    data: dict[UUID, BodyData] = field(default_factory=dict)
    seen: dict[str, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    """Rows of this sheet by the key of the name they hold."""
    shared: frozenset[Point] = frozenset()
    """Addresses of bodies: they tell nobody apart."""
    default_unit: UUID | None = None
    hint: str = ""
    """Words of the whole sheet that may name a province."""
    by_name: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    by_point: dict[Point, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, someone: Someone) -> None:
        self.people[someone.id] = someone
        self.by_name[name_key(someone.name)].add(someone.id)
        for point in someone.points:
            self.by_point[way(point)].add(someone.id)

    def remember(self, line: Line, judged: Judgement) -> None:
        """The rows that follow are judged as if this one were written."""
        if isinstance(judged.after, Someone):
            self.learn(judged.after)
            rows = self.seen[name_key(line.name)]
            rows[:] = [
                replace(row, person=judged.after.id) if row.place == line.place else row
                for row in rows
            ]
        elif isinstance(judged.after, BodyData):
            self.data[judged.after.id] = judged.after


def way(point: Point) -> Point:
    """A number is one number, by telephone or by Zalo."""
    return ("phone", point[1]) if point[0] == "zalo" else point


def new_id(known: Known, place: int) -> UUID:
    """Of the person whom a row adds: known before it is written, so that it is written once."""
    return uuid5(NAMESPACE_OID, f"{known.sheet}/{place}")
