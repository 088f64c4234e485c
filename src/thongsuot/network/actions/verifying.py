"""Checking addresses: by a mailed link, by a code, or by somebody who called or met the person."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import checking, links
from thongsuot.network.actions import telling
from thongsuot.network.actions.asking import (
    AnyPoint,
    check_keeps,
    check_manages,
    facts_of,
    the_point,
)
from thongsuot.network.models import ContactCode, ContactPoint, Mandate, Person, Verification
from thongsuot.network.terms import (
    Asked,
    ChannelName,
    CheckedField,
    CheckResult,
    ContactState,
    Reopening,
    VerificationMethod,
)

DAY = timedelta(days=1)


@transaction.atomic
def record_verification(
    *,
    contact_point: AnyPoint,
    method: VerificationMethod | str,
    by: Person | None,
    fields: Collection[str] = (),
    result: CheckResult | str = CheckResult.CONFIRMED,
    valid_until: datetime | None = None,
) -> Verification:
    """Somebody checked it: confirmed (for `VERIFIED_MONTHS` unless said), refused, or to repeat.

    A link or a code proves itself, so the system records those; a call or a meeting needs
    somebody else who saw. Only a confirmed check counts; a refused one reopens the earlier ones.
    """
    point, how = the_point(contact_point), VerificationMethod(method)
    check_keeps(point, by)
    checking.check_recorder(how, by.pk if by else None, point.person_id)
    came = CheckResult(result)
    checked = write_check(point, how, by, fields, came, valid_until)
    journal.record(
        "contact_point.verified",
        by=by,
        subject=("contact_point", point.pk),
        method=how,
        fields=checked.fields,
        result=came,
        until=checked.valid_until,
        **facts_of(point),
    )
    return checked


@transaction.atomic
def ask_to_verify(*, contact_points: Iterable[AnyPoint], by: Person | None) -> Asked:
    """Mails a link to each e-mail address that works; others, and those asked within a day, are
    left out.

    `by` must be a coordinator, who may ask thousands at once.
    """
    check_manages(by)
    wanted = {point.pk if isinstance(point, ContactPoint) else point for point in contact_points}
    lately = clock.now() - checking.ASKED_AGAIN_AFTER
    asked = ContactCode.objects.filter(method=VerificationMethod.LINK, made_at__gt=lately)
    mail = {"channel": ChannelName.EMAIL, "state": ContactState.GOOD}
    free = ContactPoint.objects.filter(pk__in=wanted, **mail)
    rows = list(free.exclude(pk__in=asked.values("contact_point")).select_related("person"))
    for point in rows:
        telling.send_link(_new(point, VerificationMethod.LINK))
    done = Asked(sent=len(rows), left_out=len(wanted) - len(rows))
    told = {"sent": done.sent, "left_out": done.left_out}
    journal.record("contact_points.asked", by=by, subject=("installation", None), **told)
    return done


@transaction.atomic
def send_link(*, contact_point: AnyPoint, by: Person | None) -> ContactCode:
    """Mails a link to the address; it can be used for a week, once."""
    point = the_point(contact_point)
    check_keeps(point, by)
    if point.channel != ChannelName.EMAIL:
        raise Refused("network.link_by_mail_only")
    row = _new(point, VerificationMethod.LINK)
    telling.send_link(row)
    _note_sent(point, VerificationMethod.LINK, by)
    return row


@transaction.atomic
def answer_link(*, token: str, confirmed: bool, by: None = None) -> Verification:
    """Whoever reads the mail says that the address is theirs, or that it is not."""
    asked = links.subject(links.VERIFY, token)
    row = ContactCode.objects.filter(pk=asked).first() if asked else None
    if row is None or row.expires_at <= clock.now():
        raise Refused("network.link_expired")
    result = CheckResult.CONFIRMED if confirmed else CheckResult.REFUSED
    return _proved(row, result, by)


@transaction.atomic
def send_code(*, contact_point: AnyPoint, by: Person | None) -> str:
    """Mails six digits to an address; "" then. For a number, gives them to the coordinator to read
    out in a call: a voice proves who answers, a text message only who has the card."""
    point = the_point(contact_point)
    check_keeps(point, by)
    mailed = point.channel == ChannelName.EMAIL
    if not mailed and by is not None and by.pk == point.person_id:
        raise Refused("network.code_by_hand")
    if not mailed:
        check_manages(by)
    code, row = links.new_code(), _new(point, VerificationMethod.CODE)
    row.digest = links.code_digest(row.pk, code)
    row.save()
    if mailed:
        telling.send_code(point, code)
    _note_sent(point, VerificationMethod.CODE, by)
    return "" if mailed else code


@transaction.atomic
def confirm_code(*, contact_point: AnyPoint, code: str, by: Person | None) -> Verification | None:
    """The holder types the code they were sent or read; None: it is not the right one.

    A wrong try is kept and journalled; five of them, or fifteen minutes, end the code.
    """
    point = the_point(contact_point)
    check_keeps(point, by)
    if by is not None and point.person_id not in (None, by.pk):
        raise Refused("network.not_yours")
    row = point.codes.select_for_update().filter(method=VerificationMethod.CODE).first()
    if row is None:
        raise Refused("network.no_code")
    checking.check_code(row.expires_at, row.tries, clock.now())
    if links.same(row.digest, links.code_digest(row.pk, "".join(code.split()))):
        return _proved(row, CheckResult.CONFIRMED, by)
    row.tries += 1
    row.save()
    journal.record(
        "contact_point.code_wrong", by=by, subject=("contact_point", point.pk), **facts_of(point)
    )
    return None


# Parts of other acts ------------------------------------------------------------------------------


def write_check(
    point: ContactPoint,
    method: VerificationMethod,
    by: Person | None,
    fields: Collection[str],
    result: CheckResult,
    valid_until: datetime | None = None,
) -> Verification:
    """One check of an address, without an entry of its own. What waited for an answer is gone."""
    now = clock.now()
    confirmed = result is CheckResult.CONFIRMED
    until = valid_until or checking.months_later(now, settings.VERIFIED_MONTHS)
    if result is CheckResult.REFUSED:
        reopen([point.pk], Reopening.REFUSAL, now)
    if confirmed and point.state != ContactState.GOOD:
        point.state, point.state_reason = ContactState.GOOD, ""
        point.save()
    if result is not CheckResult.REPEAT:
        point.codes.all().delete()
    return Verification.objects.create(
        contact_point=point,
        method=method,
        fields=sorted(fields),
        checked_by=by,
        checked_at=now,
        result=result,
        valid_until=until if confirmed else None,
    )


def reopen(points: Iterable[UUID], because: Reopening, at: datetime) -> int:
    """From `at` on (perhaps in the future) the checks of these addresses count no more; how many.

    A part of other acts (a bounce, a new post, a corrected address): no entry of its own.
    """
    rows = Verification.objects.filter(contact_point__in=list(points)).standing(at)
    return int(rows.update(reopened_at=at, reopened_because=because))


def reopen_for_post(person: UUID, at: datetime) -> int:
    """The person has another post, or is at another body, from `at` on: their own addresses."""
    points = ContactPoint.objects.filter(person_id=person).values_list("pk", flat=True)
    return reopen(points, Reopening.POST, at)


def moved_to(mandate: Mandate) -> None:
    """A part of giving a mandate: whoever had one elsewhere, and none here, is asked anew."""
    others = Mandate.objects.filter(person=mandate.person_id).exclude(pk=mandate.pk)
    before = others.filter(valid_from__lte=mandate.valid_from)
    here = before.filter(unit=mandate.unit_id).touching(mandate.valid_from - DAY, None)
    if before.exists() and not here.exists():
        reopen_for_post(mandate.person_id, _from(mandate.valid_from))


def moved_from(mandate: Mandate) -> None:
    """A part of ending a mandate: whoever has no other at the body is asked anew."""
    last = mandate.valid_to
    others = Mandate.objects.filter(person=mandate.person_id, unit=mandate.unit_id)
    if last and not others.exclude(pk=mandate.pk).touching(last + DAY, None).exists():
        reopen_for_post(mandate.person_id, _from(last + DAY))


def _from(day: date) -> datetime:
    """When the day begins in Viet Nam; now, if that has passed."""
    begins = datetime.combine(day, time(), clock.VIETNAM)
    return max(begins, clock.now())


def _proved(row: ContactCode, result: CheckResult, by: Person | None) -> Verification:
    """A link or a code came back from the address: the system is the witness."""
    point, method = row.contact_point, VerificationMethod(row.method)
    checked = write_check(point, method, None, [CheckedField.ADDRESS], result)
    journal.record(
        "contact_point.verified",
        by=by,
        subject=("contact_point", point.pk),
        method=method,
        fields=checked.fields,
        result=result,
        until=checked.valid_until,
        **facts_of(point),
    )
    return checked


def _new(point: ContactPoint, method: VerificationMethod) -> ContactCode:
    """A fresh link or code in place of an earlier one, which is worth nothing from then on."""
    now = clock.now()
    last = point.codes.filter(method=method).first()
    checking.check_pause(last.made_at if last else None, now)
    if last is not None:
        last.delete()
    length = checking.LINK_FOR if method is VerificationMethod.LINK else checking.CODE_FOR
    return ContactCode.objects.create(
        contact_point=point, method=method, made_at=now, expires_at=now + length
    )


def _note_sent(point: ContactPoint, method: VerificationMethod, by: Person | None) -> None:
    journal.record(
        "contact_point.asked",
        by=by,
        subject=("contact_point", point.pk),
        method=method,
        **facts_of(point),
    )
