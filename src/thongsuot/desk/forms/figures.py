"""What is typed about figures: values, targets, due days, new series, sheets."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thongsuot.desk.forms.choosing import give_choices
from thongsuot.desk.forms.texts import REACH_NAMES
from thongsuot.facts.terms import Better, Cadence
from thongsuot.lib import clock, numbers
from thongsuot.lib.text import nfc
from thongsuot.network.terms import Reach

CADENCES = {
    Cadence.NONE: _("Không định kỳ"),
    Cadence.WEEKLY: _("Hằng tuần"),
    Cadence.MONTHLY: _("Hằng tháng"),
    Cadence.QUARTERLY: _("Hằng quý"),
    Cadence.YEARLY: _("Hằng năm"),
}
BETTER = {
    Better.MORE: _("Cao hơn là tốt"),
    Better.LESS: _("Thấp hơn là tốt"),
    Better.NEITHER: _("Không so sánh"),
}
BY_OWNER = "owner"
"""Each row of a sheet is stated for the body that keeps the figure."""


def _words(choices: Any) -> list[tuple[str, Any]]:
    return [(str(word), label) for word, label in choices.items()]


class NumberField(forms.CharField):
    """A number as people write it: "1.234,5", "124,5 triệu", "97,3%". Gives a Decimal."""

    def __init__(self, **kw: Any) -> None:
        kw.setdefault("max_length", 60)
        kw.setdefault("widget", forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}))
        super().__init__(**kw)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            return numbers.read(text)
        except ValueError as error:
            raise ValidationError(
                _("Không đọc được số này. Viết như 1.234,5 hoặc 124,5 triệu.")
            ) from error


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class _Spelt(forms.Form):
    """Words are kept in NFC, single-spaced."""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        return {n: " ".join(nfc(v).split()) if type(v) is str else v for n, v in found.items()}


class ValueForm(_Spelt):
    """What a body states of a series as of a day."""

    number = NumberField(
        label=_("Giá trị"), help_text=_("Viết như 1.234,5 hoặc 124,5 triệu; không kèm đơn vị tính.")
    )
    as_of = _day(_("Số liệu tính đến ngày"))
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=300,
        help_text=_("Văn bản có số liệu này: số, ngày, cơ quan ban hành."),
    )
    stated_for = forms.ChoiceField(label=_("Cơ quan nêu số liệu"))
    source_url = forms.URLField(
        label=_("Đường dẫn tới nguồn"), max_length=500, required=False, assume_scheme="https"
    )
    file = forms.FileField(label=_("Tệp văn bản nguồn"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kw: Any) -> None:
        kw["initial"] = {"as_of": clock.legal_date()} | kw.get("initial", {})
        super().__init__(*args, **kw)
        give_choices(self, "stated_for", units)
        if len(units) == 1:
            self.fields["stated_for"].initial = units[0][0]
            self.fields["stated_for"].widget = forms.HiddenInput()

    def values(self) -> dict[str, Any]:
        """The arguments of `state_value`."""
        found = dict(self.cleaned_data)
        sent = found.pop("file")
        found["file"] = (sent.name or "nguon", sent.read()) if sent else None
        return found | {"stated_for": UUID(found["stated_for"])}


class TargetForm(_Spelt):
    """What a series is to reach by a day."""

    number = NumberField(
        label=_("Mục tiêu"),
        help_text=_("Viết như 1.234,5 hoặc 124,5 triệu; không kèm đơn vị tính."),
    )
    by_day = _day(_("Phải đạt vào ngày"))
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, help_text=_("Văn bản giao mục tiêu: số, ngày, cơ quan.")
    )


class DueForm(forms.Form):
    next_due_on = _day(
        _("Hạn cập nhật tới"),
        required=False,
        help_text=_("Bỏ trống thì không nhắc. Quá hạn thì hệ thống hỏi cơ quan giữ số liệu."),
    )


class SettleForm(_Spelt):
    note = forms.CharField(
        label=_("Căn cứ để chọn số này"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class IndicatorForm(_Spelt):
    """What is measured. The first question of a new figure."""

    name = forms.CharField(
        label=_("Chỉ tiêu"), max_length=200, help_text=_("Thí dụ: Tỷ lệ hộ gia đình có Internet.")
    )
    measure = forms.CharField(
        label=_("Đơn vị tính"), max_length=40, help_text=_("Thí dụ: %, thuê bao, triệu đồng.")
    )
    decimals = forms.IntegerField(
        label=_("Số chữ số sau dấu phẩy"), min_value=0, max_value=6, initial=0
    )
    better = forms.ChoiceField(label=_("Chiều tốt"), choices=_words(BETTER))
    cadence = forms.ChoiceField(label=_("Cập nhật"), choices=_words(CADENCES))
    reach = forms.ChoiceField(
        label=_("Phạm vi"), choices=_words(REACH_NAMES), initial=Reach.UNITS.value
    )
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=200, required=False)
    measure_en = forms.CharField(label=_("Đơn vị tính tiếng Anh"), max_length=40, required=False)

    def indicator(self) -> dict[str, Any]:
        """The arguments of `keep_indicator`."""
        found = {name: self.cleaned_data[name] for name in IndicatorForm.base_fields}
        return found | {
            "better": Better(found["better"]),
            "cadence": Cadence(found["cadence"]),
            "reach": Reach(found["reach"]),
        }


class NewForm(IndicatorForm):
    """An indicator, of whom, and who keeps it; or a further series of a known indicator."""

    known = forms.ChoiceField(
        label=_("Chỉ tiêu đã có"),
        required=False,
        help_text=_("Chọn nếu chỉ thêm một đơn vị, địa phương cho chỉ tiêu đã có."),
    )
    unit = forms.ChoiceField(
        label=_("Của đơn vị"), required=False, help_text=_("Bỏ trống cả hai ô: số của cả nước.")
    )
    province = forms.ChoiceField(label=_("Của tỉnh, thành phố"), required=False)
    owner = forms.ChoiceField(label=_("Cơ quan giữ số liệu"))
    next_due_on = _day(_("Hạn cập nhật tới"), required=False)
    field_order = (
        *("known", "name", "measure", "unit", "province", "owner", "cadence", "next_due_on"),
        *("better", "decimals", "reach", "name_en", "measure_en"),
    )

    def __init__(
        self, *args: Any, known: list[Any], units: list[Any], provinces: list[Any], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        bodies = [(str(unit.id), unit.name) for unit in units]
        places = [(str(row.pk), row.name) for row in provinces]
        give_choices(
            self, "known", [("", _("Chỉ tiêu mới")), *((str(i.pk), i.name) for i in known)]
        )
        give_choices(self, "unit", [("", _("Không của riêng đơn vị nào")), *bodies])
        give_choices(self, "province", [("", _("Cả nước")), *places])
        give_choices(self, "owner", [("", _("Chọn cơ quan")), *bodies])
        for name in ("name", "measure"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not found.get("known"):
            for name in ("name", "measure"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _("Hãy điền ô này, hoặc chọn một chỉ tiêu đã có."))
        if found.get("unit") and found.get("province"):
            self.add_error("province", _("Chỉ chọn đơn vị hoặc địa phương, không chọn cả hai."))
        return found

    def series(self) -> dict[str, Any]:
        """The arguments of `open_series`, without the indicator."""
        asked = self.cleaned_data
        ids = {n: UUID(asked[n]) if asked[n] else None for n in ("unit", "province", "owner")}
        return ids | {"next_due_on": asked["next_due_on"]}


class SheetForm(forms.Form):
    """A sheet of figures, and for whom its values are stated."""

    file = forms.FileField(
        label=_("Tệp Excel hoặc CSV"),
        help_text=_("Tệp .xlsx hoặc .csv, tối đa 10 MB. Chưa có gì được ghi cho tới khi xác nhận."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )
    stated_for = forms.ChoiceField(label=_("Cơ quan nêu số liệu"))
    as_of = _day(_("Ngày số liệu, cho dòng không ghi ngày"), required=False)
    source = forms.CharField(
        label=_("Nguồn, cho dòng không ghi nguồn"), max_length=300, required=False
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        give_choices(self, "stated_for", units)
        if len(units) == 1:
            self.fields["stated_for"].initial = units[0][0]
            self.fields["stated_for"].widget = forms.HiddenInput()
