"""What counts as still owed."""

from datetime import datetime

from django.db.models import Q

from thongsuot.circulation.terms import DispatchState

OWED = Q(settled_at=None) & ~Q(dispatch__asks=True, dispatch__state=DispatchState.STOPPED)
"""Of acknowledgements: not settled, and no request that was closed meanwhile."""


def late(at: datetime) -> Q:
    """Of acknowledgements: owed, and past their hour; nobody is late with what is held."""
    return OWED & Q(due_at__lt=at) & ~Q(dispatch__state=DispatchState.HELD)
