"""Forms of the portal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.network.terms import Scope

SCOPES = [
    (Scope.READ_EDITIONS.value, _("Đọc các bản phát hành tôi được xem")),
    (Scope.READ_DELIVERIES.value, _("Đọc danh sách lần gửi cho tôi")),
]
DAYS = [("30", _("30 ngày")), ("90", _("90 ngày")), ("365", _("Một năm"))]


class TokenForm(forms.Form):
    """What a machine may do in the member's name, and for how long."""

    label = forms.CharField(
        label=_("Tên gọi"),
        max_length=80,
        help_text=_("Để nhớ máy nào đang dùng, ví dụ: hệ thống tòa soạn."),
        error_messages={"required": _("Hãy đặt tên cho mã truy cập.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Được phép"),
        choices=SCOPES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một quyền.")},
    )
    days = forms.ChoiceField(label=_("Có hiệu lực trong"), choices=DAYS, initial="90")
