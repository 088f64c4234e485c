"""Forms of the portal."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.network.terms import ChannelName, Scope, Sharing
from thongsuot.portal.templatetags import portal as words

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


CHANNELS = [
    (name.value, words.CHANNELS[name])
    for name in (ChannelName.EMAIL, ChannelName.PHONE, ChannelName.ZALO)
]
SHARINGS = {
    Sharing.NETWORK: _("Cán bộ trong mạng lưới"),
    Sharing.PRIVATE: _("Chỉ tôi, lãnh đạo và đầu mối đơn vị tôi, cán bộ điều phối"),
    Sharing.PUBLIC: _("Mọi người, trên trang Người phát ngôn"),
}


class _Shared(forms.Form):
    """An address with who may see it; no choice where there is only one answer."""

    sharing = forms.ChoiceField(label=_("Ai được xem"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sharing: Collection[Sharing], **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["sharing"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.value, SHARINGS[each]) for each in sharing]
        field.initial = next(iter(sharing)).value
        if len(sharing) == 1:
            field.disabled = True
            field.widget = forms.HiddenInput()


class NewAddressForm(_Shared):
    channel = forms.ChoiceField(label=_("Kênh"), choices=CHANNELS)
    address = forms.CharField(label=_("Địa chỉ hoặc số"), max_length=320)
    field_order = ("channel", "address", "sharing")


class AddressForm(_Shared):
    address = forms.CharField(
        label=_("Địa chỉ hoặc số"),
        max_length=320,
        help_text=_("Đổi địa chỉ thì phải xác minh lại."),
    )
    preference = forms.TypedChoiceField(
        label=_("Thứ tự dùng"),
        coerce=int,
        choices=[(n, str(n)) for n in range(1, 10)],
        help_text=_("1 dùng trước; địa chỉ hỏng thì dùng số tiếp theo."),
    )
    remove = forms.BooleanField(label=_("Gỡ địa chỉ này"), required=False)
    field_order = ("address", "preference", "sharing", "remove")


class QuietForm(forms.Form):
    """Both hours, or neither."""

    start = forms.TimeField(required=False, input_formats=["%H:%M", "%H:%M:%S"])
    end = forms.TimeField(required=False, input_formats=["%H:%M", "%H:%M:%S"])
