"""A body answers what it was asked."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from thongsuot.exchange.models import Answer
from thongsuot.exchange.terms import FigureGiven
from thongsuot.network.models import Person


@transaction.atomic
def answer(
    *,
    request: UUID,
    unit: UUID,
    by: Person,
    text: str = "",
    nothing: bool = False,
    figures: Collection[FigureGiven] = (),
    files: Collection[tuple[str, bytes]] = (),
    keep_files: Collection[UUID] = (),
    noted_by: Person | None = None,
) -> Answer:
    raise NotImplementedError
