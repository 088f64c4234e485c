"""Requests that are asked again every week or month."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from thongsuot.circulation.terms import Audience
from thongsuot.exchange.models import Request, Routine
from thongsuot.exchange.terms import Rhythm, Wanted
from thongsuot.network.models import Person


@transaction.atomic
def keep_routine(
    *,
    routine: UUID | None = None,
    unit: UUID,
    by: Person,
    title: str,
    question: str,
    wants: Collection[Wanted],
    series: Collection[UUID] = (),
    topic: str | None = None,
    audience: Audience | None = None,
    rhythm: Rhythm,
    day: int,
    hour: int,
    answer_within_hours: int = 48,
) -> Routine:
    raise NotImplementedError


@transaction.atomic
def rest_routine(*, routine: UUID, by: Person) -> Routine:
    raise NotImplementedError


@transaction.atomic
def ask_again(*, routine: UUID) -> Request | None:
    raise NotImplementedError
