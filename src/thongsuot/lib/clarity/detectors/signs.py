"""Marks that come in pairs: brackets and quotation marks left open, two kinds of them mixed."""

import re
from collections.abc import Iterator
from itertools import islice

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule
from thongsuot.lib.text.legacy import is_broken

_PAIRED = re.compile('[()“”"]')
_CLOSES = {")": "(", "”": "“"}
_LISTED = re.compile(
    r"(?:(?:^|[\s;,.:\"“])(?:\d{1,2}|[a-zA-ZđĐ]|[ivx]{1,4}|[:;=]o)|[:;=]-?\)*)$"
)  # «1)», «"a)», «:))»
_NEW_PARAGRAPH = re.compile(r"[.!?…] “")
_REACH = 600  # characters of a paragraph of a long quotation
_MOST = 20  # in one line: what has more is no prose
_STRAIGHT = re.compile(r'(?<![\d\w])"(?=\w)')


def unpaired(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Brackets and quotation marks of one line that lack their other half."""
    for field in reading.fields:
        for block in field.blocks:
            if block.part in rule.scope and not _is_damaged(field, block.start, block.end):
                yield from islice(_alone(field, block.start, block.end), _MOST)


def _alone(field: ReadField, start: int, end: int) -> Iterator[Hit]:
    """A straight quotation mark may stand for either curly one: that is another rule's matter."""
    open_at: dict[str, list[int]] = {"(": [], "“": []}
    straight = 0
    for found in _PAIRED.finditer(field.text, start, end):
        mark, place = found[0], found.start()
        if mark in open_at:
            open_at[mark].append(place)
        elif mark == '"':
            straight += 1
            if open_at["“"]:
                open_at["“"].pop()
        elif open_at[_CLOSES[mark]]:
            open_at[_CLOSES[mark]].pop()
        elif mark == ")" and _LISTED.search(field.text, max(place - 8, start), place):
            continue
        elif not (mark == "”" and straight):
            yield Hit(field, place, place + 1)
    for mark, places in open_at.items():
        for place in places:
            if not (mark == "“" and _goes_on(field, place, start, end)):
                yield Hit(field, place, place + 1)


def _is_damaged(field: ReadField, start: int, end: int) -> bool:
    """Whether a line has broken letters, where nobody knows which signs are signs."""
    return not field.text.isascii() and is_broken(field.text[start:end])


def _goes_on(field: ReadField, place: int, start: int, end: int) -> bool:
    """Whether a quotation is cut off, or runs on into a paragraph that opens with the mark again;
    paragraphs may have been put into one line."""
    if field.text[start:end].rstrip().endswith(("...", "…")):
        return True
    if field.text[end : end + 3].lstrip("\n ").startswith("“"):
        return True
    return bool(_NEW_PARAGRAPH.search(field.text, place + 1, min(place + _REACH, end)))


def mixed_quotes(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The first straight quotation mark of a text that uses curly ones elsewhere."""
    if not any("“" in field.text for field in reading.fields):
        return
    for field in reading.fields:
        found = _STRAIGHT.search(field.text)
        if found and any(b.start <= found.start() < b.end for b in field.blocks):
            yield Hit(field, *found.span())
            return


DETECTORS = {"mixed_quotes": mixed_quotes, "unpaired": unpaired}
