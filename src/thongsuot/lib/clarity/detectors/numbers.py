"""Figures at the head of a sentence, raised numbers, days that lack their year or do not exist."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from thongsuot.lib.clarity.glue import glued
from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import ReadField, Reading, Sentence
from thongsuot.lib.clarity.rulebook import Rule
from thongsuot.lib.numbers import words
from thongsuot.lib.text.letters import CAPITAL

_FIGURE = re.compile(r"\d[\d.,]*(?:/\d+)?(?<![.,])%?(?!\w)")
# What is no count: a day, an hour, a year, the number of a heading («1.», «2)», «3/»).
_NO_COUNT = re.compile(
    r"[0-3]?\d[-/.](?:0?[1-9]|1[0-2])(?!\d)|\d{1,2}[.)] |\d+ ?[-–:]\s|"
    r"\d{1,2} ?(?:giờ|phút|h(?!\w))|(?:19|20)\d\d(?!\w)|\d{1,2}[h:]\d|\d{1,2}/ |"
    r"\d{1,2}/(?:19|20)\d\d(?!\d)|\d+-\d"
)
# A figure of a table, a list or a quiz: no word of a sentence follows it.
_NO_NOUN = re.compile(
    rf"\s*(?:(?!(?:Sở|Bộ|Cục|Vụ|UBND|Ủy ban|Ban|Trường|Hội|Đài|Trung tâm|Viện) ){CAPITAL}|\d"
    r"|['’′·•|=+×]|[-–]\s?\w|\Z|\n)"
)
_CHOICE = re.compile(r"(?<!\w)[a-dA-D][.)]?\s*\Z")  # «a. 15%»
_ENDED = re.compile(r"[.!?…:;”\"»)]\Z")
_HEADING = 25  # syllables of a line without a full stop
_IN_WORDS = {str(count): words(Decimal(count)).capitalize() for count in range(2, 11)}
_RAISED = re.compile(r"(?<![A-Za-zÀ-ỹđĐ_])(km|cm|dm|mm|m)([23])(?!\w|[.,]\w)")
_LENGTH = re.compile(r"(?:dài|cao|sâu|rộng)(?: [^\W\d]+){0,2} \d$")  # «cao 1m2» is 1,2 m
_DAY = re.compile(
    r"(?<![\d/.,-])(?P<day>[0-3]?\d)(?P<mark>[/.-])(?P<month>[01]?\d)"
    r"(?:(?P=mark)(?P<year>\d{4}|\d{2}))?(?![\d/]|[.,-]\d)"
    r"|(?<!\d)(?P<day2>[0-3]?\d) tháng (?P<month2>[01]?\d)(?:,? năm (?P<year2>\d{4}))?(?!\d)"
)
_DIGITS = re.compile(r"\d+")
_NAMED = re.compile(
    r"(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|đến|từ|trước|sau|khuya|mai|qua|nay)"
    r"(?: (?:thứ \w+|chủ nhật))?,?(?: ngày)? ?\(?$",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"(?:[Hh][àằ]ng năm|mỗi năm|dịp|lễ|kỷ niệm|nghỉ|Quốc khánh)[^.;]*$")
_YEAR = re.compile(r"(?<![\d.,])(?:\d{1,2}[./-]){0,2}((?:19|20)\d\d)(?![\d.,]\d)")
_WEEKDAYS = {
    "thứ hai": 0, "thứ ba": 1, "thứ tư": 2, "thứ năm": 3, "thứ sáu": 4, "thứ bảy": 5,
    "thứ bẩy": 5, "chủ nhật": 6, "thứ 2": 0, "thứ 3": 1, "thứ 4": 2, "thứ 5": 3, "thứ 6": 4,
    "thứ 7": 5,
}  # fmt: skip
_WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAY = re.compile(
    r"(?P<named>thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật),? ?\(?(?:ngày )?$", re.IGNORECASE
)


def opening_figure(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Sentences of running text that begin with a count in digits."""
    for field in reading.fields:
        for sentence in field.sentences:
            if sentence.part not in rule.scope or field.blocks[sentence.block].item:
                continue
            found = _FIGURE.match(field.text, sentence.start, sentence.end)
            if found and _opens(field, sentence, found):
                word = _IN_WORDS.get(found[0], "")
                yield Hit(field, *found.span(), instead=(word,) if word else ())


