"""What people choose for themselves: who may be shown an address, and their quiet hours."""

from datetime import time
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import rules
from thongsuot.network.actions.asking import (
    AnyPerson,
    AnyPoint,
    asker,
    check_keeps,
    facts_of,
    the_person,
    the_point,
)
from thongsuot.network.models import ContactPoint, Mandate, Person
from thongsuot.network.terms import Sharing


@transaction.atomic
def share_contact_point(
    *, contact_point: AnyPoint, sharing: Sharing | str, by: Person | None
) -> ContactPoint:
    """Who may be shown the address. Public: only of somebody who speaks for a body."""
    point = the_point(contact_point)
    check_keeps(point, by)
    if point.person_id is not None:
        rules.check_sharing(Sharing(sharing), roles_of(point.person_id))
    point.sharing = Sharing(sharing)
    point.save()
    journal.record(
        "contact_point.shared",
        by=by,
        subject=("contact_point", point.pk),
        sharing=Sharing(sharing),
        **facts_of(point),
    )
    return point


def roles_of(person: UUID) -> set[str]:
    """What the person holds now or will hold."""
    rows = Mandate.objects.filter(person=person).touching(clock.legal_date(), None)
    return set(rows.values_list("role", flat=True))


@transaction.atomic
def keep_quiet_hours(
    *, person: AnyPerson, by: Person | None, start: time | None, end: time | None
) -> Person:
    """Between these hours of Viet Nam nothing that is not urgent is sent; None for both: any
    hour is right."""
    row = the_person(person)
    rules.check_keeps_addresses(asker(by), row.pk, ())
    rules.check_quiet(start, end)
    row.quiet_from, row.quiet_to = start, end
    row.save()
    journal.record(
        "person.changed", by=by, subject=("person", row.pk), fields=["quiet_from", "quiet_to"]
    )
    return row
