"""What a rewrite must leave as it is: figures, dates, names, negations, quotations.

It would rather refuse a good rewrite than let a changed figure through: whatever it cannot tell
from a change is told as one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from thongsuot.lib.text.mentions import Kind, Mention, mentions
from thongsuot.lib.text.sentences import spans
from thongsuot.lib.text.shadow import shadow
from thongsuot.lib.text.syllables import is_syllable


class Thing(StrEnum):
    """What may not change."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that did not stay: as it stood («» if it is new), as it stands («» if gone)."""

    thing: Thing
    before: str
    after: str


_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*%?")
_WORD = re.compile(r"[^\W\d_][\w&-]*")
_QUOTED = re.compile('[“"«]([^“”"«»\n]+)[”"»]')
_COUNTED = re.compile(
    r"\b(?:hai|ba|bốn|năm(?!\s+(?:\d|nay|qua|ngoái|trước|sau|tới|học|đầu|cuối))|sáu|bảy|tám|chín"
    r"|mười|mươi|chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nửa|rưỡi"
    r"|tất cả|toàn bộ|hầu hết|phần lớn|đa số|mọi|duy nhất|tối đa|tối thiểu|ít nhất|nhiều nhất"
    r"|gần|khoảng|hơn|trên|dưới)\b"
)
# «trên», «gần» beside a place say nothing of how many; they count only before a figure.
_ABOUT = {"gần", "khoảng", "hơn", "trên", "dưới"}
_DAYS = re.compile(
    r"\b(?:hôm (?:nay|qua|kia)|ngày mai|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật"
    r"|(?:sáng|chiều|tối|đêm)|năm (?:nay|ngoái|trước|sau|tới)|tháng (?:này|trước|tới|sau)"
    r"|quý (?:i{1,3}|iv)|đầu năm|giữa năm|cuối năm)\b"
)
_NEGATION = re.compile(
    r"(?<!hàng )(?<!trên )(?<!giữa )\b(?:không(?! (?:gian|khí|quân|phận|tưởng|lưu|vận))|chưa|chẳng"
    r"|chả|đừng|chớ|cấm|miễn(?= (?!phí))|trừ|ngừng|ngưng|dừng)\b"
)
_OPENING = (
    "ông bà anh chị các những theo tại trong với đây đó việc khi để ngày từ sau trước do vì bên "
    "cùng ngoài đặc nhờ qua đến trên dưới nếu mỗi mọi hiện nay năm tháng sáng chiều tối hôm mục "
    "đồng tuy nhưng song còn kết người cuộc đơn cơ bộ sở tổng"
)
_OPENERS = frozenset(_OPENING.split())


def unchanged(before: str, after: str) -> tuple[Changed, ...]:
    """What did not stay; empty for a rewrite that may be shown."""
    was, now = shadow(before).text, shadow(after).text
    return (
        *_apart(Thing.QUOTE, _quotes(was), _quotes(now)),
        *_mentioned(was, now),
        *_names(was, now),
        *_negations(was, now),
    )


def _apart(thing: Thing, was: dict[str, str], now: dict[str, str]) -> Iterator[Changed]:
    """Things by what they mean: those that went, those that came; told as they stand written.
    One that went and one that came are told as one change."""
    gone = [words for value, words in was.items() if value not in now]
    come = [words for value, words in now.items() if value not in was]
    for place in range(max(len(gone), len(come))):
        yield Changed(
            thing,
            gone[place] if place < len(gone) else "",
            come[place] if place < len(come) else "",
        )


def _quotes(text: str) -> dict[str, str]:
    return {" ".join(words.split()): words for words in _QUOTED.findall(text)}


def _mentioned(was: str, now: str) -> Iterator[Changed]:
    """Figures and dates by their values, then what is written in words."""
    figures_was, dates_was = _values(was)
    figures_now, dates_now = _values(now)
    yield from _apart(Thing.FIGURE, figures_was, figures_now)
    yield from _apart(Thing.DATE, dates_was, dates_now)


def _values(text: str) -> tuple[dict[str, str], dict[str, str]]:
    figures: dict[str, str] = {}
    dates: dict[str, str] = {}
    low, bare = text.lower(), list(text)
    for each in mentions(text):
        if each.kind is Kind.QUOTE:
            continue
        words = text[each.start : each.end]
        kept = dates if each.kind in (Kind.DATE, Kind.TIME) else figures
        kept[_value(each)] = words
        bare[each.start : each.end] = " " * (each.end - each.start)
    rest = "".join(bare)
    figures |= {found[0]: found[0] for found in _DIGITS.finditer(rest)}
    figures |= {found[0]: found[0] for found in _COUNTED.finditer(rest.lower())
                if found[0] not in _ABOUT}  # fmt: skip
    dates |= {found[0]: found[0] for found in _DAYS.finditer(low)}
    return figures, dates


def _value(each: Mention) -> str:
    """Of a count only the first word of its noun: who counts «nhà báo, phóng viên» may count
    «nhà báo»."""
    unit = each.unit.partition(" ")[0] if each.kind is Kind.COUNT else each.unit
    return f"{each.kind}|{each.about}|{each.value}|{unit}"


# Names -------------------------------------------------------------------------------------------


def _names(was: str, now: str) -> Iterator[Changed]:
    gone = {run: run for run in _missing(was, now)}
    come = {run: run for run in _missing(now, was)}
    yield from _apart(Thing.NAME, gone, come)


def _missing(text: str, other: str) -> Iterator[str]:
    """The names of a text that another does not have."""
    there = f" {' '.join(_WORD.findall(other))} ".casefold()
    for words, opens in _runs(text):
        if f" {' '.join(words)} ".casefold() in there:
            continue
        rest = words[1:] if opens else words
        first = words[0].casefold()
        known = first in _OPENERS or f" {first} " in there or (len(words) == 1 and _plain(first))
        if rest is words or not known or (rest and f" {' '.join(rest)} ".casefold() not in there):
            yield " ".join(words)


def _plain(word: str) -> bool:
    """Whether a word that opens a sentence may be no name at all."""
    return is_syllable(word)


def _runs(text: str) -> Iterator[tuple[list[str], bool]]:
    """Words in capitals that stand together, and whether they open a sentence."""
    openings = _openings(text)
    run: list[str] = []
    opens, end = False, -1
    for found in _WORD.finditer(text):
        if not found[0][0].isupper():
            continue
        if run and found.start() == end + 1 and text[end] == " " and found.start() not in openings:
            run.append(found[0])
        else:
            if run:
                yield run, opens
            run, opens = [found[0]], found.start() in openings
        end = found.end()
    if run:
        yield run, opens


def _openings(text: str) -> set[int]:
    """Where a capital says only that a sentence, a quotation or a list begins."""
    starts, place = [], 0
    for line in text.split("\n"):
        starts += [place + start for start, _end in spans(line)]
        place += len(line) + 1
    starts += [found.end() for found in re.finditer(r"[:;]\s|[“\"«(]|\n\s*[-–•+]\s*", text)]
    firsts = (_WORD.search(text, start) for start in starts)
    return {found.start() for found in firsts if found}


def _negations(was: str, now: str) -> Iterator[Changed]:
    """Each negating word as often as it stood: «không» and «chưa» are not the same."""
    before = Counter(_NEGATION.findall(was.lower()))
    after = Counter(_NEGATION.findall(now.lower()))
    gone = sorted((before - after).elements())
    come = sorted((after - before).elements())
    for place in range(max(len(gone), len(come))):
        yield Changed(
            Thing.NEGATION,
            gone[place] if place < len(gone) else "",
            come[place] if place < len(come) else "",
        )
