"""What the house knows of names, figures and earlier words, for the checker of clarity: always for
one viewer. Nothing is in it that they could not read elsewhere."""

from datetime import datetime

from thongsuot.lib.clarity import NOTHING, Registry
from thongsuot.network.terms import Viewer


def registry(viewer: Viewer, at: datetime | None = None) -> Registry:
    """What the checker may compare a text with, for this viewer at an instant."""
    return NOTHING
