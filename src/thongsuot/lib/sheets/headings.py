"""Which column is what: headings matched to the fields of whoever imports."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from thongsuot.lib.text.fold import fold

SURE = 0.9
"""From here on a match needs no second look."""
_LEAST = 0.55
_ALIKE = 0.84  # of letters, for typing errors
_ASIDE = re.compile(r"\(.*?\)|\[.*?\]")
_SIGNS = re.compile(r"[^\w/&]+")
_SHORT = {"dtdd": "di dong", "so dt": "so dien thoai", "đt": "dt"}


@dataclass(frozen=True, slots=True)
class Recognition:
    """`columns`: each field with its column (from 0) or None; `confidence`: 0 to 1 of those found;
    `unknown`: columns with a heading that no field claimed."""

    columns: dict[str, int | None]
    confidence: dict[str, float]
    unknown: tuple[int, ...]


def recognise(
    headings: Sequence[str],
    synonyms: Mapping[str, Collection[str]],
    among: Collection[int] | None = None,
) -> Recognition:
    """Each field to the one column whose heading fits best, each column to one field.

    Case, accents, signs and what stands in brackets do not matter. 1.0 is a synonym word for word,
    0.9 one with a remark, less where a heading only contains it or is misspelt. Of two equal
    columns the left one is taken, of two equal fields the one named first; so a second «Điện
    thoại» goes to a later field with that synonym. `among` narrows to some columns.
    """
    places = [n for n in range(len(headings)) if among is None or n in among]
    scores = [
        (-score, order, place, field)
        for order, (field, words) in enumerate(synonyms.items())
        for place in places
        if (score := _score(headings[place], words)) >= _LEAST
    ]
    columns: dict[str, int | None] = dict.fromkeys(synonyms)
    confidence: dict[str, float] = {}
    taken: set[int] = set()
    for score, _, place, field in sorted(scores):
        if columns[field] is None and place not in taken:
            columns[field], confidence[field] = place, round(-score, 2)
            taken.add(place)
    unknown = tuple(n for n in places if headings[n] and n not in taken)
    return Recognition(columns, confidence, unknown)


def by_group(
    headings: Sequence[str], synonyms: Mapping[str, Collection[str]], by: str
) -> dict[str, Recognition]:
    """A sheet that has several people in one row: «Lãnh đạo / Họ tên», «Cán bộ đầu mối / Họ tên».

    Each group under which the field `by` (the name) is found comes by itself, with the columns that
    belong to no such group; a plain sheet comes as one group, «».
    """
    groups: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        groups.setdefault(_group(heading), []).append(place)
    people = [
        group
        for group, places in groups.items()
        if group and recognise(headings, synonyms, places).columns[by] is not None
    ]
    if not people:
        return {"": recognise(headings, synonyms)}
    shared = [n for group, places in groups.items() if group not in people for n in places]
    return {group: _joined(headings, synonyms, groups[group], shared) for group in people}


def _joined(
    headings: Sequence[str],
    synonyms: Mapping[str, Collection[str]],
    own: Sequence[int],
    shared: Sequence[int],
) -> Recognition:
    """The group's own columns first; what they leave open is sought in those that all share."""
    first = recognise(headings, synonyms, own)
    left = {field: words for field, words in synonyms.items() if first.columns[field] is None}
    rest = recognise(headings, left, shared)
    return Recognition(
        first.columns | rest.columns,
        first.confidence | rest.confidence,
        tuple(sorted(first.unknown + rest.unknown)),
    )


def _group(heading: str) -> str:
    return heading.rpartition(" / ")[0]


def _score(heading: str, synonyms: Iterable[str]) -> float:
    """The best of the whole heading and of its lowest level, over all synonyms."""
    lowest = heading.rpartition(" / ")[2]
    forms = {_plain(lowest): 0.97} | {_plain(heading): 1.0}
    remarked = {_plain(_ASIDE.sub("", lowest)): 0.9}
    words = [_plain(word) for word in synonyms]
    exact = max((w for form, w in (remarked | forms).items() if form in words and form), default=0)
    if exact:
        return exact
    return max((_near(form, word) for form in remarked for word in words), default=0)


def _near(heading: str, word: str) -> float:
    """Contained whole («họ và tên người phát ngôn»), or a typing error away."""
    if not heading or not word:
        return 0
    if f" {word} " in f" {heading} " and len(word) > 2:
        start = 0.03 if heading.startswith(word) else 0.0
        return 0.6 + start + 0.2 * len(word) / len(heading)
    alike = SequenceMatcher(None, heading, word).ratio() if len(word) > 4 else 0
    return 0.6 * alike + 0.1 if alike >= _ALIKE else 0


def _plain(text: str) -> str:
    plain = " ".join(_SIGNS.sub(" ", fold(text)).split()).replace(" / ", "/")
    return _SHORT.get(plain, plain)
