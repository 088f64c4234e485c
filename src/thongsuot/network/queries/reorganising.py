"""Batches of reorganisation: what one would do, what was done, which mandates wait."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.models import Batch, MandateProposal, Reorganisation, Succession
from thongsuot.network.queries.units import names_of
from thongsuot.network.reorganisations import reading, shipped
from thongsuot.network.reorganising.plan import Plan
from thongsuot.network.reorganising.thinking import think
from thongsuot.network.terms import ProposalState, UnitView


@dataclass(frozen=True)
class Shipped:
    """A batch that comes with the product; `applied` is the batch that it was applied as."""

    name: str
    applied: Batch | None

    @property
    def title(self) -> str:
        return shipped.title(self.name)


@dataclass(frozen=True)
class Proposal:
    """A mandate at a body that ended, and where it may go. One candidate: evident."""

    row: MandateProposal
    unit: UnitView
    candidates: tuple[UnitView, ...]
    whole: UUID | None
    """The one body that succeeds the old one as a whole, if there is one."""
    went_to: UnitView | None = None

    @property
    def evident(self) -> bool:
        return self.row.to_unit_id is not None and self.row.state == ProposalState.PROPOSED

    @property
    def undecided(self) -> bool:
        return self.row.to_unit_id is None and self.row.state == ProposalState.PROPOSED


def preview(text: str, name: str = "") -> Plan:
    """What a file would do to the network as it is now. Writes nothing."""
    return think(text, name)


def shipped_batches() -> list[Shipped]:
    """In the order in which they happened."""
    applied = {row.name: row for row in Batch.objects.filter(undone_at=None)}
    return [Shipped(name, applied.get(name)) for name in shipped.names()]


def shipped_text(name: str) -> str:
    """Raises `Refused("network.no_batch_file")`."""
    return shipped.text(name)


def batch_title(name: str) -> str:
    """What a batch is called on screen."""
    return shipped.title(name)


def batch_text(content: bytes) -> str:
    """An uploaded file, CSV or XLSX, as `preview` takes it. Raises `Refused`: no table."""
    return reading.text_of(content)


def batches() -> QuerySet[Any]:
    """Every batch ever applied, the newest first, with how many mandates wait (rows to read)."""
    waiting = Q(reorganisations__proposals__state=ProposalState.PROPOSED)
    found: QuerySet[Any] = Batch.objects.select_related("applied_by", "undone_by").annotate(
        acts=Count("reorganisations", distinct=True),
        waiting=Count("reorganisations__proposals", filter=waiting, distinct=True),
    )
    return found.order_by("-applied_at")


def batch(batch_id: UUID | str) -> Any:
    """A batch's row, to read. Raises `Refused("network.no_batch")`."""
    try:
        return batches().get(pk=batch_id)
    except (Batch.DoesNotExist, ValidationError) as error:
        raise Refused("network.no_batch") from error


def may_undo(row: Batch) -> bool:
    """Whether its time for being undone runs, and nobody has decided a mandate of it."""
    if row.undone_at is not None:
        return False
    try:
        rules.check_undo(row.first_day, clock.legal_date(row.applied_at), clock.legal_date())
    except Refused:
        return False
    decided = MandateProposal.objects.exclude(state=ProposalState.PROPOSED)
    return not decided.filter(reorganisation__batch=row).exists()


def acts_of(batch_id: UUID | str) -> QuerySet[Any]:
    """The acts of a batch in order, with their edges (rows to read)."""
    rows: QuerySet[Any] = Reorganisation.objects.filter(batch__pk=batch_id)
    edges = ("successions", "province_successions__from_province")
    return rows.prefetch_related(*edges, "province_successions__to_province").order_by(
        "effective", "number"
    )


def due() -> list[UUID]:
    """Acts that are to take effect now, in their order, of batches that can no longer be undone."""
    today = clock.legal_date()
    rows = Reorganisation.objects.filter(in_effect_at=None, effective__lte=today)
    rows = rows.select_related("batch").order_by("effective", "batch__applied_at", "number")
    return [row.pk for row in rows if _is_due(row, today)]


def _is_due(row: Reorganisation, today: date) -> bool:
    applied_on = clock.legal_date(row.batch.applied_at)
    return rules.takes_effect(row.effective, row.batch.first_day, applied_on, today)


def proposals(
    batch_id: UUID | str | None = None, on: date | None = None, state: str | None = None
) -> list[Proposal]:
    """Mandates at bodies that ended by the day (any day unless said), by body and name.

    A fixed number of questions, however many.
    """
    rows = MandateProposal.objects.select_related("mandate__person", "reorganisation", "decided_by")
    if batch_id:
        rows = rows.filter(reorganisation__batch__pk=batch_id)
    if on:
        rows = rows.filter(reorganisation__effective__lte=on)
    if state:
        rows = rows.filter(state=state)
    found = list(rows.order_by("mandate__person__order", "mandate__pk"))
    edges = _edges_of(found)
    return _seen(found, edges)


def waiting_mandates(on: date | None = None) -> int:
    """How many mandates at bodies that have ended wait for a decision."""
    day = on or clock.legal_date()
    waiting = MandateProposal.objects.filter(state=ProposalState.PROPOSED)
    return waiting.filter(reorganisation__effective__lte=day).count()


_Days = dict[tuple[UUID, date], list[rules.Edge]]


def _edges_of(rows: Iterable[MandateProposal]) -> _Days:
    days: _Days = defaultdict(list)
    found = Succession.objects.filter(
        reorganisation__batch__in={row.reorganisation.batch_id for row in rows}
    )
    told = ("from_unit_id", "to_unit_id", "function")
    keys = ("reorganisation__batch_id", "reorganisation__effective")
    for batch_id, effective, *edge in found.order_by("pk").values_list(*keys, *told):
        days[batch_id, effective].append((edge[0], edge[1], edge[2]))
    return days


def _seen(rows: list[MandateProposal], days: _Days) -> list[Proposal]:
    """Bodies that ended under their last name, candidates under the first that they had there."""
    chosen: dict[UUID, tuple[UUID, ...]] = {}
    whole: dict[UUID, UUID | None] = {}
    ended: dict[UUID, UUID] = {}
    for row in rows:
        edges = days[row.reorganisation.batch_id, row.reorganisation.effective]
        unit = _unit_before(row)
        ended[row.pk] = unit
        chosen[row.pk] = rules.candidates(edges, unit)
        whole[row.pk] = rules.heir_of_all(edges, unit)
    keys = {*ended.values(), *(key for keys in chosen.values() for key in keys)}
    keys |= {row.to_unit_id for row in rows if row.to_unit_id}
    named = names_of(keys)
    found = [
        Proposal(
            row=row,
            unit=named[ended[row.pk]],
            candidates=tuple(named[key] for key in chosen[row.pk] if key in named),
            whole=whole[row.pk],
            went_to=named.get(row.to_unit_id) if row.to_unit_id else None,
        )
        for row in rows
    ]
    return sorted(found, key=lambda p: (p.unit.order, p.row.mandate.person.order))


def _unit_before(row: MandateProposal) -> UUID:
    """The body that ended; a mandate that was moved itself no longer says so."""
    if row.made_id and row.made_id == row.mandate_id:
        ended = row.reorganisation.successions.filter(ends=True).first()
        return ended.from_unit_id if ended and ended.from_unit_id else row.mandate.unit_id
    return row.mandate.unit_id
