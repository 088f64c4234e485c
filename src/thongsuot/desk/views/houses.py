"""Writing a message house: rows in parts, for a phone too; everything works without scripts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from js_asset import ImportMap, Media, Script

from thongsuot.desk import texts
from thongsuot.desk.forms.houses import PARTS, Choices, HouseForms
from thongsuot.desk.forms.texts import DetailsForm
from thongsuot.desk.guards import DeskRequest
from thongsuot.desk.views import clarity
from thongsuot.facts import queries as facts
from thongsuot.facts.terms import Form
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look import naming, times
from thongsuot.network import queries as network
from thongsuot.releases import actions, houses, queries
from thongsuot.releases.houses import House
from thongsuot.releases.terms import Workspace

MEDIA = Media(
    importmap=ImportMap({"desk/keeping": "desk/keeping.js"}),
    css={"all": ["desk/desk.css", "desk/houses.css", "desk/clarity.css"]},
    js=[Script("desk/houses.js", type="module")],
)
MOST_FIGURES = 500
_MOVES = ("up", "down", "remove")


def edit(request: DeskRequest, ws: Workspace) -> HttpResponse:
    """The editor of a house. POST keeps what was typed first, so that a refusal loses nothing."""
    if request.method == "GET":
        return _page(request, ws, _forms(ws))
    if "one_line" not in request.POST:
        return _keep_mine(request, ws)
    typed = _forms(ws, request)
    details = texts.details_form(ws, request if "reach" in request.POST else None)
    if typed.errors or (details.is_bound and not details.is_valid()):
        return _page(request, ws, typed, details=details, status=422)
    try:
        return _done(request, ws, typed, details)
    except Refused as refused:
        if refused.code == "releases.stale":
            return redirect("desk:stale", ws.release.id)
        words = texts.refusal(refused)
        return _page(request, ws, typed, details=details, refusal=words, status=409)


def autosave(request: DeskRequest, ws: Workspace) -> JsonResponse:
    """Keeps the lines while one types; answers the time and the findings. 409 with words."""
    if request.POST.get("person") != str(request.person.pk):
        words = _("Đang đăng nhập bằng người khác. Bài vẫn được giữ trong trình duyệt này.")
        return JsonResponse({"words": words}, status=409)
    typed = _forms(ws, request)
    if typed.errors:
        return JsonResponse({"words": _("Có ô chưa đúng. Hãy lưu để xem ô nào.")}, status=409)
    try:
        _keep(request, ws, typed, typed.typed())
    except Refused as refused:
        return JsonResponse({"words": texts.refusal(refused)}, status=409)
    return answered(request, ws.release.id)


def findings(request: DeskRequest, id: UUID) -> list[texts.Remark]:
    """What is said of one's own copy, as it is kept."""
    ws = texts.workspace(request, id)
    copy = ws.draft or ws.revision
    found = queries.findings(
        request.viewer,
        id,
        title=copy.title if copy else ws.release.title,
        summary=copy.summary if copy else "",
        body=copy.body if copy else "",
        files=copy.files if copy else [],
        house=copy.house if copy else {},
    )
    return texts.remarks(found)


def answered(request: DeskRequest, id: UUID) -> JsonResponse:
    """The hour and the findings, for the script."""
    shown = {"findings": findings(request, id)}
    part = render_to_string("desk/releases/parts/findings.html", shown, request)
    remarks = {"clear": _clear(request, texts.workspace(request, id))}
    clear = render_to_string("desk/clarity/list.html", remarks, request)
    told = {"findings": part, "clarity": clear}
    return JsonResponse({"at": times.words(clock.now(), "time"), **told})


def _clear(request: DeskRequest, ws: Workspace) -> dict[str, Any]:
    """The remarks on one's own copy, as it is kept: a list, since its lines are many fields."""
    return clarity.panel(request, ws, texts.current(ws), marked=False)


def _done(
    request: DeskRequest, ws: Workspace, typed: HouseForms, details: DetailsForm
) -> HttpResponse:
    """Saved, submitted, back to the kit, a row moved or added, figures renewed: by the button that
    was pressed."""
    id, then = ws.release.id, request.POST.get("then", "save")
    house = typed.typed(then)
    if then == "figures":
        house = houses.renewed(house)
    _keep(request, ws, typed, house)
    if details.is_bound and details.has_changed():
        actions.set_details(release=id, by=request.person, **details.values())
    if then == "submit":
        actions.submit(release=id, by=request.person)
        messages.success(request, _("Đã trình duyệt. Anh/chị theo dõi đường đi của tin ở đây."))
        return redirect("desk:release", id)
    if then == "save":
        return _saved(request, ws, house, typed.head.cleaned_data)
    now = texts.current(texts.workspace(request, id))
    if clarity.pressed(request, ws, now, then):
        return redirect(reverse("desk:editor", args=[id]) + "#clarity")
    if then == "figures":
        messages.success(request, _("Đã lấy số liệu mới nhất vào bản nháp."))
    if then == "kit" and ws.kit is not None:
        return redirect("desk:kit", ws.kit.pk)
    act, _sign, rest = then.partition(":")
    part = rest.partition("-")[0]
    return redirect(_place(id, part, more=act == "more", moved=act in _MOVES))


