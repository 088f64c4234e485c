"""Asking units for information, and closing what was asked."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import override

from thongsuot.circulation import actions as circulation
from thongsuot.circulation.terms import Audience
from thongsuot.exchange import rules, wording
from thongsuot.exchange.models import Asking, Request
from thongsuot.exchange.terms import RequestState, Wanted
from thongsuot.facts import queries as facts
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import actions as releases
from thongsuot.releases.terms import INFORMATION_REQUEST


@transaction.atomic
def ask(
    *,
    unit: UUID,
    by: Person,
    title: str,
    question: str,
    wants: Collection[Wanted],
    series: Collection[UUID] = (),
    topic: str | None = None,
    audience: Audience | None = None,
    due_at: datetime,
    routine: UUID | None = None,
) -> Request:
    """The question is on its way to the bodies, sealed as an edition; each owes an answer.

    `audience` names bodies (None: every one). One entry, `request.asked`, tells of the edition and
    the dispatch too. Refused: not_your_unit, title_missing, question_missing, wants_missing,
    series_missing, series_unknown, due_past, too_long, circulation.nobody, releases.*
    """
    asking = described(
        by=by,
        unit=unit,
        title=title,
        question=question,
        wants=wants,
        series=series,
        topic=topic,
        audience=audience,
    )
    return sent(asking, by=by, due_at=due_at, routine=routine, recorded_by=by)


def described(
    *,
    by: Person,
    unit: UUID,
    title: str,
    question: str,
    wants: Collection[Wanted],
    series: Collection[UUID],
    topic: str | None,
    audience: Audience | None,
) -> Asking:
    """What a request and a routine have in common, checked, as a request not yet kept."""
    viewer = network.viewer_of(by)
    rules.check_asks_for(unit, viewer)
    title, question = " ".join(nfc(title).split()), nfc(question).strip()
    kinds = [each for each in Wanted if each in set(wants)]
    ids = list(dict.fromkeys(series)) if Wanted.FIGURES in kinds else []
    rules.check_question(title, question, kinds, ids)
    if ids and len(facts.figures(viewer, ids=ids)) < len(ids):
        raise Refused("exchange.series_unknown")
    return Request(
        unit_id=unit,
        asked_by=by,
        title=title,
        question=question,
        wants=[each.value for each in kinds],
        series=[str(each) for each in ids],
        topic_id=topic or None,
        audience=rules.asked_audience(audience).as_data(),
    )


def sent(
    asking: Asking,
    *,
    by: Person,
    due_at: datetime,
    routine: UUID | None,
    recorded_by: Person | None,
) -> Request:
    """The edition, the dispatch and the request that they are; and the one entry of it all."""
    now = clock.now()
    rules.check_due(due_at, now)
    edition = releases.issue(
        kind=INFORMATION_REQUEST,
        unit=asking.unit_id,
        by=by,
        title=asking.title,
        body=_body(asking, by, due_at),
        topic=asking.topic_id,
    )
    dispatch = circulation.send_out(
        edition=edition.pk,
        audience=Audience.from_data(asking.audience),
        by=by,
        acknowledge_by=due_at,
        asks=True,
    )
    request = Request.objects.create(
        **shared(asking) | {"asked_by_id": by.pk},
        edition=edition,
        dispatch=dispatch,
        routine_id=routine,
        asked_at=now,
        due_at=due_at,
    )
    _record(request, recorded_by)
    return request


_SHARED = (
    "unit_id",
    "asked_by_id",
    "title",
    "question",
    "wants",
    "series",
    "topic_id",
    "audience",
)


def shared(asking: Asking) -> dict[str, Any]:
    """The fields that a request and a routine have in common."""
    return {name: getattr(asking, name) for name in _SHARED}


def _record(request: Request, by: Person | None) -> None:
    journal.record(
        "request.asked",
        by=by,
        subject=("request", request),
        unit=request.unit_id,
        edition=request.edition_id,
        year=request.edition.year,
        number=request.edition.number,
        dispatch=request.dispatch_id,
        routine=request.routine_id,
        due_at=request.due_at,
    )


def _body(asking: Asking, by: Person, due_at: datetime) -> str:
    """The words of the edition, in Vietnamese: the language of the network."""
    ids = [UUID(each) for each in asking.series]
    seen = facts.figures(network.viewer_of(by), ids=ids) if ids else []
    names = [each.full_name for each in seen]
    with override("vi"):
        wants = [Wanted(each) for each in asking.wants]
        return wording.body(asking.question, wants, names, due_at)


@transaction.atomic
def close(*, request: UUID, by: Person) -> Request:
    """No more answers: nobody is reminded any more, and who did not answer owes nothing.
    Refused: not_your_request, closed."""
    row = locked(request)
    rules.check_manages(row.unit_id, network.viewer_of(by))
    rules.check_open(RequestState(row.state))
    row.state, row.closed_at, row.closed_by = RequestState.CLOSED, clock.now(), by
    row.save(update_fields=["state", "closed_at", "closed_by"])
    circulation.stop_asking(dispatch=row.dispatch_id)
    journal.record("request.closed", by=by, subject=("request", row), unit=row.unit_id)
    return row


def locked(request: UUID) -> Request:
    """The request as it is now, ours alone until the act is over. Refused: no_request."""
    row = Request.objects.select_for_update(of=("self",)).filter(pk=request).first()
    if row is None:
        raise Refused("exchange.no_request")
    return row
