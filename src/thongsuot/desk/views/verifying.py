"""Which addresses should be checked, and checking them: links, codes, calls that were made."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from thongsuot.desk import looking, office, sections, sheets, words
from thongsuot.desk.forms.calling import AccreditationForm, CheckForm
from thongsuot.desk.forms.network import EndForm
from thongsuot.desk.guards import coordinator_only
from thongsuot.desk.views.acting import Act, both, by_of, run
from thongsuot.desk.views.keeping import page_of, person_or_404, point_or_404, unit_or_404
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals, states
from thongsuot.network import actions, queries
from thongsuot.network.terms import MandateRole, Standing, VerificationGap

A_PAGE = 50
AT_ONCE = 500
"""Links sent by one press: each is a mail of its own."""
GAPS = (Standing.EXPIRING, Standing.REOPENED, Standing.EXPIRED, Standing.UNVERIFIED)


@coordinator_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Calls to come, and addresses that no check stands for or whose check soon ends."""
    viewer, standing = office.viewer_of(request), _standing(request)
    counts = queries.unchecked_by_standing()
    total = counts[standing] if standing else sum(counts.values())
    number = _number(request, total)
    offset = (number - 1) * A_PAGE
    gaps = queries.verification_gaps(standing=standing, offset=offset, limit=A_PAGE)
    page = f"?{urlencode({'loai': standing})}&trang=" if standing else "?trang="
    shown: dict[str, Any] = {
        "tabs": sections.tabs(viewer, "verification"),
        "kinds": _kinds(standing, counts),
        "standing": standing,
        "rows": _as_seen(request, gaps),
        "total": total,
        "can_ask": queries.unchecked_points(standing=standing, email_only=True).exists(),
        "at_once": AT_ONCE,
        "calls": [(c, queries.call_state(c)) for c in queries.calls_to_come()],
        "export": reverse("desk:verification_export") + f"?{urlencode({'loai': standing})}",
        "previous": f"{page}{number - 1}" if number > 1 else "",
        "next": f"{page}{number + 1}" if offset + A_PAGE < total else "",
    }
    return office.page(request, "desk/network/calls/list.html", "network", **shown)


def _standing(request: HttpRequest) -> str:
    asked = request.GET.get("loai", "") or request.POST.get("loai", "")
    return asked if asked in GAPS else ""


