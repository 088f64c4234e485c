"""What a person typed, as what must occur; and that in the language of each engine.

A thing found has every word, accents aside. It ranks higher with the accents as typed, and with
words next to one another as typed: pairs of syllables are to Vietnamese what words are elsewhere,
and finding by them was as good as by a word segmenter. Nothing typed can be an operator.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from thongsuot.search.terms import Sought
from thongsuot.search.words import storable, words_of

LENGTH, MOST = 400, 16  # characters read, things sought

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
                found.append(Sought(words, prefix=last))
    return found[:MOST]


def neighbours(sought: list[Sought]) -> list[Sought]:
    """Pairs of words next to one another as typed, whose standing together ranks a thing higher."""
    words = [word for one in sought for word in one.words]
    last = len(words) - 2
    return [
        Sought(pair, at == last and sought[-1].prefix) for at, pair in enumerate(pairwise(words))
    ]


def for_sqlite(sought: list[Sought]) -> str:
    """An FTS5 expression over the columns of `search_words`.

    Its bm25 counts every phrase that occurs, even in an OR that is true anyway: so what is OR-ed
    to `must` changes nothing in what is found, only its order.
    """
    pairs = neighbours(sought)
    must = " AND ".join(_fts(_folded(one), one.prefix) for one in sought)
    exact = _any(_fts(_exact(one), one.prefix) for one in [*sought, *pairs])
    ranks = f"{{title_exact exact}} : ({exact})"
    if pairs:
        folded = _any(_fts(_folded(one), one.prefix) for one in pairs)
        ranks += f" OR {{title_folded folded}} : ({folded})"
    must = f"{{title_folded folded}} : ({must})"
    return f"{must} AND ({must} OR {ranks})"


def for_postgresql(sought: list[Sought]) -> tuple[str, str, str, str, str]:
    """Five tsqueries: what must occur; words that rank, folded and exact; pairs, folded and exact.

    Pairs are apart since `ts_rank` sees only words; `ts_rank_cd` counts a pair where it stands.
    """
    folded = [_ts(_folded(one), one.prefix) for one in sought]
    exact = [_ts(_exact(one), one.prefix) for one in sought]
    pairs = neighbours(sought)
    return (
        " & ".join(folded),
        " | ".join(folded),
        " | ".join(exact),
        " | ".join(_ts(_folded(one), one.prefix) for one in pairs),
        " | ".join(_ts(_exact(one), one.prefix) for one in pairs),
    )


def _folded(one: Sought) -> list[str]:
    return [word.folded for word in one.words]


def _exact(one: Sought) -> list[str]:
    return [word.exact for word in one.words]


# Words are letters and digits alone, so nothing in them needs escaping.
def _fts(words: list[str], prefix: bool) -> str:
    return f'"{" ".join(words)}"' + (" *" if prefix else "")


def _ts(words: list[str], prefix: bool) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in words) + (":*)" if prefix else ")")


def _any(phrases: Iterable[str]) -> str:
    return " OR ".join(dict.fromkeys(phrases))
