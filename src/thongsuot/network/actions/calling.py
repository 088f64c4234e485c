"""Video calls that check addresses: arranged, held by two browsers, and ended with a result."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import checking, links
from thongsuot.network.actions import telling
from thongsuot.network.actions.asking import (
    AnyPerson,
    AnyPoint,
    check_manages,
    found,
    the_person,
    the_point,
)
from thongsuot.network.actions.verifying import write_check
from thongsuot.network.models import CallSignal, Person, VideoCall
from thongsuot.network.queries.people import bodies_of
from thongsuot.network.terms import (
    CallSide,
    CallState,
    CheckResult,
    SignalKind,
    VerificationMethod,
)

AnyCall = VideoCall | UUID | str
SEEN_EVERY = 5.0  # seconds between two notes that a side is there: each is a write


@transaction.atomic
def schedule_call(
    *,
    person: AnyPerson,
    contact_points: Iterable[AnyPoint],
    starts_at: datetime,
    by: Person | None,
) -> VideoCall:
    """A coordinator arranges to check these addresses, of the person or of a body of theirs, in
    one call; the person is mailed the link. `by` hosts it."""
    check_manages(by)
    guest, points = the_person(person), [the_point(each) for each in contact_points]
    if by is None or by.pk == guest.pk:
        raise Refused("network.calls_oneself")
    checking.check_call_time(starts_at, clock.now())
    theirs = bodies_of(guest.pk)
    if not points or any(p.person_id != guest.pk and p.unit_id not in theirs for p in points):
        raise Refused("network.call_about_nothing")
    call = VideoCall.objects.create(person=guest, host=by, starts_at=starts_at)
    call.points.set(points)
    mailed = telling.invite(call)
    journal.record(
        "call.scheduled",
        by=by,
        subject=("call", call.pk),
        person=guest.pk,
        at=starts_at,
        addresses=len(points),
        mailed=mailed,
    )
    return call


@transaction.atomic
def cancel_call(*, call: AnyCall, by: Person | None) -> VideoCall:
    """It will not take place; the person hears of it, unless its time has passed."""
    check_manages(by)
    row = _locked(call)
    state = _state(row)
    if state in (CallState.ENDED, CallState.CANCELLED):
        raise Refused("network.call_over")
    row.ended_at = clock.now()
    row.save()
    forget_signals(row)
    if state != CallState.MISSED:
        telling.call_off(row)
    journal.record("call.cancelled", by=by, subject=("call", row.pk), person=row.person_id)
    return row


@transaction.atomic
def hear_code(*, call: AnyCall, code: str, by: Person | None) -> bool:
    """The host types the six digits that the person reads aloud; whether they are right.

    It proves that who is seen and heard holds the mailed link. Five wrong ones change the code.
    """
    row = _of_host(call, by)
    turn = row.wrong_codes // checking.CODE_TRIES
    given = "".join(filter(str.isdecimal, code))
    right = links.same(links.spoken_code(row.pk, turn), given)
    if right:
        row.heard_at = clock.now()
    else:
        row.wrong_codes = min(row.wrong_codes + 1, 255)
    row.save()
    journal.record("call.code_compared", by=by, subject=("call", row.pk), right=right)
    return right


@transaction.atomic
def end_call(
    *,
    call: AnyCall,
    result: CheckResult | str,
    fields: Collection[str] = (),
    contact_points: Iterable[UUID | str] = (),
    by: Person | None,
) -> VideoCall:
    """What came of it. Confirmed: of the addresses named, with name, post and the spoken code
    confirmed too; refused or to repeat: of all that the call was about. What the browsers told
    one another is deleted with it."""
    row, came = _of_host(call, by), CheckResult(result)
    wanted = {str(each) for each in contact_points}
    ticked = [point for point in row.points.all() if str(point.pk) in wanted]
    checking.check_outcome(came, fields, len(ticked), row.heard_at is not None)
    points = ticked if came is CheckResult.CONFIRMED else list(row.points.all())
    for point in points:
        write_check(point, VerificationMethod.VIDEO_CALL, by, fields, came)
    row.ended_at, row.result, row.fields = clock.now(), came, sorted(fields)
    row.save()
    forget_signals(row)
    journal.record(
        "call.ended",
        by=by,
        subject=("call", row.pk),
        person=row.person_id,
        result=came,
        fields=row.fields,
        addresses=len(points),
    )
    return row


@transaction.atomic
def signal(*, call: AnyCall, side: CallSide | str, kind: SignalKind | str, body: str = "") -> int:
    """One browser tells the other something; the number after which the other's news begins.

    Not an act: half a handshake of two programs. A page that is ready begins anew, so whatever
    its side said before is deleted.
    """
    # Locked: a word that comes as the call ends must not outlive it.
    row, who, what = _locked(call), CallSide(side), SignalKind(kind)
    checking.check_open(_state(row))
    said = CallSignal.objects.filter(call=row, side=who)
    if what is SignalKind.READY:
        said.delete()
    checking.check_signal(body, said.count())
    return CallSignal.objects.create(call=row, side=who, kind=what, body=body).pk


@transaction.atomic
def note_presence(*, call: AnyCall, side: CallSide | str, here: bool = True) -> None:
    """A side is on its page, or has just left it; noted every few seconds. Not an act."""
    row, now = _call(call), clock.now()
    field = f"{CallSide(side)}_seen_at"
    seen = getattr(row, field)
    if here and seen is not None and (now - seen).total_seconds() < SEEN_EVERY:
        return
    VideoCall.objects.filter(pk=row.pk, ended_at=None).update(**{field: now if here else None})


def forget_signals(call: VideoCall) -> None:
    """Whatever the browsers told one another; a part of the acts that end a call."""
    CallSignal.objects.filter(call=call).delete()


def forget_calls(person: Person) -> None:
    """A part of `erase`: calls to come are off, and no browser's word of theirs is left."""
    CallSignal.objects.filter(call__person=person).delete()
    VideoCall.objects.filter(person=person, ended_at=None).update(ended_at=clock.now())


def _call(call: AnyCall) -> VideoCall:
    return call if isinstance(call, VideoCall) else found(VideoCall, call, "network.no_call")


def _locked(call: AnyCall) -> VideoCall:
    key = call.pk if isinstance(call, VideoCall) else call
    rows = VideoCall.objects.select_for_update(of=("self",)).select_related("person", "host")
    row = rows.filter(pk=key).first()
    if row is None:
        raise Refused("network.no_call")
    return row


def _of_host(call: AnyCall, by: Person | None) -> VideoCall:
    """The call, open and hosted by them."""
    check_manages(by)
    row = _locked(call)
    if by is None or by.pk != row.host_id:
        raise Refused("network.not_the_host")
    checking.check_open(_state(row))
    return row


def _state(row: VideoCall) -> str:
    return checking.call_state(row.starts_at, row.ended_at, row.result, clock.now())
