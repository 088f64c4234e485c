"""Addresses where mail is sent back: since when, why, what was missed; letting them go again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thongsuot.circulation import queries as circulation
from thongsuot.desk import failures, looking, office, sections, sheets, words
from thongsuot.desk.guards import coordinator_only
from thongsuot.desk.views.acting import both, by_of
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.network import actions
from thongsuot.network import queries as network

NAMED = 3  # editions named in a row


@coordinator_only
@both
def listing(request: HttpRequest) -> HttpResponse:
    """The latest first. Private addresses stay masked until somebody looks."""
    rows = network.failing()
    seen = looking.points(request, [one.row for one in rows], "failing")
    piece = looking.piece(request, seen)
    if piece is not None:
        return piece
    missed = circulation.missed({person for one in rows for person in one.people})
    dispatches = {each.dispatch for found in missed.values() for each in found}
    named = circulation.dispatches_by_id(office.viewer_of(request), dispatches)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(office.viewer_of(request), "failing"),
        "rows": [_told(one, seen[one.row.pk], missed, named) for one in rows if one.row.pk in seen],
    }
    return office.page(request, "desk/network/failing.html", "network", **shown)


def _told(one: Any, seen: Any, missed: dict[UUID, Any], named: dict[UUID, Any]) -> dict[str, Any]:
    found = _missed_by(one, missed)
    return {
        "one": one,
        "seen": seen,
        "holder": _holder(one.row),
        "missed": [named[each] for each in found[:NAMED] if each in named],
        "more": max(len(found) - NAMED, 0),
    }


def _missed_by(one: Any, missed: dict[UUID, Any]) -> list[UUID]:
    """Dispatches, each once, the newest first."""
    found = [each for person in one.people for each in missed.get(person, ())]
    found.sort(key=lambda each: each.at, reverse=True)
    return list(dict.fromkeys(each.dispatch for each in found))


def _holder(row: Any) -> str:
    return row.person.name if row.person_id else network.name_of(row.unit_id)


@coordinator_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same as a sheet; private addresses masked."""
    rows = network.failing()
    seen = looking.points(request, [one.row for one in rows], "failing")
    missed = circulation.missed({person for one in rows for person in one.people})
    heads = [
        *(_("Của"), _("Kênh"), _("Địa chỉ"), _("Bị trả lại từ"), _("Lý do")),
        *(_("Còn cách khác"), _("Số đợt gửi đã lỡ")),
    ]
    found = (
        [
            *(_holder(one.row), words.channel(one.row.channel), seen[one.row.pk].shown, one.since),
            failures.words(one.row.state_reason),
            _("có") if one.all_reached else _("không"),
            len(_missed_by(one, missed)),
        ]
        for one in rows
        if one.row.pk in seen
    )
    return sheets.sheet("dia-chi-hong", _("Địa chỉ bị trả lại thư"), heads, found)


@coordinator_only
@require_POST
def release(request: HttpRequest, point: UUID) -> HttpResponse:
    """«Gửi lại»: from now on mail goes there again."""
    try:
        actions.release_contact_point(contact_point=point, by=by_of(request))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        messages.success(
            request, _("Từ giờ thư lại đi tới địa chỉ này. Bản đã lỡ thì gửi thêm một đợt.")
        )
    return redirect(office.way_back(request, "desk:failing"))
