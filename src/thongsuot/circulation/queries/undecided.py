"""Dispatches that wait for a person to decide."""

from thongsuot.circulation.models import Dispatch
from thongsuot.circulation.queries.dispatches import followed
from thongsuot.circulation.terms import DispatchState
from thongsuot.network.terms import Viewer


def held(viewer: Viewer) -> list[Dispatch]:
    """Those found so long after their hour that somebody must say whether they still go, which
    the viewer may follow; the oldest first."""
    rows = followed(viewer).filter(state=DispatchState.HELD, carried_by=None)
    return list(rows.select_related("edition__kind", "made_by").order_by("made_at"))
