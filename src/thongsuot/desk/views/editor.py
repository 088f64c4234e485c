"""Writing a text: the page, what is kept while one types, saving, submitting, the stale base."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thongsuot.desk import texts
from thongsuot.desk.forms.texts import LONGEST_BODY, MEDIA, DetailsForm, TextForm, file_uses
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.desk.texts import Typed
from thongsuot.desk.views import clarity, houses
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import clean
from thongsuot.look import times
from thongsuot.releases import actions, queries
from thongsuot.releases.terms import FileUse, Workspace


@staff_only
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, id: UUID) -> HttpResponse:
    """The editor. POST keeps what was typed first, so that a refusal loses nothing."""
    ws = texts.workspace(request, id)
    if "edit" not in ws.can:
        return redirect("desk:release", id)
    if queries.has_lines(ws.release):
        return houses.edit(request, ws)
    if request.method == "GET":
        return _page(request, ws, texts.current(ws))
    form = TextForm(request.POST)
    details = texts.details_form(ws, request if "reach" in request.POST else None)
    typed = _typed(request, form)
    if not (form.is_valid() and (details.is_valid() or not details.is_bound)):
        return _page(request, ws, typed, form=form, details=details, status=422)
    try:
        _keep(request, ws, typed)
        return _done(request, ws, typed, details)
    except Refused as refused:
        if refused.code == "releases.stale":
            return redirect("desk:stale", id)
        words = texts.refusal(refused)
        return _page(request, ws, typed, details=details, refusal=words, status=409)


def _done(request: DeskRequest, ws: Workspace, typed: Typed, details: DetailsForm) -> HttpResponse:
    """Saved, submitted, back to the kit, or only a file moved: by the button that was pressed."""
    id, by = ws.release.id, request.person
    if details.is_bound and details.has_changed():
        actions.set_details(release=id, by=by, **details.values())
    then = request.POST.get("then", "save")
    if then.startswith("renew:"):
        _keep(request, ws, texts.renewed(typed, then.partition(":")[2]))
        messages.success(request, _("Đã cập nhật số liệu trong bản nháp. Xem lại rồi lưu."))
    if clarity.pressed(request, ws, typed, then):
        return redirect(reverse("desk:editor", args=[id]) + "#clarity")
    if then == "submit":
        actions.submit(release=id, by=by)
        messages.success(request, _("Đã trình duyệt. Anh/chị theo dõi đường đi của tin ở đây."))
        return redirect("desk:release", id)
    if then == "save":
        text = _text(typed)
        saved = actions.save(release=id, by=by, base=typed.base, files=list(typed.files), **text)
        words = _("Đã lưu phiên bản %(number)s.") % {"number": saved.number}
        messages.success(request, words)
    if then == "kit" and ws.kit is not None:
        return redirect("desk:kit", ws.kit.pk)
    return redirect("desk:editor", id)


def _typed(request: DeskRequest, form: TextForm) -> Typed:
    """What was sent, also where the form does not accept it."""
    form.is_valid()
    found: dict[str, Any] = {name: form.cleaned_data.get(name) for name in form.fields}
    sent = {n: request.POST.get(n, "").replace("\0", "") for n in ("title", "summary", "body")}
    words: dict[str, str] = {n: sent[n] if found[n] is None else found[n] for n in sent}
    files = _moved(file_uses(request.POST), request.POST.get("then", ""))
    return Typed(**words, files=tuple(files), base=found["base"] or 0)


def _moved(uses: list[FileUse], then: str) -> list[FileUse]:
    """The files after "up:…", "down:…" or "remove:…", for those who have no scripts."""
    act, _sign, key = then.partition(":")
    places = [place for place, use in enumerate(uses) if use.file == key]
    if not places:
        return uses
    use = uses.pop(places[0])
    if act != "remove":
        uses.insert(max(places[0] + {"up": -1, "down": 1}.get(act, 0), 0), use)
    return uses


def _text(typed: Typed) -> dict[str, str]:
    return {"title": typed.title, "summary": typed.summary, "body": typed.body}


def _keep(request: DeskRequest, ws: Workspace, typed: Typed) -> Any:
    return actions.autosave(
        release=ws.release.id,
        by=request.person,
        files=list(typed.files),
        base=typed.base,
        **_text(typed),
    )


def _page(
    request: DeskRequest,
    ws: Workspace,
    typed: Typed,
    *,
    form: TextForm | None = None,
    details: DetailsForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    form = form or TextForm(initial={**_text(typed), "base": typed.base})
    media = MEDIA.with_nonce(str(request.csp_nonce))
    shown = {
        "section": "releases",
        "ws": ws,
        "typed": typed,
        "form": form,
        "details": details or texts.details_form(ws),
        "media": media,
        "rows": texts.file_rows(ws, typed.files),
        "findings": _findings(request, ws, typed),
        "figures": texts.figures(typed.body, ws.release.reach),
        "clear": clarity.panel(request, ws, typed),
        "rewrites": {"outside": queries.may_ask_outside()},
        "renews": "editor",
        "behind": ws.revision is not None and typed.base < ws.revision.number,
        "refusal": refusal,
    }
    return render(request, "desk/releases/editor.html", shown, status=status)


def _findings(request: DeskRequest, ws: Workspace, typed: Typed) -> list[texts.Remark]:
    viewer = request.viewer
    text: dict[str, Any] = _text(typed) | {"body": clean(typed.body)}
    found = queries.findings(viewer, ws.release.id, files=typed.file_data, **text)
    return texts.remarks(found)


# While one types -------------------------------------------------------------------------------


@staff_only
@require_POST
def autosave(request: DeskRequest, id: UUID) -> JsonResponse:
    """Keeps one's unsaved copy; answers the time and the findings. 409 with words when refused."""
    ws = texts.workspace(request, id)
    if queries.has_lines(ws.release):
        return houses.autosave(request, ws)
    form = TextForm(request.POST)
    if request.POST.get("person") != str(request.person.pk):
        words = _("Đang đăng nhập bằng người khác. Bài vẫn được giữ trong trình duyệt này.")
        return JsonResponse({"words": words}, status=409)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"words": words}, status=409)
    typed = _typed(request, form)
    try:
        _keep(request, ws, typed)
    except Refused as refused:
        return JsonResponse({"words": texts.refusal(refused)}, status=409)
    told = {"findings": _findings_part(request, ws, typed), "figures": _figures(request, ws, typed)}
    return JsonResponse({"at": times.words(clock.now(), "time"), **told})


