"""The form of an address that a machine listens at, and what a page tells of one."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.channels.webhook.signing import public_half
from thongsuot.circulation import queries as circulation
from thongsuot.look import outcomes
from thongsuot.network import queries as network
from thongsuot.network.terms import ChannelName, MandateRole

FORMATS = [
    ("ninjs", _("ninjs 2.2 (JSON)")),
    ("newsml-g2", _("NewsML-G2 (XML)")),
    ("nitf", _("NITF (XML)")),
]
SIGNS = [
    ("v1", _("Khóa chung của hai bên (v1, HMAC)")),
    ("v1a", _("Khóa công khai: nơi nhận kiểm được, không giả được (v1a, Ed25519)")),
]


class EndpointForm(forms.Form):
    """Where, in which format, signed how."""

    address = forms.CharField(
        label=_("Địa chỉ nhận"),
        max_length=700,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_(
            "Bắt đầu bằng https. Máy của tòa soạn nhận từng tin tại đây ngay khi phát hành."
        ),
        error_messages={"required": _("Hãy ghi địa chỉ nhận.")},
    )
    format = forms.ChoiceField(label=_("Định dạng"), choices=FORMATS)
    signs = forms.ChoiceField(label=_("Cách ký"), choices=SIGNS, widget=forms.RadioSelect)

    def asked(self) -> dict[str, Any]:
        """What `network.actions.add_contact_point` takes besides the holder."""
        told = self.cleaned_data
        details = {"format": told["format"], "signs": told["signs"]}
        return {
            "channel": ChannelName.WEBHOOK,
            "address": told["address"],
            "details": details,
            "preference": 9,  # beside its people's own ways, never before them
        }


def endpoint(point: Any, people: list[UUID], limit: int = 30) -> dict[str, Any]:
    """What a page tells of an endpoint: never its keys, but the public half of one."""
    keys = list(point.details.get("secrets", ()))
    told = circulation.outcomes_at([point.pk], people, limit)[point.pk]
    return {
        "point": point,
        "format": dict(FORMATS).get(point.details.get("format", ""), ""),
        "public_keys": [half for key in keys if (half := public_half(key))],
        "keys": len(keys),
        "outcomes": [(each, outcomes.words(each.reason)) for each in told],
        "reason": outcomes.words(point.state_reason),
    }


def people_at(point: Any) -> list[UUID]:
    """Who is reached at an address: its person, or all who hold a mandate at its body today."""
    if point.person_id:
        return [point.person_id]
    return [person.id for person in network.holders(point.unit_id, list(MandateRole))]
