"""«Tôi được nói gì lúc này»: a question in one's own words, and the lines that stand on a topic.

These pages are kept by the reader's browser for when there is no network (`saved`); they hold
open editions only, so nothing before its hour is ever kept.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thongsuot.desk import looking, office, sections, shortly, texts, visits
from thongsuot.desk.guards import DeskRequest, staff_only
from thongsuot.desk.views import saved
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions, houses, queries
from thongsuot.releases.queries import Body, Sayable
from thongsuot.releases.terms import PolicyStage

LONGEST = 300
KIND = "press_release"
"""What a draft begun from the lines is."""


@staff_only
@require_GET
def ask(request: DeskRequest) -> HttpResponse:
    """One box, and the topics below it."""
    viewer, question = request.viewer, _question(request)
    topics = queries.topics_for(viewer)
    shown: dict[str, Any] = {
        "question": question,
        "found": queries.ask(viewer, question) if question else [],
        "ready": [topic for topic in topics if topic.standing],
        "bare": [topic for topic in topics if not topic.standing],
        "tabs": sections.tabs(viewer, "saying", sections.READY),
    }
    return saved.kept_by_browser(
        request, office.page(request, "desk/ready/ask.html", "ready", **shown)
    )


@staff_only
@require_GET
def topic(request: DeskRequest, code: str) -> HttpResponse:
    """The lines, whose they are, and what is new since one was here."""
    told = _sayable_or_404(request, code)
    today = clock.legal_date()
    edition = told.edition
    this = _visit(request, edition.id) if edition else None
    shown: dict[str, Any] = {
        "told": told,
        "question": _question(request),
        "place": _place(request, code),
        "news": _news(request, told, this),
        "bodies": _bodies(request, told),
        "zalo": shortly.text(told, settings.SITE_URL) if edition and not told.expired else "",
        "units": texts.own_units(request.viewer) if edition and not told.expired else [],
        "tabs": sections.tabs(request.viewer, "saying", sections.READY),
        "today": today,
    }
    page = office.page(request, "desk/ready/say.html", "ready", **shown)
    if this:
        _remember(request, page, this)
    return saved.kept_by_browser(request, page)


@staff_only
@require_POST
def begin(request: DeskRequest, code: str) -> HttpResponse:
    """«Mở tin mới từ đây»: a draft of one's own unit, with the open lines as its first words."""
    told = _sayable_or_404(request, code)
    if told.edition is None or told.expired:
        messages.error(request, _("Chưa có nội dung còn giá trị để mở tin từ đây."))
        return redirect("desk:say_topic", code)
    try:
        unit = UUID(request.POST.get("unit", ""))
        return redirect("desk:editor", _begun(request, told, unit))
    except ValueError:
        messages.error(request, _("Hãy chọn đơn vị soạn tin."))
    except Refused as refused:
        messages.error(request, texts.refusal(refused))
    return redirect("desk:say_topic", code)


@transaction.atomic
def _begun(request: DeskRequest, told: Sayable, unit: UUID) -> UUID:
    """Drafted, detailed and saved, or nothing at all. It goes no further than the lines do."""
    edition, house, by = told.edition, told.house, request.person
    assert edition is not None and house is not None
    release = actions.draft(kind=KIND, unit=unit, by=by, topic=told.topic.code, reach=edition.reach)
    if edition.policy_stage != PolicyStage.NONE:
        actions.set_details(
            release=release,
            by=by,
            topic=told.topic.code,
            reach=edition.reach,
            policy_stage=edition.policy_stage,
        )
    actions.save(
        release=release,
        by=by,
        title=told.topic.name,
        summary=house.one_line,
        body=houses.body(house, edition.language),
        files=[],
        base=0,
    )
    return release.id


def _sayable_or_404(request: DeskRequest, code: str) -> Sayable:
    told = queries.sayable(request.viewer, code)
    if told is None:
        raise Http404
    return told


def _question(request: DeskRequest) -> str:
    return " ".join(request.GET.get("q", "").split())[:LONGEST]


def _place(request: DeskRequest, code: str) -> int | None:
    """Which answer fits the question that led here."""
    question = _question(request)
    if not question:
        return None
    found = {each.topic.code: each.place for each in queries.ask(request.viewer, question, 100)}
    return found.get(code)


def _visit(request: DeskRequest, edition: UUID) -> visits.Visit:
    last = visits.read(request.COOKIES.get(visits.COOKIE, ""))
    return visits.visit(last, edition, clock.legal_date())


def _news(request: DeskRequest, told: Sayable, this: visits.Visit | None) -> dict[str, Any]:
    """Lines that came and went, or that the former ones were taken back."""
    before = visits.news_since(this, clock.legal_date()) if this else None
    if before is None or told.house is None:
        return {}
    changes = queries.changed_since(request.viewer, before, told.house)
    return {"changes": changes, "taken_back": changes is None}


def _remember(request: DeskRequest, page: HttpResponse, this: visits.Visit) -> None:
    page.set_cookie(
        visits.COOKIE,
        str(this),
        max_age=visits.KEPT_FOR,
        path=request.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _bodies(request: DeskRequest, told: Sayable) -> list[Body]:
    """Whom to call, addresses as far as the viewer may see them."""
    listed = [person for body in told.bodies for person in (*body.speakers, *body.officers)]
    seen = looking.people(request, listed, "saying")
    return [
        Body(
            body.name,
            tuple(seen[person.id, person.role] for person in body.speakers),
            tuple(seen[person.id, person.role] for person in body.officers),
        )
        for body in told.bodies
    ]
