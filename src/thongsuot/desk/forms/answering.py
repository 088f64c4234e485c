"""The form in which a body answers a request: few fields, each of a thumb's size."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk.forms.choosing import give_choices
from thongsuot.desk.forms.figures import NumberField
from thongsuot.exchange.terms import Wanted
from thongsuot.facts.terms import FigureView
from thongsuot.lib import clock
from thongsuot.lib.text import nfc

MOST_FILES = 10


@dataclass(frozen=True)
class Row:
    """The fields of one figure that is asked for, with what the bank has of it."""

    figure: FigureView
    number: forms.BoundField
    as_of: forms.BoundField
    source: forms.BoundField


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Nội dung trả lời"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(
        self,
        *args: Any,
        wants: tuple[Wanted, ...],
        figures: list[FigureView],
        source: str,
        people: list[tuple[str, str]] | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.figures = figures
        if Wanted.TEXT not in wants:
            self.fields["text"].label = _("Nói thêm")
            self.fields["text"].widget.attrs["rows"] = 3
        for figure in figures:
            self._add(figure, source)
        if people is not None:
            self.fields["person"] = forms.ChoiceField(
                label=_("Người đã trả lời qua điện thoại"), widget=forms.RadioSelect
            )
            give_choices(self, "person", people)

    def _add(self, figure: FigureView, source: str) -> None:
        key = str(figure.series)
        self.fields[f"number-{key}"] = NumberField(label=figure.name, required=False)
        self.fields[f"as_of-{key}"] = forms.DateField(
            label=_("Tính đến ngày"),
            required=False,
            initial=clock.legal_date(),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        self.fields[f"source-{key}"] = forms.CharField(
            label=_("Theo văn bản, báo cáo nào"), required=False, max_length=300, initial=source
        )

    def rows(self) -> list[Row]:
        return [
            Row(
                figure,
                self[f"number-{figure.series}"],
                self[f"as_of-{figure.series}"],
                self[f"source-{figure.series}"],
            )
            for figure in self.figures
        ]

    def clean_text(self) -> str:
        return nfc(self.cleaned_data["text"]).strip()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for figure in self.figures:
            if found.get(f"number-{figure.series}") is None:
                continue
            self._check(found, figure)
        return found

    def _check(self, found: dict[str, Any], figure: FigureView) -> None:
        day: date | None = found.get(f"as_of-{figure.series}")
        if day is None or day > clock.legal_date():
            self.add_error(f"as_of-{figure.series}", _("Hãy ghi một ngày đã qua hoặc hôm nay."))
        if not (found.get(f"source-{figure.series}") or "").strip():
            self.add_error(f"source-{figure.series}", _("Hãy ghi số liệu theo văn bản nào."))

    def given(self) -> list[dict[str, Any]]:
        """Of each figure that was filled in: series, number, as_of, source."""
        asked = self.cleaned_data
        return [
            {
                "series": figure.series,
                "number": asked[f"number-{figure.series}"],
                "as_of": asked[f"as_of-{figure.series}"],
                "source": nfc(asked[f"source-{figure.series}"]).strip(),
            }
            for figure in self.figures
            if asked.get(f"number-{figure.series}") is not None
        ]
