"""Mandates and deputies: who acts where, as what, between which days."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network import rules
from thongsuot.network.actions.asking import (
    AnyPerson,
    AnyUnit,
    asker,
    check_manages,
    found,
    the_mandate,
    the_person,
    the_unit,
)
from thongsuot.network.actions.verifying import moved_from, moved_to
from thongsuot.network.models import Account, ContactPoint, Deputy, Mandate, Person, Unit
from thongsuot.network.terms import STAFF, MandateRole, Sharing


@transaction.atomic
def give_mandate(
    *,
    person: AnyPerson,
    unit: AnyUnit,
    role: MandateRole | str,
    by: Person | None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    decision: str = "",
    decided_at: datetime | None = None,
    matter: str = "",
) -> Mandate:
    """From a day (today unless said) to a day (until further notice unless said), both included.

    A person of the staff must from then on sign in with a second factor. `decided_at` starts the
    clock of publishing a spokesperson; a delegate has a `matter` and a last day.
    """
    check_manages(by)
    holder, where, what = the_person(person), the_unit(unit), MandateRole(role)
    since = valid_from or clock.legal_date()
    rules.check_span(since, valid_to)
    rules.check_delegate(what, matter, valid_to, _roles_at(by, where))
    same = Mandate.objects.filter(person=holder, unit=where, role=what)
    if same.touching(since, valid_to).exists():
        raise Refused("network.already_holds")
    mandate = Mandate.objects.create(
        person=holder,
        unit=where,
        role=what,
        valid_from=since,
        valid_to=valid_to,
        decision=decision,
        decided_at=decided_at,
        matter=nfc(matter).strip(),
    )
    moved_to(mandate)
    if what in STAFF:
        Account.objects.filter(person=holder).update(second_factor_required=True)
    journal.record(
        "mandate.given",
        by=by,
        subject=("mandate", mandate.pk),
        person=holder.pk,
        unit=where.pk,
        role=what,
        since=since,
        until=valid_to,
    )
    return mandate


@transaction.atomic
def end_mandate(
    *, mandate: Mandate | UUID | str, by: Person | None, last_day: date | None = None
) -> Mandate:
    """The mandate ends with that day (today unless said); access ends with it."""
    check_manages(by)
    row = the_mandate(mandate)
    row.valid_to = last_day or clock.legal_date()
    rules.check_span(row.valid_from, row.valid_to)
    row.save()
    moved_from(row)
    journal.record("mandate.ended", by=by, subject=("mandate", row.pk), until=row.valid_to)
    return row


@transaction.atomic
def note_end(*, mandate: Mandate | UUID | str) -> bool:
    """The system saw that a mandate has ended; told once, for rooms above to see to what is left.

    What was public because the person spoke for a body is shown to the network alone from now on.
    """
    row = the_mandate(mandate)
    if row.end_noted_at is not None or row.valid_to is None or row.valid_to >= clock.legal_date():
        return False
    row.end_noted_at = clock.now()
    row.save()
    held = Mandate.objects.filter(person=row.person_id, role__in=rules.SPEAKING)
    if not held.touching(clock.legal_date(), None).exists():
        public = ContactPoint.objects.filter(person=row.person_id, sharing=Sharing.PUBLIC)
        public.update(sharing=Sharing.NETWORK)
    journal.record(
        "mandate.expired",
        by=None,
        subject=("mandate", row.pk),
        person=row.person_id,
        unit=row.unit_id,
        role=row.role,
        until=row.valid_to,
    )
    return True


@transaction.atomic
def name_deputy(
    *,
    mandate: Mandate | UUID | str,
    person: AnyPerson,
    valid_from: date,
    valid_to: date,
    by: Person | None,
) -> Deputy:
    """On those days the person may do all that the leader may."""
    row, deputy = the_mandate(mandate), the_person(person)
    if not rules.may_name_deputy(asker(by), row.person_id):
        raise Refused("network.not_yours")
    roles = Mandate.objects.filter(person=deputy).touching(valid_from, valid_to)
    rules.check_deputy(
        MandateRole(row.role),
        (row.valid_from, row.valid_to),
        row.person_id,
        deputy.pk,
        [MandateRole(role) for role in roles.values_list("role", flat=True)],
        (valid_from, valid_to),
    )
    named = Deputy.objects.create(
        mandate=row, person=deputy, valid_from=valid_from, valid_to=valid_to
    )
    journal.record(
        "deputy.named",
        by=by,
        subject=("mandate", row.pk),
        person=deputy.pk,
        since=valid_from,
        until=valid_to,
    )
    return named


@transaction.atomic
def end_deputy(*, deputy: Deputy | int, by: Person | None) -> None:
    """The leader is back, or thought better of it: the deputy acts no more from now on.

    What a deputy decided stands; each approval has kept that it was a deputy's.
    """
    row = deputy if isinstance(deputy, Deputy) else found(Deputy, deputy, "network.no_row")
    if not rules.may_name_deputy(asker(by), row.mandate.person_id):
        raise Refused("network.not_yours")
    journal.record("deputy.ended", by=by, subject=("mandate", row.mandate_id), person=row.person_id)
    row.delete()


def _roles_at(by: Person | None, unit: Unit) -> list[MandateRole]:
    """What whoever acts holds at the body today."""
    held = Mandate.objects.on(clock.legal_date()).filter(person=by, unit=unit) if by else ()
    return [MandateRole(mandate.role) for mandate in held]
