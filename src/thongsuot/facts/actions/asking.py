"""The bank asks the owner of a figure past its day."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from thongsuot.facts.models import Series


@transaction.atomic
def ask_owner(*, series: Series | UUID | Iterable[UUID]) -> int:
    """Ask for what is overdue (series of one owner in one mail), once for each due day; how many
    were asked for now."""
    raise NotImplementedError
