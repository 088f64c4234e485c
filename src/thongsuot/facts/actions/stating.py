"""Stating values and targets. The bank only grows."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from thongsuot.facts.models import Series, Target, Value
from thongsuot.facts.terms import Row
from thongsuot.network.models import Person, Unit


@transaction.atomic
def state_value(
    *,
    series: Series | UUID,
    number: Decimal,
    as_of: date,
    source: str,
    stated_for: Unit | UUID,
    by: Person | None,
    source_url: str = "",
    note: str = "",
    file: tuple[str, bytes] | None = None,
) -> Value:
    """A body states what a series is as of a day; a correction is a later statement on that day.

    By people of that body, or a coordinator. The owner's statement moves the due day by the cadence.
    Refused: facts.not_your_body, day_to_come, source_missing, number_unfit, address_unfit, files.*
    """
    raise NotImplementedError


@transaction.atomic
def state_values(*, rows: Iterable[Row], by: Person | None) -> list[Value]:
    """Many at once, of a sheet or an answer: all or none, one entry. Refused: as `state_value`."""
    raise NotImplementedError


@transaction.atomic
def state_target(
    *, series: Series | UUID, number: Decimal, by_day: date, source: str, by: Person | None
) -> Target:
    """What a series is to reach by a day. The owner's people, or a coordinator."""
    raise NotImplementedError
