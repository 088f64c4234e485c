"""What a template is made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk.forms.texts import LONGEST_BODY, BodyWidget, offer
from thongsuot.lib.text import nfc
from thongsuot.look import naming


class TemplateForm(forms.Form):
    name = forms.CharField(label=_("Tên mẫu"), max_length=160)
    kind = forms.ChoiceField(label=_("Loại tin"))
    unit = forms.ChoiceField(label=_("Dùng cho"), required=False)
    title = forms.CharField(
        label=_("Tiêu đề có sẵn"),
        max_length=300,
        required=False,
        help_text=_("Chỗ cần điền viết trong ngoặc vuông, như [tên sự kiện]."),
    )
    summary = forms.CharField(
        label=_("Tóm tắt có sẵn"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = forms.CharField(
        label=_("Nội dung có sẵn"),
        max_length=LONGEST_BODY,
        required=False,
        strip=False,
        widget=BodyWidget(attrs={"rows": 16, "data-labelledby": "id_body_label"}),
    )
    required = forms.CharField(
        label=_("Mục bắt buộc"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một đề mục. Thiếu mục hoặc mục trống thì chưa trình duyệt được."),
    )
    standing = forms.CharField(
        label=_("Lời cuối bài"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đứng dưới mọi bài theo mẫu này, mỗi dòng một đoạn."),
    )
    with_contact = forms.BooleanField(
        label=_("Thêm phần «Liên hệ» của đơn vị"),
        required=False,
        initial=True,
        help_text=_("Người phát ngôn và cán bộ đầu mối, theo những gì đã công khai."),
    )

    def __init__(self, *args: Any, kinds: list[Any], units: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "kind", [(kind.code, naming.named(kind)) for kind in kinds])
        names = [(str(unit.id), unit.name) for unit in units]
        offer(self, "unit", [("", _("Mọi đơn vị")), *names])

    def clean_required(self) -> list[str]:
        return [line.strip() for line in nfc(self.cleaned_data["required"]).splitlines()]
