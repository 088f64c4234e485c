"""Templates, and which of them a new text of a kind and a unit may begin from."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer
from thongsuot.releases.models import Template
from thongsuot.releases.terms import TemplateView


def templates_for(
    kind: str | None = None, units: Iterable[UUID] | UUID | None = None
) -> list[TemplateView]:
    """Those in use: of the kind (None: of any), for every unit or for one of `units`."""
    own = [units] if isinstance(units, UUID) else list(units or ())
    rows = Template.objects.filter(retired_at=None).filter(Q(unit=None) | Q(unit__in=own))
    return _views(rows.filter(kind=kind) if kind else rows)


def templates(viewer: Viewer, *, retired: bool = False) -> list[TemplateView]:
    """All that are kept, for a coordinator; nothing for others."""
    if not viewer.coordinates or viewer.scopes is not None:
        return []
    rows = Template.objects.all()
    return _views(rows if retired else rows.filter(retired_at=None))


def template_for(viewer: Viewer, id: UUID | str) -> TemplateView | None:
    if not viewer.coordinates or viewer.scopes is not None:
        return None
    found = _views(Template.objects.filter(pk=id))
    return found[0] if found else None


def template_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    wanted = list(ids)
    return dict(Template.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _views(rows: QuerySet[Template]) -> list[TemplateView]:
    found = list(rows.select_related("kind").order_by("kind__position", "unit_id", "name"))
    units = {row.unit_id for row in found if row.unit_id}
    names = {id: view.name for id, view in network.names_of(units).items()} if units else {}
    return [_view(row, names) for row in found]


def _view(row: Any, names: dict[UUID, str]) -> TemplateView:
    return TemplateView(
        id=row.pk,
        kind=row.kind_id,
        kind_name=row.kind.name,
        kind_name_en=row.kind.name_en,
        unit=row.unit_id,
        unit_name=names.get(row.unit_id, "") if row.unit_id else "",
        name=row.name,
        title=row.title,
        summary=row.summary,
        body=row.body,
        required=tuple(row.required),
        standing=row.standing,
        with_contact=row.with_contact,
        changed_at=row.changed_at,
        retired_at=row.retired_at,
    )
