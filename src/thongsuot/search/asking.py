"""What a person typed, as what must occur; and that in the language of each engine.

A thing found has every word, accents aside. It ranks higher with the accents as typed, and with
words next to one another as typed: pairs of syllables are to Vietnamese what words are elsewhere,
and finding by them was as good as by a word segmenter. Nothing typed can be an operator.
"""

import re

from thongsuot.search.terms import Sought
from thongsuot.search.words import storable, words_of

LENGTH, MOST = 400, 16  # characters read, things sought
PREFIX_FROM = 2  # letters before a word may go on; with one, half of everything is found

_QUOTED = re.compile(r'["\u201c\u201d\u201e\u00ab\u00bb]')


def understand(text: str) -> list[Sought]:
    """Things that must all occur. Between quotation marks words must follow one another, and so
    must those written without a space: «12/2026/TTTT». The last word may go on. Never raises."""
    parts = _QUOTED.split(storable(text[:LENGTH]))
    found: list[Sought] = []
    for place, part in enumerate(parts):
        closed = place % 2 == 1 and place < len(parts) - 1
        chunks = [part] if closed else part.split()
        for at, chunk in enumerate(chunks):
            last = not closed and place == len(parts) - 1 and at == len(chunks) - 1
            if words := tuple(words_of(chunk)):
                found.append(Sought(words, last and len(words[-1].folded) >= PREFIX_FROM))
    return found[:MOST]


def for_sqlite(sought: list[Sought]) -> str:
    """An FTS5 expression over the columns of `search_words`.

    Its bm25 counts every phrase that occurs. What stands beside a thing sought implies it, and so
    changes nothing in what is found, only the order.
    """
    return " AND ".join(f"({_with_ranks(one, sought[at + 1 :])})" for at, one in enumerate(sought))


def _with_ranks(one: Sought, after: list[Sought]) -> str:
    alike = _alike(one, after[0]) if after else None
    parts = [f"{{title_folded folded}} : {_fts(_folded(one), one.prefix)}"]
    if _accented(one):
        parts.append(f"{{title_exact exact}} : {_fts(_exact(one), one.prefix)}")
    if alike and _accented(alike):
        parts.append(f"{{title_exact exact}} : {_fts(_exact(alike), alike.prefix)}")
    elif alike:
        parts.append(f"{{title_folded folded}} : {_fts(_folded(alike), alike.prefix)}")
    return " OR ".join(parts)


def for_postgresql(sought: list[Sought]) -> dict[str, str]:
    """The tsqueries: what must occur; words that rank; neighbours that rank; "" if there are none.

    Neighbours are apart since `ts_rank` sees only words; `ts_rank_cd` counts them where they stand.
    """
    alike = list(map(_alike, sought, sought[1:]))
    words = [_ts(_folded(one), one.prefix) for one in sought]
    return {
        "must": " & ".join(words),
        "folded": " | ".join(words),
        "exact": " | ".join(_ts(_exact(one), one.prefix) for one in sought if _accented(one)),
        "folded_pairs": _pairs([one for one in alike if not _accented(one)]),
        "exact_pairs": _pairs([one for one in alike if _accented(one)]),
    }


def _pairs(alike: list[Sought]) -> str:
    return " | ".join(_ts(_exact(one), one.prefix) for one in alike)


def _alike(one: Sought, following: Sought) -> Sought:
    """Two things as if typed between quotation marks."""
    return Sought(one.words + following.words, following.prefix)


def _accented(one: Sought) -> bool:
    return any(word.exact != word.folded for word in one.words)


def _folded(one: Sought) -> list[str]:
    return [word.folded for word in one.words]


def _exact(one: Sought) -> list[str]:
    return [word.exact for word in one.words]


# Words are letters and digits alone, so nothing in them needs escaping.
def _fts(words: list[str], prefix: bool) -> str:
    return f'"{" ".join(words)}"' + (" *" if prefix else "")


def _ts(words: list[str], prefix: bool) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in words) + (":*)" if prefix else ")")
