"""What is asked about a kit: its beginning, a part, the hour, who speaks."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk.forms.texts import offer, topic_choices
from thongsuot.lib.text import nfc
from thongsuot.releases.terms import PartRole

ROLES = {
    PartRole.RELEASE: _("Thông cáo, phát ngôn"),
    PartRole.HOUSE: _("Bộ thông điệp"),
    PartRole.ANSWERS: _("Hỏi – đáp"),
    PartRole.TALKING_POINTS: _("Nội dung phát ngôn thống nhất"),
}
MOST_SPEAKERS = 30


class HourField(forms.DateTimeField):
    """An instant in Viet Nam's time."""

    def __init__(self, label: Any, help_text: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=help_text,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        )


class BeginKitForm(forms.Form):
    title = forms.CharField(
        label=_("Công bố việc gì"),
        max_length=300,
        help_text=_("Tên này cũng là tiêu đề ban đầu của thông cáo; sửa được sau."),
    )
    unit = forms.ChoiceField(label=_("Đơn vị"))
    topic = forms.ChoiceField(
        label=_("Chủ đề"), required=False, help_text=_("Bộ thông điệp cần có chủ đề.")
    )
    parts = forms.MultipleChoiceField(
        label=_("Cùng với thông cáo còn có"),
        required=False,
        choices=[(role.value, ROLES[role]) for role in PartRole if role != PartRole.RELEASE],
        widget=forms.CheckboxSelectMultiple,
    )
    hour = HourField(
        _("Giờ công bố"),
        _("Giờ Việt Nam, chung cho mọi phần. Bỏ trống: công bố ngay khi được duyệt."),
    )

    def __init__(self, *args: Any, units: list[Any], topics: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "unit", [(str(unit.id), unit.name) for unit in units])
        offer(self, "topic", topic_choices(topics))
        if len(units) == 1:
            self.fields["unit"].initial = str(units[0].id)
            self.fields["unit"].widget = forms.HiddenInput()


class PartForm(forms.Form):
    role = forms.ChoiceField(label=_("Thêm phần nào"), widget=forms.RadioSelect)
    release = forms.ChoiceField(
        label=_("Từ đâu"),
        required=False,
        help_text=_("Viết mới, hoặc lấy một tin đang soạn của đơn vị đúng loại đó."),
    )

    def __init__(
        self,
        *args: Any,
        roles: list[tuple[str, Any]],
        texts: list[tuple[str, Any]],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        offer(self, "role", roles)
        offer(self, "release", [("", _("Viết mới")), *texts])


class HourForm(forms.Form):
    hour = HourField(
        _("Giờ công bố"), _("Giờ Việt Nam. Bỏ trống: công bố ngay khi được duyệt xong.")
    )


def speakers_asked(data: Any) -> list[tuple[UUID, str]]:
    """Who is ticked in a sent form, in order, with what each speaks on (`on-ID`)."""
    found: dict[UUID, str] = {}
    for key in data.getlist("person")[:MOST_SPEAKERS]:
        try:
            found[UUID(key)] = nfc(data.get(f"on-{key}", "")).strip()[:200]
        except ValueError:
            continue
    return list(found.items())
