"""From a file to a plan: each act is done to the network in memory, in the order of its day."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.models import Batch, ContactPoint, Installation, Mandate
from thongsuot.network.reorganisations.reading import Fault, Line, Read, Subject, read
from thongsuot.network.reorganising.plan import (
    Body,
    Orphan,
    Plan,
    PlannedAct,
    PlannedEdge,
    PlannedMandate,
)
from thongsuot.network.reorganising.world import DAY, Row, World
from thongsuot.network.terms import ReorganisationAct

Edge = rules.Edge


def think(text: str, name: str = "") -> Plan:
    """The plan of a batch, or all that is wrong with it. Reads the network, writes nothing."""
    found = read(text, name)
    plan = Plan(name=name, digest=found.digest, text=found.text, faults=list(found.faults))
    if Batch.objects.filter(digest=plan.digest, undone_at=None).exists():
        plan.faults.append(Fault(1, "", Refused("network.batch_applied_already")))
    if not plan.faults:
        _Thinker(plan, found).think()
    return plan


class _Thinker:
    """Works through the acts day by day; faults are gathered, with the row they are in."""

    def __init__(self, plan: Plan, found: Read) -> None:
        self.plan, self.lines = plan, found.lines
        self.world = World.load()
        self.edges: dict[date, list[Edge]] = defaultdict(list)
        self.ended: dict[UUID, tuple[date, int]] = {}
        self.codes: list[tuple[Line, UUID, str]] = []
        """Codes of new bodies: given when those that had them before have ended."""
        self.place_heirs: dict[date, list[Edge]] = defaultdict(list)

    def think(self) -> None:
        for day, lines in groupby(self.lines, key=lambda line: line.effective):
            for _, rows in groupby(lines, key=lambda line: line.event):
                self._act(list(rows))
            self._settle_places(day)
            self._settle_parents(day)
        if self.plan.faults:
            return
        plan, world = self.plan, self.world
        plan.made = [row for row in world.all() if row.key is None and row.kind != "place"]
        plan.places = [row for row in world.places.values() if row.key is None]
        plan.ended = [row for row in world.all() if row.changed]
        plan.begun = [self._body(unit, world.rows["name", unit][0].first) for unit in world.begun]
        self._think_of_people()

    # Acts ---------------------------------------------------------------------------------------

    def _act(self, rows: list[Line]) -> None:
        first, edges = rows[0], list[Edge]()
        for line in rows:
            self._try(line, partial(self._gather, edges, line))
        if len(edges) < len(rows) or not self._try(first, lambda: self._do(rows, edges)):
            return
        for line, unit, code in self.codes:
            self._try(line, partial(self._give_code, line, unit, code))
        self.codes = []
        plural = self._place if first.subject is Subject.PROVINCE else self._body
        gone = rules.ending(first.act, edges)
        self.plan.acts.append(
            PlannedAct(
                number=first.event,
                act=first.act,
                subject=first.subject,
                effective=first.effective,
                edges=tuple(
                    PlannedEdge(
                        came_from=plural(origin, first.effective - DAY) if origin else None,
                        to=plural(heir, first.effective) if heir else None,
                        function=function,
                        ends=origin in gone,
                    )
                    for origin, heir, function in edges
                ),
                legal_basis=first.legal_basis,
                confidence=first.confidence,
                source=first.source,
            )
        )

    def _gather(self, edges: list[Edge], line: Line) -> None:
        edges.append(self._edge(line))

    def _try(self, line: Line, do: Callable[[], None]) -> bool:
        try:
            do()
        except Refused as why:
            self.plan.faults.append(Fault(line.row, str(why.params.pop("column", "")), why))
            return False
        return True

    def _edge(self, line: Line) -> Edge:
        find = self._find_place if line.subject is Subject.PROVINCE else self._find
        origin = find(line, "from", line.came_from) if line.came_from else None
        return origin, self._heir(line, origin), line.function

    def _find(self, line: Line, column: str, said: str) -> UUID:
        """Who lived on the day before; `to` and what stands above may also begin that day."""
        try:
            return self.world.find(said, line.effective - DAY)
        except Refused as why:
            if column != "from":
                try:
                    return self.world.find(said, line.effective)
                except Refused:
                    pass
            raise _at(column, why) from why

    def _find_place(self, line: Line, column: str, said: str) -> UUID:
        day = line.effective - DAY if column == "from" else line.effective
        try:
            return self.world.find_place(said, day)
        except Refused as why:
            raise _at(column, why) from why

    def _heir(self, line: Line, origin: UUID | None) -> UUID | None:
        if line.act is ReorganisationAct.RENAME:
            return self._begin_place(line) if line.subject is Subject.PROVINCE else origin
        if not line.to and not line.name:
            return None
        if line.subject is Subject.PROVINCE:
            return self._begin_place(line)
        if line.name and line.to not in self.world.local:
            return self._begin(line)
        heir = self._find(line, "to", line.to)
        if not self.world.lives(heir, line.effective):
            raise _at("to", Refused("network.batch_heir_has_ended", written=line.to))
        return heir

    def _begin(self, line: Line) -> UUID:
        """A new body, with all that the row says of it."""
        called, day, world = line.to or line.name, line.effective, self.world
        unit = uuid5(NAMESPACE_URL, f"thongsuot:reorganisation/{self.plan.digest}/{called}")
        world.local[called] = unit
        world.begun.append(unit)
        world.add("name", unit, day, name=line.name, short_name=line.short_name)
        codes = [line.to if ":" in line.to else "", line.code]
        self.codes += [(line, unit, code) for code in dict.fromkeys(codes) if code]
        for role in line.roles or ():
            self._give_role(line, unit, role)
        self._stand(line, unit)
        return unit

    def _give_code(self, line: Line, unit: UUID, code: str) -> None:
        try:
            self.world.give_code(unit, code, line.effective)
        except Refused as why:
            raise _at("to" if code == line.to else "to_code", why) from why

    def _give_role(self, line: Line, unit: UUID, role: str) -> None:
        says: dict[str, Any] = {"role": role, "detail": line.kind, "source": line.source}
        self.world.add("role", unit, line.effective, None, confidence=line.confidence, **says)

    def _stand(self, line: Line, unit: UUID) -> None:
        """Under whom and where, if the row says so."""
        if line.parent:
            parent = self._find(line, "to_parent", line.parent)
            self.world.replace("parent", unit, line.effective, parent_id=parent)
        if line.province:
            place = self._find_place(line, "to_province", line.province)
            self.world.replace("province", unit, line.effective, province_id=place)

    def _begin_place(self, line: Line) -> UUID:
        """A new province, or the standing one that the row names without a new name."""
        called, places = line.to or line.name, self.world.places
        if called in self.world.local_places and not line.name:
            return self.world.local_places[called]
        known = self.world.local_places.get(called)
        if known and places[known].first == line.effective:
            return known
        if not line.name:
            return self._find_place(line, "to", called)
        key = uuid5(NAMESPACE_URL, f"thongsuot:reorganisation/{self.plan.digest}/place/{called}")
        says = {"name": line.name, "code": line.code}
        places[key] = Row("place", key, says, line.effective, None)
        self.world.local_places[called] = self.world.local_places[line.name] = key
        return key

    def _do(self, rows: list[Line], edges: list[Edge]) -> None:
        first = rows[0]
        if first.subject is Subject.PROVINCE:
            self._do_places(first, edges)
            return
        rules.check_edges(first.act, edges)
        for origin, _, _ in edges:
            if origin and not self.world.lives(origin, first.effective - DAY):
                name = self.world.name(origin, first.effective)
                raise Refused("network.batch_not_there", name=name, column="from")
        for unit in sorted(rules.ending(first.act, edges)):
            if unit not in self.ended and not self.world.lives(unit, first.effective):
                # Another batch ended it with that day: it has its heirs.
                name = self.world.name(unit, first.effective - DAY)
                raise Refused("network.batch_changed_later", name=name, column="from")
            self.world.end(unit, first.effective)
            self.ended[unit] = (first.effective, first.event)
        if first.act is ReorganisationAct.RENAME:
            for line, (renamed, _, _) in zip(rows, edges, strict=True):
                if renamed:
                    self._rename(line, renamed)
        self.edges[first.effective] += edges

    def _rename(self, line: Line, unit: UUID) -> None:
        world, day = self.world, line.effective
        if not world.lives(unit, day):
            raise Refused("network.batch_heir_has_ended", written=line.came_from, column="from")
        if line.name or line.short_name:
            name = line.name or world.name(unit, day)
            world.replace("name", unit, day, name=name, short_name=line.short_name)
        if line.code:
            self._give_code(line, unit, line.code)
        if line.roles is not None or line.kind:
            self._change_roles(line, unit)
        self._stand(line, unit)

    def _change_roles(self, line: Line, unit: UUID) -> None:
        standing = self.world.on("role", unit, line.effective)
        held = {row.says["role"]: row for row in standing}
        wanted = tuple(held) if line.roles is None else line.roles
        for role, row in held.items():
            if role not in wanted or (line.kind and row.says["detail"] != line.kind):
                row.last = line.effective - DAY
        for role in wanted:
            if role not in held or held[role].last == line.effective - DAY:
                self._give_role(line, unit, role)

    def _do_places(self, first: Line, edges: list[Edge]) -> None:
        if first.act is not ReorganisationAct.RENAME:
            rules.check_edges(first.act, edges)
        gone = {o for o, _, _ in edges if o} - {heir for _, heir, _ in edges if heir}
        for key in gone:
            row = self.world.places[key]
            if not row.on(first.effective) or row.first >= first.effective:
                raise Refused("network.batch_changed_later", name=row.says["name"])
            row.last = first.effective - DAY
        self.place_heirs[first.effective] += edges

    # What follows of itself -----------------------------------------------------------------------

    def _settle_places(self, day: date) -> None:
        """A body that goes on in a province that ended goes on in its one heir."""
        edges = self.place_heirs[day]
        for origin in {o for o, _, _ in edges if o and self.world.places[o].last == day - DAY}:
            heir = rules.heir_of_all(edges, origin)
            for row in self._standing("province", "province_id", origin, day):
                row.last = day - DAY
                if heir:
                    self.world.add("province", row.unit, day, row.had, province_id=heir)
                else:
                    self.plan.orphans.append(Orphan("province", self._body(row.unit, day)))

    def _settle_parents(self, day: date) -> None:
        """A body that stood under one that ended stands under its one heir."""
        for parent in [unit for unit, (ended, _) in self.ended.items() if ended == day]:
            heir = rules.heir_of_all(self.edges[day], parent)
            for row in self._standing("parent", "parent_id", parent, day):
                row.last = day - DAY
                if heir and heir != row.unit:
                    self.world.add("parent", row.unit, day, row.had, parent_id=heir)
                else:
                    self.plan.orphans.append(Orphan("parent", self._body(row.unit, day)))

    def _standing(self, kind: str, says: str, key: UUID, day: date) -> list[Row]:
        """Rows of living bodies that name what ended, and began before it did."""
        return [
            row
            for (at, unit), rows in list(self.world.rows.items())
            if at == kind and self.world.lives(unit, day)
            for row in list(rows)
            if row.says[says] == key and row.on(day) and row.first < day
        ]

    # People ---------------------------------------------------------------------------------------

    def _think_of_people(self) -> None:
        held: dict[UUID, list[Mandate]] = defaultdict(list)
        rows = Mandate.objects.filter(unit__in=list(self.ended)).select_related("person")
        for mandate in rows.order_by("person__order", "pk"):
            day, _ = self.ended[mandate.unit_id]
            if mandate.valid_to is None or mandate.valid_to >= day:
                held[mandate.unit_id].append(mandate)
        for unit, (day, act) in self.ended.items():
            self._propose(unit, day, act, held[unit])
            self.plan.heirs[unit] = rules.heir_of_all(self.edges[day], unit)
        self._think_of_houses()

    def _propose(self, unit: UUID, day: date, act: int, mandates: list[Mandate]) -> None:
        heirs = tuple(self._body(h, day) for h in rules.candidates(self.edges[day], unit))
        body = self._body(unit, day - DAY)
        if mandates and not heirs:
            self.plan.orphans.append(Orphan("heir", body, len(mandates)))
        self.plan.mandates += [
            PlannedMandate(
                id=mandate.pk,
                person=mandate.person_id,
                person_name=mandate.person.name,
                role=mandate.role,
                unit=body,
                effective=day,
                act=act,
                candidates=heirs,
                to=heirs[0] if len(heirs) == 1 else None,
            )
            for mandate in mandates
        ]

    def _think_of_houses(self) -> None:
        """The centre of this installation, and mailboxes that stay with a body that ends."""
        centre = Installation.objects.values_list("centre_id", flat=True).first()
        if centre in self.ended:
            day, _ = self.ended[centre]
            if not rules.heir_of_all(self.edges[day], centre):
                self.plan.orphans.append(Orphan("centre", self._body(centre, day - DAY)))
        boxes: dict[UUID, int] = defaultdict(int)
        for unit in ContactPoint.objects.filter(unit__in=list(self.ended)).values_list("unit_id"):
            boxes[unit[0]] += 1
        for key, count in boxes.items():
            body = self._body(key, self.ended[key][0] - DAY)
            self.plan.orphans.append(Orphan("mailbox", body, count))

    def _body(self, unit: UUID, day: date) -> Body:
        return Body(unit, self.world.name(unit, day), unit in self.world.begun)

    def _place(self, key: UUID, day: date) -> Body:
        row = self.world.places[key]
        return Body(key, row.says["name"], row.key is None)


def _at(column: str, why: Refused) -> Refused:
    """The same refusal, with the column of the file that it is about."""
    why.params = {**why.params, "column": column}
    return why
