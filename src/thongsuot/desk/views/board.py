"""The live board of a dispatch: what it waits for, who is late, and the presses that help."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.circulation import actions
from thongsuot.circulation import queries as circulation
from thongsuot.circulation.terms import DispatchState, Figures
from thongsuot.desk import office, words
from thongsuot.desk.guards import staff_only
from thongsuot.desk.views.acting import by_of
from thongsuot.desk.views.waiting import telephoned
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.network.terms import Viewer
from thongsuot.releases import queries as releases
from thongsuot.work import queries as work

COUNTED = 20_000
"""Deliveries that a page may count again and again."""


def state_of(row: Any) -> str:
    """A dispatch's state as people see it: what it waits for comes before what it is."""
    if row.state not in office.RUNNING:
        return str(row.state)
    if row.state == DispatchState.PLANNING and row.undo_until and row.undo_until > clock.now():
        return "undoable"
    if work.held():
        return "paused"
    waits = row.not_before and row.not_before > clock.now()
    return "scheduled" if waits else str(row.state)


def late(request: HttpRequest, row: Any) -> dict[str, Any]:
    """The bodies past their hour with whom to call, and whether one may remind them."""
    found = [] if row.carried_by_id else circulation.late_in(office.viewer_of(request), row.pk)
    rows = telephoned(request, found)
    parts = [
        (one.acknowledgement.pk, one.acknowledgement.follow_up, one.acknowledgement.reminded_at)
        for one in rows
    ]
    told = repr((parts, get_language(), office.viewer_of(request).person))
    return {
        "dispatch": row,
        "late": rows,
        "late_tag": sha256(told.encode()).hexdigest()[:32],
        "late_every": 15 if row.state in office.RUNNING else 30,
        "coordinates": office.viewer_of(request).coordinates,
        "calls_here": True,
    }


def waiting(viewer: Viewer) -> dict[str, Any]:
    """For Today: dispatches that wait for a decision, and urgent ones that may not have arrived."""
    held = circulation.held(viewer)
    unproved = circulation.unproved(viewer, clock.in_days(-1))
    ids = {row.edition_id for row in [*held, *unproved]}
    editions = releases.editions_by_id(viewer, ids)
    return {
        "held": [_told(row, editions) for row in held if row.edition_id in editions],
        "unproved": [
            _told(row, editions) | {"kinds": words.unit_roles(row.missing)}  # type: ignore[attr-defined]
            for row in unproved
            if row.edition_id in editions
        ],
    }


def _told(row: Any, editions: Any) -> dict[str, Any]:
    return {"dispatch": row, "state": row.state, "edition": editions[row.edition_id]}


def arrived(row: Any, figures: Figures) -> dict[str, Any]:
    """What is known beyond handing over: receipts and bounces, and the proof of what is urgent.
    Receipts and bounces are counted, so not while a large dispatch runs and asks every moment."""
    too_many = row.state in office.RUNNING and figures.planned > COUNTED
    return {
        "beyond": {} if too_many else SimpleLazyObject(lambda: circulation.outcomes_of(row.pk)),
        "proofs": [
            {"kind": words.unit_roles((proof.unit_role,)), "proof": proof}
            for proof in circulation.proofs_of(row.pk)
        ],
        "proof_waits": row.proof_due_at if row.state != DispatchState.STOPPED else None,
    }


@staff_only
@require_POST
def undo(request: HttpRequest, id: UUID) -> HttpResponse:
    """«Hoàn tác»: within its seconds nobody ever had it."""
    return _act(request, id, actions.undo, _("Đã hoàn tác. Chưa có thư nào đi, không ai nhận gì."))


@staff_only
@require_POST
def release(request: HttpRequest, id: UUID) -> HttpResponse:
    """«Gửi ngay»: what was found past its hour still goes."""
    return _act(request, id, actions.release_held, _("Đã cho gửi. Thư sẽ đi trong ít giây."))


@staff_only
@require_POST
def drop(request: HttpRequest, id: UUID) -> HttpResponse:
    """«Bỏ, không gửi»: what was found past its hour stays."""
    return _act(request, id, actions.drop_held, _("Đã bỏ đợt gửi. Phần chưa đi sẽ không đi nữa."))


def _act(request: HttpRequest, id: UUID, act: Any, done: str) -> HttpResponse:
    office.dispatch_or_404(office.viewer_of(request), id)
    try:
        act(dispatch=id, by=by_of(request))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        messages.success(request, done)
    return redirect(office.way_back(request, "desk:dispatch", id))


@staff_only
@require_POST
def remind(request: HttpRequest, id: UUID) -> HttpResponse:
    """«Nhắc tất cả», once for every late body."""
    office.dispatch_or_404(office.viewer_of(request), id)
    try:
        told = actions.remind_late(dispatch=id, by=by_of(request))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        done = ngettext("Đã nhắc %(n)s đơn vị.", "Đã nhắc %(n)s đơn vị.", told) % {"n": told}
        nobody = _("Các đơn vị chậm vừa được nhắc cách đây chưa lâu; chưa nhắc lại.")
        messages.success(request, done if told else nobody)
    return redirect("desk:dispatch", id)
