"""The acronyms that bodies of the State use: the shipped list of `data/acronyms.csv`.

Written down from the practice of official papers and of the press; `common` ones any reader knows:
they stand unexplained in newspapers for everybody.
"""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

from thongsuot.lib.clarity.terms import Acronym
from thongsuot.lib.text.fold import fold

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(r"(?<![\w&-])[A-ZĐƯƠÔÂĂÊ]{2,}(?:[&-][A-ZĐƯƠÔÂĂÊ]+)*(?![\w&-])")
_LINKS = frozenset({"và"})
"""Words that most acronyms leave out."""


@cache
def of_state() -> tuple[Acronym, ...]:
    """The shipped list, in its order."""
    file = resources.files("thongsuot.lib.clarity") / "data" / "acronyms.csv"
    rows = csv.DictReader(file.read_text("utf-8").splitlines())
    return tuple(
        Acronym(
            short=row["short"],
            full=tuple(row["full"].split("|")),
            variants=tuple(each for each in row["variants"].split(",") if each),
            common=row["common"] == "1",
        )
        for row in rows
    )


def in_name(short: str, name: str) -> list[Acronym]:
    """The acronyms in a body's short name that its name spells out: «Sở TT&TT Cà Mau» of «Sở
    Thông tin và Truyền thông tỉnh Cà Mau» gives TT&TT. A short name that is one acronym stands
    for the whole name, spelt by it or not («VNNIC»)."""
    found = []
    for written in _SHORT.findall(short):
        full = expansion(written, name) or (name if written == short else "")
        if full:
            found.append(Acronym(written, (full,), _variants(written)))
    return found


def expansion(short: str, name: str) -> str:
    """The words of a name whose first letters an acronym is; "" where there are none.

    >>> expansion("TT&TT", "Sở Thông tin và Truyền thông tỉnh Cà Mau")
    'Thông tin và Truyền thông'
    """
    letters = [letter.lower() for letter in _LETTER.findall(short)]
    words = [(m.start(), m.end(), m[0].lower()) for m in _WORD.finditer(name)]
    for first in range(len(words)):
        last = _spelt(letters, [word for _, _, word in words[first:]])
        if last:
            return name[words[first][0] : words[first + last - 1][1]]
    return ""


def _spelt(letters: list[str], words: list[str]) -> int:
    """How many of the first words spell the letters, 0 if they do not."""
    at = 0
    for count, word in enumerate(words, 1):
        if at and word in _LINKS and (at == len(letters) or letters[at] != word[0]):
            continue
        if not _begins(word, letters[at]):
            return 0
        at += 1
        if at == len(letters):
            return count
    return 0


def _begins(word: str, letter: str) -> bool:
    """«đ» is a letter of its own; other marks are often left out of acronyms."""
    return word[0] == letter or (letter != "d" and fold(word)[:1] == letter and word[0] != "đ")


def _variants(short: str) -> tuple[str, ...]:
    if "&" not in short:
        return ()
    return (short.replace("&", "-"), short.replace("&", ""))


def together(*lists: Iterable[Acronym]) -> tuple[Acronym, ...]:
    """Several lists as one: an acronym once, with every way in which it is spelt out. A variant
    that is itself somebody's official form is none."""
    found: dict[str, Acronym] = {}
    for each in (acronym for some in lists for acronym in some):
        known = found.get(each.short)
        found[each.short] = _merged(known, each) if known else each
    return tuple(_without(each, found) for each in found.values())


def _merged(one: Acronym, two: Acronym) -> Acronym:
    full = {fold(words): words for words in (*two.full, *one.full)}
    return Acronym(
        short=one.short,
        full=tuple(dict.fromkeys(full[fold(words)] for words in (*one.full, *two.full))),
        variants=tuple(dict.fromkeys((*one.variants, *two.variants))),
        common=one.common or two.common,
    )


def _without(each: Acronym, official: dict[str, Acronym]) -> Acronym:
    kept = tuple(variant for variant in each.variants if variant not in official)
    return each if kept == each.variants else Acronym(each.short, each.full, kept, each.common)
