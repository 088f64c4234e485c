"""Forms of reorganisations: a file to look at, a body to go on with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk.forms.choosing import give_choices

LARGEST = 2 * 1024 * 1024  # bytes


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp sắp xếp (CSV hoặc XLSX)"),
        help_text=_("Chỉ xem trước; chưa có gì được ghi."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Tệp lớn quá 2 MB. Hãy chia thành nhiều tệp."))
        return file


class HeirForm(forms.Form):
    """One body out of those that live; the likely ones stand first."""

    heir = forms.ChoiceField(label=_("Đơn vị tiếp nhận"))

    def __init__(self, *args: Any, likely: list[Any], others: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        known = {unit.id for unit in likely}
        rest = [(str(unit.id), unit.name) for unit in others if unit.id not in known]
        first = [(str(unit.id), unit.name) for unit in likely]
        groups: list[Any] = [(_("Nơi kế thừa"), first)] if first else []
        give_choices(self, "heir", [("", "–"), *groups, (_("Đơn vị khác"), rest)])


class UndoForm(forms.Form):
    """Nothing to fill in: the button undoes."""
