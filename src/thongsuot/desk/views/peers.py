"""Other installations: who is connected, how it goes, and how two come to know one another."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thongsuot.desk import office, peering, sections, sheets
from thongsuot.desk.forms.acts import NothingForm
from thongsuot.desk.forms.peers import CodeForm, InviteForm, TermsForm
from thongsuot.desk.guards import DeskRequest, coordinator_only
from thongsuot.desk.views.acting import Act, both, posted, run
from thongsuot.look.states import state_of
from thongsuot.peers import actions, queries
from thongsuot.peers.terms import PeerState, PeerView

LATEST = 8


@coordinator_only
@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    rows = [_row(peer) for peer in queries.peers(request.viewer)]
    shown: dict[str, Any] = {"tabs": sections.tabs(request.viewer, "peers"), "rows": rows}
    return office.page(request, "desk/peers/list.html", "network", **shown)


def _row(peer: PeerView) -> dict[str, Any]:
    return {
        "peer": peer,
        "state": peering.state(peer),
        "trouble": peering.trouble(peer.trouble),
    }


@coordinator_only
@require_GET
def export(request: DeskRequest) -> HttpResponse:
    heads = (
        *(_("Hệ thống"), _("Tình trạng"), _("Địa chỉ"), _("Liên lạc gần nhất")),
        *(_("Đã gửi"), _("Còn chờ gửi"), _("Đã nhận"), _("Còn chờ nhận"), _("Trục trặc")),
    )
    rows = (
        (
            peer.name,
            str(state_of("peer", peering.state(peer)).label),
            peer.url,
            peer.contact_at,
            peer.delivered_until,
            peer.behind_out,
            peer.received_until,
            peer.behind_in,
            peering.trouble(peer.trouble),
        )
        for peer in queries.peers(request.viewer)
    )
    return sheets.sheet("cac-he-thong", _("Các hệ thống"), heads, rows)


@coordinator_only
@both
def invite(request: DeskRequest) -> HttpResponse:
    """A code for the other side."""
    form = InviteForm(posted(request))
    made: dict[str, Any] = {}

    def make(asked: dict[str, Any]) -> None:
        made["peer"] = actions.invite(by=request.person, **form.told())

    act = Act(
        heading=_("Mời một hệ thống kết nối"),
        about=_("Các hệ thống"),
        button=_("Tạo mã giới thiệu"),
        done="",
        back=reverse("desk:peers"),
        form=form,
        do=make,
        told=(
            _("Mã dùng một lần, trong bảy ngày. Bên kia nhập mã, hai bên trao đổi khóa."),
            _("Sau đó cán bộ điều phối của hai bên đọc khóa cho nhau nghe rồi cùng xác nhận."),
        ),
    )
    response = run(request, act)
    return redirect("desk:peer", made["peer"].pk) if made else response


@coordinator_only
@both
def enter_code(request: DeskRequest) -> HttpResponse:
    """A code that the other side made."""
    made: dict[str, Any] = {}

    def enter(asked: dict[str, Any]) -> None:
        made["peer"] = actions.enter_code(code=asked["code"], by=request.person)

    act = Act(
        heading=_("Nhập mã giới thiệu"),
        about=_("Các hệ thống"),
        button=_("Kết nối"),
        done=_("Đang gọi hệ thống bên kia để trao đổi khóa."),
        back=reverse("desk:peers"),
        form=CodeForm(posted(request)),
        do=enter,
    )
    response = run(request, act)
    return redirect("desk:peer", made["peer"].pk) if made else response


@coordinator_only
@both
def show(request: DeskRequest, id: UUID) -> HttpResponse:
    """One installation; where its key waits to be compared, the form that confirms it."""
    peer = _peer(request, id)
    form = TermsForm(posted(request), initial=_initial(peer))
    if request.method == "POST" and peer.state != PeerState.INTRODUCED:
        messages.info(request, _("Kết nối này đã được xác nhận hoặc không còn chờ xác nhận."))
        return redirect("desk:peer", id)
    act = Act(
        heading=peer.name,
        about=_("Các hệ thống"),
        button=_("Khóa khớp, xác nhận kết nối"),
        done=_("Đã xác nhận. Tin bắt đầu đi khi bên kia cũng xác nhận."),
        back=reverse("desk:peer", args=[id]),
        form=form,
        do=lambda asked: actions.confirm(peer=id, by=request.person, **form.told()),
    )
    return run(request, act, "desk/peers/peer.html", **_shown(request, peer))


def _shown(request: DeskRequest, peer: PeerView) -> dict[str, Any]:
    return {
        **_row(peer),
        "tabs": sections.tabs(request.viewer, "peers"),
        "code": queries.code_of(request.viewer, peer.id),
        "own": queries.own_fingerprint(),
        "latest": queries.incoming(request.viewer, peer=peer.id, limit=LATEST),
    }


def _initial(peer: PeerView) -> dict[str, Any]:
    return {
        "name": peer.name,
        "reach": peer.reach.value if peer.reach else "",
        "gives_early": peer.gives_early,
        "we_hold": peer.we_hold,
    }


@coordinator_only
@both
def terms(request: DeskRequest, id: UUID) -> HttpResponse:
    """What goes to a connected installation from here on."""
    peer = _peer(request, id)
    form = TermsForm(posted(request), initial=_initial(peer))
    act = Act(
        heading=_("Nội dung gửi"),
        about=peer.name,
        button=_("Lưu"),
        done=_("Đã lưu. Áp dụng cho các tin từ bây giờ."),
        back=reverse("desk:peer", args=[id]),
        form=form,
        do=lambda asked: actions.set_terms(peer=id, by=request.person, **form.told()),
    )
    return run(request, act)


@coordinator_only
@both
def end(request: DeskRequest, id: UUID) -> HttpResponse:
    peer = _peer(request, id)
    act = Act(
        heading=_("Ngắt kết nối"),
        about=peer.name,
        button=_("Ngắt kết nối"),
        done=_("Đã ngắt kết nối."),
        back=reverse("desk:peer", args=[id]),
        form=NothingForm(posted(request)),
        do=lambda asked: actions.end(peer=id, by=request.person),
        told=(
            _("Từ bây giờ hai bên không gửi và không nhận gì của nhau nữa."),
            _("Tin đã nhận vẫn giữ, nhưng đính chính và thu hồi sau này sẽ không tới."),
        ),
    )
    return run(request, act)


def _peer(request: DeskRequest, id: UUID) -> PeerView:
    found = queries.peer(request.viewer, id)
    if found is None:
        raise Http404
    return found
