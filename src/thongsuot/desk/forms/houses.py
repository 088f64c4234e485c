"""What is typed into a message house: a head, and rows in parts, each row a small form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from thongsuot.desk.forms.texts import offer
from thongsuot.lib.text import nfc
from thongsuot.releases.houses import (
    MOST_MESSAGES,
    NOBODY,
    Answered,
    Document,
    House,
    HouseFigure,
    Line,
    Quote,
)

MOST_ROWS = 60
LONGEST = 4000


def _words(label: Any, rows: int = 2, most: int = LONGEST) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=False, widget=widget)


def _short(label: Any, most: int = 300) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False)


def _inside() -> forms.BooleanField:
    return forms.BooleanField(label=_("Chỉ trong đơn vị"), required=False)


def _day(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class HeadForm(forms.Form):
    title = forms.CharField(label=_("Tên bộ thông điệp"), max_length=300, required=False)
    one_line = forms.CharField(
        label=_("Một câu nói gọn"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Câu mà ai cũng nói được ngay khi có người hỏi về chủ đề này."),
    )
    valid_until = _day(_("Có giá trị đến hết ngày"), _("Qua ngày này, mọi nơi ghi là đã hết hạn."))
    review_on = _day(_("Ngày rà soát"), _("Ngày đơn vị phụ trách xem lại nội dung còn đúng không."))
    base = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)

    def clean_title(self) -> str:
        return " ".join(nfc(self.cleaned_data["title"]).split())


class MessageRow(forms.Form):
    single = True  # its words need no name of their own beside the row's
    text = _words(_("Thông điệp"))
    inside = _inside()


class AnswerRow(forms.Form):
    question = _words(_("Câu hỏi"), 1, 300)
    answer = _words(_("Trả lời"), 3)
    inside = _inside()


class FigureRow(forms.Form):
    series = forms.ChoiceField(label=pgettext_lazy("row", "Số liệu"), required=False)
    words = _short(_("Cách gọi trong bài"), 200)
    inside = _inside()
    value = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)
    """Which of the values pinned to the series: bodies may have given two."""


class QuoteRow(forms.Form):
    text = _words(_("Lời trích"), 3)
    speaker = forms.ChoiceField(label=_("Người nói"), required=False)
    inside = _inside()


class NotYetRow(forms.Form):
    single = True
    text = _words(_("Chưa nói"))


class DocumentRow(forms.Form):
    title = _short(_("Tên văn bản, tài liệu"))
    number = _short(_("Số, ký hiệu"), 80)
    url = forms.URLField(
        label=_("Địa chỉ để đọc"), max_length=500, required=False, assume_scheme="https"
    )
    inside = _inside()


@dataclass(frozen=True)
class Part:
    """A part of the house on the page. `name` is its field in `House`."""

    name: str
    title: Any
    about: Any
    row: Any
    """The words before a row's number."""
    add: Any
    form: type[forms.Form]
    most: int = MOST_ROWS


PARTS = (
    Part(
        "messages",
        _("Thông điệp chính"),
        _("Tối đa năm. Người nghe nhớ được hai hoặc ba."),
        _("Thông điệp"),
        _("Thêm thông điệp"),
        MessageRow,
        MOST_MESSAGES,
    ),
    Part(
        "answers",
        _("Hỏi – đáp"),
        _("Những câu báo chí và người dân hay hỏi, ghi theo lời họ."),
        _("Câu"),
        _("Thêm câu hỏi"),
        AnswerRow,
    ),
    Part(
        "figures",
        _("Số liệu"),
        _("Lấy từ kho số liệu. Giá trị được giữ theo ngày lưu."),
        pgettext_lazy("row", "Số liệu"),
        _("Thêm số liệu"),
        FigureRow,
    ),
    Part(
        "quotes",
        _("Lời trích được dùng"),
        _("Lời của người có phân công phát ngôn hoặc lãnh đạo."),
        _("Lời trích"),
        _("Thêm lời trích"),
        QuoteRow,
    ),
    Part(
        "not_yet",
        _("Chưa nói"),
        _("Điều chưa nói lúc này. Chỉ đơn vị trong mạng lưới xem được."),
        _("Điều"),
        _("Thêm điều chưa nói"),
        NotYetRow,
    ),
    Part(
        "documents",
        _("Văn bản, tài liệu"),
        _("Căn cứ của các thông điệp trên."),
        _("Văn bản"),
        _("Thêm văn bản"),
        DocumentRow,
    ),
)


@dataclass(frozen=True)
class Choices:
    """What a row may choose: series of the bank, people who may be quoted."""

    series: list[tuple[str, str]]
    speakers: list[tuple[str, str]]


