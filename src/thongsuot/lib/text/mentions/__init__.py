"""Figures, dates, sums of money, document numbers and quotations in a text, with one value each.

Two writings of one thing have one value: «124,5 triệu» and «124.500.000», «28/11/2023» and «ngày 28
tháng 11 năm 2023».
"""

import re
from collections.abc import Iterator

from . import dates, figures
from .terms import Kind, Mention

__all__ = ["QUOTED", "Kind", "Mention", "mentions"]

_DOCUMENT = r"""(?P<document>\d{1,6}[a-zA-Z]?/
    (?:(?:19|20)\d\d/[A-ZĐ]{2}[A-ZĐƯ0-9]*|[A-ZĐƯ]{2,}[0-9]*(?![^\W\d_]))
    (?:[ ]?[-–][ ]?[A-ZĐƯ&]{2,}[0-9g]*(?![^\W\d_]))*)"""
_PHONE = r"""(?P<phone>0[ ]?\d{1,3}(?:[ .-]?\d){6,8}(?![\d/]|[.,]\d)
    |84(?:[ .-]?\d){9}(?!\d)|1[89]00[ .]?\d{4,6}(?![\d.,]\d|\d))"""
_NUMERIC = re.compile(
    "|".join(
        (
            _DOCUMENT,
            dates.FULL,
            dates.DAYS,
            dates.SAID,
            _PHONE,
            dates.CLOCK,
            dates.MONTH,
            dates.DAY,
            figures.NUMBER,
        )
    ),
    re.VERBOSE,
)
_PLAIN = re.compile(figures.NUMBER, re.VERBOSE)
_START = re.compile(r"\d+")
_ROMAN = re.compile(r"[IVX]{1,6}(?![^\W_])(?:/(\d{4}))?")
_ROMAN_WORDS = frozenset("quý khóa lần thứ kỳ chương phần mục hạng cấp loại kỷ".split())  # noqa: SIM905 - words
_DOT = re.compile(r"://|@|\.(?:vn|com|org|net|gov|edu|info|asia)(?![^\W_])")
QUOTED = re.compile('[“"«]([^“”"«»\n]{2,1500})[”"»]')
"""A quotation with its marks; group 1 is what stands between them."""
_BEFORE = 32
_AFTER = 48
_DOCUMENT_WORDS = frozenset("số định tư lệnh quyết văn luật".split())  # noqa: SIM905 - words


def mentions(text: str) -> list[Mention]:
    """All of one shadow text, in order, none inside another but those inside quotations."""
    taken = sorted([*_ordinals(text), *_addresses(text)], key=_place)
    return sorted([*_quotes(text), *taken, *_figures(text, taken)], key=_place)


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _figures(text: str, taken: list[Mention]) -> Iterator[Mention]:
    place = 0
    held = iter(taken)
    skip = next(held, None)
    for digit in _START.finditer(text):
        start = digit.start()
        while skip and skip.end <= start:
            skip = next(held, None)
        if start < place or (skip and skip.start <= start):
            continue
        found = None if _inside(text, start) else _NUMERIC.match(text, start)
        mention = _read(found, text) if found else None
        if mention and not (skip and skip.start < mention.end):
            yield mention
        place = mention.end if mention else _end_of_number(text, start)


def _end_of_number(text: str, start: int) -> int:
    found = _PLAIN.match(text, start)
    return found.end("number") if found else start + 1


def _inside(text: str, start: int) -> bool:
    """Whether the digits belong to a word before them: QH15, F-16, COVID-19."""
    if not start:
        return False
    last = text[start - 1]
    if last.isalpha() or last == "_":
        return True
    return last == "-" and start > 1 and text[start - 2].isalpha()


