"""The form of a request for information: what, in which form, of whom, until when, how often."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from thongsuot.circulation.terms import Audience
from thongsuot.desk.forms.choosing import give_choices
from thongsuot.desk.forms.circulating import Ids, Several
from thongsuot.exchange.terms import Rhythm, Wanted
from thongsuot.lib import clock
from thongsuot.lib.text import nfc
from thongsuot.look import times
from thongsuot.network.terms import UnitRole

WANTED = {
    Wanted.TEXT: _("Nội dung viết"),
    Wanted.FIGURES: _("Số liệu, ghi vào kho số liệu"),
    Wanted.FILES: _("Tệp kèm theo"),
}
TO = {
    "all": _("Mọi đơn vị thuộc Bộ và mọi Sở"),
    "ministry": _("Các đơn vị thuộc Bộ"),
    "departments": _("Các Sở của tỉnh, thành phố"),
    "chosen": _("Chọn từng đơn vị"),
}
ROLES: dict[str, tuple[str, ...]] = {
    "all": (),
    "ministry": (str(UnitRole.MINISTRY_UNIT),),
    "departments": (str(UnitRole.DEPARTMENT),),
}
UNTIL = {
    "today": _("Trong hôm nay"),
    "day": _("24 giờ"),
    "friday": _("Thứ Sáu 16:00"),
    "own": _("Tự chọn giờ"),
}
TOMORROW = _("Trong ngày mai")
"""What "today" is once the day is nearly over; see `preset`."""
REPEATS = {
    "": _("Chỉ hỏi lần này"),
    Rhythm.WEEKLY: _("Hằng tuần"),
    Rhythm.MONTHLY: _("Hằng tháng"),
}
WEEKDAYS = {
    1: _("Thứ Hai"),
    2: _("Thứ Ba"),
    3: _("Thứ Tư"),
    4: _("Thứ Năm"),
    5: _("Thứ Sáu"),
    6: _("Thứ Bảy"),
    7: _("Chủ nhật"),
}
WITHIN = {
    8: _("8 giờ"),
    24: _("24 giờ"),
    48: _("2 ngày"),
    72: _("3 ngày"),
    120: _("5 ngày"),
    168: _("7 ngày"),
}


def _hour(initial: int) -> forms.TypedChoiceField:
    hours = [(hour, f"{hour}:00") for hour in range(6, 21)]
    return forms.TypedChoiceField(label=_("Giờ gửi"), coerce=int, choices=hours, initial=initial)


class WhatForm(forms.Form):
    """What a request and a routine have in common."""

    unit = forms.ChoiceField(label=_("Đơn vị gửi yêu cầu"))
    title = forms.CharField(label=_("Tên yêu cầu"), max_length=300)
    question = forms.CharField(
        label=_("Cần cung cấp gì"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Viết đủ để đơn vị trả lời ngay trên điện thoại, không phải hỏi lại."),
    )
    wants = forms.MultipleChoiceField(
        label=_("Trả lời bằng"),
        choices=[(str(want), label) for want, label in WANTED.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Đơn vị nào không có gì thì bấm «Không có nội dung báo cáo»."),
    )
    series = Ids(required=False)
    topic = forms.ChoiceField(label=_("Chủ đề"), required=False)
    to = forms.ChoiceField(
        label=_("Các đơn vị được hỏi"),
        choices=list(TO.items()),
        widget=forms.RadioSelect,
        initial="all",
    )
    units = Several(_("Đơn vị"))
    day_of_week = forms.TypedChoiceField(
        label=_("Vào"), coerce=int, choices=list(WEEKDAYS.items()), initial=1, required=False
    )
    day_of_month = forms.TypedChoiceField(
        label=_("Vào ngày"),
        coerce=int,
        choices=[(day, str(day)) for day in range(1, 29)],
        initial=25,
        required=False,
    )
    hour = _hour(8)
    answer_within_hours = forms.TypedChoiceField(
        label=_("Trả lời trong"), coerce=int, choices=list(WITHIN.items()), initial=48
    )

    def __init__(self, *args: Any, choices: dict[str, Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name in ("unit", "topic", "units"):
            give_choices(self, name, choices[name])
        if len(choices["unit"]) == 1:
            self.fields["unit"].initial = choices["unit"][0][0]
            self.fields["unit"].widget = forms.HiddenInput()

    def clean_question(self) -> str:
        return nfc(self.cleaned_data["question"]).strip()

    def clean_title(self) -> str:
        return " ".join(nfc(self.cleaned_data["title"]).split())

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("to") == "chosen" and not found.get("units"):
            self.add_error("units", _("Hãy chọn ít nhất một đơn vị."))
        if str(Wanted.FIGURES) in found.get("wants", ()) and not found.get("series"):
            self.add_error("wants", _("Hãy chọn số liệu cần hỏi ở mục «Số liệu cần có»."))
        return found

    def choices_of(self, name: str) -> list[Any]:
        field: Any = self.fields[name]
        return list(field.choices)

    def words_of(self, name: str) -> list[Any]:
        """The labels of what was chosen in a field."""
        asked = self.cleaned_data[name]
        chosen = asked if isinstance(asked, list) else [asked]
        return [label for key, label in self.choices_of(name) if key in chosen]

    def audience(self) -> Audience | None:
        """Whom the form as it stands asks; None while nobody is chosen.
        No rule at all is every body of the network."""
        to, units = self.cleaned_data.get("to"), self.cleaned_data.get("units") or ()
        if to == "chosen":
            return Audience(units=tuple(units)) if units else None
        return Audience(unit_roles=ROLES[to]) if to in ROLES else None

    def given(self) -> dict[str, Any]:
        """What `ask` and `keep_routine` take alike, but for the unit and the audience."""
        asked = self.cleaned_data
        wants = tuple(Wanted(word) for word in asked["wants"])
        series = tuple(asked["series"]) if Wanted.FIGURES in wants else ()
        told = {name: asked[name] for name in ("title", "question")}
        return told | {"wants": wants, "series": series, "topic": asked["topic"] or None}

    def turn(self, rhythm: str) -> dict[str, Any]:
        """When a routine asks again."""
        asked = self.cleaned_data
        weekly = rhythm == Rhythm.WEEKLY
        return {
            "rhythm": Rhythm(rhythm),
            "day": (asked["day_of_week"] or 1) if weekly else (asked["day_of_month"] or 25),
            "hour": asked["hour"],
            "answer_within_hours": asked["answer_within_hours"],
        }


class AskForm(WhatForm):
    """A request now; `repeats` makes a routine of it too."""

    until = forms.ChoiceField(
        label=_("Cần trước"), choices=list(UNTIL.items()), widget=forms.RadioSelect, initial="day"
    )
    until_own = forms.DateTimeField(
        label=_("Hạn tự chọn (giờ Việt Nam)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    repeats = forms.ChoiceField(
        label=_("Lặp lại"),
        choices=[(str(word), label) for word, label in REPEATS.items()],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        give_choices(self, "until", until_choices(clock.now()))
        for name in ("hour", "answer_within_hours"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("until") == "own" and not found.get("until_own"):
            self.add_error("until_own", _("Hãy chọn ngày và giờ."))
        if found.get("repeats"):
            found["hour"] = found.get("hour") or 8
            found["answer_within_hours"] = found.get("answer_within_hours") or 48
        return found

    def due_at(self) -> datetime:
        asked = self.cleaned_data
        if asked["until"] == "own":
            own: datetime = asked["until_own"]
            return own
        return preset(asked["until"], clock.now())


class RoutineForm(WhatForm):
    """A routine that stands already."""

    rhythm = forms.ChoiceField(
        label=_("Lặp lại"),
        choices=[(str(word), label) for word, label in REPEATS.items() if word],
        widget=forms.RadioSelect,
    )


def preset(name: str, now: datetime) -> datetime:
    """The hour that a preset means now; the end of a day that is nearly over is the next one's."""
    here = now.astimezone(clock.VIETNAM)
    if name == "today":
        day = here.date() + timedelta(days=int(here.time() >= time(16, 30)))
        return datetime.combine(day, time(17), clock.VIETNAM)
    if name == "friday":
        friday = here.date() + timedelta(days=(4 - here.weekday()) % 7)
        at = datetime.combine(friday, time(16), clock.VIETNAM)
        return at if at - here >= timedelta(hours=1) else at + timedelta(days=7)
    return now + timedelta(days=1)


def until_choices(now: datetime) -> list[tuple[str, Any]]:
    """The presets with the hour that each means, so that nobody has to reckon."""
    over = clock.legal_date(preset("today", now)) > clock.legal_date(now)
    labels = UNTIL | ({"today": TOMORROW} if over else {})
    return [
        (name, label if name == "own" else format_lazy("{} ({})", label, _at(name, now)))
        for name, label in labels.items()
    ]


def _at(name: str, now: datetime) -> str:
    return times.words(preset(name, now), "short")
