"""What a sheet asks of the coordinator: the file, its columns, and what holds for all its rows."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk import words
from thongsuot.network.terms import MandateRole

FIELDS = {
    "name": _("Họ và tên"),
    "post": _("Chức vụ"),
    "unit": _("Đơn vị"),
    "unit_short": _("Tên viết tắt, mã đơn vị"),
    "role": _("Vai trò"),
    "email": _("Thư điện tử"),
    "phone": _("Điện thoại"),
    "phone_2": _("Điện thoại thứ hai"),
    "zalo": _("Zalo"),
    "decision": _("Số quyết định"),
    "matter": _("Nội dung ủy quyền"),
    "valid_from": _("Từ ngày"),
    "valid_to": _("Đến ngày"),
    "province": _("Tỉnh, thành phố"),
    "language": _("Ngôn ngữ nhận tin"),
    "key": _("Mã trong mạng lưới"),
}
CHOICES = [("", _("Không nhập")), *FIELDS.items()]
REFUSED = {
    "identity_number": _("giấy tờ tùy thân"),
    "birth": _("ngày sinh"),
    "press_card": _("số thẻ nhà báo"),
    "home": _("nơi ở, quê quán"),
    "account": _("tài khoản, mã số thuế"),
    "person_kind": _("giới tính, dân tộc, tôn giáo"),
    "picture": _("ảnh"),
}
"""Kinds of data that are never kept, in words."""


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp Excel hoặc CSV"),
        help_text=_("Tệp .xlsx hoặc .csv, tối đa 20 MB. Chưa có gì được ghi cho tới khi xác nhận."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )


class ColumnsForm(forms.Form):
    """A choice for each column, and a body, a role, a province for rows that name none."""

    unit = forms.ChoiceField(
        label=_("Đơn vị"), required=False, help_text=_("Cho những dòng không ghi đơn vị.")
    )
    role = forms.ChoiceField(
        label=_("Vai trò"),
        required=False,
        choices=[
            ("", _("Theo từng dòng")),
            *((str(r), words.MANDATES[r]) for r in MandateRole if r != MandateRole.COORDINATOR),
        ],
        help_text=_("Cho những dòng không ghi vai trò."),
    )
    province = forms.ChoiceField(
        label=_("Tỉnh, thành phố"),
        required=False,
        help_text=_("Để biết «Sở TT&amp;TT» là của tỉnh nào, nếu bảng không ghi."),
    )

    def __init__(
        self,
        *args: Any,
        columns: Sequence[Any],
        units: Sequence[Any],
        provinces: Sequence[str],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.columns = columns
        chosen: Any = self.fields["unit"]
        chosen.choices = [("", _("Theo từng dòng")), *((str(u.id), u.name) for u in units)]
        place: Any = self.fields["province"]
        place.choices = [("", _("Theo từng dòng")), *((name, name) for name in provinces)]
        for number, column in enumerate(columns):
            if not column.refused:
                self.fields[f"column_{number}"] = forms.ChoiceField(
                    label=column.heading or _("(cột không có tên)"),
                    choices=CHOICES,
                    required=False,
                    initial=column.field if column.field in FIELDS else "",
                )

    def rows(self) -> Iterator[tuple[Any, Any]]:
        """Each column with its choice; None for what is never kept."""
        for number, column in enumerate(self.columns):
            name = f"column_{number}"
            yield column, self[name] if name in self.fields else None

    def fields_of_columns(self) -> list[str]:
        asked = self.cleaned_data
        return [asked.get(f"column_{number}", "") for number in range(len(self.columns))]