def _number(request: HttpRequest, total: int) -> int:
    asked = request.GET.get("trang", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    return max(1, min(number, (total + A_PAGE - 1) // A_PAGE))


def _kinds(standing: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    labels = {
        Standing.EXPIRING: _("Sắp hết hạn"),
        Standing.REOPENED: _("Cần xác minh lại"),
        Standing.EXPIRED: _("Đã hết hạn"),
        Standing.UNVERIFIED: _("Chưa xác minh"),
    }
    each = [
        {"label": label, "href": f"?loai={kind}", "here": kind == standing, "count": counts[kind]}
        for kind, label in labels.items()
    ]
    everything = {"label": _("Tất cả"), "href": "?", "here": not standing}
    return [everything | {"count": sum(counts.values())}, *each]


def _as_seen(request: HttpRequest, gaps: list[VerificationGap]) -> list[dict[str, Any]]:
    """Private addresses masked; the person's page shows them to whoever says that they look."""
    seen = queries.points_seen_by(office.viewer_of(request), [gap.row for gap in gaps])
    shown = {p.row.pk: words.address(p.row.channel, p.shown) for p in seen}
    return [{"gap": gap, "shown": shown[gap.point]} for gap in gaps if gap.point in shown]


@coordinator_only
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Sends links to those that were ticked, or to all of the list that can take one."""
    standing = _standing(request)
    if request.POST.get("all"):
        points = queries.unchecked_points(standing=standing, email_only=True)
        wanted = list(points.values_list("pk", flat=True)[:AT_ONCE])
    else:
        wanted = [key for key in map(_uuid, request.POST.getlist("point")[:AT_ONCE]) if key]
    asked = actions.ask_to_verify(contact_points=wanted, by=by_of(request))
    sent = ngettext(
        "Đã gửi đường dẫn tới %(n)s địa chỉ.", "Đã gửi đường dẫn tới %(n)s địa chỉ.", asked.sent
    )
    messages.success(request, sent % {"n": asked.sent})
    if asked.left_out:
        left = _("%(n)s địa chỉ không gửi: không phải thư, hoặc đã gửi trong 24 giờ qua.")
        messages.info(request, left % {"n": asked.left_out})
    query = f"?{urlencode({'loai': standing})}" if standing else ""
    return redirect(reverse("desk:verification") + query)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@coordinator_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as a sheet; private addresses as masked as on the page."""
    heads = [
        *(_("Tên"), _("Chức vụ"), _("Kênh"), _("Địa chỉ")),
        *(_("Tình trạng"), _("Có giá trị tới"), _("Đã gửi đường dẫn")),
    ]
    rows = [_line(each) for each in _as_seen(request, _all_gaps(_standing(request)))]
    return sheets.sheet("xac-minh", _("Xác minh"), heads, rows)


def _all_gaps(standing: str) -> list[VerificationGap]:
    return queries.verification_gaps(standing=standing, limit=20_000)


def _line(row: dict[str, Any]) -> list[Any]:
    gap = row["gap"]
    state = str(states.state_of("contact", gap.standing).label)
    channel = words.channel(gap.channel)
    return [gap.name, gap.post, channel, row["shown"], state, gap.until, gap.asked_at]


# One address --------------------------------------------------------------------------------------


@coordinator_only
@both
def verify(request: HttpRequest, person: UUID, point: UUID) -> HttpResponse:
    row = person_or_404(person)
    return _check(request, row.name, page_of(row), point_or_404(point, person_id=person))


@coordinator_only
@both
def verify_unit(request: HttpRequest, unit: UUID, point: UUID) -> HttpResponse:
    view = unit_or_404(unit)
    back = reverse("desk:unit", args=[unit])
    return _check(request, view.name, back, point_or_404(point, unit_id=unit))


def _check(request: HttpRequest, about: str, back: str, point: Any, code: str = "") -> HttpResponse:
    """Every way to check an address: send a link or a code, arrange a call, record what was done.

    A private address stays masked until one says that one looks.
    """

    def do(asked: dict[str, Any]) -> None:
        actions.record_verification(
            contact_point=point.pk,
            method=asked["method"],
            fields=asked["fields_checked"],
            result=asked["result"],
            by=by_of(request),
        )

    looks = "look" in request.POST or bool(code)
    seen = looking.points(request, [point], "verify").get(point.pk)
    act = Act(
        heading=_("Xác minh địa chỉ"),
        about=about,
        button=_("Ghi kết quả"),
        done=_("Đã ghi kết quả xác minh."),
        back=back,
        form=CheckForm(request.POST if request.method == "POST" and not looks else None),
        do=do,
        told=(_("Chỉ ghi sau khi anh/chị đã tự mình kiểm tra. Tên anh/chị được lưu cùng."),),
    )
    told = {"point": point, "seen": seen, "code": code, "own": point.person_id == by_of(request).pk}
    return run(request, act, "desk/network/calls/verify.html", **told)


@coordinator_only
@require_POST
def send_link(request: HttpRequest, point: UUID) -> HttpResponse:
    row = _any_point(point)
    try:
        actions.send_link(contact_point=row, by=by_of(request))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
    else:
        messages.success(request, _("Đã gửi đường dẫn. Đường dẫn dùng được trong 7 ngày."))
    return redirect(_page_of(row))


@coordinator_only
@require_POST
def send_code(request: HttpRequest, point: UUID) -> HttpResponse:
    """Mails a code; one for a number stands on this one answer, to be read out in a call."""
    row = _any_point(point)
    try:
        code = actions.send_code(contact_point=row, by=by_of(request))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
        return redirect(_verify_page_of(row))
    if not code:
        messages.success(request, _("Đã gửi mã. Người nhận nhập mã ở trang Thiết lập của tôi."))
        return redirect(_page_of(row))
    name = row.person.name if row.person else queries.name_of(row.unit_id)
    return _check(request, name, _page_of(row), row, code)


def _any_point(point: UUID) -> Any:
    row = queries.contact_point(point)
    if row is None:
        raise Http404
    return row


def _page_of(point: Any) -> str:
    if point.person_id:
        return reverse("desk:person", args=[point.person_id])
    return reverse("desk:unit", args=[point.unit_id])


def _verify_page_of(point: Any) -> str:
    if point.person_id:
        return reverse("desk:verify_address", args=[point.person_id, point.pk])
    return reverse("desk:verify_unit", args=[point.unit_id, point.pk])


# Accreditation ------------------------------------------------------------------------------------


@coordinator_only
@both
def accredit(request: HttpRequest, person: UUID) -> HttpResponse:
    row = person_or_404(person)
    held = [m.unit_id for m in queries.mandates_of(person) if m.role == MandateRole.JOURNALIST]
    if not held:
        raise Http404
    agencies = [(str(unit.id), unit.name) for unit in queries.names_of(held).values()]

    def do(asked: dict[str, Any]) -> None:
        actions.accredit(person=row, by=by_of(request), **asked)

    act = Act(
        heading=_("Ghi thẻ nhà báo, giấy giới thiệu"),
        about=row.name,
        button=_("Ghi"),
        done=_("Đã ghi."),
        back=page_of(row),
        form=AccreditationForm(
            request.POST if request.method == "POST" else None,
            agencies=agencies,
            initial={"valid_from": clock.legal_date()},
        ),
        do=do,
        told=(_("Tên anh/chị được lưu là người đã xem."),),
    )
    return run(request, act)


@coordinator_only
@both
def end_accreditation(request: HttpRequest, person: UUID, row: UUID) -> HttpResponse:
    found = queries.accreditations_of(person).filter(pk=row).first()
    if found is None:
        raise Http404
    whose = person_or_404(person)
    act = Act(
        heading=_("Thẻ, giấy giới thiệu hết hiệu lực"),
        about=whose.name,
        button=_("Ghi ngày cuối"),
        done=_("Đã ghi ngày cuối."),
        back=page_of(whose),
        form=EndForm(
            request.POST if request.method == "POST" else None,
            initial={"last_day": clock.legal_date()},
        ),
        do=lambda asked: actions.end_accreditation(accreditation=row, by=by_of(request), **asked),
    )
    return run(request, act)


def accreditations(person: UUID) -> list[dict[str, Any]]:
    """For the person's page: each with its agency's name and whether it stands."""
    rows, today = list(queries.accreditations_of(person)), clock.legal_date()
    names = queries.names_of({row.agency_id for row in rows})
    return [
        {"row": row, "agency": names[row.agency_id], "over": row.valid_to < today} for row in rows
    ]