def _opens(field: ReadField, sentence: Sentence, figure: re.Match[str]) -> bool:
    """Whether a figure at the head of a sentence is a count that the sentence speaks of."""
    text, start = field.text, sentence.start
    if _NO_COUNT.match(text, start) or _NO_NOUN.match(text, figure.end(), sentence.end):
        return False
    before = text[max(start - 5, 0) : start].rstrip()
    if before.endswith(("…", "...")) or _CHOICE.search(before):
        return False
    short = sentence.last - sentence.first < _HEADING
    ended = _ENDED.search(text, max(sentence.end - 1, 0), sentence.end)
    if field.is_said(start) or (short and not ended):
        return False
    return not glued(text[start : sentence.end])


def raised(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Square and cubic units whose exponent stands on the line."""
    for field in reading.fields:
        for found in _RAISED.finditer(field.text):
            length = _LENGTH.search(field.text, max(found.start() - 25, 0), found.start())
            if not length and field.part_at(found.start()) in rule.scope:
                instead = found[1] + {"2": "²", "3": "³"}[found[2]]
                yield Hit(field, *found.span(), instead=(instead,))


def day_without_year(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The first day of a document none of whose days and no other words say a year; a title
    needs none."""
    if any(_YEAR.search(field.text) for field in reading.fields):
        return
    for field in reading.fields:
        for found in field.once(_days):
            if found["year"]:
                return
            whole = _written(found)
            named = found["day2"] or _is_named(field.text, found.start())
            if _YEARLY.search(field.text, max(found.start() - 40, 0), found.start()):
                continue
            if whole and named and field.part_at(found.start()) in rule.scope:
                yield Hit(field, *found.span())
                return


def impossible_day(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Days that no calendar has, and days whose weekday is another one. A day without a year is
    the nearest to the day of the text, unless the text speaks of other years."""
    near = _present(reading)
    for field in reading.fields:
        for found in field.once(_days):
            if field.part_at(found.start()) in rule.scope:
                yield from _against_calendar(field, found, near)


def _present(reading: Reading) -> date | None:
    """The day of a text that names no year but its own."""
    today = reading.document.today
    years = {int(y) for field in reading.fields for y in _YEAR.findall(field.text)}
    return today if today and years <= {today.year} else None


def _against_calendar(field: ReadField, found: re.Match[str], near: date | None) -> Iterator[Hit]:
    day, month, year = _written(found) or (0, 0, 0)
    weekday = _WEEKDAY.search(field.text, max(found.start() - 25, 0), found.start())
    named = weekday or found["day2"] or field.text.endswith("ngày ", 0, found.start())
    if not 1 <= month <= 12 or not named or 0 < year < 1900:
        return
    years = [year] if year else [near.year - 1, near.year, near.year + 1] if near else [2024]
    real = [each for each in (_day_of(one, month, day) for one in years) if each]
    if not real:
        told = {
            "truth": f"tháng {month} không có ngày {day}",
            "truth_en": f"month {month} has no day {day}",
        }
        yield Hit(field, *found.span(), told)
    elif weekday and (year or near):
        meant = min(real, key=lambda each: abs(each - near)) if near else real[0]
        if _WEEKDAYS[weekday["named"].lower()] != meant.weekday():
            truth = f"{meant.day}/{meant.month}/{meant.year} là {_WEEKDAY_NAMES[meant.weekday()]}"
            told = {"truth": truth, "truth_en": f"{meant:%d %B %Y} is a {meant:%A}"}
            closing = "(" in weekday[0] and field.text[found.end() : found.end() + 1] == ")"
            yield Hit(field, weekday.start(), found.end() + closing, told)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def short_year(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Days whose year has two digits."""
    for field in reading.fields:
        for found in field.once(_days):
            if not found["year"] or len(found["year"]) != 2 or not _written(found):
                continue
            if field.part_at(found.start()) in rule.scope and _is_named(field.text, found.start()):
                yield Hit(field, *found.span())


def _days(field: ReadField) -> list[re.Match[str]]:
    """What looks like a day: several rules ask for it."""
    found: list[re.Match[str]] = []
    for digits in _DIGITS.finditer(field.text):
        if found and digits.start() < found[-1].end():
            continue
        if day := _DAY.match(field.text, digits.start()):
            found.append(day)
    return found


def _is_named(text: str, place: int) -> bool:
    """Whether the words before a place say that a day follows."""
    return bool(_NAMED.search(text, max(place - 30, 0), place))


def _written(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Day, month and year (0 where none stands) of what looks like a day, if it may be one."""
    day, month = int(found["day"] or found["day2"]), int(found["month"] or found["month2"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return day, month, int(found["year"] or found["year2"] or 0)


DETECTORS = {
    "opening_figure": opening_figure,
    "raised": raised,
    "day_without_year": day_without_year,
    "impossible_day": impossible_day,
    "short_year": short_year,
}
