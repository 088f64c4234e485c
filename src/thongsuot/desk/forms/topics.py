"""What a coordinator says of a topic."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk.forms.choosing import give_choices
from thongsuot.look import naming
from thongsuot.releases.terms import LONGEST_REVIEW, TopicView

SPARE = 3
"""Fields for bodies that deputise, beside those already named."""


class TopicForm(forms.Form):
    name = forms.CharField(label=_("Tên chủ đề"), max_length=160)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=160, required=False)
    parent = forms.ChoiceField(label=_("Thuộc chủ đề"), required=False)
    owner = forms.ChoiceField(label=_("Đơn vị phụ trách"), required=False)
    keywords = forms.CharField(
        label=_("Người ta hay gọi là"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mỗi dòng một cách gọi, theo lời người dân và phóng viên."),
    )
    review_every_days = forms.IntegerField(
        label=_("Rà soát sau mỗi (ngày)"), min_value=1, max_value=LONGEST_REVIEW
    )

    def __init__(
        self,
        *args: Any,
        topic: TopicView | None,
        topics: Iterable[TopicView],
        units: Any,
        **kw: Any,
    ) -> None:
        kw["initial"] = _initial(topic)
        super().__init__(*args, **kw)
        bodies = [("", _("Chưa chọn")), *((str(unit.id), unit.name) for unit in units)]
        give_choices(self, "owner", bodies)
        own = topic.code if topic else ""
        above = [each for each in topics if not each.parent and each.code != own]
        whole = ("", _("Không, đây là chủ đề lớn"))
        give_choices(self, "parent", [whole, *((each.code, naming.named(each)) for each in above)])
        self._deputise(topic, bodies)

    def _deputise(self, topic: TopicView | None, bodies: list[Any]) -> None:
        held = [str(unit) for unit, _name in topic.deputies] if topic else []
        for place in range(max(len(held) + 1, SPARE)):
            field = forms.ChoiceField(
                label=_("Đơn vị phối hợp %(number)s") % {"number": place + 1},
                required=False,
                choices=bodies,
                initial=held[place] if place < len(held) else "",
            )
            self.fields[f"deputy_{place}"] = field
        names = [name for name in self.fields if name.startswith("deputy_")]
        self.order_fields(["name", "name_en", "parent", "owner", *names])

    def values(self) -> dict[str, Any]:
        """The arguments of `keep_topic`."""
        found = self.cleaned_data
        chosen = [found[name] for name in found if name.startswith("deputy_") and found[name]]
        return {
            "name": found["name"],
            "name_en": found["name_en"],
            "parent": found["parent"] or None,
            "owner": UUID(found["owner"]) if found["owner"] else None,
            "deputies": [UUID(each) for each in dict.fromkeys(chosen)],
            "keywords": found["keywords"].splitlines(),
            "review_every_days": found["review_every_days"],
        }


def _initial(topic: TopicView | None) -> dict[str, Any]:
    if topic is None:
        return {"review_every_days": 90}
    return {
        "name": topic.name,
        "name_en": topic.name_en,
        "parent": topic.parent,
        "owner": str(topic.owner or ""),
        "keywords": "\n".join(topic.keywords),
        "review_every_days": topic.review_every_days,
    }
