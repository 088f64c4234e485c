"""Asking units for information, and closing what was asked."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from thongsuot.circulation.terms import Audience
from thongsuot.exchange.models import Request
from thongsuot.exchange.terms import Wanted
from thongsuot.network.models import Person


@transaction.atomic
def ask(
    *,
    unit: UUID,
    by: Person,
    title: str,
    question: str,
    wants: Collection[Wanted],
    series: Collection[UUID] = (),
    topic: str | None = None,
    audience: Audience | None = None,
    due_at: datetime,
    routine: UUID | None = None,
) -> Request:
    raise NotImplementedError


@transaction.atomic
def close(*, request: UUID, by: Person) -> Request:
    raise NotImplementedError
