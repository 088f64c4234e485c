"""People in their mandates on a day."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import fold
from thongsuot.network import rules
from thongsuot.network.models import Account, ContactPoint, Deputy, Mandate, Person
from thongsuot.network.queries.addresses import best_addresses, parts
from thongsuot.network.queries.keys import listed, spelled
from thongsuot.network.terms import STAFF, ChannelName, MandateRole, PersonView, Viewer


def person(person_id: Person | UUID | str) -> Person:
    """A person's row, to read. Raises `Refused("network.no_person")`."""
    if isinstance(person_id, Person):
        return person_id
    try:
        return Person.objects.select_related("account").get(pk=person_id)
    except (Person.DoesNotExist, ValidationError) as error:
        raise Refused("network.no_person") from error


def orders_of(keys: Sequence[str]) -> dict[str, str]:
    """By which each person's name sorts (`queries.keys`)."""
    rows = Person.objects.filter(pk__in=listed(keys))
    return dict(rows.values_list(spelled("pk"), "order"))


def as_kept(ids: Iterable[UUID | str]) -> set[UUID]:
    """The ids with those of merged rows replaced by the rows that were kept."""
    found = {UUID(str(key)) for key in ids}
    for part in parts(sorted(found)):
        rows = Person.objects.filter(pk__in=part, merged_into__isnull=False)
        merged = {row.pk: row.merged_into_id for row in rows.only("pk", "merged_into")}
        if merged:  # a kept row may have been merged itself since
            kept = as_kept(key for key in merged.values() if key)
            found = (found - set(merged)) | kept
    return found


def person_of_account(account: Account) -> Person | None:
    """Whoever signs in with the account; nobody if it belongs to no person."""
    return Person.objects.filter(account_id=account.pk).first()


def people(
    role: str | None = None,
    unit: UUID | str | None = None,
    at: datetime | None = None,
    text: str = "",
) -> list[PersonView]:
    """Everybody with such a mandate, one row for each mandate, in Vietnamese order."""
    found = Mandate.objects.on(clock.legal_date(at))
    if role:
        found = found.filter(role=role)
    if unit:
        found = found.filter(unit_id=unit)
    for word in fold(text).split():
        found = found.filter(person__folded__contains=word)
    return _ordered(views_of(found.select_related("person")))


def holders(
    unit_id: UUID | str,
    roles: Collection[str],
    at: datetime | None = None,
    exclude: Iterable[UUID] = (),
) -> list[PersonView]:
    """Who may act in these roles at the body: first its own people, then deputies, once each."""
    day = clock.legal_date(at)
    held = Mandate.objects.on(day).filter(unit_id=unit_id, role__in=list(roles))
    acting = deputies_on(day).filter(mandate__unit_id=unit_id, mandate__role__in=list(roles))
    found = _ordered(views_of(held.select_related("person"))) + _ordered(_deputy_views(acting))
    left_out = {str(key) for key in exclude}
    once: dict[UUID, PersonView] = {}
    for view in found:
        if str(view.id) not in left_out:
            once.setdefault(view.id, view)
    return list(once.values())


def roles_at(
    unit_ids: Collection[UUID], at: datetime | None = None
) -> list[tuple[UUID, str, MandateRole]]:
    """(person, name, role) of every mandate that stands at these bodies; one question."""
    held = Mandate.objects.on(clock.legal_date(at)).filter(unit__in=list(unit_ids))
    rows = held.order_by("person__order", "id").values_list("person_id", "person__name", "role")
    return [(person, name, MandateRole(role)) for person, name, role in rows]


def deputies_on(day: date) -> QuerySet[Any]:
    """Deputies for that day, of mandates that stand on that day."""
    found: QuerySet[Any] = Deputy.objects.on(day).filter(
        mandate__in=Mandate.objects.on(day).filter(role=MandateRole.LEADER).values("pk")
    )
    return found.select_related("person", "mandate")


def deputies_of(unit_id: UUID | str, at: datetime | None = None) -> QuerySet[Any]:
    """Deputies named at the body, today's and those to come (rows to read, with their dates)."""
    day = clock.legal_date(at)
    found: QuerySet[Any] = Deputy.objects.filter(mandate__unit_id=unit_id, valid_to__gte=day)
    return found.select_related("person", "mandate__person").order_by("valid_from")


def mandates_of(person_id: UUID | str, at: datetime | None = None) -> QuerySet[Any]:
    """The person's mandates that stand (rows to read), oldest first."""
    found: QuerySet[Any] = Mandate.objects.on(clock.legal_date(at)).filter(person_id=person_id)
    return found.order_by("valid_from", "id")


def bodies_of(person: UUID | None) -> set[UUID]:
    """Where the person holds a mandate today; nowhere for nobody."""
    return set(mandates_of(person).values_list("unit_id", flat=True)) if person else set()


def check_keeps_address(viewer: Viewer, point: ContactPoint) -> None:
    """Whether the address is theirs to keep (`rules.may_keep_addresses`, `rules.CENTRAL`). Raises
    `network.coordinator_only`, `network.not_yours`."""
    if point.channel in rules.CENTRAL:
        rules.check_manages(viewer)
    units = {point.unit_id} if point.unit_id else bodies_of(point.person_id)
    rules.check_keeps_addresses(viewer, point.person_id, units)


def works_at(person_id: UUID | str, unit_id: UUID | str, at: datetime | None = None) -> bool:
    """Whether the person holds any mandate of the staff at the body."""
    return mandates_of(person_id, at).filter(unit_id=unit_id, role__in=STAFF).exists()


def views_of(mandates: Iterable[Any]) -> list[PersonView]:
    """Views of these mandates' people, in the order given; two questions."""
    rows = list(mandates)
    best = best_addresses({row.person_id for row in rows})
    return [view_of(row.person, row, best) for row in rows]


def _deputy_views(deputies: Iterable[Any]) -> list[PersonView]:
    rows = list(deputies)
    best = best_addresses({row.person_id for row in rows})
    return [view_of(row.person, row.mandate, best, deputising=True) for row in rows]


def view_of(
    row: Person, mandate: Mandate, best: dict[Any, str], deputising: bool = False
) -> PersonView:
    return PersonView(
        id=row.pk,
        name=row.name,
        post=row.post,
        unit=mandate.unit_id,
        role=mandate.role,
        email=best.get((row.pk, ChannelName.EMAIL), ""),
        phone=best.get((row.pk, ChannelName.PHONE), ""),
        deputising=deputising,
        order=row.order,
        mandate=mandate.pk,
    )


def _ordered(found: Iterable[PersonView]) -> list[PersonView]:
    return sorted(found, key=lambda view: (view.order, str(view.id), view.role))
