"""Instants in words, in Viet Nam's time and in the language of the page."""

from datetime import UTC, date, datetime, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from thongsuot.lib import clock

VIETNAMESE_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def when(at: datetime | date | None, form: str = "full") -> SafeString | str:
    """An instant (aware) or a date as `<time>`.

    Forms: `full` "14:05 thứ Hai, 05/01/2026", `short` "14:05 05/01", `time` "14:05",
    `date` "05/01/2026", `day` "thứ Hai, 05/01/2026".
    """
    if at is None or at == "":
        return ""
    if form in ("short", "time"):
        return _timed(at, words(at, form))
    return format_html('<time datetime="{}">{}</time>', _machine(at), words(at, form))


def words(at: datetime | date, form: str = "full") -> str:
    """The words of `when`, without the element."""
    if not isinstance(at, datetime):
        form = {"full": "day", "time": "date"}.get(form, form)
        return _day(at, form)
    local = at.astimezone(clock.VIETNAM)
    if form == "time":
        return f"{local:%H:%M}"
    if form in ("date", "day"):
        return _day(local.date(), form)
    return f"{local:%H:%M} {_day(local.date(), 'short' if form == 'short' else 'day')}"


def since(at: datetime | None) -> SafeString | str:
    """How long ago: "vừa xong", "3 giờ trước"; the full instant shows on hover."""
    if not at:
        return ""
    gone = clock.now() - at
    if gone < timedelta(minutes=1):
        return _timed(at, _("vừa xong"))
    return _timed(at, _("%(span)s trước") % {"span": span(gone)})


def remaining(at: datetime | None) -> SafeString | str:
    """How long until a due time: "còn 3 giờ", or "quá hạn 2 ngày" once it has passed."""
    if not at:
        return ""
    left = at - clock.now()
    if left >= timedelta(0):
        return _timed(at, _("còn %(span)s") % {"span": span(left)})
    return _timed(at, _("quá hạn %(span)s") % {"span": span(-left)})


def span(length: timedelta) -> str:
    """A length of time as one says it: "5 phút", "1 giờ 59 phút", "12 giờ", "2 ngày", "3 năm".

    Below ten hours a deadline needs its minutes.
    """
    minutes = max(int(length.total_seconds() // 60), 1)
    if minutes < 60:
        return ngettext("%(n)s phút", "%(n)s phút", minutes) % {"n": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < 10 and rest:
        return _("%(hours)s giờ %(minutes)s phút") % {"hours": hours, "minutes": rest}
    if hours < 48:
        return ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}
    days = hours // 24
    if days < 2 * 365:
        return ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days}
    return ngettext("%(n)s năm", "%(n)s năm", days // 365) % {"n": days // 365}


def _timed(at: datetime | date, text: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', _machine(at), words(at), text)


def _machine(at: datetime | date) -> str:
    if isinstance(at, datetime):
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return at.isoformat()


def _day(day: date, form: str) -> str:
    if (get_language() or "vi").startswith("en"):
        return _english_day(day, form)
    if form == "short":
        return f"{day:%d/%m}"
    return (
        f"{VIETNAMESE_DAYS[day.weekday()]}, {day:%d/%m/%Y}" if form == "day" else f"{day:%d/%m/%Y}"
    )


def _english_day(day: date, form: str) -> str:
    month = ENGLISH_MONTHS[day.month - 1]
    if form == "short":
        return f"{day.day} {month[:3]}"
    plain = f"{day.day} {month} {day.year}"
    return f"{ENGLISH_DAYS[day.weekday()]}, {plain}" if form == "day" else plain
