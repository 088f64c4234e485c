"""People: who they are, and forgetting them."""

from datetime import timedelta

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network import rules
from thongsuot.network.actions.asking import AnyPerson, asker, check_manages, the_person
from thongsuot.network.actions.calling import forget_calls
from thongsuot.network.actions.sheet_steps import forget_person
from thongsuot.network.actions.verifying import reopen_for_post
from thongsuot.network.models import ContactPoint, Deputy, Mandate, Person
from thongsuot.network.queries.personal import ids_of
from thongsuot.notices import actions as notices

ERASED = "(đã xóa)"
"""Stands for the name of a person whose data were erased."""


@transaction.atomic
def add_person(*, name: str, by: Person | None, post: str = "", language: str = "vi") -> Person:
    check_manages(by)
    person = Person.objects.create(name=_name(name), post=nfc(post).strip(), language=language)
    journal.record("person.added", by=by, subject=("person", person.pk))
    return person


@transaction.atomic
def change_person(
    *,
    person: AnyPerson,
    by: Person | None,
    name: str | None = None,
    post: str | None = None,
    language: str | None = None,
) -> Person:
    """Corrects what is said. The person may choose their own language; the rest is the centre's."""
    row = the_person(person)
    if name is not None or post is not None:
        check_manages(by)
    else:
        rules.check_keeps_addresses(asker(by), row.pk, ())
    row.name = row.name if name is None else _name(name)
    if post is not None and nfc(post).strip() != row.post:
        reopen_for_post(row.pk, clock.now())
    row.post = row.post if post is None else nfc(post).strip()
    row.language = language or row.language
    row.save()
    changed = {"name": name, "post": post, "language": language}
    journal.record(
        "person.changed",
        by=by,
        subject=("person", row.pk),
        fields=sorted(field for field, value in changed.items() if value is not None),
    )
    return row


@transaction.atomic
def erase(*, person: AnyPerson, by: Person | None) -> Person:
    """Forgets a person: name, addresses, tokens, account, words. The id stays, for the ledger.

    Mandates keep unit, role and days, and end with yesterday. Digests of the person in the
    journal lose their salt. Rows that were merged into the person are forgotten with it. Rooms
    above forget their own copies on hearing of "person.erased".
    """
    check_manages(by)
    row = the_person(person)
    if row.erased_at is not None:
        raise Refused("network.already_erased")
    merged = [pk for pk in ids_of(row) if pk != row.pk]
    for other in Person.objects.filter(pk__in=merged, erased_at=None):
        _forget(other)
    _forget(row)
    journal.record("person.erased", by=by, subject=("person", row.pk), merged=merged)
    return row


def _forget(row: Person) -> None:
    account = row.account
    addresses = set(row.contact_points.values_list("address", flat=True))
    addresses |= {account.email} if account else set()
    row.name, row.post, row.account, row.erased_at = ERASED, "", None, clock.now()
    row.quiet_from = row.quiet_to = None
    row.save()
    if account is not None:
        account.delete()
    row.contact_points.all().delete()
    others = ContactPoint.objects.filter(address__in=addresses).values_list("address", flat=True)
    notices.forget(addresses - set(others))
    row.tokens.all().delete()
    row.accreditations.all().delete()
    row.looks.all().delete()
    row.data_requests.update(name="", reach="", text="", answer="", reason="", extended_because="")
    forget_calls(row)
    forget_person(row.pk)
    _end_all(row)
    journal.forget(("person", row.pk))


def _end_all(person: Person) -> None:
    """Yesterday was the last day; what had not lasted a day, or had not begun, never was."""
    today = clock.legal_date()
    for held in (Mandate.objects, Deputy.objects):
        mine = held.filter(person=person).touching(today, None)
        mine.filter(valid_from__gte=today).delete()
        mine.filter(valid_from__lt=today).update(valid_to=today - timedelta(days=1))


def _name(name: str) -> str:
    if not name.strip():
        raise Refused("network.name_missing")
    return " ".join(nfc(name).split())