class HouseForms:
    """The head and the rows of a house, from the house itself or as they were sent.

    `more` is a part that shows one empty row after its own; an empty house shows one message.
    """

    def __init__(
        self, house: House, choices: Choices, *, head: dict[str, Any], sent: QueryDict | None = None
    ) -> None:
        days = {"valid_until": house.valid_until, "review_on": house.review_on}
        initial = head | days | {"one_line": house.one_line}
        self.house, self.choices = house, choices
        self.head = HeadForm(sent, initial=initial)
        self.rows: dict[str, list[forms.Form]] = {
            part.name: self._sent(part, sent) if sent is not None else self._kept(part)
            for part in PARTS
        }

    def _kept(self, part: Part) -> list[forms.Form]:
        lines = getattr(self.house, part.name)
        return [self._row(part, str(n), initial=_initial(line)) for n, line in enumerate(lines)]

    def _sent(self, part: Part, sent: QueryDict) -> list[forms.Form]:
        """In the order of the page, whatever the numbers."""
        named = re.compile(rf"{part.name}-(\d{{1,4}})-")
        found = [match[1] for key in sent if (match := named.match(key))]
        return [self._row(part, n, data=sent) for n in dict.fromkeys(found[: MOST_ROWS * 4])]

    def _row(self, part: Part, number: str, **more: Any) -> forms.Form:
        form = part.form(prefix=f"{part.name}-{number}", **more)
        for name in ("series", "speaker"):
            if name in form.fields:
                known = self.choices.series if name == "series" else self.choices.speakers
                offer(form, name, [("", _("Chọn…")), *known])
        return form

    def blank(self, part: Part, number: str) -> forms.Form:
        return self._row(part, number)

    def show_one_more(self, name: str) -> None:
        for part in PARTS:
            rows = self.rows[part.name]
            if part.name == name and len(rows) < part.most:
                rows.append(self.blank(part, str(len(rows))))

    @property
    def errors(self) -> bool:
        """Whether anything sent cannot be taken as it is."""
        rows = [form for forms_ in self.rows.values() for form in forms_]
        return not all([self.head.is_valid(), *(form.is_valid() for form in rows)])

    def typed(self, then: str = "") -> House:
        """The house as sent, after "up:messages:1", "down:…", "remove:…". Pinned figures keep
        their value. For forms without errors."""
        head = self.head.cleaned_data
        lines = {part.name: self._lines(part, then) for part in PARTS}
        return House(
            one_line=head["one_line"],
            valid_until=head["valid_until"],
            review_on=head["review_on"],
            **lines,
        )

    def _lines(self, part: Part, then: str) -> tuple[Any, ...]:
        rows = [(form.prefix or "", form.cleaned_data) for form in self.rows[part.name]]
        act, _sign, key = then.partition(":")
        place = next((n for n, (prefix, _d) in enumerate(rows) if prefix == key), None)
        if place is not None:
            row = rows.pop(place)
            if act != "remove":
                rows.insert(max(place + {"up": -1, "down": 1}.get(act, 0), 0), row)
        return tuple(_line(part.name, data, self.house) for _prefix, data in rows)


def _initial(line: Any) -> dict[str, Any]:
    if isinstance(line, str):
        return {"text": line}
    return {name: "" if value == NOBODY else str(value) if isinstance(value, UUID) else value
            for name, value in vars(line).items()}  # fmt: skip


def _line(part: str, data: dict[str, Any], before: House) -> Any:
    """A row as a line of its part."""
    if part == "not_yet":
        return data["text"]
    if part == "figures":
        return _figure(data, before.figures)
    if part == "quotes":
        return _quote(data, before.quotes)
    kinds: dict[str, Any] = {"messages": Line, "answers": Answered, "documents": Document}
    return kinds[part](**data)


def _figure(data: dict[str, Any], before: Iterable[HouseFigure]) -> HouseFigure:
    series = UUID(data["series"]) if data["series"] else NOBODY
    of_series = [each for each in before if each.series == series] or [HouseFigure(series)]
    pinned = next((f for f in of_series if str(f.value) == data["value"]), of_series[0])
    return replace(pinned, words=data["words"], inside=data["inside"])


def _quote(data: dict[str, Any], before: Iterable[Quote]) -> Quote:
    speaker = UUID(data["speaker"]) if data["speaker"] else NOBODY
    named = next((each for each in before if each.speaker == speaker), Quote("", speaker))
    return replace(named, text=data["text"], inside=data["inside"])
