"""What a person typed, as what must occur; and that in the language of each engine.

A thing found has every word, accents aside. It ranks higher with the accents as typed, and with
words next to one another as typed: pairs of syllables are to Vietnamese what words are elsewhere,
and finding by them was as good as by a word segmenter. Nothing typed can be an operator.
"""

import re
from itertools import pairwise

from thongsuot.search.terms import Sought, Word
from thongsuot.search.words import storable, words_of

LENGTH, MOST = 400, 16  # characters read, things sought
PREFIX_FROM = 2  # letters before a word may go on

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


def pairs(sought: list[Sought]) -> list[tuple[Word, Word]]:
    """Neighbours as typed, whose standing together ranks a thing higher."""
    return list(pairwise(word for one in sought for word in one.words))


def for_sqlite(sought: list[Sought]) -> str:
    """An FTS5 expression over the columns of `search_words`.

    Its bm25 counts every phrase that occurs, even in an OR that is true anyway: so the second
    half changes nothing in what is found, only in its order.
    """
    must = " AND ".join(_fts([w.folded for w in one.words], one.prefix) for one in sought)
    first = sought[0]
    folded = [_fts([first.words[0].folded], first.prefix and len(first.words) == 1)]
    folded += [_fts([a.folded, b.folded]) for a, b in pairs(sought)]
    exact = [_fts([w.exact for w in one.words], one.prefix) for one in sought]
    exact += [_fts([a.exact, b.exact]) for a, b in pairs(sought)]
    return (
        f"({_FOLDED} : ({must})) AND "
        f"({_FOLDED} : ({_any(folded)}) OR {_EXACT} : ({_any(exact)}) OR {_FOLDED} : ({must}))"
    )


_FOLDED, _EXACT = "{title_folded folded}", "{title_exact exact}"


def _fts(words: list[str], prefix: bool = False) -> str:
    # Words are letters and digits alone, so nothing in them needs escaping.
    return f'"{" ".join(words)}"' + (" *" if prefix else "")


def _any(phrases: list[str]) -> str:
    return " OR ".join(dict.fromkeys(phrases))


def for_postgresql(sought: list[Sought]) -> tuple[str, str, str]:
    """Three tsqueries: what must occur; what ranks, folded; what ranks, exact."""
    must = " & ".join(_ts([w.folded for w in one.words], one.prefix) for one in sought)
    folded = [_ts([w.folded for w in one.words], one.prefix) for one in sought]
    folded += [_ts([a.folded, b.folded]) for a, b in pairs(sought)]
    exact = [_ts([w.exact for w in one.words], one.prefix) for one in sought]
    exact += [_ts([a.exact, b.exact]) for a, b in pairs(sought)]
    return must, _either(folded), _either(exact)


def _ts(words: list[str], prefix: bool = False) -> str:
    quoted = [f"'{word}'" for word in words]
    return "(" + " <-> ".join(quoted) + (":*)" if prefix else ")")


def _either(phrases: list[str]) -> str:
    return " | ".join(dict.fromkeys(phrases))
