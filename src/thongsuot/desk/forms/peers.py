"""What is asked before installations are connected, and before something is passed on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.network.terms import Reach

REACHES = [
    ("", _("Không gửi gì của bên này")),
    (Reach.PUBLIC.value, _("Tin công khai")),
    (Reach.NETWORK.value, _("Tin công khai và tin trong mạng lưới")),
    (Reach.UNITS.value, _("Mọi tin, cả tin nội bộ các đơn vị")),
]


class InviteForm(forms.Form):
    name = forms.CharField(
        label=_("Tên hệ thống bên kia"),
        max_length=200,
        help_text=_("Ví dụ: Bộ …, UBND tỉnh …, UBND xã …"),
    )
    reach = forms.ChoiceField(
        label=_("Bên này gửi sang"),
        choices=REACHES,
        required=False,
        widget=forms.RadioSelect,
        initial=Reach.PUBLIC.value,
    )
    gives_early = forms.BooleanField(
        label=_("Gửi trước cả tin chưa đến giờ"),
        required=False,
        help_text=_("Chỉ khi bên kia cam kết không đăng, phát trước giờ."),
    )

    def told(self) -> dict[str, Any]:
        """What an action takes."""
        asked = dict(self.cleaned_data)
        return asked | {"reach": Reach(asked["reach"]) if asked["reach"] else None}


class TermsForm(InviteForm):
    we_hold = forms.BooleanField(
        label=_("Bên này cam kết giữ tin chưa đến giờ"),
        required=False,
        help_text=_(
            "Tin nhận trước giờ chỉ cán bộ điều phối mở được; đúng giờ mọi người mới thấy."
        ),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã giới thiệu"),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Dán nguyên dòng mã mà hệ thống bên kia đã tạo."),
        max_length=2000,
    )


class PassForm(forms.Form):
    peers = forms.MultipleChoiceField(
        label=_("Chuyển tới"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một hệ thống.")},
    )
    note = forms.CharField(
        label=_("Lời gửi kèm"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: đề nghị phát trên loa truyền thanh lúc 17 giờ."),
    )

    def __init__(self, *args: Any, further: list[tuple[Any, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["peers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(id), name) for id, name in further]
