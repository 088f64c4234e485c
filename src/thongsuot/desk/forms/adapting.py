"""Taking an edition over, and recording where one was posted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk.forms.texts import offer
from thongsuot.desk.words import PLACES


class AdaptForm(forms.Form):
    unit = forms.ChoiceField(label=_("Bài của đơn vị"))

    def __init__(self, *args: Any, units: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "unit", [(str(unit.id), unit.name) for unit in units])


class PostingForm(AdaptForm):
    place = forms.ChoiceField(label=_("Đăng ở đâu"), choices=list(PLACES.items()))
    where = forms.CharField(
        label=_("Tên nơi đăng"),
        max_length=200,
        help_text=_("Tên trang, tên nhóm Zalo, đài truyền thanh xã nào."),
    )
    link = forms.CharField(
        label=_("Đường dẫn"),
        max_length=700,
        required=False,
        widget=forms.URLInput(attrs={"inputmode": "url"}),
        help_text=_("Bắt buộc với trang thông tin, Facebook và báo."),
    )
    posted_at = forms.DateTimeField(
        label=_("Đăng lúc"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Giờ Việt Nam."),
    )

    field_order = ("unit", "place", "where", "link", "posted_at")

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["unit"].label = _("Đơn vị đăng")