def _saved(request: DeskRequest, ws: Workspace, house: House, head: dict[str, Any]) -> HttpResponse:
    saved = actions.save_house(
        release=ws.release.id,
        by=request.person,
        house=house,
        base=head["base"],
        title=head["title"],
    )
    messages.success(request, _("Đã lưu phiên bản %(number)s.") % {"number": saved.number})
    return redirect("desk:editor", ws.release.id)


def _place(id: UUID, part: str, *, more: bool, moved: bool) -> str:
    """Back to the editor, at the part in which something was done."""
    address = reverse("desk:editor", args=[id])
    if part not in {each.name for each in PARTS} or not (more or moved):
        return address
    return f"{address}?them={part}#{part}" if more else f"{address}#{part}"


def _keep_mine(request: DeskRequest, ws: Workspace) -> HttpResponse:
    """From the page of two saves: one's own copy becomes the next one."""
    copy = ws.draft
    if copy is None:
        return redirect("desk:editor", ws.release.id)
    given = request.POST.get("base", "")
    base = int(given) if given.isdecimal() and len(given) < 7 else copy.base
    house = houses.read(copy.house)
    try:
        return _saved(request, ws, house, {"title": copy.title, "base": base})
    except Refused as refused:
        messages.error(request, texts.refusal(refused))
        return redirect("desk:stale", ws.release.id)


def _keep(request: DeskRequest, ws: Workspace, typed: HouseForms, house: House) -> None:
    head = typed.head.cleaned_data
    actions.autosave_house(
        release=ws.release.id,
        by=request.person,
        house=house,
        base=head["base"],
        title=head["title"],
    )


def _forms(ws: Workspace, request: DeskRequest | None = None) -> HouseForms:
    copy = ws.draft or ws.revision
    house = houses.read(copy.house) if copy else House()
    base = ws.draft.base if ws.draft else ws.revision.number if ws.revision else 0
    head = {"title": copy.title if copy else ws.release.title, "base": base}
    sent = request.POST if request else None
    return HouseForms(house, _choices(ws, house), head=head, sent=sent)


def _choices(ws: Workspace, house: House) -> Choices:
    """The bank's figures; people with a mandate to speak at the bodies that answer, and at the
    centre. Who was chosen before stays to be chosen."""
    viewer = network.viewer_of(ws.release.author)
    known = facts.figures(viewer, limit=MOST_FIGURES)
    series = {str(each.series): _figure_words(each) for each in known}
    kept = {str(f.series): f.words for f in house.figures if f.series != houses.NOBODY}
    units = {ws.release.unit_id, *queries.topic_units(ws.release.topic_id)}
    speakers = {str(q.speaker): q.name for q in house.quotes if q.speaker != houses.NOBODY}
    speakers |= {str(each.id): _speaker_words(each) for each in queries.speakers_of(units)}
    return Choices(list((kept | series).items()), list(speakers.items()))


def _figure_words(view: Any) -> str:
    name = naming.either(view.name, view.name_en)
    named = f"{name} ({view.about})" if view.about else name
    written = facts.forms(view, "vi").get(Form.SHORT, "")
    return f"{named}: {written}" if written else named


def _speaker_words(view: Any) -> str:
    return f"{view.name}, {view.post}" if view.post else str(view.name)


def _page(
    request: DeskRequest,
    ws: Workspace,
    typed: HouseForms,
    *,
    details: DetailsForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    more = request.GET.get("them", "")
    empty = not any(typed.rows.values())
    if request.method == "GET":
        typed.show_one_more(more or ("messages" if empty else ""))
    shown = {
        "section": "ready",
        "ws": ws,
        "typed": typed,
        "form": typed.head,
        "parts": [_part(typed, part) for part in PARTS],
        "details": details or texts.details_form(ws),
        "media": MEDIA.with_nonce(str(request.csp_nonce)),
        "findings": findings(request, ws.release.id),
        "clear": _clear(request, ws),
        "behind": ws.revision is not None and _base(typed) < ws.revision.number,
        "refusal": refusal,
        "pinned": any(figure.value for figure in typed.house.figures),
    }
    return render(request, "desk/releases/house.html", shown, status=status)


def _base(typed: HouseForms) -> int:
    return int(typed.head["base"].value() or 0)


def _value(row: Any, name: str) -> Any:
    return row[name].value() if name in row.fields else None


def _held(row: Any, house: House) -> Any:
    """The value that a row of figures holds; of two of one series, its own."""
    series, value = str(_value(row, "series")), str(_value(row, "value"))
    of_series = [f for f in house.figures if f.value and str(f.series) == series]
    first = next(iter(of_series), None)
    return next((f for f in of_series if str(f.value) == value), first)


def _part(typed: HouseForms, part: Any) -> dict[str, Any]:
    """A part for the page: its rows, and an empty one for the script to copy."""
    held = [_held(row, typed.house) for row in typed.rows[part.name]]
    rows = list(zip(typed.rows[part.name], held, strict=True))
    return {"part": part, "rows": rows, "blank": typed.blank(part, "__n__")}
