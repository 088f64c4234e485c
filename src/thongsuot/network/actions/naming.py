"""A leader names the unit's officer; a coordinator sees it, and may undo it."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

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
from thongsuot.network.actions.people import _name
from thongsuot.network.actions.verifying import moved_from, moved_to
from thongsuot.network.models import (
    Account,
    ContactPoint,
    Mandate,
    Naming,
    Person,
    Unit,
    Verification,
)
from thongsuot.network.queries.addresses import reachable_address
from thongsuot.network.queries.naming import asked_for_officer
from thongsuot.network.queries.people import holders
from thongsuot.network.queries.units import unit as view_of
from thongsuot.network.terms import STAFF, ChannelName, MandateRole, Reopening
from thongsuot.notices import actions as notices

ASKED_AGAIN_AFTER = timedelta(days=3)
WITHIN = timedelta(minutes=1)  # longer than naming takes
AnyMandate = Mandate | UUID | str


@transaction.atomic
def name_officer(
    *,
    unit: AnyUnit,
    by: Person | None,
    valid_from: date,
    person: AnyPerson | None = None,
    name: str = "",
    post: str = "",
    email: str = "",
    phone: str = "",
    replaces: AnyMandate | None = None,
    decision: str = "",
) -> Naming:
    """The unit has an officer from that day: one of its people, or (`name`, `email`) a new one.

    Whom it replaces holds the mandate until the day before. Only the unit's leader may, or a
    coordinator; never in the past.
    """
    where = the_unit(unit)
    rules.check_naming(
        asker(by), where.pk, view_of(where.pk).is_body, valid_from, clock.legal_date()
    )
    officer = _newcomer(name, post, email, phone) if person is None else _of_unit(person, where)
    held = Mandate.objects.filter(person=officer, unit=where, role=MandateRole.OFFICER)
    if held.touching(valid_from, None).exists():
        raise Refused("network.already_holds")
    old, until = _end_replaced(replaces, where, valid_from)
    if old is not None:
        moved_from(old)
    mandate = Mandate.objects.create(
        person=officer,
        unit=where,
        role=MandateRole.OFFICER,
        valid_from=valid_from,
        decision=decision,
    )
    moved_to(mandate)
    Account.objects.filter(person=officer).update(second_factor_required=True)
    naming = Naming.objects.create(
        mandate=mandate,
        replaced=old,
        replaced_until=until,
        unit=where,
        person=officer,
        named_by=by,
    )
    journal.record(
        "officer.named",
        by=by,
        subject=("mandate", mandate.pk),
        person=officer.pk,
        unit=where.pk,
        replaced=old and old.pk,
        since=valid_from,
        new=person is None,
    )
    return naming


def _newcomer(name: str, post: str, email: str, phone: str) -> Person:
    """Somebody who is new here; without an address nobody could tell them."""
    person = Person.objects.create(name=_name(name), post=nfc(post).strip())
    for channel, written in ((ChannelName.EMAIL, email), (ChannelName.PHONE, phone)):
        if written or channel is ChannelName.EMAIL:
            address = rules.address(channel, written)
            ContactPoint.objects.create(person=person, channel=channel, address=address)
    return person


def _of_unit(person: AnyPerson, unit: Unit) -> Person:
    row = the_person(person)
    held = Mandate.objects.on(clock.legal_date()).filter(person=row, unit=unit, role__in=STAFF)
    if row.erased_at is not None or not held.exists():
        raise Refused("network.not_of_the_unit")
    return row


def _end_replaced(
    replaces: AnyMandate | None, unit: Unit, valid_from: date
) -> tuple[Mandate | None, date | None]:
    """The mandate that ends the day before, and the last day it had had."""
    if replaces is None:
        return None, None
    old = the_mandate(replaces)
    if old.unit_id != unit.pk or old.role != MandateRole.OFFICER:
        raise Refused("network.not_yours")
    rules.check_replaced((old.valid_from, old.valid_to), valid_from)
    until, old.valid_to = old.valid_to, valid_from - timedelta(days=1)
    old.save()
    return old, until


@transaction.atomic
def accept_naming(*, naming: Naming | int, by: Person) -> Naming:
    """A coordinator has seen it; it stands."""
    row = _open(naming, by)
    journal.record("officer.confirmed", by=by, subject=("mandate", row.mandate_id))
    return _settle(row, by, undone=False)


@transaction.atomic
def undo_naming(*, naming: Naming | int, by: Person) -> Naming:
    """The new mandate ends with yesterday, or never was if it had not begun before today; whom it
    replaced holds theirs again, until the day they had before. Checks of addresses that the naming
    reopened count again."""
    row, today = _open(naming, by), clock.legal_date()
    new, old = row.mandate, row.replaced
    journal.record(
        "officer.naming_undone",
        by=by,
        subject=("mandate", row.mandate_id),
        person=row.person_id,
        unit=row.unit_id,
        restored=old and old.pk,
    )
    if new is not None:
        _count_again(row, new, old)
        _take_back(new, today)
    if old is not None:
        _restore(old, row.replaced_until)
    row.refresh_from_db()
    return _settle(row, by, undone=True)


def _restore(old: Mandate, until: date | None) -> None:
    same = Mandate.objects.filter(person=old.person_id, unit=old.unit_id, role=old.role)
    if same.exclude(pk=old.pk).touching(old.valid_from, until).exists():
        raise Refused("network.already_holds")
    old.valid_to, old.end_noted_at = until, None
    old.save()


def _take_back(mandate: Mandate, today: date) -> None:
    if mandate.valid_from >= today:
        mandate.delete()
        return
    last = today - timedelta(days=1)
    mandate.valid_to = last if mandate.valid_to is None else min(mandate.valid_to, last)
    mandate.save()


def _count_again(row: Naming, new: Mandate, old: Mandate | None) -> None:
    """Takes back what `moved_to` and `moved_from` did as the officer was named."""
    begins = datetime.combine(new.valid_from, time(), clock.VIETNAM)
    then = (begins, begins) if begins > row.named_at else (row.named_at - WITHIN, row.named_at)
    people = [mandate.person_id for mandate in (new, old) if mandate]
    reopened = Verification.objects.filter(
        contact_point__person__in=people, reopened_because=Reopening.POST, reopened_at__range=then
    )
    reopened.update(reopened_at=None, reopened_because="")


def _open(naming: Naming | int, by: Person) -> Naming:
    check_manages(by)
    key = naming.pk if isinstance(naming, Naming) else naming
    found(Naming, key, "network.no_naming")
    row = Naming.objects.select_for_update().get(pk=key)
    if row.settled_at is not None or row.mandate is None:
        raise Refused("network.no_naming")
    return row


def _settle(row: Naming, by: Person, *, undone: bool) -> Naming:
    row.settled_at, row.settled_by, row.undone = clock.now(), by, undone
    row.save()
    return row


@transaction.atomic
def ask_for_officer(*, unit: AnyUnit, by: Person) -> int:
    """Asks the unit's leader by mail to name an officer; how many were told. At most once in
    three days."""
    check_manages(by)
    where = the_unit(unit)
    last = asked_for_officer(where.pk)
    if last is not None and last > clock.now() - ASKED_AGAIN_AFTER:
        raise Refused("network.asked_lately")
    told = sum(_ask(leader.id, where) for leader in holders(where.pk, [MandateRole.LEADER]))
    if not told:
        raise Refused("network.leader_unreachable")
    journal.record("officer.asked_for", by=by, subject=("unit", where.pk), told=told)
    return told


def _ask(leader: UUID, unit: Unit) -> bool:
    point = reachable_address(leader)
    if point is None:
        return False
    with override(the_person(leader).language):
        body = _(
            "Kính gửi anh/chị,\n\n%(unit)s chưa có cán bộ đầu mối truyền thông trong mạng lưới. "
            "Đề nghị anh/chị cử một người tại: %(link)s\n\nNgười được cử nhận tin thay đơn vị và "
            "xác nhận đã nhận."
        )
        link = f"{settings.SITE_URL}/ban/mang-luoi/{unit.pk}/cu-can-bo/"
        told = {"unit": view_of(unit.pk).name, "link": link}
        notices.send(point.address, _("Đề nghị cử cán bộ đầu mối truyền thông"), body % told)
    return True
