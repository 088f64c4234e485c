"""What bodies and people were, are, and will be: rows with their days, for the pages about them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from thongsuot.network.models import ContactPoint, Mandate, Person, UnitName, Verification


def names_over_time(unit_id: UUID | str) -> QuerySet[Any]:
    """Every name of the body with its days, the newest first (rows to read)."""
    rows: QuerySet[Any] = UnitName.objects.filter(unit_id=unit_id)
    return rows.order_by("-valid_from", "-id")


def all_mandates(
    unit_id: UUID | str | None = None, person_id: UUID | str | None = None
) -> QuerySet[Any]:
    """Mandates at a body, or of a person, past and to come too (rows to read with the person)."""
    rows: QuerySet[Any] = Mandate.objects.select_related("person")
    rows = rows.filter(unit_id=unit_id) if unit_id else rows.filter(person_id=person_id)
    return rows.order_by("person__order", "-valid_from", "id")


def addresses_kept(
    unit_id: UUID | str | None = None, person_ids: Iterable[UUID] = ()
) -> list[ContactPoint]:
    """Addresses of a body itself and of these people, good or not, with their verifications."""
    checks = Verification.objects.select_related("checked_by").order_by("-checked_at")
    people = ContactPoint.objects.filter(person_id__in=list(person_ids))
    rows = people | ContactPoint.objects.filter(unit_id=unit_id) if unit_id else people
    rows = rows.prefetch_related(Prefetch("verifications", checks, to_attr="checks"))
    return list(rows.order_by("channel", "preference", "created_at", "id"))


def names_of_people(person_ids: Iterable[UUID | str]) -> dict[UUID, str]:
    """Names by id; unknown ids are left out."""
    rows = Person.objects.filter(pk__in=list(person_ids))
    return dict(rows.values_list("pk", "name"))


def mandates_by_id(mandate_ids: Iterable[UUID | str]) -> dict[UUID, Mandate]:
    """Mandates by id with their people; unknown ids are left out."""
    rows = Mandate.objects.filter(pk__in=list(mandate_ids)).select_related("person")
    return {row.pk: row for row in rows}
