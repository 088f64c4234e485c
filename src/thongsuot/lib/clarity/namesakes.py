"""Names and denials of which one part of a text says something else than another.

A name of three syllables or more that stands in one part only, against one there that differs in a
single syllable; «không …» against the same words without it, in sentences that say nearly the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thongsuot.lib.clarity.reading import ReadField, Sentence
from thongsuot.lib.clarity.saying import contents
from thongsuot.lib.text.fold import fold

_FAMILIES = """Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Trịnh
    Đinh Lâm Mai Trương Tô Cao Châu Hà Tạ Lương Phùng Vương Chu Thái Kiều Quách Tăng Lưu Triệu Thạch
    Đàm Khúc Nông Giàng Hứa Mạc Tống Từ Văn Ninh Quan Bạch Cù Diệp Doãn Đồng Lục Mã Nghiêm Phí
    """.split()  # noqa: SIM905 - family names
UPPER = "A-Z" + "".join(char for char in map(chr, range(0xC0, 0x1F00)) if char.isupper())
_SYLLABLE = rf"[{UPPER}][^\W\d_]*"
_NAME = re.compile(rf"(?<!\w)(?:{'|'.join(_FAMILIES)})(?:[ ]{_SYLLABLE}){{2,3}}(?!\w)")
_NEGATIONS = frozenset(["không", "chưa", "chẳng"])
_SET_PHRASES = frozenset(["quân", "gian", "khí", "chỉ", "những", "kể", "ít", "tặc"])
_ALIKE = 0.5  # of the words of the longer sentence: shorter ones deny a part of it
_LEAST = 6  # words that two sentences share


@dataclass(frozen=True, slots=True)
class Against:
    """A span of one field and what another field has instead."""

    field: ReadField
    start: int
    end: int
    words: str
    other: str


def other_names(fields: Sequence[ReadField]) -> Iterator[Against]:
    """Names of people that differ in one syllable between title or lead and what follows."""
    named = [(field, _names(field)) for field in fields]
    for place, (first, ours) in enumerate(named[:2]):
        for second, theirs in named[place + 1 :] if ours else ():
            for name, at in ours.items():
                alike = [
                    other
                    for other in theirs
                    if _one_apart(name, other) and not _known(other, first, name)
                ]
                if len(alike) == 1 and not _known(name, second, alike[0]):
                    yield Against(first, at, at + len(name), name, alike[0])


def _names(field: ReadField) -> dict[str, int]:
    found: dict[str, int] = {}
    for match in _NAME.finditer(field.text):
        found.setdefault(match[0], match.start())
    return found


def _known(name: str, field: ReadField, beside: str) -> bool:
    """Whether a field has the name, or calls the person by the last of it, where that is not the
    last of the name `beside` it too."""
    if name in field.text:
        return True
    last = name.rpartition(" ")[2]
    called = re.search(rf"(?<!\w){re.escape(last)}(?!\w)", field.text)
    return bool(called) and last != beside.rpartition(" ")[2]


def _one_apart(one: str, other: str) -> bool:
    """Whether one syllable differs; the last one, by which kin differ, only in how it goes on."""
    ours, theirs = one.split(), other.split()
    if len(ours) != len(theirs):
        return False
    apart = [place for place, word in enumerate(ours) if word != theirs[place]]
    if len(apart) != 1 or apart[0] == 0:
        return False
    return apart[0] < len(ours) - 1 or fold(ours[-1])[:1] == fold(theirs[-1])[:1]


def other_denials(fields: Sequence[ReadField]) -> Iterator[Against]:
    """«không …» in one part, the same words affirmed in a sentence of another that says the same.

    The span is that of the words with their «không», or of the words that lack it.
    """
    for first, one in _summaries(fields):
        for second in fields[fields.index(first) + 1 :]:
            for other in second.sentences:
                if _alike(first, one, second, other):
                    yield from _denied(first, one, second, other)
                    yield from _denied(second, other, first, one)


def _summaries(fields: Sequence[ReadField]) -> Iterator[tuple[ReadField, Sentence]]:
    for field in fields[:2]:
        for sentence in field.sentences:
            yield field, sentence


def _denied(
    first: ReadField, one: Sentence, second: ReadField, other: Sentence
) -> Iterator[Against]:
    """What `one` denies and `other` affirms, at the place of the denial."""
    words = [token[2] for token in second.tokens[other.first : other.last]]
    runs = list(zip(words, words[1:], words[2:], strict=False))
    for place in range(one.first + 1, one.last - 2):
        start, _end, word = first.tokens[place]
        if word not in _NEGATIONS or first.is_quoted(start):
            continue
        before, after, last = (first.tokens[place + step][2] for step in (-1, 1, 2))
        if (
            after in _SET_PHRASES
            or (after, last) == ("phải", "là")
            or before == "hàng"
            or (before, after, last) not in runs
        ):
            continue
        end = first.tokens[place + 2][1]
        if first.lower[start:end] not in second.lower:
            yield Against(first, start, end, first.text[start:end], f"{before} {after} {last}")


def _alike(first: ReadField, one: Sentence, second: ReadField, other: Sentence) -> bool:
    ours = first.once(contents)[one.start] - _NEGATIONS
    theirs = second.once(contents)[other.start] - _NEGATIONS
    shared = len(ours & theirs)
    return shared >= _LEAST and shared >= _ALIKE * max(len(ours), len(theirs))
