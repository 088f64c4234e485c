"""How late bodies are followed up: minutes for each step, in the order in which they go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.circulation.terms import FollowUp, Plan, Step

STAGES = {
    FollowUp.REMINDED: _("Nhắc người đã nhận"),
    FollowUp.SECOND_CHANNEL: _("Nhắc qua kênh khác"),
    FollowUp.LEADER: _("Báo lãnh đạo đơn vị"),
    FollowUp.COORDINATOR: _("Cán bộ điều phối gọi điện"),
}
MOST = 60 * 24 * 14


def _minutes(label: Any, **told: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "input-short"})
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, widget=widget, **told)


class PlanForm(forms.Form):
    """A step left empty is left out; the last one is always there."""

    acknowledge_within = _minutes(
        _("Hạn xác nhận khi người gửi không đặt hạn"),
        required=False,
        help_text=_("Phút, kể từ lúc gửi. Để trống: chỉ có hạn khi người gửi đặt."),
    )
    reminded = _minutes(STAGES[FollowUp.REMINDED], required=False)
    second_channel = _minutes(
        STAGES[FollowUp.SECOND_CHANNEL],
        required=False,
        help_text=_("Tin nhắn, thông báo trình duyệt… nếu người đó có; không thì thư khác."),
    )
    leader = _minutes(STAGES[FollowUp.LEADER], required=False)
    coordinator = _minutes(STAGES[FollowUp.COORDINATOR])
    proof_after = _minutes(
        _("Tin khẩn: kiểm tra đã tới nơi chưa"),
        required=False,
        help_text=_(
            "Phút, kể từ lúc gửi. Loại đơn vị nào chưa có nơi nào báo đã nhận thì báo cán bộ điều "
            "phối. Để trống: không kiểm tra."
        ),
    )

    @classmethod
    def told(cls, plan: Plan) -> dict[str, Any]:
        """What the form of a plan begins with."""
        steps = {str(step.stage): step.after for step in plan.steps}
        rest = {"acknowledge_within": plan.acknowledge_within, "proof_after": plan.proof_after}
        return steps | rest

    def steps(self) -> list[Step]:
        given = ((stage, self.cleaned_data.get(str(stage))) for stage in STAGES)
        return [Step(stage, minutes) for stage, minutes in given if minutes is not None]
