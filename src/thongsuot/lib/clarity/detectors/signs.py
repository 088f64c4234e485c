"""Marks that come in pairs: brackets and quotation marks left open, two kinds of them mixed."""

import re
from collections.abc import Iterator

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule

_PAIRED = re.compile(r"[()“”«»]")
_CLOSES = {")": "(", "”": "“", "»": "«"}
_LISTED = re.compile(r"(?:^|[\s;,.:])(?:\d{1,2}|[a-zđ]|[ivx]{1,4})$")  # «1)», «a)»
_STRAIGHT = re.compile(r'(?<![\d\w])"(?=\w)')


def unpaired(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Brackets and quotation marks of one line that lack their other half."""
    for field in reading.fields:
        for block in field.blocks:
            if block.part in rule.scope:
                yield from _alone(field, block.start, block.end)


def _alone(field: ReadField, start: int, end: int) -> Iterator[Hit]:
    open_at: list[tuple[str, int]] = []
    for found in _PAIRED.finditer(field.text, start, end):
        mark, place = found[0], found.start()
        if mark not in _CLOSES:
            open_at.append((mark, place))
        elif open_at and open_at[-1][0] == _CLOSES[mark]:
            open_at.pop()
        elif not (mark == ")" and _LISTED.search(field.text, max(place - 6, start), place)):
            yield Hit(field, place, place + 1)
    yield from (Hit(field, place, place + 1) for _mark, place in open_at)


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
