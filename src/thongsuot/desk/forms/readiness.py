"""Naming an officer, publishing a spokesperson."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk.forms.choosing import give_choices

NOBODY = ""


class OfficerForm(forms.Form):
    """One of the unit's people, or somebody new; whom they replace."""

    person = forms.ChoiceField(label=_("Người được cử"), required=False)
    name = forms.CharField(label=_("Họ và tên người mới"), max_length=120, required=False)
    post = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    email = forms.CharField(label=_("Thư điện tử"), max_length=320, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    replaces = forms.ChoiceField(label=_("Thay cho"), required=False)
    valid_from = forms.DateField(
        label=_("Từ ngày"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Người được thay giữ nhiệm vụ đến hết ngày trước đó."),
    )
    decision = forms.CharField(label=_("Số văn bản cử"), max_length=120, required=False)

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        officers: list[tuple[str, str]],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        give_choices(self, "person", [(NOBODY, _("Người mới, ghi ở dưới")), *people])
        give_choices(self, "replaces", [(NOBODY, _("Không thay ai, thêm một người")), *officers])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("person"):
            for field in ("name", "email"):
                if not given.get(field):
                    self.add_error(field, _("Người mới cần họ tên và thư điện tử."))
        return given


class PublishForm(forms.Form):
    """Which addresses of a spokesperson stand on the public page."""

    points = forms.MultipleChoiceField(
        label=_("Địa chỉ công khai"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn số điện thoại và địa chỉ thư để công khai.")},
        help_text=_("Luật yêu cầu số điện thoại và thư điện tử chính thức. Ai cũng đọc được."),
    )

    def __init__(self, *args: Any, points: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        give_choices(self, "points", points)
