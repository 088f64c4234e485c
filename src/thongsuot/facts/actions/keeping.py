"""What is measured, of whom, whose it is, and by when the next value is due."""

from datetime import date
from uuid import UUID

from django.db import transaction

from thongsuot.facts import rules
from thongsuot.facts.actions.rows import asker, id_of, the_indicator, the_series
from thongsuot.facts.models import Indicator, Series, Value
from thongsuot.facts.terms import Better, Cadence
from thongsuot.journal import actions as journal
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import fold, nfc
from thongsuot.network import queries as network
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

    Refused: facts.coordinator_only, name_missing, name_taken, name_too_long, measure_missing,
    measure_kept (its values were stated in another measure), decimals_too_many.
    """
    rules.check_keeps_bank(asker(by))
    row = Indicator() if indicator is None else the_indicator(indicator)
    before = row.measure
    row.name = _words(name, 200, "facts.name_missing")
    row.measure = _words(measure, 40, "facts.measure_missing")
    row.name_en, row.measure_en = _words(name_en, 200), _words(measure_en, 40)
    _check_measure(row, before)
    _check_name_free(row)
    row.decimals = rules.checked_decimals(decimals)
    row.better, row.cadence, row.reach = Better(better), Cadence(cadence), Reach(reach)
    row.save()
    journal.record(
        "indicator.kept",
        by=by,
        subject=("indicator", row),
        new=indicator is None,
        cadence=row.cadence,
        reach=row.reach,
    )
    return row


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
    Refused: facts.coordinator_only, series_exists, about_two_things, network.no_unit, no_province.
    """
    what = the_indicator(indicator)
    whose, about, place = (
        network.unit(id_of(owner)).id,
        network.unit(id_of(unit)).id if unit else None,
        network.province(id_of(province)).pk if province else None,
    )
    rules.check_about(about, place)
    rules.check_opens(asker(by), whose, about)
    if Series.objects.filter(indicator=what, unit=about, province=place).exists():
        raise Refused("facts.series_exists")
    row = Series.objects.create(
        indicator=what, owner_id=whose, unit_id=about, province_id=place, next_due_on=next_due_on
    )
    journal.record(
        "series.opened",
        by=by,
        subject=("series", row),
        indicator=what.pk,
        unit=whose,
        due=next_due_on,
    )
    return row


@transaction.atomic
def set_due(*, series: Series | UUID, next_due_on: date | None, by: Person | None) -> Series:
    """When the next value is due (None: never). The owner's people, or a coordinator."""
    row = the_series(series)
    rules.check_owns(asker(by), row.owner_id)
    row.next_due_on = next_due_on
    row.save(update_fields=["next_due_on"])
    journal.record("figure.due_set", by=by, subject=("series", row), due=next_due_on)
    return row


@transaction.atomic
def hand_over(*, unit: UUID, heir: UUID, by: Person | None) -> int:
    """The series of a body that ended belong to its heir, who is asked anew for what is overdue;
    how many. What was stated stays."""
    rules.check_keeps_bank(asker(by))
    moved = Series.objects.filter(owner=unit).update(owner=heir, asked_for=None)
    if moved:
        journal.record("figures.handed_over", by=by, subject=("unit", unit), heir=heir, count=moved)
    return moved


def _words(text: str, longest: int, missing: str = "") -> str:
    found = " ".join(nfc(text).split())
    if missing and not found:
        raise Refused(missing)
    if len(found) > longest:
        raise Refused("facts.name_too_long", limit=longest)
    return found


def _check_measure(row: Indicator, before: str) -> None:
    changed = bool(before) and row.measure != before
    if changed and Value.objects.filter(series__indicator=row).exists():
        raise Refused("facts.measure_kept")


def _check_name_free(row: Indicator) -> None:
    alike = Indicator.objects.filter(folded=fold(row.name)[:200]).exclude(pk=row.pk)
    if alike.exists():
        raise Refused("facts.name_taken")
