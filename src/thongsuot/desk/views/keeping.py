"""Keeping the network right: people, mandates, addresses, checks, accounts. One page, one act."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.desk import office
from thongsuot.desk.forms import network as forms
from thongsuot.desk.guards import coordinator_only, staff_only
from thongsuot.desk.views.acting import Act, both, by_of, posted, run
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, queries
from thongsuot.network.terms import STAFF, MandateRole, Sight


def unit_or_404(id: UUID) -> Any:
    try:
        return queries.unit(id)
    except Refused as refused:
        raise Http404 from refused


def person_or_404(id: UUID) -> Any:
    try:
        return queries.person(id)
    except Refused as refused:
        raise Http404 from refused


def page_of(person: Any) -> str:
    return reverse("desk:person", args=[person.pk])


@coordinator_only
@both
def add_person(request: HttpRequest, unit: UUID) -> HttpResponse:
    view, by = unit_or_404(unit), by_of(request)

    @transaction.atomic
    def do(asked: dict[str, Any]) -> None:
        person = actions.add_person(name=asked["name"], post=asked["post"], by=by)
        dated = {name: asked[name] for name in forms.DATED}
        actions.give_mandate(person=person, unit=unit, role=asked["role"], by=by, **dated)
        for channel in ("email", "phone"):
            if asked[channel]:
                given = {"channel": channel, "address": asked[channel]}
                actions.add_contact_point(person=person, by=by, **given)

    form = forms.PersonForm(posted(request), initial={"valid_from": clock.legal_date()})
    act = Act(
        heading=_("Thêm người"),
        about=view.name,
        button=_("Thêm người"),
        done=_("Đã thêm người và phân công."),
        back=reverse("desk:unit", args=[unit]),
        form=form,
        do=do,
    )
    return run(request, act)


@coordinator_only
@both
def give_mandate(request: HttpRequest, person: UUID) -> HttpResponse:
    row = person_or_404(person)
    form = forms.MandateAtForm(
        posted(request), initial={"valid_from": clock.legal_date()}, units=queries.units()
    )
    act = Act(
        heading=_("Thêm phân công"),
        about=row.name,
        button=_("Thêm phân công"),
        done=_("Đã thêm phân công."),
        back=page_of(row),
        form=form,
        do=lambda asked: actions.give_mandate(person=row, by=by_of(request), **asked),
    )
    return run(request, act)


def _mandate(person: UUID, mandate: UUID) -> Any:
    found = queries.all_mandates(person_id=person).filter(pk=mandate).first()
    if found is None:
        raise Http404
    return found


@coordinator_only
@both
def change_person(request: HttpRequest, person: UUID) -> HttpResponse:
    row = person_or_404(person)
    act = Act(
        heading=_("Sửa tên, chức vụ"),
        about=row.name,
        button=_("Lưu"),
        done=_("Đã lưu thay đổi."),
        back=page_of(row),
        form=forms.NameForm(posted(request), initial={"name": row.name, "post": row.post}),
        do=lambda asked: actions.change_person(person=row, by=by_of(request), **asked),
        told=(_("Chức vụ thay đổi thì các địa chỉ cần được xác minh lại."),),
    )
    return run(request, act)


@coordinator_only
@both
def end_mandate(request: HttpRequest, person: UUID, mandate: UUID) -> HttpResponse:
    row = _mandate(person, mandate)
    act = Act(
        heading=_("Kết thúc phân công"),
        about=f"{row.person.name} · {queries.name_of(row.unit_id)}",
        button=_("Kết thúc phân công"),
        done=_("Đã ghi ngày cuối của phân công."),
        back=page_of(row.person),
        form=forms.EndForm(posted(request), initial={"last_day": clock.legal_date()}),
        do=lambda asked: actions.end_mandate(mandate=row, by=by_of(request), **asked),
    )
    return run(request, act)


@staff_only
@both
def deputy(request: HttpRequest, person: UUID, mandate: UUID) -> HttpResponse:
    """A leader's own business; a coordinator may note it for them."""
    viewer, row = office.viewer_of(request), _mandate(person, mandate)
    office.check(viewer.coordinates or viewer.person == row.person_id)
    if row.role != MandateRole.LEADER:
        raise Http404
    staff = [p for p in queries.people(unit=row.unit_id) if p.role in STAFF and p.id != person]
    names = {str(p.id): p.name for p in staff}

    def do(asked: dict[str, Any]) -> None:
        span = {"valid_from": asked["first"], "valid_to": asked["last"]}
        actions.name_deputy(mandate=row, person=asked["person"], by=by_of(request), **span)

    act = Act(
        heading=_("Ủy quyền trong những ngày vắng"),
        about=f"{row.person.name} · {queries.name_of(row.unit_id)}",
        button=_("Ủy quyền"),
        done=_("Đã ghi người được ủy quyền."),
        back=reverse("desk:unit", args=[row.unit_id]),
        form=forms.DeputyForm(
            posted(request), people=list(names.items()), initial={"first": clock.legal_date()}
        ),
        do=do,
        told=(_("Trong những ngày đó người được ủy quyền duyệt và xác nhận thay lãnh đạo."),),
    )
    return run(request, act)