def _read(found: re.Match[str], text: str) -> Mention | None:
    """The first reading that holds; whatever is no date may still be a number."""
    start, end, kind = found.start(), found.end(), found.lastgroup
    before = _words_before(text, start)
    if found["document"]:
        value = found["document"].replace(" ", "").replace("–", "-").upper()
        return Mention(Kind.DOCUMENT, start, end, value)
    if found["phone"]:
        return Mention(Kind.PHONE, start, end, "".join(filter(str.isdigit, found["phone"])))
    made = _dated(found, before[-1] if before else "", start, end) if kind != "number" else None
    if made:
        return made
    plain = _PLAIN.match(text, start)
    if plain is None:
        return None
    return _numbered(plain, text, before)


def _dated(found: re.Match[str], before: str, start: int, end: int) -> Mention | None:
    if found["full"]:
        return dates.of_full(found["full"], start, end)
    if found["days"]:
        return dates.of_days(found["days"], start, end)
    if found["said"]:
        return dates.of_said(
            found["said"].split()[0], found["said_month"], found["said_year"], start, end
        )
    after = found.string[end : end + 16]
    if found["clock"]:
        return dates.of_clock(found["clock"], before, after, start, end)
    if found["month"]:
        if before in _DOCUMENT_WORDS:
            return Mention(Kind.DOCUMENT, start, end, found["month"].replace(" ", ""))
        if before == "quý":
            return Mention(Kind.ORDINAL, start, end, found["month"].replace(" ", ""), "quý")
        return dates.of_month(found["month"], before, start, end)
    if found["day"]:
        return dates.of_day(found["day"], before, after, start, end)
    return None


def _numbered(plain: re.Match[str], text: str, before: list[str]) -> Mention | None:
    start, end = plain.span()
    low = text[end : end + _AFTER].lower()
    if low[:1].isalpha() or low[:1] == "_":
        return None  # 4G, 3D, 100k
    if plain.end("number") == end and before and plain["number"].isdigit():
        said = int(plain["number"]) if len(plain["number"]) < 5 else 0
        if made := dates.of_whole(said, before[-1], start, end):
            return made
    return figures.of_number(plain, low, before)


def _words_before(text: str, start: int) -> list[str]:
    """Up to some words right before a place; an opening bracket or dash counts as one."""
    near = text[max(start - _BEFORE, 0) : start]
    if not near or near[-1].isspace() or near[-1] in "(-–":
        words = near.lower().replace("(", " ( ").replace(",", " ").rsplit(None, 3)
        return words[-2:]
    return []


def _ordinals(text: str) -> Iterator[Mention]:
    for found in _ROMAN.finditer(text):
        start = found.start()
        before = _words_before(text, start) if start and text[start - 1] == " " else ()
        if before and before[-1] in _ROMAN_WORDS:
            year = f"/{found[1]}" if found[1] else ""
            value = _arabic(found[0].partition("/")[0]) + year
            yield Mention(Kind.ORDINAL, start, found.end(), value, before[-1])


def _arabic(roman: str) -> str:
    values = [{"I": 1, "V": 5, "X": 10}[each] for each in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-each if each < after else each for each, after in pairs))


def _addresses(text: str) -> list[Mention]:
    found: list[Mention] = []
    for dot in _DOT.finditer(text):
        if found and dot.start() < found[-1].end:
            continue
        start, end = _whole(text, dot.start(), dot.end())
        if start < dot.start() and (not found or start >= found[-1].end):
            found.append(Mention(Kind.ADDRESS, start, end, text[start:end].lower()))
    return found


_EDGE = re.compile(r"[\s()<>\[\]\"“”«»,;]")


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """What stands around a place without a space, without the signs at its ends."""
    near = text[max(start - 200, 0) : start]
    begins = [m.end() for m in _EDGE.finditer(near)]
    first = max(start - 200, 0) + (begins[-1] if begins else 0)
    after = _EDGE.search(text, end, end + 2000)
    last = after.start() if after else min(end + 2000, len(text))
    while last > end and text[last - 1] in ".:!?…'":
        last -= 1
    return first, last


def _quotes(text: str) -> Iterator[Mention]:
    for found in QUOTED.finditer(text):
        yield Mention(Kind.QUOTE, *found.span(1), found[1])
