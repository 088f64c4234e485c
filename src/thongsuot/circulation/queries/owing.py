"""What counts as still owed."""

from django.db.models import Q

from thongsuot.circulation.terms import DispatchState

OWED = Q(settled_at=None) & ~Q(dispatch__asks=True, dispatch__state=DispatchState.STOPPED)
"""Of acknowledgements: not settled, and no request that was closed meanwhile."""
