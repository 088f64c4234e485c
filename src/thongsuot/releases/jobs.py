"""Timers only push: who may read what is decided when it is read."""

from thongsuot.lib import clock
from thongsuot.releases.actions import open_edition as _open
from thongsuot.releases.models import Edition
from thongsuot.work.registry import every, job
from thongsuot.work.terms import Lane


@job("releases.open_edition", lane=Lane.TIMER)
def open_edition(*, edition: str) -> None:
    """The hour of an edition has come."""
    _open(edition=edition)


@every(seconds=60, name="releases.open_missed")
def open_missed() -> None:
    """Editions whose hour passed while no timer told of it."""
    missed = Edition.objects.filter(opened_at=None, visible_from__lte=clock.now())
    for edition in missed.order_by("visible_from").values_list("pk", flat=True):
        _open(edition=edition)
