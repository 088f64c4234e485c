"""Topics: who answers for each, the message house that stands, its review; kept by the centre."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thongsuot.desk import office, sections, sheets, texts
from thongsuot.desk.forms.topics import TopicForm
from thongsuot.desk.guards import DeskRequest, coordinator_only, staff_only
from thongsuot.desk.views.acting import Act, posted, run
from thongsuot.lib.refused import Refused
from thongsuot.look import naming
from thongsuot.network import queries as network
from thongsuot.network.terms import UnitView, Viewer
from thongsuot.releases import actions, queries
from thongsuot.releases.terms import TopicView


@staff_only
@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """One's own topics first, and of these the overdue; the others in their order."""
    found = queries.topics_for(request.viewer)
    mine = [topic for topic in found if topic.units & request.viewer.works_for]
    mine.sort(key=lambda topic: not _due(topic))
    rest = [topic for topic in found if topic not in mine]
    shown: dict[str, Any] = {
        "tabs": sections.tabs(request.viewer, "topics", sections.READY),
        "mine": [_row(topic) for topic in mine],
        "rest": [_row(topic) for topic in rest],
        "names": {topic.code: naming.named(topic) for topic in found},
    }
    return office.page(request, "desk/ready/topics.html", "ready", **shown)


def _due(topic: TopicView) -> bool:
    """Whether its owner must do something: no lines, lines past their day, a review past its."""
    return topic.standing is None or topic.standing.expired or topic.review_overdue


def _row(topic: TopicView) -> dict[str, Any]:
    return {"topic": topic, "state": state_of(topic)}


def state_of(topic: TopicView) -> str:
    """A word of `look.states`, kind "house"."""
    if topic.standing is None:
        return "none"
    if topic.standing.expired:
        return "expired"
    return "overdue" if topic.review_overdue else "stands"


@staff_only
@require_GET
def export(request: DeskRequest) -> HttpResponse:
    """The list as a sheet."""
    heads = [
        *(_("Chủ đề"), _("Đơn vị phụ trách"), _("Đơn vị phối hợp"), _("Bộ thông điệp")),
        *(_("Phát hành"), _("Có giá trị đến"), _("Rà soát lần tới"), _("Rà soát lần trước")),
    ]
    rows = [_told(topic) for topic in queries.topics_for(request.viewer)]
    return sheets.sheet("chu-de", _("Chủ đề"), heads, rows)


def _told(topic: TopicView) -> list[Any]:
    stands = topic.standing
    return [
        naming.named(topic),
        topic.owner_name,
        "; ".join(name for _unit, name in topic.deputies),
        stands.number_label if stands else "",
        stands.visible_from if stands else None,
        stands.valid_until if stands else None,
        topic.review_on,
        topic.reviewed_at,
    ]


@staff_only
@require_GET
def show(request: DeskRequest, code: str) -> HttpResponse:
    """A topic: who answers for it, what stands, what stood and what is being written."""
    topic, viewer = _topic(request, code), request.viewer
    units = writers(viewer, code)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(viewer, "topics", sections.READY),
        "topic": topic,
        "state": state_of(topic),
        "parent": queries.topic_for(viewer, topic.parent) if topic.parent else None,
        "house": topic.house,
        "history": queries.house_history(viewer, code),
        "in_work": queries.houses_in_work(viewer, code),
        "units": units,
        "may_review": bool(
            topic.standing and not topic.standing.expired and (units or viewer.coordinates)
        ),
    }
    return office.page(request, "desk/ready/topic.html", "ready", **shown)


def writers(viewer: Viewer, code: str) -> list[UnitView]:
    """The viewer's bodies that may write the topic's lines."""
    answering = queries.topic_units(code)
    return [unit for unit in texts.own_units(viewer) if unit.id in answering]


def _topic(request: DeskRequest, code: str) -> TopicView:
    found = queries.topic_for(request.viewer, code)
    if found is None:
        raise Http404
    return found


@staff_only
@require_POST
def begin(request: DeskRequest, code: str) -> HttpResponse:
    """A new message house, from the lines that stand."""
    _topic(request, code)
    try:
        unit = UUID(request.POST.get("unit", ""))
        release = actions.begin_house(topic=code, unit=unit, by=request.person)
    except ValueError:
        messages.error(request, _("Hãy chọn đơn vị soạn."))
        return redirect("desk:topic", code)
    except Refused as refused:
        messages.error(request, texts.refusal(refused))
        return redirect("desk:topic", code)
    return redirect("desk:editor", release.pk)


@staff_only
@require_POST
def review(request: DeskRequest, code: str) -> HttpResponse:
    """The lines were looked at and still hold."""
    _topic(request, code)
    try:
        row = actions.review_topic(topic=code, by=request.person)
    except Refused as refused:
        messages.error(request, texts.refusal(refused))
    else:
        day = f"{row.review_on:%d/%m/%Y}"
        messages.success(request, _("Đã ghi rà soát. Lần tới: %(day)s.") % {"day": day})
    return redirect("desk:topic", code)


@coordinator_only
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    return _keep(request, None)


@coordinator_only
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, code: str) -> HttpResponse:
    return _keep(request, _topic(request, code))


def _keep(request: DeskRequest, topic: TopicView | None) -> HttpResponse:
    form = TopicForm(
        posted(request),
        topic=topic,
        topics=queries.topics_for(request.viewer),
        units=[unit for unit in network.units() if unit.is_body],
    )

    def do(_asked: dict[str, Any]) -> None:
        code = topic.code if topic else None
        actions.keep_topic(topic=code, by=request.person, **form.values())

    act = Act(
        heading=_("Sửa chủ đề") if topic else _("Chủ đề mới"),
        about=naming.named(topic) if topic else _("Chủ đề"),
        button=_("Lưu"),
        done=_("Đã lưu chủ đề."),
        back=reverse("desk:topic", args=[topic.code]) if topic else reverse("desk:topics"),
        form=form,
        do=do,
        section="ready",
    )
    return run(request, act)
