"""Forms of the network: people, mandates, addresses, checks, accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk import words
from thongsuot.desk.forms.choosing import give_choices
from thongsuot.lib import emails
from thongsuot.network.terms import ChannelName, MandateRole


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


ROLES = [(str(role), words.MANDATES[role]) for role in MandateRole]
CHANNELS = [
    (str(name), words.CHANNELS[name])
    for name in (ChannelName.EMAIL, ChannelName.PHONE, ChannelName.ZALO, ChannelName.WEBHOOK)
]


DATED = ("valid_from", "valid_to", "decision", "decided_at", "matter")
"""What is said of a mandate beside who, where and as what."""


class MandateForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=ROLES)
    valid_from = _day(_("Từ ngày"))
    valid_to = _day(_("Đến hết ngày"), required=False)
    decision = forms.CharField(label=_("Số quyết định"), max_length=120, required=False)
    decided_at = forms.DateTimeField(
        label=_("Thời điểm ký quyết định"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Người phát ngôn phải được công bố trong 24 giờ kể từ lúc này."),
    )
    matter = forms.CharField(
        label=_("Việc được ủy quyền phát ngôn"),
        max_length=200,
        required=False,
        help_text=_("Chỉ ghi cho người được ủy quyền: một việc, có ngày cuối."),
    )


class MandateAtForm(MandateForm):
    """A mandate of a known person: at which unit."""

    unit = forms.ChoiceField(label=_("Đơn vị"))
    field_order = ("unit", "role", *DATED)

    def __init__(self, *args: Any, units: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        give_choices(self, "unit", [(str(unit.id), unit.name) for unit in units])


class PersonForm(MandateForm):
    """A person who is new here, with a first mandate and how to reach them."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    post = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    email = forms.CharField(label=_("Thư điện tử"), max_length=320, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    field_order = (
        *("name", "post", "role", "email", "phone"),
        *DATED,
    )

    def clean(self) -> None:
        check_spelling(self, "email")


class NameForm(forms.Form):
    """What a person is called and what they are."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    post = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)


class EndForm(forms.Form):
    last_day = _day(_("Ngày cuối"), help_text=_("Hết ngày này người đó không còn quyền."))


class DeputyForm(forms.Form):
    person = forms.ChoiceField(label=_("Người được ủy quyền"))
    first = _day(_("Từ ngày"))
    last = _day(_("Đến hết ngày"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        give_choices(self, "person", people)


def check_spelling(form: forms.Form, name: str) -> None:
    """An address that looks mistyped is shown again with what was probably meant; whoever ticks
    that it is right as written has it kept."""
    meant = emails.suggestion(str(form.cleaned_data.get(name) or ""))
    if not meant or form.data.get("as_written"):
        return
    told = _("Có phải anh/chị muốn viết %(meant)s? Hãy sửa, hoặc đánh dấu ô bên dưới.")
    form.add_error(name, told % {"meant": meant})
    form.fields["as_written"] = forms.BooleanField(
        label=_("Địa chỉ đúng như đã viết"), required=False
    )


class NewAddressForm(forms.Form):
    channel = forms.ChoiceField(label=_("Kênh"), choices=CHANNELS)
    address = forms.CharField(label=_("Địa chỉ hoặc số"), max_length=320)
    preference = forms.IntegerField(
        label=_("Thứ tự ưu tiên"), min_value=1, max_value=9, initial=1, help_text=_("1 dùng trước.")
    )

    def clean(self) -> None:
        check_spelling(self, "address")


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("Địa chỉ hoặc số"),
        max_length=320,
        help_text=_("Địa chỉ mới được coi là dùng được và phải xác minh lại."),
    )
    preference = forms.IntegerField(label=_("Thứ tự ưu tiên"), min_value=1, max_value=9)
    remove = forms.BooleanField(label=_("Gỡ địa chỉ này"), required=False)

    def __init__(self, *args: Any, masked: str = "", **kw: Any) -> None:
        super().__init__(*args, **kw)
        if masked:
            field = self.fields["address"]
            field.required = False
            field.widget.attrs["placeholder"] = masked
            field.help_text = _("Đây là địa chỉ riêng nên đã được che. Để trống thì giữ nguyên.")

    def clean(self) -> None:
        check_spelling(self, "address")


class AccountForm(forms.Form):
    email = forms.EmailField(
        label=_("Đăng nhập bằng thư điện tử"),
        required=False,
        help_text=_("Để trống thì dùng địa chỉ thư tốt nhất của người này."),
    )
