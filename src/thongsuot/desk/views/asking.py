"""A new request for information: write it, see how many bodies it asks, confirm, ask."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from thongsuot.desk import office, sections
from thongsuot.desk.forms.exchange import WEEKDAYS, AskForm, WhatForm
from thongsuot.desk.guards import staff_only
from thongsuot.exchange import actions
from thongsuot.exchange import queries as exchange
from thongsuot.exchange.terms import Rhythm, RoutineTemplate, RoutineView
from thongsuot.facts import queries as facts
from thongsuot.facts.terms import FigureView
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import fold, nfc
from thongsuot.look import naming, refusals
from thongsuot.network import queries as network
from thongsuot.network.terms import BODIES, UnitView, Viewer
from thongsuot.releases import queries as releases

FOUND = 40
LEFT_OUT = ("csrfmiddlewaretoken", "step", "find")


@staff_only
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """GET: the form, filled in from a routine if one is named. POST by its `step`: find a figure,
    go back, review, or ask."""
    form = _form(request)
    step = request.POST.get("step", "")
    if request.method == "GET" or step in ("find", "back"):
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        if not _asked(form):
            return _page(request, form, refusal=_("Chưa có đơn vị nào để hỏi."), status=409)
        return _sent(request, form) if step == "send" else _review(request, form)
    except Refused as refused:
        return _page(request, form, refusal=refusals.words(refused), status=409)


@staff_only
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """How many bodies the form as it stands would ask; the piece beside it."""
    return render(request, "desk/exchange/preview.html", _previewed(_form(request)))


@staff_only
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Figures of the bank by name, to be ticked; those ticked already stay."""
    return render(request, "desk/exchange/figures.html", chosen_figures(request))


def _form(request: HttpRequest) -> AskForm:
    viewer = office.viewer_of(request)
    if request.method == "POST":
        return AskForm(joined(request.POST), choices=choices(viewer))
    return AskForm(initial=_initial(request), choices=choices(viewer))


def _initial(request: HttpRequest) -> dict[str, Any]:
    """A routine's words, a topic, a body or a figure that a link names."""
    get = request.GET
    for routine in exchange.routines(office.viewer_of(request)):
        if str(routine.id) == get.get("dinh-ky", ""):
            return of_routine(routine)
    for template in exchange.routine_templates():
        if template.code == get.get("mau", ""):
            return _of_template(template)
    told: dict[str, Any] = {"wants": ["text"], "topic": get.get("chu-de", "")[:40]}
    if get.get("lap-lai"):
        told["repeats"] = Rhythm.WEEKLY.value
    if unit := get.get("don-vi", ""):
        told |= {"to": "chosen", "units": [unit[:36]]}
    return told


def of_routine(routine: RoutineView) -> dict[str, Any]:
    """The fields of a form as a routine fills them in."""
    audience = routine.audience
    roles = set(map(str, audience.unit_roles))
    whole = {"ministry_unit": "ministry", "department": "departments"}
    to = "chosen" if audience.units else "all" if len(roles) != 1 else whole[roles.pop()]
    return {
        "unit": str(routine.unit),
        "title": routine.title,
        "question": routine.question,
        "wants": [str(want) for want in routine.wants],
        "series": [str(id) for id in routine.series],
        "topic": routine.topic or "",
        "to": to,
        "units": [str(id) for id in audience.units],
        "rhythm": str(routine.rhythm),
        **_turn(routine),
    }


def _of_template(template: RoutineTemplate) -> dict[str, Any]:
    return {
        "title": template.title,
        "question": template.question,
        "wants": [str(want) for want in template.wants],
        "topic": template.topic,
        "repeats": str(template.rhythm),
        **_turn(template),
    }


def _turn(row: RoutineView | RoutineTemplate) -> dict[str, Any]:
    weekly = row.rhythm == Rhythm.WEEKLY
    return {
        "day_of_week" if weekly else "day_of_month": row.day,
        "hour": row.hour,
        "answer_within_hours": row.answer_within_hours,
    }


def choices(viewer: Viewer) -> dict[str, Any]:
    """Own bodies, topics, and every body of the network."""
    own = network.names_of(viewer.works_for)
    return {
        "unit": sorted(((str(id), view.name) for id, view in own.items()), key=lambda one: one[1]),
        "topic": [("", _("Không theo chủ đề nào")), *map(_topic, releases.topics())],
        "units": [(str(view.id), view.name) for view in _bodies()],
    }


def _topic(row: Any) -> tuple[str, str]:
    return row.pk, naming.named(row)


def _bodies() -> list[UnitView]:
    return [view for view in network.units() if not BODIES.isdisjoint(view.roles)]


def joined(post: QueryDict) -> QueryDict:
    """One box may stand for several figures, its ids joined by commas."""
    data = post.copy()
    ids = [id for each in post.getlist("series") for id in each.split(",") if id]
    data.setlist("series", list(dict.fromkeys(ids)))
    return data


