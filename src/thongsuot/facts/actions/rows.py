"""The rows an act of the bank is about: given as rows or ids."""

from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model

from thongsuot.facts.models import Indicator, Series, Value
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.network.terms import Viewer

Row = TypeVar("Row", bound=Model)


def asker(by: Person | None) -> Viewer | None:
    """Who acts, as of now; None is the system itself."""
    return None if by is None else network.viewer_of(by)


def id_of(given: Any) -> Any:
    """Of a row or a view its id; an id as it is."""
    return getattr(given, "pk", getattr(given, "id", given))


def the_indicator(indicator: Indicator | UUID) -> Indicator:
    return _locked(Indicator, indicator, "facts.no_indicator")


def the_series(series: Series | UUID) -> Series:
    """The row, held: statements about one series follow one another."""
    return _locked(Series, series, "facts.no_series")


def the_value(value: Value | UUID) -> Value:
    return _locked(Value, value, "facts.no_value")


def _locked(model: type[Row], given: Any, code: str) -> Row:
    try:
        rows = model._default_manager.select_for_update()
        return rows.get(pk=id_of(given))
    except (model.DoesNotExist, ValueError, ValidationError) as error:  # type: ignore[attr-defined]
        raise Refused(code) from error
