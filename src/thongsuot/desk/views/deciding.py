"""Decisions that a reorganisation leaves: whose mandate goes on where, who takes the work."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from thongsuot.circulation import actions as circulation_actions
from thongsuot.circulation import queries as circulation
from thongsuot.desk import sheets, words
from thongsuot.desk.forms import reorganising as forms
from thongsuot.desk.guards import coordinator_only
from thongsuot.desk.views.acting import Act, both, by_of, posted, run
from thongsuot.desk.views.keeping import unit_or_404
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.network import actions, queries
from thongsuot.network.queries import Proposal
from thongsuot.network.terms import BODIES, ProposalState
from thongsuot.releases import actions as releases

NOT_ON = "thoi"  # the person does not go on
STATES = {
    ProposalState.PROPOSED: gettext_lazy("chờ quyết định"),
    ProposalState.CONFIRMED: gettext_lazy("chuyển tiếp"),
    ProposalState.DECLINED: gettext_lazy("không chuyển"),
}


@coordinator_only
@require_POST
def decide(request: HttpRequest, batch: UUID) -> HttpResponse:
    """All that is evident at once, all to the body that succeeds as a whole, or one by one."""
    waiting = [p for p in queries.proposals(batch) if p.row.state == ProposalState.PROPOSED]
    choices, declined = _chosen(request, waiting)
    try:
        with transaction.atomic():
            if choices:
                decision = request.POST.get("decision", "")[:120]
                actions.confirm_mandates(choices=choices, by=by_of(request), decision=decision)
            if declined:
                actions.decline_mandates(proposals=declined, by=by_of(request))
    except Refused as refused:
        request.session["reorganising"] = refusals.words(refused)
        return redirect("desk:reorganisation", batch)
    count = len(choices) + len(declined)
    if count:
        told = ngettext("Đã ghi %(n)s quyết định.", "Đã ghi %(n)s quyết định.", count)
        messages.success(request, told % {"n": count})
    else:
        messages.info(request, _("Chưa chọn phân công nào."))
    return redirect("desk:reorganisation", batch)


def _chosen(
    request: HttpRequest, waiting: list[Proposal]
) -> tuple[dict[UUID, UUID | None], list[UUID]]:
    """What the button means for each waiting proposal; those left open are in neither."""
    which = request.POST.get("which", "")
    if which == "evident":
        return {p.row.pk: None for p in waiting if p.evident}, []
    if which == "whole":
        return {p.row.pk: p.whole for p in waiting if p.undecided and p.whole}, []
    choices: dict[UUID, UUID | None] = {}
    declined = []
    for proposal in waiting:
        said = request.POST.get(f"p-{proposal.row.pk}", "")
        candidates = {str(unit.id): unit.id for unit in proposal.candidates}
        if said == NOT_ON:
            declined.append(proposal.row.pk)
        elif said in candidates:
            choices[proposal.row.pk] = candidates[said]
    return choices, declined


@coordinator_only
@require_GET
def export(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The mandates of a batch as a sheet, decided or not."""
    try:
        queries.batch(batch)
    except Refused as refused:
        raise Http404 from refused
    heads = [_("Họ và tên"), _("Vai trò"), _("Đơn vị trước"), _("Nơi có thể chuyển")]
    heads += [_("Hiệu lực từ"), _("Tình trạng"), _("Người quyết định")]
    rows = [_line(proposal) for proposal in queries.proposals(batch)]
    return sheets.sheet("phan-cong", _("Phân công"), heads, rows)


def _line(proposal: Proposal) -> list[Any]:
    row = proposal.row
    return [
        row.mandate.person.name,
        words.mandate(row.mandate.role),
        proposal.unit.name,
        "; ".join(unit.name for unit in proposal.candidates),
        f"{row.reorganisation.effective:%d/%m/%Y}",
        str(STATES[ProposalState(row.state)]),
        row.decided_by.name if row.decided_by else "",
    ]


@coordinator_only
@both
def hand_over(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Open work, topics, lists and debts of a body that has ended go to the body chosen."""
    view = unit_or_404(unit)
    if unit not in queries.gone([unit]):
        raise Http404
    held = circulation.touched_by([unit]).get(unit)

    @transaction.atomic
    def do(asked: dict[str, Any]) -> None:
        told = {"unit": unit, "heir": UUID(asked["heir"]), "by": by_of(request)}
        releases.hand_over_work(**told)
        circulation_actions.hand_over_debts(**told)

    form = forms.HeirForm(
        posted(request), likely=[heir.unit for heir in queries.successors(unit)], others=_bodies()
    )
    act = Act(
        heading=_("Bàn giao việc đang mở"),
        about=view.name,
        button=_("Bàn giao"),
        done=_("Đã bàn giao việc đang mở."),
        back=reverse("desk:reorganisations"),
        form=form,
        do=do,
        told=(*held_words(held), _("Các bản đã phát hành giữ nguyên tên của ngày đó.")),
    )
    return run(request, act)


def held_words(held: Any) -> list[str]:
    """What a body has in hand, owes and keeps, in words."""
    if held is None:
        return []
    told = [
        (held.work.releases, _("%(n)s tin đang soạn")),
        (held.work.steps, _("%(n)s bước duyệt")),
        (held.work.consultations, _("%(n)s ý kiến chưa trả lời")),
        (held.owed, _("%(n)s đợt gửi chưa xác nhận")),
        (held.followings, _("%(n)s lượt theo dõi chủ đề, đi theo người")),
    ]
    words = [text % {"n": count} for count, text in told if count]
    if held.work.topics:
        words.append(_("chủ đề: %(names)s") % {"names": ", ".join(held.work.topics)})
    if held.lists:
        words.append(_("danh sách nhận: %(names)s") % {"names": ", ".join(held.lists)})
    return words


def _bodies() -> list[Any]:
    return [unit for unit in queries.units() if not BODIES.isdisjoint(unit.roles)]


@coordinator_only
@both
def centre(request: HttpRequest) -> HttpResponse:
    """Which body is the Information Centre from now on."""
    now = queries.centre()
    form = forms.HeirForm(
        posted(request), likely=[h.unit for h in queries.successors(now.id)], others=_bodies()
    )
    act = Act(
        heading=_("Chọn Trung tâm Thông tin"),
        about=now.name,
        button=_("Chọn đơn vị này"),
        done=_("Đã chọn Trung tâm Thông tin của hệ thống."),
        back=reverse("desk:reorganisations"),
        form=form,
        do=lambda asked: actions.move_centre(centre=asked["heir"], by=by_of(request)),
        told=(
            _("Từ nay, đơn vị này thực hiện bước duyệt của Trung tâm đối với các tin được trình."),
        ),
    )
    return run(request, act)
