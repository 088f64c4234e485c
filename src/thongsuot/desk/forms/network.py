"""Forms of the network: people, mandates, addresses, checks, accounts."""

from collections.abc import Mapping
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
    for name in (
        ChannelName.EMAIL,
        ChannelName.PHONE,
        ChannelName.ZALO,
        ChannelName.ZALO_OA,
        ChannelName.WEBHOOK,
    )
]
MACHINES = {str(name): words.CHANNELS[name] for name in (ChannelName.FOLDER, ChannelName.SFTP)}
"""Press systems that take files; only coordinators keep their addresses."""
FORMATS = [("ninjs", "ninjs (JSON)"), ("newsml-g2", "NewsML-G2"), ("nitf", "NITF")]
WRITTEN = {
    ChannelName.FOLDER: _(
        "Tên thư mục, ví dụ toa-soan/tin-vao; thư mục nằm trong nơi chung đã đặt."
    ),
    ChannelName.SFTP: _("Dạng sftp://nguoi-dung@may-chu/thu-muc."),
    ChannelName.ZALO_OA: _("Mã người quan tâm mà Zalo cấp, chỉ gồm chữ số."),
}
"""How an address on such a channel is written."""


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


def ask_machine(form: forms.Form, channel: str, details: Mapping[str, Any]) -> None:
    """What else a press system's address needs: the format of the files, the server's key."""
    if channel not in MACHINES:
        return
    form.fields["address"].help_text = WRITTEN[ChannelName(channel)]
    form.fields["format"] = forms.ChoiceField(
        label=_("Định dạng mà hệ thống nhận"),
        choices=FORMATS,
        initial=details.get("format", ""),
    )
    if channel == ChannelName.SFTP:
        form.fields["host_key"] = forms.CharField(
            label=_("Khóa của máy chủ SFTP"),
            max_length=2000,
            initial=details.get("host_key", ""),
            help_text=_("Một dòng như ssh-ed25519 AAAA…; bên nhận cung cấp."),
            widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        )


def told_of_machine(form: forms.Form) -> dict[str, str] | None:
    """What was answered to `ask_machine`, as `details`; None where nothing was asked."""
    asked: tuple[str, ...] = ("format", "host_key")
    names = [name for name in asked if name in form.fields]
    found: dict[str, str] = {name: str(form.cleaned_data.pop(name, "")) for name in names}
    return found or None


class NewAddressForm(forms.Form):
    """Of a press system more is asked once its channel is chosen."""

    channel = forms.ChoiceField(label=_("Kênh"), choices=CHANNELS)
    address = forms.CharField(label=_("Địa chỉ hoặc số"), max_length=700)
    preference = forms.IntegerField(
        label=_("Thứ tự ưu tiên"), min_value=1, max_value=9, initial=1, help_text=_("1 dùng trước.")
    )
    field_order = ("channel", "address", "format", "host_key", "preference")

    def __init__(self, *args: Any, machines: bool = False, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if machines:
            field = self.fields["channel"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*CHANNELS, *MACHINES.items()]
        if "format" in self.data:
            ask_machine(self, str(self.data.get("channel", "")), {})
            self.order_fields(self.field_order)

    def clean(self) -> None:
        check_spelling(self, "address")
        told = told_of_machine(self)
        if told is not None:
            self.cleaned_data["details"] = told
        elif self.cleaned_data.get("channel") in MACHINES:
            ask_machine(self, self.cleaned_data["channel"], {})
            self.order_fields(self.field_order)
            self.add_error("format", _("Cho biết thêm về hệ thống nhận tin này, rồi bấm lại."))


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("Địa chỉ hoặc số"),
        max_length=700,
        help_text=_("Địa chỉ mới được coi là dùng được và phải xác minh lại."),
    )
    preference = forms.IntegerField(label=_("Thứ tự ưu tiên"), min_value=1, max_value=9)
    remove = forms.BooleanField(label=_("Gỡ địa chỉ này"), required=False)

    field_order = ("address", "format", "host_key", "preference", "remove")

    def __init__(
        self,
        *args: Any,
        masked: str = "",
        channel: str = "",
        details: Mapping[str, Any] | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        ask_machine(self, channel, details or {})
        self.order_fields(self.field_order)
        if masked:
            field = self.fields["address"]
            field.required = False
            field.widget.attrs["placeholder"] = masked
            field.help_text = _("Đây là địa chỉ riêng nên đã được che. Để trống thì giữ nguyên.")

    def clean(self) -> None:
        check_spelling(self, "address")
        self.cleaned_data["details"] = told_of_machine(self)


class AccountForm(forms.Form):
    email = forms.EmailField(
        label=_("Đăng nhập bằng thư điện tử"),
        required=False,
        help_text=_("Để trống thì dùng địa chỉ thư tốt nhất của người này."),
    )
