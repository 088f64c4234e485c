"""Who asks for an act, and the rows an act is about: given as rows, views or ids."""

from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model

from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.models import ContactPoint, Mandate, Person, Unit
from thongsuot.network.queries.people import check_keeps_address
from thongsuot.network.queries.viewers import viewer_of
from thongsuot.network.terms import UnitView, Viewer

Row = TypeVar("Row", bound=Model)
AnyUnit = Unit | UnitView | UUID | str
AnyPerson = Person | UUID | str
AnyPoint = ContactPoint | UUID | str


def asker(by: Person | None) -> Viewer | None:
    """Who acts, as of now; None is the system itself."""
    return None if by is None else viewer_of(by)


def check_manages(by: Person | None) -> None:
    rules.check_manages(asker(by))


def the_unit(unit: AnyUnit) -> Unit:
    return unit if isinstance(unit, Unit) else found(Unit, _key(unit), "network.no_unit")


def the_person(person: AnyPerson) -> Person:
    if isinstance(person, Person):
        return person
    return found(Person, _key(person), "network.no_person")


def the_mandate(mandate: Mandate | UUID | str) -> Mandate:
    if isinstance(mandate, Mandate):
        return mandate
    return found(Mandate, _key(mandate), "network.no_mandate")


def the_point(point: AnyPoint) -> ContactPoint:
    if isinstance(point, ContactPoint):
        return point
    return found(ContactPoint, _key(point), "network.no_address")


def check_keeps(point: ContactPoint, by: Person | None) -> None:
    """Whether this address is theirs to keep (`queries.check_keeps_address`)."""
    if by is not None:
        check_keeps_address(viewer_of(by), point)


def facts_of(point: ContactPoint) -> dict[str, object]:
    """What an entry about an address may hold: whose it is, never the address."""
    return {"channel": point.channel, "person": point.person_id, "unit": point.unit_id}


def found(model: type[Row], key: Any, code: str) -> Row:
    """The row, or `Refused(code)`."""
    try:
        return model._default_manager.get(pk=key)
    except (model.DoesNotExist, ValueError, ValidationError) as error:  # type: ignore[attr-defined]
        raise Refused(code) from error


def _key(given: Any) -> Any:
    return getattr(given, "id", given)
