"""Where bodies state different values."""

from thongsuot.facts.terms import Dispute
from thongsuot.network.terms import Viewer


def disputes(viewer: Viewer) -> list[Dispute]:
    """Open ones: all for a coordinator, for others those of the bodies they work for."""
    raise NotImplementedError
