"""Officers that leaders named, and what waits for a coordinator's eye."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from thongsuot.journal import queries as journal
from thongsuot.lib import clock
from thongsuot.network.models import Mandate, Naming
from thongsuot.network.queries.units import names_of
from thongsuot.network.terms import MandateRole, UnitView, Viewer


@dataclass(frozen=True)
class NamingView:
    """An officer named by a leader, not yet seen by a coordinator."""

    id: int
    unit: UnitView
    person: Any
    named_by: Any
    named_at: datetime
    since: date | None
    replaced: str = ""


def namings(viewer: Viewer) -> list[NamingView]:
    """What leaders named and nobody has settled, the oldest first; for coordinators."""
    if not viewer.coordinates:
        return []
    rows = list(
        Naming.objects.filter(settled_at=None, mandate__isnull=False)
        .exclude(named_by=viewer.person)
        .select_related("person", "named_by", "mandate", "replaced__person")
        .order_by("named_at", "pk")
    )
    units = names_of({row.unit_id for row in rows}) if rows else {}
    return [_view(row, units[row.unit_id]) for row in rows]


def _view(row: Naming, unit: UnitView) -> NamingView:
    return NamingView(
        id=row.pk,
        unit=unit,
        person=row.person,
        named_by=row.named_by,
        named_at=row.named_at,
        since=row.mandate.valid_from if row.mandate else None,
        replaced=row.replaced.person.name if row.replaced else "",
    )


def naming(viewer: Viewer, key: int) -> NamingView | None:
    """One of `namings`."""
    return next((each for each in namings(viewer) if each.id == key), None)


def officers_to_replace(unit: UUID, at: datetime | None = None) -> list[Mandate]:
    """Officers of the body whose mandates stand or will (rows to read with their people)."""
    rows = Mandate.objects.filter(unit=unit, role=MandateRole.OFFICER)
    standing = rows.touching(clock.legal_date(at), None).select_related("person")
    return list(standing.order_by("person__order"))


def asked_for_officer(unit: UUID) -> datetime | None:
    """When the body's leader was last asked to name an officer."""
    asked = journal.entries(act="officer.asked_for", subject=("unit", unit), limit=1)
    return asked[0].at if asked else None
