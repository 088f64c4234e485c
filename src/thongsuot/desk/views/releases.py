"""A new text, and the page of one."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thongsuot.desk import texts
from thongsuot.desk.forms.acts import AnswerForm, CommentForm
from thongsuot.desk.forms.texts import REACH_WORDS, NewForm
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.desk.views import clarity
from thongsuot.lib.refused import Refused
from thongsuot.lib.wire import plain
from thongsuot.look import naming
from thongsuot.network import queries as network
from thongsuot.releases import actions, queries
from thongsuot.releases.terms import MESSAGE_HOUSE, TemplateView, Workspace

# A new text ---------------------------------------------------------------------------------------


@staff_only
@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest) -> HttpResponse:
    """Which kind, whose, on what; empty, from a template or out of a Word file. The lines of a
    message house begin at their topic."""
    kinds = [k for k in queries.kinds() if k.route and not k.follows and k.code != MESSAGE_HOUSE]
    templates = _templates(request)
    form = NewForm(
        request.POST or None,
        request.FILES or None,
        kinds=kinds,
        units=texts.own_units(request.viewer),
        topics=list(queries.topics()),
        initial={"kind": kinds[0].code if kinds else ""},
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk:editor", _begun(request, form.cleaned_data))
        except Refused as refused:
            refusal = texts.refusal(refused)
    shown = {
        "section": "releases",
        "form": form,
        "kinds": [_offered(kind, templates, request) for kind in kinds],
        "refusal": refusal,
        "may_not_draft": True,
    }
    bad = bool(refusal or form.errors)
    return render(request, "desk/releases/new.html", shown, status=422 if bad else 200)


def _begun(request: DeskRequest, asked: dict[str, Any]) -> UUID:
    """Both or neither: a Word file that cannot be read leaves no empty text behind."""
    by = request.person
    with transaction.atomic():
        release = actions.draft(
            template=_template(request, asked["kind"]),
            kind=asked["kind"],
            unit=UUID(asked["unit"]),
            by=by,
            title=asked["title"],
            topic=asked["topic"] or None,
        )
        if asked["word"]:
            actions.open_word(release=release, by=by, content=asked["word"].read())
    return release.id


def _templates(request: DeskRequest) -> dict[str, list[TemplateView]]:
    """By kind, those that the viewer's units may begin from."""
    found: dict[str, list[TemplateView]] = {}
    for each in queries.templates_for(units=request.viewer.works_for):
        found.setdefault(each.kind, []).append(each)
    return found


def _template(request: DeskRequest, kind: str) -> UUID | None:
    """The one chosen under the kind that was chosen."""
    chosen = request.POST.get(f"template-{kind}", "")
    try:
        return UUID(chosen) if chosen else None
    except ValueError as error:
        raise Refused("releases.template_unfit") from error


def _offered(
    kind: Any, templates: dict[str, list[TemplateView]], request: DeskRequest
) -> dict[str, Any]:
    centre = network.centre().name
    route = " → ".join(texts.route_words(kind.route, centre))
    return {
        "code": kind.code,
        "templates": templates.get(kind.code, []),
        "chosen": request.POST.get(f"template-{kind.code}", ""),
        "name": naming.named(kind),
        "reach": REACH_WORDS[kind.reach],
        "route": _("Qua: %(route)s") % {"route": route},
    }


# One text -----------------------------------------------------------------------------------------


@staff_only
@require_GET
def show(request: DeskRequest, id: UUID) -> HttpResponse:
    return page(request, texts.workspace(request, id))


def page(request: DeskRequest, ws: Workspace, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page of a text; `given` are forms that were refused, with what was typed."""
    viewer = request.viewer
    text = texts.newest(ws) if ws.revision else texts.current(ws)
    edition = queries.edition_for(viewer, ws.edition) if ws.edition else None
    required = [each.code for each in ws.findings] if "submit" in ws.can else []
    shown = {
        "section": "releases",
        "ws": ws,
        "text": text,
        "rows": texts.file_rows(ws, text.files),
        "steps": _steps(ws),
        "edition": edition,
        "zalo": _zalo(edition),
        "taken": queries.taken(ws.release, text.title, text.summary, text.body),
        "findings": texts.remarks(ws.findings),
        "figures": texts.figures(text.body, ws.release.reach),
        "clear": clarity.panel(request, ws, text, required, acts=False),
        "renews": "page" if "edit" in ws.can and not _house(ws) else "",
        "own_step": ws.pending if "approve" in ws.can else None,
        "consultations": _consultations(ws, viewer),
        "comment_form": CommentForm(),
        "answer_form": AnswerForm(),
        "pairs": [(new, old) for new, old in zip(ws.revisions, ws.revisions[1:], strict=False)],
        **given,
    }
    return render(request, "desk/releases/release.html", shown, status=status)


def _house(ws: Workspace) -> bool:
    """The body of a message house is made of its lines: they are changed, not it."""
    return bool(ws.revision and ws.revision.house)


def _zalo(edition: Any) -> str:
    return plain.for_zalo(queries.document(edition)) if edition and edition.can_read else ""


def _consultations(ws: Workspace, viewer: Any) -> list[dict[str, Any]]:
    return [
        {
            "asked": asked,
            "unit": ws.unit_names.get(asked.unit_id, ""),
            "mine": asked.answered_at is None and asked.unit_id in viewer.works_for,
        }
        for asked in ws.consultations
    ]


_STEP_LOOKS = {
    "waiting": ("plain", "clock"),
    "pending": ("wait", "hourglass"),
    "approved": ("good", "check"),
    "returned": ("bad", "return"),
    "skipped": ("plain", "minus"),
    "closed": ("plain", "cross"),
}


def _steps(ws: Workspace) -> list[dict[str, Any]]:
    return [
        {
            "step": step,
            "who": texts.deciders(step) if step.state in ("pending", "waiting") else "",
            "roles": texts.role_words(step.roles),
            "tone": _STEP_LOOKS[step.state][0],
            "icon": _STEP_LOOKS[step.state][1],
            "moved": texts.in_words(step.note, {}) if step.note.startswith("releases.") else "",
        }
        for step in ws.steps
    ]