# Addresses ---------------------------------------------------------------------------------------


def _may_keep(request: HttpRequest, units: set[UUID], person: UUID | None = None) -> None:
    viewer = office.viewer_of(request)
    own = person is not None and viewer.person == person
    office.check(viewer.coordinates or own or not viewer.answers_for.isdisjoint(units))


def keeps_person(request: HttpRequest, person: UUID) -> Any:
    row = person_or_404(person)
    _may_keep(request, {m.unit_id for m in queries.mandates_of(person)}, person)
    return row


def keeps_unit(request: HttpRequest, unit: UUID) -> Any:
    view = unit_or_404(unit)
    _may_keep(request, {unit})
    return view


def point_or_404(point: UUID, **holder: UUID) -> Any:
    found = queries.contact_points(**holder).filter(pk=point).first()
    if found is None:
        raise Http404
    return found


@staff_only
@both
def add_address(request: HttpRequest, person: UUID) -> HttpResponse:
    row = keeps_person(request, person)
    return _add(request, row.name, page_of(row), {"person": row})


@staff_only
@both
def add_unit_address(request: HttpRequest, unit: UUID) -> HttpResponse:
    view = keeps_unit(request, unit)
    return _add(request, view.name, reverse("desk:unit", args=[unit]), {"unit": view})


def _add(request: HttpRequest, about: str, back: str, holder: dict[str, Any]) -> HttpResponse:
    act = Act(
        heading=_("Thêm địa chỉ liên hệ"),
        about=about,
        button=_("Thêm địa chỉ"),
        done=_("Đã thêm địa chỉ."),
        back=back,
        form=forms.NewAddressForm(posted(request), machines=office.viewer_of(request).coordinates),
        do=lambda asked: actions.add_contact_point(by=by_of(request), **holder, **asked),
    )
    return run(request, act)


@staff_only
@both
def address(request: HttpRequest, person: UUID, point: UUID) -> HttpResponse:
    row = keeps_person(request, person)
    return _change(request, row.name, page_of(row), point_or_404(point, person_id=person))


@staff_only
@both
def unit_address(request: HttpRequest, unit: UUID, point: UUID) -> HttpResponse:
    view = keeps_unit(request, unit)
    back = reverse("desk:unit", args=[unit])
    return _change(request, view.name, back, point_or_404(point, unit_id=unit))


def masked_for(request: HttpRequest, point: Any) -> str:
    """The address masked, where it is private: who wants to see it says so on the page before."""
    seen = queries.points_seen_by(office.viewer_of(request), [point])
    office.check(bool(seen))
    return seen[0].shown if seen[0].sight is Sight.MASKED else ""


def _change(request: HttpRequest, about: str, back: str, point: Any) -> HttpResponse:
    masked = masked_for(request, point)

    def do(asked: dict[str, Any]) -> None:
        told = {"contact_point": point.pk, "by": by_of(request)}
        if asked["remove"]:
            actions.remove_contact_point(**told)
            return
        written = asked["address"].strip() or point.address
        changed = written != point.address or point.state != "good"
        address = written if changed else None
        actions.change_contact_point(
            **told, address=address, preference=asked["preference"], details=asked["details"]
        )

    shown = "" if masked else point.address
    initial = {"address": shown, "preference": point.preference}
    act = Act(
        heading=_("Sửa địa chỉ liên hệ"),
        about=about,
        button=_("Lưu"),
        done=_("Đã lưu địa chỉ."),
        back=back,
        form=forms.AddressForm(
            posted(request),
            initial=initial,
            masked=masked,
            channel=point.channel,
            details=point.details,
        ),
        do=do,
    )
    return run(request, act)


@coordinator_only
@both
def open_account(request: HttpRequest, person: UUID) -> HttpResponse:
    row = person_or_404(person)

    def do(asked: dict[str, Any]) -> None:
        actions.open_account(person=row, email=asked["email"] or None, by=by_of(request))

    act = Act(
        heading=_("Mở tài khoản"),
        about=row.name,
        button=_("Mở tài khoản"),
        done=_("Đã mở tài khoản. Người này đăng nhập bằng mã gửi qua thư, rồi tự đặt mật khẩu."),
        back=page_of(row),
        form=forms.AccountForm(posted(request)),
        do=do,
        told=(_("Cán bộ trong mạng lưới phải đặt xác thực hai lớp khi đăng nhập lần đầu."),),
    )
    return run(request, act)
