"""Answers become a draft, a message house or a sheet; which ones is kept."""

from uuid import UUID

from django.db import transaction

from thongsuot.exchange.models import Consolidation
from thongsuot.exchange.terms import Into
from thongsuot.network.models import Person


@transaction.atomic
def consolidate(
    *, request: UUID, into: Into, by: Person, unit: UUID | None = None
) -> Consolidation:
    raise NotImplementedError
