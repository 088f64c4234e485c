"""A report for a terminal: each finding with its line and a mark under the words."""

import unicodedata
from collections.abc import Iterator, Sequence

from thongsuot.lib.clarity.printing.looked import Looked, Place
from thongsuot.lib.clarity.printing.words import FIELDS, SEVERITIES, WAYS, counted, sound
from thongsuot.lib.clarity.terms import Finding

_WIDTH = 96  # columns of the line that are shown
_LEAD = 30  # columns before the words


def text(looked: Sequence[Looked], language: str = "vi") -> str:
    return sound("\n".join(line for each in looked for line in _lines(each, language)) + "\n")


def _lines(looked: Looked, language: str) -> Iterator[str]:
    for finding in looked.report.findings:
        place = looked.place(finding)
        loud = SEVERITIES[finding.severity][language]
        where = FIELDS[finding.field.partition(":")[0]][language]
        yield (
            f"{looked.name}:{place.line}:{place.column}: {loud} {finding.rule} ({where}): "
            f"{_flat(finding.message)}"
        )
        yield from _marked(place, finding)
        if finding.suggestions:
            yield f"    → {_instead(finding.suggestions[0])}"
        yield ""
    for each in looked.proposals:
        place = looked.place(each)
        yield f"{looked.name}:{place.line}:{place.column}: {WAYS[each.way][language]}"
        yield f"  - {_flat(each.before)}"
        yield from (f"  + {_flat(line)}" for line in each.after.split("\n"))
        yield ""
    yield f"{looked.name}: {counted(looked.report.findings, language)}"


def _marked(place: Place, finding: Finding) -> Iterator[str]:
    """A stretch of the line around the words, and a mark under them."""
    start = place.column - 1
    cut = max(start - _LEAD, 0)
    shown = place.words[cut : cut + _WIDTH]
    shown = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in shown)
    end = place.end_column - 1 if place.end_line == place.line else len(place.words)
    width = max(_columns(shown[start - cut : end - cut]), 1)
    yield f"    {'…' if cut else ''}{shown}{'…' if cut + _WIDTH < len(place.words) else ''}"
    yield f"    {' ' * (_columns(shown[: start - cut]) + bool(cut))}{'^' * width}"


def _columns(words: str) -> int:
    """How wide words stand: marks that combine take no room, wide letters two columns."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in words
    )


def _instead(words: str) -> str:
    """Signs and spaces alone are shown between marks, or nobody would see them."""
    return _flat(words) if any(letter.isalnum() for letter in words) else f"«{words}»"


def _flat(words: str) -> str:
    return " ".join(words.split())
