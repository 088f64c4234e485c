"""What a batch would do: what a preview shows and what applying writes, one and the same."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from thongsuot.network.reorganisations.reading import Fault, Line
from thongsuot.network.reorganising.world import Row
from thongsuot.network.terms import Confidence, ReorganisationAct


@dataclass(frozen=True)
class Body:
    """A body, or a province, as the plan shows it."""

    id: UUID
    name: str
    new: bool = False


@dataclass(frozen=True)
class PlannedEdge:
    """From a body to a body; `ends`: the first one's last day is the day before."""

    came_from: Body | None
    to: Body | None
    function: str = ""
    ends: bool = False


@dataclass(frozen=True)
class PlannedAct:
    number: int
    act: ReorganisationAct
    subject: str
    effective: date
    edges: tuple[PlannedEdge, ...]
    legal_basis: str
    confidence: Confidence
    source: str

    @property
    def befores(self) -> tuple[Body, ...]:
        return tuple(dict.fromkeys(e.came_from for e in self.edges if e.came_from))

    @property
    def afters(self) -> tuple[Body, ...]:
        return tuple(dict.fromkeys(e.to for e in self.edges if e.to))

    @property
    def functions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(e.function for e in self.edges if e.function))


@dataclass(frozen=True)
class PlannedMandate:
    """A mandate at a body that ends. `to`: the one body it can go to; None: to be decided."""

    id: UUID
    person: UUID
    person_name: str
    role: str
    unit: Body
    effective: date
    act: int
    candidates: tuple[Body, ...]
    to: Body | None


@dataclass(frozen=True)
class Orphan:
    """What the batch would leave without something. `why`: heir | parent | province | centre |
    mailbox; `count`: how many people, or addresses, it concerns."""

    why: str
    unit: Body
    count: int = 0


@dataclass
class Plan:
    """All of it. With faults nothing can be applied."""

    name: str
    digest: str
    text: str
    acts: list[PlannedAct] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    made: list[Row] = field(default_factory=list)
    ended: list[Row] = field(default_factory=list)
    begun: list[Body] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    """Provinces that begin."""
    mandates: list[PlannedMandate] = field(default_factory=list)
    orphans: list[Orphan] = field(default_factory=list)
    heirs: dict[UUID, UUID | None] = field(default_factory=dict)
    """Of each body that ends, the one that succeeds it as a whole, if there is one."""

    @property
    def first_day(self) -> date:
        return min(act.effective for act in self.acts)

    @property
    def ends(self) -> list[Body]:
        """The bodies that end, each once."""
        found = (e.came_from for a in self._of("unit") for e in a.edges if e.ends and e.came_from)
        return list(dict.fromkeys(found))

    @property
    def provinces(self) -> list[PlannedAct]:
        return self._of("province")

    @property
    def units(self) -> list[PlannedAct]:
        return self._of("unit")

    @property
    def touched(self) -> list[Body]:
        """The bodies that end or pass something on."""
        found = (e.came_from for a in self._of("unit") for e in a.edges if e.came_from and e.to)
        return list(dict.fromkeys([*self.ends, *found]))

    @property
    def undecided(self) -> list[PlannedMandate]:
        return [mandate for mandate in self.mandates if mandate.to is None]

    @cached_property
    def fingerprint(self) -> str:
        """Of what would be done: differs if the network changed since one looked."""
        told = [self.digest, *sorted(str((r.kind, r.key, r.first, r.last)) for r in self.ended)]
        told += sorted(str((r.kind, r.unit, r.first, r.last)) for r in self.made)
        told += sorted(str((m.id, m.to and m.to.id)) for m in self.mandates)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def _of(self, subject: str) -> list[PlannedAct]:
        return [act for act in self.acts if act.subject == subject]


Lines = list[Line]
