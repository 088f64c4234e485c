"""Privacy: looking at private addresses, what data subjects ask, and forgetting in time."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network import data_rights, rules
from thongsuot.network.actions.asking import AnyPerson, asker, check_manages, found, the_person
from thongsuot.network.models import DataRequest, Look, Mandate, Person
from thongsuot.network.terms import RequestKind, RequestOutcome

AnyRequest = DataRequest | UUID | str
LOOKS_KEPT = data_rights.KEPT_AFTER_CLOSING


@transaction.atomic
def look(*, people: Collection[UUID], page: str, by: Person, channel: str = "") -> None:
    """Somebody looks at private addresses of these people, on a page (a word of the trade).

    One entry, however many people; each of them can read in their settings who looked.
    """
    looked = sorted(set(people))
    if not looked:
        return
    _check_looks(by, looked)
    if len(looked) == 1:
        entry = journal.record(
            "contact_point.looked_at",
            by=by,
            subject=("person", looked[0]),
            page=page,
            channel=channel,
            person=looked[0],
        )
    else:
        entry = journal.record(
            "contact_list.looked_at", by=by, subject=("list", page), page=page, people=len(looked)
        )
    now = clock.now()
    rows = (Look(entry=entry.id, person_id=person, at=now) for person in looked)
    Look.objects.bulk_create(rows, batch_size=1_000)


def _check_looks(by: Person, people: Collection[UUID]) -> None:
    viewer = asker(by)
    if viewer is None or viewer.coordinates:
        return
    held = Mandate.objects.on(clock.legal_date()).filter(
        person__in=people, unit__in=viewer.answers_for
    )
    if not set(people) <= set(held.values_list("person_id", flat=True)) | {by.pk}:
        raise Refused("network.not_yours")


@transaction.atomic
def note_export(*, person: AnyPerson, by: Person | None) -> None:
    """The person's data are handed out: to themselves, by a coordinator, or by a command."""
    row = the_person(person)
    rules.check_token_of(asker(by), row.pk)
    journal.record("person.exported", by=by, subject=("person", row.pk))


@transaction.atomic
def note_request(
    *,
    kind: RequestKind | str,
    by: Person | None,
    person: AnyPerson | None = None,
    name: str = "",
    reach: str = "",
    text: str = "",
    third_party: bool = False,
    received_at: datetime | None = None,
) -> DataRequest:
    """A data subject asks: a person of the network for themselves, or a coordinator notes it.

    Its clocks are those of the law in force on the day it came.
    """
    subject = None if person is None else the_person(person)
    if subject is None or by is None or by.pk != subject.pk:
        check_manages(by)
    row = DataRequest(kind=RequestKind(kind), person=subject, third_party=third_party, noted_by=by)
    row.received_at = received_at or clock.now()
    row.name, row.reach, row.text = (nfc(words).strip() for words in (name, reach, text))
    _check_request(row)
    _set_clocks(row)
    row.save()
    journal.record("data_request.noted", by=by, subject=("data_request", row.pk), **_of(row))
    return row


def _check_request(row: DataRequest) -> None:
    if row.person is None and not (row.name and row.reach):
        raise Refused("network.request_of_whom")
    if row.received_at > clock.now():
        raise Refused("network.request_in_the_future")
    same = DataRequest.objects.filter(person=row.person, kind=row.kind, closed_at=None)
    if row.person is not None and same.exists():
        raise Refused("network.request_open")


def _set_clocks(row: DataRequest) -> None:
    kind, since = RequestKind(row.kind), row.received_at
    answer = data_rights.answer_due(kind, since)
    act = data_rights.act_due(
        kind, since, third_party=row.third_party, extended=row.extended_at is not None
    )
    known = [due for due in (answer, act) if due is not None]
    row.answer_due = answer.at if answer else None
    row.act_due = act.at if act else None
    row.legal_basis = "; ".join(dict.fromkeys(due.right.legal_basis for due in known))[:300]
    row.sure = bool(known) and all(due.sure for due in known)


@transaction.atomic
def answer_request(*, request: AnyRequest, text: str, by: Person | None) -> DataRequest:
    """The subject is told that it was received and how it goes on."""
    check_manages(by)
    row = _open(request)
    if row.answered_at is not None:
        raise Refused("network.request_answered")
    row.answered_at, row.answered_by, row.answer = clock.now(), by, _words(text)
    row.save()
    journal.record("data_request.answered", by=by, subject=("data_request", row.pk), **_of(row))
    return row


@transaction.atomic
def extend_request(*, request: AnyRequest, reason: str, by: Person | None) -> DataRequest:
    """Once, where the law knows it, before the time has run out, with the reason told."""
    check_manages(by)
    row = _open(request)
    if not data_rights.may_extend(RequestKind(row.kind), row.received_at):
        raise Refused("network.request_not_extensible")
    if row.extended_at is not None:
        raise Refused("network.request_extended")
    if row.act_due is not None and clock.now() >= row.act_due:
        raise Refused("network.request_overdue")
    row.extended_at, row.extended_because = clock.now(), _words(reason)
    _set_clocks(row)
    row.save()
    journal.record("data_request.extended", by=by, subject=("data_request", row.pk), **_of(row))
    return row


@transaction.atomic
def close_request(
    *,
    request: AnyRequest,
    outcome: RequestOutcome | str,
    by: Person | None,
    reason: str = "",
) -> DataRequest:
    """Done, done in part, or refused: the latter two with the reason and what the law keeps."""
    check_manages(by)
    row = _open(request)
    row.outcome = RequestOutcome(outcome)
    row.reason = _words(reason) if row.outcome != RequestOutcome.DONE else nfc(reason).strip()
    row.closed_at, row.closed_by = clock.now(), by
    if row.answered_at is None:
        row.answered_at, row.answered_by, row.answer = row.closed_at, by, row.reason
    row.save()
    journal.record(
        "data_request.closed",
        by=by,
        subject=("data_request", row.pk),
        outcome=row.outcome,
        **_of(row),
    )
    return row


@transaction.atomic
def forget_in_time(*, by: Person | None = None) -> int:
    """Words of requests closed a year ago, and looks of more than a year, are forgotten."""
    check_manages(by)
    before = clock.now() - data_rights.KEPT_AFTER_CLOSING
    old = DataRequest.objects.filter(closed_at__lt=before, forgotten_at=None)
    wordless = dict.fromkeys(("name", "reach", "text", "answer", "reason", "extended_because"), "")
    forgotten = old.update(forgotten_at=clock.now(), **wordless)
    looks, _ = Look.objects.filter(at__lt=clock.now() - LOOKS_KEPT).delete()
    if forgotten or looks:
        journal.record(
            "personal_data.forgotten",
            by=by,
            subject=("network", ""),
            requests=forgotten,
            looks=looks,
        )
    return forgotten + looks


def _open(request: AnyRequest) -> DataRequest:
    row = request
    if not isinstance(row, DataRequest):
        row = found(DataRequest, row, "network.no_request")
    if row.closed_at is not None:
        raise Refused("network.request_closed")
    return row


def _words(text: str) -> str:
    if not text.strip():
        raise Refused("network.request_without_words")
    return nfc(text).strip()


def _of(row: DataRequest) -> dict[str, object]:
    return {"kind": row.kind, "person": row.person_id}
