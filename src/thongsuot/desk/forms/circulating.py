"""The form of a new dispatch: who, until when, how."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.circulation.terms import Audience
from thongsuot.desk import words
from thongsuot.desk.forms.choosing import give_choices
from thongsuot.lib import clock
from thongsuot.network.terms import MandateRole, UnitRole
from thongsuot.releases.terms import Reach

PEOPLE = (
    MandateRole.LEADER,
    MandateRole.OFFICER,
    MandateRole.SPOKESPERSON,
    MandateRole.COORDINATOR,
    MandateRole.JOURNALIST,
)
UNTIL = {
    "none": _("Không cần xác nhận"),
    "two_hours": _("Trong 2 giờ"),
    "today": _("Cuối ngày (17:00)"),
    "tomorrow": _("Sáng mai 9:00"),
    "own": _("Tự chọn giờ"),
}
MOST_NAMED = 500


class Several(forms.MultipleChoiceField):
    """Boxes to tick, none of them needed."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, widget=forms.CheckboxSelectMultiple)


class Ids(forms.Field):
    """Ids named one by one, in hidden fields."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        try:
            return [str(UUID(each)) for each in (value or [])[:MOST_NAMED]]
        except (ValueError, AttributeError) as error:
            raise forms.ValidationError(_("Có người hoặc đơn vị không đúng.")) from error


class DispatchForm(forms.Form):
    mandates = Several(_("Vai trò"))
    unit_roles = Several(_("Loại đơn vị"))
    provinces = Several(_("Tỉnh, thành phố"))
    topics = Several(_("Người theo dõi chủ đề"))
    saved_list = forms.ChoiceField(label=_("Danh sách đã lưu"), required=False)
    persons = Ids(required=False)
    units = Ids(required=False)
    until = forms.ChoiceField(
        label=_("Hạn xác nhận đã nhận"),
        choices=list(UNTIL.items()),
        widget=forms.RadioSelect,
        initial="today",
    )
    until_own = forms.DateTimeField(
        label=_("Hạn tự chọn (giờ Việt Nam)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    note = forms.CharField(
        label=_("Lời nhắn ở đầu thư"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    urgent = forms.BooleanField(
        label=_("Khẩn"), required=False, help_text=_("Đi trước mọi đợt gửi thường.")
    )
    again = forms.BooleanField(
        label=_("Gửi cả những người đã nhận bản này"),
        required=False,
        help_text=_("Bình thường ai đã nhận thì không nhận lại."),
    )
    under_embargo = forms.BooleanField(
        label=_("Gửi ngay, kèm cam kết giữ tin"),
        required=False,
        help_text=_(
            "Thư chưa có nội dung. Người nhận cam kết không đăng trước giờ rồi mới đọc được. "
            "Không chọn thì thư tự đi khi đến giờ."
        ),
    )

    def __init__(
        self, *args: Any, edition: Any, choices: dict[str, Any], kit: Any = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.kit = kit  # all of an announcement goes out, not its release alone
        if kit is not None:
            del self.fields["again"]
        journalists = edition.reach != Reach.UNITS
        people = [role for role in PEOPLE if journalists or role != MandateRole.JOURNALIST]
        give_choices(self, "mandates", [(str(role), words.MANDATES[role]) for role in people])
        give_choices(self, "unit_roles", [(str(r), words.UNITS[r]) for r in UnitRole])
        for name in ("provinces", "topics", "saved_list"):
            give_choices(self, name, choices[name])
        if not edition.before_hour:
            del self.fields["under_embargo"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("until") == "own" and not found.get("until_own"):
            self.add_error("until_own", _("Hãy chọn ngày và giờ."))
        return found

    def audience(self) -> Audience:
        asked = self.cleaned_data
        parts = ("mandates", "unit_roles", "provinces", "units", "topics", "persons")
        return Audience(
            saved_list=asked.get("saved_list", ""),
            **{part: tuple(asked.get(part) or ()) for part in parts},
        )

    def acknowledge_by(self) -> datetime | None:
        asked = self.cleaned_data
        if asked.get("until") == "own":
            return asked.get("until_own")
        return preset(asked.get("until", "none"), clock.now())


def preset(name: str, now: datetime) -> datetime | None:
    """The hour a preset means now. The end of a day that is over is the next day's."""
    here = now.astimezone(clock.VIETNAM)
    if name == "two_hours":
        return now + timedelta(hours=2)
    if name == "today":
        day = here.date() + timedelta(days=int(here.time() >= time(16, 30)))
        return datetime.combine(day, time(17), clock.VIETNAM)
    if name == "tomorrow":
        return datetime.combine(here.date() + timedelta(days=1), time(9), clock.VIETNAM)
    return None
