"""Forms of checks: how an address was checked, a video call, a journalist's accreditation."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk import words
from thongsuot.desk.forms.choosing import give_choices
from thongsuot.lib import clock
from thongsuot.network.terms import CheckedField, CheckResult, VerificationMethod

FIELDS = {
    CheckedField.NAME: _("họ tên"),
    CheckedField.POST: _("chức vụ, đơn vị"),
    CheckedField.ADDRESS: _("số điện thoại hoặc địa chỉ này"),
}
RESULTS = {
    CheckResult.CONFIRMED: _("Đúng: địa chỉ được xác minh"),
    CheckResult.REFUSED: _("Không đúng: phải xác minh lại từ đầu"),
    CheckResult.REPEAT: _("Chưa xong: sẽ kiểm tra lại"),
}
SEEN = (
    VerificationMethod.PHONE_CALL,
    VerificationMethod.ZALO_CALL,
    VerificationMethod.VIDEO_CALL,
    VerificationMethod.IN_PERSON,
)


class CheckForm(forms.Form):
    """What somebody found out who called or met the person."""

    method = forms.ChoiceField(
        label=_("Cách xác minh"),
        choices=[(str(each), words.METHODS[each]) for each in SEEN],
        widget=forms.RadioSelect,
        initial=str(VerificationMethod.PHONE_CALL),
    )
    fields_checked = forms.MultipleChoiceField(
        label=_("Đã kiểm tra đúng"),
        choices=[(str(field), label) for field, label in FIELDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Không chụp, không lưu giấy tờ hay hình ảnh của người được xác minh."),
    )
    result = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[(str(result), label) for result, label in RESULTS.items()],
        widget=forms.RadioSelect,
        initial=str(CheckResult.CONFIRMED),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("result") == CheckResult.CONFIRMED and not told.get("fields_checked"):
            self.add_error("fields_checked", _("Hãy đánh dấu các mục đã kiểm tra đúng."))
        return told


class CallForm(forms.Form):
    """When to call, and which addresses the call checks."""

    starts_at = forms.DateTimeField(
        label=_("Gọi lúc"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Giờ Việt Nam. Hai bên vào được từ 30 phút trước đến 2 giờ sau giờ này."),
    )
    contact_points = forms.MultipleChoiceField(
        label=_("Xác minh các địa chỉ"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, points: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        give_choices(self, "contact_points", points)


class AccreditationForm(forms.Form):
    agency = forms.ChoiceField(label=_("Cơ quan báo chí"))
    card_seen = forms.BooleanField(
        label=_("Tôi đã xem thẻ nhà báo"),
        required=False,
        help_text=_("Không ghi số thẻ, không chụp thẻ. Bỏ trống nếu chỉ có giấy giới thiệu."),
    )
    valid_from = forms.DateField(label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(
        label=_("Đến hết ngày"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        give_choices(self, "agency", agencies)


def next_quarter() -> datetime:
    """The coming quarter of the hour; a call can be joined before it, so it serves for now too."""
    at = clock.now().astimezone(clock.VIETNAM)
    return at.replace(second=0, microsecond=0) + timedelta(minutes=15 - at.minute % 15)
