"""Dates and hours as Vietnamese writes them: «28/11/2023», «ngày 28 tháng 11 năm 2023», «8 giờ 30».

What is not a day of the calendar is no date.
"""

import re
from calendar import monthrange

from .terms import Kind, Mention

_DAY_WORDS = frozenset(
    "ngày hôm sáng trưa chiều tối đêm khuya mùng mồng nay qua mai dịp lễ tết rằm nhật".split()  # noqa: SIM905 - words
)
_WEAK_WORDS = frozenset("từ đến tới trước sau hết vào kể và - – (".split())  # noqa: SIM905 - words
_YEAR_WORDS = frozenset("năm đoạn kỳ khóa học mùa xuân hè hạ thu đông cúp cup giải sinh (".split())  # noqa: SIM905 - words

FULL = r"""(?P<full>\d{1,2}(?P<mark>\s?[/.-]\s?)\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?![\d/]))"""
SAID = r"""(?P<said>\d{1,2}[ ]tháng[ ](?P<said_month>\d{1,2})(?![\d.,]\d|[/-]\d{1,2}(?!\d))
    (?:(?:,?[ ]năm[ ]|\s?[/-]\s?)(?P<said_year>\d{4})(?!\d))?)"""
MONTH = r"""(?P<month>\d{1,2}(?:\s?[/.-]\s?|[ ]năm[ ])(?:19|20)\d\d(?![\d/]|[.,]\d))"""
DAYS = r"""(?P<days>\d{1,2}\s?[-–]\s?\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?(?![\d/]|[.,]\d))"""
DAY = r"""(?P<day>\d{1,2}\s?[/.-]\s?\d{1,2}(?![\d/]|[.,]\d|-\d+/))"""
CLOCK = r"""(?P<clock>\d{1,2}(?:
    \s?(?:giờ|[hg](?![^\W\d]))(?:\s?(?P<minutes>\d{1,2})(?!\d|[.,/]\d)(?:\s?(?:phút|ph|['p])(?!\w))?)?
    |:\d{2}(?::\d{2})?(?![\d:])))"""

_NUMBERS = re.compile(r"\d+")
_DAY_ENDS = re.compile(r"\s?(?:[,;.)\n]|\Z|(?:-|–|đến|tới)\s(?:ngày\s)?\d{1,2}/\d)")
_LASTING = re.compile(r"\s(?:sau|đồng hồ|liền|mỗi|qua|trước|làm|nữa|liên)(?!\w)")
_OF_A_DAY = re.compile(r"\s(?:cùng )?(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|khuya)(?!\w)")
_CLOCK_WORDS = frozenset("lúc hồi vào từ đến tới trước sau".split())  # noqa: SIM905 - words


def of_full(said: str, start: int, end: int) -> Mention | None:
    """28/11/2023, 28-11-23."""
    day, month, year = map(int, _NUMBERS.findall(said))
    if year < 100 and " " in said:
        return None  # 02 - 06 - 08
    year += 0 if year >= 100 else 2000 if year < 50 else 1900
    return _date(start, end, year, month, day)


def of_said(day: str, month: str, year: str | None, start: int, end: int) -> Mention | None:
    """28 tháng 11, 28 tháng 11 năm 2023."""
    return _date(start, end, int(year) if year else None, int(month), int(day))


def of_month(said: str, before: str, start: int, end: int) -> Mention | None:
    """11/2023, tháng 11 năm 2023."""
    month, year = map(int, _NUMBERS.findall(said))
    if not 1 <= month <= 12 or ("năm" in said and before != "tháng"):
        return None
    return Mention(Kind.DATE, start, end, f"{year}-{month:02}")


def of_days(said: str, start: int, end: int) -> Mention | None:
    """10-12/3/2017: a range of days."""
    first, last, month, *rest = map(int, _NUMBERS.findall(said))
    year = rest[0] if rest else None
    ends = [_date(start, end, year, month, day) for day in (first, last)]
    if first >= last or ends[0] is None or ends[1] is None:
        return None
    return Mention(Kind.RANGE, start, end, f"{ends[0].value}..{ends[1].value}", "ngày")


def of_day(said: str, before: str, after: str, start: int, end: int) -> Mention | None:
    """28/11 beside a word that says it is a day; «63/63» and «2/3» are none."""
    first, second = map(int, _NUMBERS.findall(said))
    mark = said.strip("0123456789").strip()
    if before == "tháng":
        return None
    if before not in _DAY_WORDS:
        lone = first > second or _DAY_ENDS.match(after)
        if mark != "/" or before not in _WEAK_WORDS or not lone:
            return None
    return _date(start, end, None, second, first)


def of_whole(number: int, before: str, start: int, end: int) -> Mention | None:
    """A number alone beside «ngày», «tháng», «năm»: 28, 11, 2023."""
    if before in ("ngày", "mùng", "mồng") and 1 <= number <= 31:
        return Mention(Kind.DATE, start, end, f"---{number:02}")
    if before == "tháng" and 1 <= number <= 12:
        return Mention(Kind.DATE, start, end, f"--{number:02}")
    if before in _YEAR_WORDS and 1800 <= number <= 2100:
        return Mention(Kind.DATE, start, end, str(number))
    return None


def of_clock(said: str, before: str, after: str, start: int, end: int) -> Mention | None:
    """8h30, 8 giờ 30, 08:30; «24 giờ» alone is an hour only after «lúc» and its like."""
    hour, *rest = map(int, _NUMBERS.findall(said))
    minute = rest[0] if rest else 0
    if hour > 24 or minute > 59:
        return None
    lone = not rest and "giờ" in said and not _OF_A_DAY.match(after)
    if lone and (before not in _CLOCK_WORDS or _LASTING.match(after)):
        return None
    return Mention(Kind.TIME, start, end, f"{hour:02}:{minute:02}")


def _date(start: int, end: int, year: int | None, month: int, day: int) -> Mention | None:
    if not 1 <= month <= 12 or (year is not None and not 1 <= year <= 9999):
        return None
    if not 1 <= day <= monthrange(year or 2000, month)[1]:
        return None
    whole = f"{year:04}-" if year is not None else "--"
    return Mention(Kind.DATE, start, end, f"{whole}{month:02}-{day:02}")
