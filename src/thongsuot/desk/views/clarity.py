"""The checker beside the editor: asked for every pause in typing, answered within a moment; and
what people make of its remarks."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from thongsuot.desk import clarity, texts
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.lib.clarity import Document
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions, queries
from thongsuot.releases.queries import Looked
from thongsuot.releases.terms import Workspace

MOST_AT_ONCE = 200
"""Remarks that one press may settle: every slip of a sign in a long text."""


@staff_only
@require_POST
def look(request: DeskRequest, id: UUID) -> JsonResponse:
    """JSON in: `queries.document_from`, with `version` and `typing`: {field, at} or null. Out
    {version, marks, list, held}, `held` if a word still being typed was spared. 400 with words."""
    ws = texts.workspace(request, id)
    try:
        told = sent(request)
        document = queries.document_from(told, ws.release)
    except Refused as refused:
        return JsonResponse({"words": texts.refusal(refused)}, status=400)
    whole = _looked_at(request, ws, document)
    looked = clarity.spared(whole, told.get("typing"))
    part = render_to_string("desk/clarity/list.html", {"clear": clarity.shown(looked)}, request)
    answer = {"marks": clarity.marks(looked), "list": part, "held": looked is not whole}
    return JsonResponse({"version": told.get("version", 0), **answer})


def sent(request: DeskRequest) -> dict[str, Any]:
    """What a script sent as JSON. Refused: clarity_input."""
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Refused("releases.clarity_input", part="JSON") from error
    if not isinstance(found, dict):
        raise Refused("releases.clarity_input", part="JSON")
    return found


# What is made of a remark -------------------------------------------------------------------------


@staff_only
@require_POST
def judge(request: DeskRequest, id: UUID) -> HttpResponse:
    """JSON {act: take|dismiss|restore, reason, note, remarks: [{rule, rule_version, fingerprint,
    match}]}: each is remembered. 204; else 400, 409 with words."""
    ws = texts.workspace(request, id)
    try:
        _judged(request, ws, sent(request))
    except Refused as refused:
        status = 400 if refused.code == "releases.clarity_input" else 409
        return JsonResponse({"words": texts.refusal(refused)}, status=status)
    return HttpResponse(status=204)


def _judged(request: DeskRequest, ws: Workspace, what: dict[str, Any]) -> None:
    by, act = request.person, what.get("act")
    reason, note = str(what.get("reason", "")), str(what.get("note", ""))
    for told in _remarks(what):
        if act == "restore":
            actions.restore_finding(release=ws.release, by=by, fingerprint=told["fingerprint"])
        elif act == "dismiss":
            actions.dismiss_finding(release=ws.release, by=by, reason=reason, note=note, **told)
        else:
            actions.take_suggestion(release=ws.release, by=by, **told)


def _remarks(what: dict[str, Any]) -> list[dict[str, Any]]:
    try:
        return [
            {
                "rule": str(each["rule"]),
                "rule_version": int(each["rule_version"]),
                "fingerprint": str(each["fingerprint"]),
                "match": str(each["match"]),
            }
            for each in what["remarks"][:MOST_AT_ONCE]
        ]
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Refused("releases.clarity_input", part="remarks") from error


# On pages, and without scripts --------------------------------------------------------------------


def panel(
    request: DeskRequest,
    ws: Workspace,
    typed: texts.Typed,
    required: Iterable[str] = (),
    **more: Any,
) -> dict[str, Any]:
    """What `desk/clarity/panel.html` needs of a text as it is; nothing of one in another language,
    without words, or sealed: nobody mends that. `required`: codes that the page says already."""
    if (
        ws.edition
        or ws.release.language != "vi"
        or not (typed.title or typed.summary or typed.body)
    ):
        return {}
    return clarity.shown(clarity.told_once(_looked(request, ws, typed), required), **more)


def pressed(request: DeskRequest, ws: Workspace, typed: texts.Typed, then: str) -> bool:
    """Does what a button without scripts asks: "dismiss:REASON:FINGERPRINT", "restore:…"."""
    act, _sign, rest = then.partition(":")
    if act == "restore":
        actions.restore_finding(release=ws.release, by=request.person, fingerprint=rest)
    elif act == "dismiss":
        reason, _sign, fingerprint = rest.partition(":")
        _set_aside(request, ws, typed, reason, fingerprint)
    return act in ("restore", "dismiss")


def _set_aside(
    request: DeskRequest, ws: Workspace, typed: texts.Typed, reason: str, fingerprint: str
) -> None:
    for each in _looked(request, ws, typed).open:
        if each.fingerprint == fingerprint:
            told = {name: getattr(each, name) for name in ("rule", "rule_version", "match")}
            actions.dismiss_finding(
                release=ws.release,
                by=request.person,
                fingerprint=fingerprint,
                reason=reason,
                **told,
            )
            return


def _looked(request: DeskRequest, ws: Workspace, typed: texts.Typed) -> Looked:
    words = (typed.title, typed.summary, typed.body)
    return _looked_at(request, ws, queries.document_of(ws.release, *words, typed.file_data))


def _looked_at(request: DeskRequest, ws: Workspace, document: Document) -> Looked:
    looked = queries.look(request.viewer, ws.release, document, clarity.language())
    return clarity.told_once(looked)
