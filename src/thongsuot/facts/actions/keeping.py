"""What is measured, of whom, whose it is, and by when the next value is due."""

from datetime import date
from uuid import UUID

from django.db import transaction

from thongsuot.facts.models import Indicator, Series
from thongsuot.facts.terms import Better, Cadence
from thongsuot.network.models import Person, Province, Unit
from thongsuot.network.terms import Reach


@transaction.atomic
def keep_indicator(
    *,
    indicator: Indicator | UUID | None = None,
    name: str,
    name_en: str = "",
    measure: str,
    measure_en: str = "",
    decimals: int = 0,
    better: Better = Better.NEITHER,
    cadence: Cadence = Cadence.NONE,
    reach: Reach = Reach.UNITS,
    by: Person | None,
) -> Indicator:
    """A new indicator, or the one given as it shall be from now on. Coordinators only.

    Refused: facts.coordinator_only, name_missing, name_taken, measure_missing, measure_kept (its
    values were stated in another measure), decimals_too_many.
    """
    raise NotImplementedError


@transaction.atomic
def open_series(
    *,
    indicator: Indicator | UUID,
    owner: Unit | UUID,
    unit: Unit | UUID | None = None,
    province: Province | UUID | None = None,
    next_due_on: date | None = None,
    by: Person | None,
) -> Series:
    """The bank keeps this indicator of a unit, of a province, or (neither) of the whole.

    A coordinator may; people of a body for a series about their own body that it owns.
    Refused: facts.coordinator_only, series_exists, about_two_things.
    """
    raise NotImplementedError


@transaction.atomic
def set_due(*, series: Series | UUID, next_due_on: date | None, by: Person | None) -> Series:
    """When the next value is due (None: never). The owner's people, or a coordinator."""
    raise NotImplementedError


@transaction.atomic
def hand_over(*, unit: UUID, heir: UUID, by: Person | None) -> int:
    """The series of a body that ended belong to its heir; how many. What was stated stays."""
    raise NotImplementedError
