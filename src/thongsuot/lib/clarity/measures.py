"""A text in figures, beside what the press writes. Counts and percentiles: no score, no grade.

Counted is running text (the lead and the body), not titles, captions or blocks of quotation. The
norm is computed from articles by `thongsuot bench clarity-norm`; a percentile of 80 says that 80 in
100 articles have less.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import by_id
from thongsuot.lib.clarity.terms import Part

LONG = 49
"""Syllables: a longer sentence is longer than nine in ten of the press."""
ENOUGH = 100
"""Syllables below which a text is too short to stand beside the press."""
CLICHES = "CLI1"
"""The rule whose phrases are the clichés that are counted."""

NAMES: dict[str, dict[str, str]] = {
    "syllables": {"vi": "Số tiếng", "en": "Syllables"},
    "sentences": {"vi": "Số câu", "en": "Sentences"},
    "sentence_mean": {"vi": "Số tiếng trung bình một câu", "en": "Syllables a sentence, mean"},
    "sentence_p50": {
        "vi": "Nửa số câu không dài quá (tiếng)",
        "en": "Half the sentences have at most (syllables)",
    },
    "sentence_p90": {
        "vi": "Chín phần mười số câu không dài quá (tiếng)",
        "en": "Nine sentences in ten have at most (syllables)",
    },
    "long_share": {"vi": "Câu dài trên 49 tiếng (%)", "en": "Sentences over 49 syllables (%)"},
    "acronyms": {"vi": "Chữ viết tắt trên 1.000 tiếng", "en": "Acronyms per 1,000 syllables"},
    "cliches": {"vi": "Cụm từ sáo trên 1.000 tiếng", "en": "Clichés per 1,000 syllables"},
    "nominalisations": {
        "vi": "«Sự», «việc», «công tác»… trên 1.000 tiếng",
        "en": "Nominalisations per 1,000 syllables",
    },
}
"""Every measure with its name on screens, in their order. In all but the first two less is
clearer."""
COUNTED = ("syllables", "sentences")

_ACRONYM = re.compile(r"(?<!\w)[A-ZĐĂÂÊÔƠƯ]{2,}(?:[&-][A-ZĐĂÂÊÔƠƯ]{2,})*(?!\w)")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_NOMINAL = re.compile(
    r"(?<!công )(?<!làm )(?<!xin )(?<!tìm )(?<!\w)"
    r"(?:sự(?! kiện| cố| thật| việc| nghiệp| vụ| tình)|việc(?! làm)|công tác|hoạt động)(?= \w)"
)


@dataclass(frozen=True)
class Change:
    """One measure before and after. `clearer` is None where it tells nothing."""

    before: float
    after: float
    clearer: bool | None


def measures(reading: Reading) -> dict[str, dict[str, float | int | None]]:
    """Every name of NAMES to {"value", "percentile"}; percentile 0..100 against the press, None
    for plain counts and for texts of fewer than ENOUGH syllables."""
    values = counted(reading)
    enough = values["syllables"] >= ENOUGH
    return {
        name: {"value": value, "percentile": percentile(name, value) if enough else None}
        for name, value in values.items()
    }


def counted(reading: Reading) -> dict[str, float | int]:
    """The values alone: what the norm is made of."""
    lengths = sentence_lengths(reading)
    syllables = sum(lengths)
    thousand = max(syllables, 1) / 1000
    ordered = sorted(lengths)
    return {
        "syllables": syllables,
        "sentences": len(lengths),
        "sentence_mean": round(syllables / max(len(lengths), 1), 1),
        "sentence_p50": _at(ordered, 50),
        "sentence_p90": _at(ordered, 90),
        "long_share": round(100 * sum(n > LONG for n in lengths) / max(len(lengths), 1), 1),
        "acronyms": round(sum(map(_acronyms, reading.fields)) / thousand, 1),
        "cliches": round(sum(map(_cliches, reading.fields)) / thousand, 1),
        "nominalisations": round(sum(map(_nominals, reading.fields)) / thousand, 1),
    }


def compared(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> dict[str, Change]:
    """What a revision did to each measure that both have."""
    found = {}
    for name in NAMES:
        if name in before and name in after:
            old, new = before[name]["value"], after[name]["value"]
            clearer = None if name in COUNTED or old == new else new < old
            found[name] = Change(old, new, clearer)
    return found


def percentile(name: str, value: float) -> int | None:
    """How many of 100 articles of the press have less; None for what the norm does not know."""
    quantiles = norm()["quantiles"].get(name)
    return min(bisect_left(quantiles, value), 100) if quantiles else None


@lru_cache(maxsize=1)
def norm() -> dict[str, Any]:
    """`norm.json`: `articles`, `corpus`, `drawn`, `cliches` (the version of the rule counted by),
    `sentence` (percentiles of syllables in one sentence) and `quantiles` (101 by measure)."""
    file = resources.files("thongsuot.lib.clarity").joinpath("norm.json")
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def quantiles(values: Iterable[float]) -> list[float]:
    """The 0th to the 100th percentile, by nearest rank."""
    ordered = sorted(values)
    return [_at(ordered, share) for share in range(101)]


def _at(ordered: Sequence[float], share: int) -> float:
    """The value at so many per cent of an ordered row (nearest rank); 0 of nothing."""
    return ordered[max(-(-share * len(ordered) // 100) - 1, 0)] if ordered else 0


def sentence_lengths(reading: Reading) -> list[int]:
    """The syllables of every sentence of running text."""
    sentences = (each for field in reading.fields for each in field.sentences)
    return [s.last - s.first for s in sentences if _running(s.part) and s.last > s.first]


def _running(part: Part | None) -> bool:
    return part in (Part.LEAD, Part.BODY)


def _texts(field: ReadField) -> Iterable[tuple[int, int]]:
    return ((block.start, block.end) for block in field.blocks if _running(block.part))


def _acronyms(field: ReadField) -> int:
    found = (
        match[0]
        for start, end in _texts(field)
        if not field.text[start:end].isupper()
        for match in _ACRONYM.finditer(field.text, start, end)
    )
    return sum(not _ROMAN.match(short) for short in found)


def _nominals(field: ReadField) -> int:
    return sum(
        1 for start, end in _texts(field) for _match in _NOMINAL.finditer(field.lower, start, end)
    )


def _cliches(field: ReadField) -> int:
    rule = by_id()[CLICHES]
    return sum(_running(field.part_at(hit[0])) for hit in field.phrases(rule))