def _findings_part(request: DeskRequest, ws: Workspace, typed: Typed) -> str:
    shown = {"findings": _findings(request, ws, typed)}
    return render_to_string("desk/releases/parts/findings.html", shown, request)


def _figures(request: DeskRequest, ws: Workspace, typed: Typed) -> str:
    shown = {"ws": ws, "figures": texts.figures(typed.body, ws.release.reach), "renews": "editor"}
    return render_to_string("desk/releases/parts/figures.html", shown, request)


@staff_only
@require_POST
def details(request: DeskRequest, id: UUID) -> JsonResponse:
    """Sets the details as soon as one is changed; answers the findings. 409 with words."""
    ws = texts.workspace(request, id)
    form = texts.details_form(ws, request)
    if not form.is_valid():
        words = [f"{form[name].label}: {e}" for name, errors in form.errors.items() for e in errors]
        return JsonResponse({"words": " ".join(words)}, status=409)
    try:
        if form.has_changed():
            actions.set_details(release=ws.release, by=request.person, **form.values())
    except Refused as refused:
        return JsonResponse({"words": texts.refusal(refused)}, status=409)
    if queries.has_lines(ws.release):
        return houses.answered(request, id)
    typed = _typed(request, TextForm(request.POST))
    ws = texts.workspace(request, id)
    told = {"findings": _findings_part(request, ws, typed), "figures": _figures(request, ws, typed)}
    return JsonResponse({"at": times.words(clock.now(), "time"), **told})


@staff_only
@require_GET
def presence(request: DeskRequest, id: UUID) -> HttpResponse:
    """Who else is typing in this text: polled in the background."""
    shown = {"ws": texts.workspace(request, id)}
    return render(request, "desk/releases/parts/presence.html", shown)


@staff_only
@require_POST
def paste(request: DeskRequest) -> JsonResponse:
    """What a clipboard holds as a text may hold it: Word writes its lists in styles."""
    return JsonResponse({"html": clean(request.POST.get("html", "")[:LONGEST_BODY])})


# A base that is no longer the newest -------------------------------------------------------------


@staff_only
@require_GET
def stale(request: DeskRequest, id: UUID) -> HttpResponse:
    """One's own copy beside what somebody else saved meanwhile, with the three ways on."""
    ws = texts.workspace(request, id)
    if ws.draft is None or ws.revision is None or "edit" not in ws.can:
        return redirect("desk:release", id)
    mine, theirs = texts.current(ws), texts.newest(ws)
    parts = texts.side_by_side(theirs, mine)
    shown = {"section": "releases", "ws": ws, "mine": mine, "parts": parts}
    return render(request, "desk/releases/stale.html", shown)


@staff_only
@require_POST
def discard(request: DeskRequest, id: UUID) -> HttpResponse:
    """Takes the newest save and throws one's own copy away."""
    ws = texts.workspace(request, id)
    actions.discard_draft(release=ws.release, by=request.person)
    messages.info(request, _("Đã bỏ bản nháp riêng. Đây là phiên bản mới nhất."))
    return redirect("desk:editor", id)
