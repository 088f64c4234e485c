"""The ways out of the house: which are on and how they do; addresses where machines listen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thongsuot.channels.terms import Health
from thongsuot.circulation import actions as circulation_actions
from thongsuot.circulation import queries as circulation
from thongsuot.desk import office, sheets, words
from thongsuot.desk.guards import coordinator_only, staff_only
from thongsuot.desk.views.acting import both, by_of, posted
from thongsuot.desk.views.keeping import (
    keeps_person,
    keeps_unit,
    masked_for,
    point_or_404,
)
from thongsuot.lib.refused import Refused
from thongsuot.look import outcomes, refusals
from thongsuot.look.endpoints import EndpointForm, endpoint, people_at
from thongsuot.network import actions, queries
from thongsuot.network.terms import ChannelName

COUNTS = ("planned", "sent", "waiting", "failed", "resent")


@coordinator_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every channel. Health is asked by a part of the page: relays take their time."""
    shown = _shown(asks="suc-khoe" not in request.GET)
    return office.page(request, "desk/channels/list.html", "dispatches", **shown)


@coordinator_only
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """The table once every channel was asked."""
    return office.page(request, "desk/channels/table.html", "dispatches", **_shown(asks=False))


@coordinator_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    heads = [_("Kênh"), _("Trạng thái"), _("Đã lập"), _("Đã gửi"), _("Đang chờ"), _("Hỏng")]
    rows = [
        [
            words.channel(each.name),
            _("bật") if each.on else _("tắt"),
            *(getattr(each, name) for name in COUNTS[:4]),
        ]
        for each in circulation.channels()
    ]
    return sheets.sheet("kenh-gui", _("Kênh gửi"), heads, rows)


def _shown(*, asks: bool) -> dict[str, Any]:
    """What the table shows; with `asks` health is still to be asked."""
    found = circulation.channels()
    told = {} if asks else circulation.channel_health()
    states = {name: _state(health) for name, health in told.items()}
    rows = [(each, words.channel(each.name), states.get(each.name)) for each in found]
    off = [name for each, name, state in rows if not each.on]
    return {"rows": rows, "asks": asks, "off": off}


def _state(health: Health) -> tuple[bool, str]:
    return health.ok, outcomes.words(f"{health.reason} {health.detail}".strip())


# Where machines listen ---------------------------------------------------------------------------


@staff_only
@both
def add_for_unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """An address of the body itself: every edition that goes to its people goes there once each."""
    view = keeps_unit(request, unit)
    return _add(request, view.name, reverse("desk:unit", args=[unit]), {"unit": view})


@staff_only
@both
def add_for_person(request: HttpRequest, person: UUID) -> HttpResponse:
    row = keeps_person(request, person)
    return _add(request, row.name, reverse("desk:person", args=[person]), {"person": row})


def _add(request: HttpRequest, about: str, back: str, holder: dict[str, Any]) -> HttpResponse:
    form = EndpointForm(posted(request), initial={"signs": "v1", "format": "ninjs"})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            point = actions.add_contact_point(by=by_of(request), **holder, **form.asked())
        except Refused as refused:
            refusal = refusals.words(refused)
        else:
            return _with_key(request, point, point.details["secrets"][0])
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    shown = {"form": form, "refusal": refusal, "about": about, "back": back}
    return office.page(request, "desk/channels/add.html", "network", status, **shown)


@staff_only
@require_GET
def show(request: HttpRequest, point: UUID) -> HttpResponse:
    row = _kept(request, point)
    shown = endpoint(row, people_at(row))
    shown |= {"shown": masked_for(request, row) or row.address, "back": _back(row)}
    return office.page(request, "desk/channels/endpoint.html", "network", **shown)


@staff_only
@require_POST
def act(request: HttpRequest, point: UUID) -> HttpResponse:
    """`do`: try (a message that is no edition), renew, retire, remove."""
    row = _kept(request, point)
    told = {"contact_point": row, "by": by_of(request)}
    match request.POST.get("do"):
        case "try":
            _try(request, row)
        case "renew":
            return _with_key(request, row, actions.renew_key(**told))
        case "retire":
            actions.retire_keys(**told)
            messages.success(request, _("Chỉ còn khóa mới ký."))
        case "remove":
            actions.remove_contact_point(**told)
            messages.success(request, _("Đã gỡ. Không gửi gì tới đó nữa."))
            return redirect(_back(row))
    return redirect("desk:endpoint", row.pk)


def _try(request: HttpRequest, row: Any) -> None:
    try:
        outcome = circulation_actions.try_address(contact_point=row, by=by_of(request))
    except Refused as refused:
        messages.error(request, refusals.words(refused))
        return
    outcomes.say_tried(request, outcome)


def _kept(request: HttpRequest, point: UUID) -> Any:
    """A machine's address that the one who asks keeps; others do not exist for them."""
    row = queries.contact_point(point)
    if row is None or row.channel != ChannelName.WEBHOOK:
        raise Http404
    if row.person_id:
        keeps_person(request, row.person_id)
        return point_or_404(point, person_id=row.person_id)
    unit: Any = row.unit_id
    keeps_unit(request, unit)
    return point_or_404(point, unit_id=unit)


def _back(row: Any) -> str:
    if row.person_id:
        return reverse("desk:person", args=[row.person_id])
    return reverse("desk:unit", args=[row.unit_id])


def _with_key(request: HttpRequest, row: Any, key: str) -> HttpResponse:
    shown = {**endpoint(row, [], limit=0), "key": key, "shown": row.address}
    return office.page(request, "desk/channels/key.html", "network", **shown)