def chosen_figures(request: HttpRequest, initial: list[str] | None = None) -> dict[str, Any]:
    """Figures asked for, and what the words typed find beyond them; alike ones stand together."""
    viewer = office.viewer_of(request)
    ids = _ids(joined(request.POST).getlist("series") if request.method == "POST" else initial)
    text = nfc(request.POST.get("find", ""))[:100].strip()
    named = facts.figures(viewer, ids=ids) if ids else []
    shown: dict[str, Any] = {"find": text, "named": _together(named)}
    if len(fold(text)) >= 2:
        found = facts.figures(viewer, text=text, limit=FOUND)
        shown["found"] = _together([one for one in found if one.series not in set(ids)])
    return shown


def _ids(texts: list[str] | None) -> list[UUID]:
    found = []
    for each in (texts or [])[:500]:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found


def _together(figures: list[FigureView]) -> list[dict[str, Any]]:
    """Figures of one name as one box; its value is their ids."""
    groups: dict[str, list[FigureView]] = {}
    for figure in figures:
        groups.setdefault(figure.name, []).append(figure)
    return [
        {
            "name": name,
            "measure": rows[0].measure,
            "ids": ",".join(str(row.series) for row in rows),
            "count": len(rows),
            "of": rows[0].about or rows[0].owner_name,
            "key": str(rows[0].series),
        }
        for name, rows in groups.items()
    ]


def _asked(form: WhatForm) -> list[UnitView]:
    audience = form.audience()
    return list(exchange.whom(audience)) if audience else []


def _previewed(form: AskForm) -> dict[str, Any]:
    if form.is_bound:
        form.full_clean()
        return {"bodies": _asked(form)}
    shown = AskForm({"to": form.initial.get("to", "all")}, choices={"unit": [], **_few(form)})
    shown.full_clean()
    return {"bodies": _asked(shown)}


def _few(form: AskForm) -> dict[str, Any]:
    return {"topic": [], "units": form.choices_of("units")}


def _page(
    request: HttpRequest, form: AskForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    viewer = office.viewer_of(request)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(viewer, "exchange", sections.READY),
        "form": form,
        "show_errors": status == 422,
        "refusal": refusal,
        "routines": exchange.routines(viewer),
        "templates": exchange.routine_templates(),
        "of_routine": _named_routine(request),
        **chosen_figures(request, form.initial.get("series")),
        **_previewed(form),
    }
    return office.page(request, "desk/exchange/ask.html", "ready", status, **shown)


def turn(rhythm: str, day: int, hour: int) -> str:
    """When a routine asks: «Thứ Hai hằng tuần, 8:00»."""
    told: dict[str, Any] = {"day": day, "hour": hour}
    if rhythm == Rhythm.WEEKLY:
        told["day"] = WEEKDAYS[day]
        return _("%(day)s hằng tuần, %(hour)s:00") % told
    return _("Ngày %(day)s hằng tháng, %(hour)s:00") % told


def _turn_of(form: AskForm) -> str:
    """The same of what is being asked; nothing where it is asked once."""
    if not (rhythm := form.cleaned_data["repeats"]):
        return ""
    told = form.turn(rhythm)
    return turn(rhythm, told["day"], told["hour"])


def _review(request: HttpRequest, form: AskForm) -> HttpResponse:
    post = joined(request.POST)
    shown: dict[str, Any] = {
        "form": form,
        "due_at": form.due_at(),
        "unit_name": form.words_of("unit")[0],
        "topic_name": form.words_of("topic")[0],
        "wanted": form.words_of("wants"),
        "repeats": _turn_of(form),
        "hidden_fields": [
            (key, each) for key in post if key not in LEFT_OUT for each in post.getlist(key)
        ],
        **chosen_figures(request),
        **_previewed(form),
    }
    return office.page(request, "desk/exchange/review.html", "ready", **shown)


def _sent(request: HttpRequest, form: AskForm) -> HttpResponse:
    asked, by = form.cleaned_data, request.person  # type: ignore[attr-defined]
    told = form.given() | {"unit": UUID(asked["unit"]), "audience": form.audience()}
    with transaction.atomic():
        routine = _named_routine(request)
        if asked["repeats"]:
            routine = actions.keep_routine(by=by, **told, **form.turn(asked["repeats"])).pk
        made = actions.ask(by=by, due_at=form.due_at(), routine=routine, **told)
    asked_bodies = len(_asked(form))
    messages.success(
        request,
        ngettext("Đã hỏi %(n)s đơn vị.", "Đã hỏi %(n)s đơn vị.", asked_bodies)
        % {"n": asked_bodies},
    )
    return redirect("desk:request", made.pk)


def _named_routine(request: HttpRequest) -> UUID | None:
    """The routine that this request is one turn of, if the viewer keeps it."""
    told = request.POST.get("routine", "") or request.GET.get("dinh-ky", "")
    for routine in exchange.routines(office.viewer_of(request)):
        if str(routine.id) == told:
            found: UUID = routine.id
            return found
    return None
