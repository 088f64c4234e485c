"""Accreditation of journalists: which agency, whether the card was seen, from when to when."""

from datetime import date
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import checking
from thongsuot.network.actions.asking import (
    AnyPerson,
    AnyUnit,
    check_manages,
    found,
    the_person,
    the_unit,
)
from thongsuot.network.models import Accreditation, Mandate, Person
from thongsuot.network.terms import MandateRole


@transaction.atomic
def accredit(
    *,
    person: AnyPerson,
    agency: AnyUnit,
    card_seen: bool,
    valid_to: date,
    by: Person | None,
    valid_from: date | None = None,
) -> Accreditation:
    """A coordinator records it, having seen the card or the agency's letter alone. Neither the
    number nor a picture of a card is ever kept."""
    check_manages(by)
    holder, paper, since = the_person(person), the_unit(agency), valid_from or clock.legal_date()
    role = {"role": MandateRole.JOURNALIST}
    held = Mandate.objects.filter(person=holder, unit=paper, **role).touching(since, valid_to)
    checking.check_accreditation(held.exists(), (since, valid_to), by.pk if by else None, holder.pk)
    row = Accreditation.objects.create(
        person=holder,
        agency=paper,
        card_seen=card_seen and by is not None,
        seen_by=by,
        valid_from=since,
        valid_to=valid_to,
    )
    journal.record(
        "accreditation.recorded",
        by=by,
        subject=("accreditation", row.pk),
        person=holder.pk,
        unit=paper.pk,
        card_seen=row.card_seen,
        since=since,
        until=valid_to,
    )
    return row


@transaction.atomic
def end_accreditation(
    *, accreditation: Accreditation | UUID | str, by: Person | None, last_day: date | None = None
) -> Accreditation:
    """It ends with that day (today unless said)."""
    check_manages(by)
    row = accreditation
    if not isinstance(row, Accreditation):
        row = found(Accreditation, row, "network.no_row")
    until = last_day or clock.legal_date()
    checking.check_ending((row.valid_from, row.valid_to), until)
    row.valid_to = until
    row.save()
    journal.record(
        "accreditation.ended",
        by=by,
        subject=("accreditation", row.pk),
        person=row.person_id,
        until=row.valid_to,
    )
    return row
