"""Where bodies state different values."""

from thongsuot.facts import rules
from thongsuot.facts.models import Value
from thongsuot.facts.queries.bank import figure_views, is_side, shelf, value_view
from thongsuot.facts.queries.figures import visible_series
from thongsuot.facts.terms import Dispute
from thongsuot.lib import clock
from thongsuot.network.terms import Viewer


def disputes(viewer: Viewer) -> list[Dispute]:
    """Open ones, the newest day first: all for a coordinator, for others those of the bodies they
    work for. The values: what counts, then the newest of each other body."""
    if not viewer.is_staff:
        return []
    of_others = Value.objects.filter(own=False).values("series")
    rows = list(visible_series(viewer).filter(pk__in=of_others))
    held = shelf(rows, clock.legal_date())
    found = []
    for row, figure in zip(rows, figure_views(rows, None, viewer), strict=True):
        values = {value.pk: value for value in held.values[row.pk]}
        for day, sides in rules.disputed(held.statements(row.pk), held.day).items():
            if is_side(viewer, row, sides):
                views = [
                    value_view(values[side.id], held, stands=place == 0)
                    for place, side in enumerate(sides)
                ]
                found.append(Dispute(figure, day, tuple(views)))
    return sorted(found, key=lambda each: (-each.as_of.toordinal(), each.figure.name))
