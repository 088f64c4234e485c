"""Which of a few dozen entries a question is about, typed as people type: with or without accents.

BM25F (Robertson, Zaragoza and Taylor, 2004) over folded syllables and pairs of neighbours: «thuê
bao» counts as a pair, so «bao giờ» is no match for it. Where the question bears accents, syllables
that agree in them count for more. What is said in every entry is worth little by its frequency.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from thongsuot.lib.text.fold import fold, nfc
from thongsuot.lib.text.words import pairs
from thongsuot.lib.text.words import words as words_of

WEIGHTS: Mapping[str, float] = {
    "name": 4.0,
    "keyword": 3.5,
    "question": 2.5,
    "one_line": 2.0,
    "message": 1.5,
    "answer": 1.0,
}
"""What a field's words are worth; a field not named here counts as an answer."""

_SATURATION, _LENGTH = 1.2, 0.35  # k1 and b of BM25; fields differ in length by their nature
_PAIR = 1.9  # a pair of neighbours says more than its two syllables
_UNALIKE = 0.55  # of a syllable that is the same but for accents the question does bear
_NEAR = 0.5  # of a syllable that nobody wrote, but one letter off
_ASKING_WORDS = """
là gì thế nào sao bao giờ nhiêu mấy ai đâu khi có không được bị cho về và thì mà của ở với tại vì
như phải cần làm nên sẽ đã đang tôi mình em anh chị à ạ nhé vậy hay ra vào rồi chưa này đó kia một
các những xin hỏi cái con nhiều
"""
_ASKING = frozenset(_ASKING_WORDS.split()) | frozenset(fold(_ASKING_WORDS).split())
"""Syllables that ask or join. In a few dozen entries some are rare by chance alone."""
_ASKED = 0.2


@dataclass(frozen=True)
class Entry:
    """What can be found. `texts` are (field, words); `answers` are (question, answer), counted as
    fields of these names besides."""

    key: str
    texts: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Hit:
    """An entry found. `answer` is the place among its answers that fits best, None if none does."""

    key: str
    score: float
    answer: int | None = None


@dataclass(frozen=True)
class Counted:
    """The terms of one text or entry, weighted: folded ones, and those with their accents."""

    folded: Mapping[str, float]
    exact: Mapping[str, float]
    length: float


@dataclass(frozen=True)
class Index:
    """Entries made ready; build it once for all questions."""

    keys: tuple[str, ...]
    entries: tuple[Counted, ...]
    answers: tuple[tuple[Counted, ...], ...]
    rarity: Mapping[str, float]
    exact: Mapping[str, float]
    joined: Mapping[str, str]  # «thuebao» -> «thue bao»
    mean: float


@dataclass(frozen=True)
class _Term:
    folded: str
    exact: str  # "" where the question has no accents to agree with
    worth: float


def index(entries: Iterable[Entry]) -> Index:
    """All that is needed to rank; cost and size grow with the words."""
    listed = list(entries)
    counted = tuple(_count(_fields(entry)) for entry in listed)
    answers = tuple(
        tuple(_count((("question", q), ("answer", a))) for q, a in entry.answers)
        for entry in listed
    )
    return Index(
        keys=tuple(entry.key for entry in listed),
        entries=counted,
        answers=answers,
        rarity=_rarity([entry.folded for entry in counted]),
        exact=_rarity([entry.exact for entry in counted]),
        joined={
            term.replace(" ", ""): term for entry in counted for term in entry.folded if " " in term
        },
        mean=sum(each.length for each in counted) / max(len(counted), 1),
    )


def rank(found_in: Index, question: str, limit: int = 5) -> list[Hit]:
    """The entries that the question is about, best first; none where nothing fits at all."""
    terms = _asked(found_in, question)
    scored = [
        (_score(found_in, entry, terms, found_in.mean), place)
        for place, entry in enumerate(found_in.entries)
    ]
    least = _BESIDE * max((score for score, _place in scored), default=0.0)
    best = sorted((-score, place) for score, place in scored if score > max(least, 0.0))[:limit]
    return [
        Hit(found_in.keys[place], -score, _best_answer(found_in, place, terms))
        for score, place in best
    ]


def syllables(text: str) -> list[str]:
    """Words and numbers in small letters, as written, with their accents."""
    return [word.exact for word in words_of(nfc(text))]


def _fields(entry: Entry) -> tuple[tuple[str, str], ...]:
    answered = tuple(field for q, a in entry.answers for field in (("question", q), ("answer", a)))
    return entry.texts + answered


def _count(fields: Iterable[tuple[str, str]]) -> Counted:
    folded: dict[str, float] = defaultdict(float)
    exact: dict[str, float] = defaultdict(float)
    length = 0.0
    for name, text in fields:
        weight = WEIGHTS.get(name, WEIGHTS["answer"])
        words = syllables(text)
        length += len(words)
        for term in _terms(words):
            exact[term] += weight
            folded[fold(term)] += weight
    return Counted(folded, exact, length)


def _terms(words: list[str]) -> list[str]:
    return words + pairs(words)


def _rarity(entries: list[Mapping[str, float]]) -> dict[str, float]:
    """BM25's own measure, over entries; question words are never rare."""
    held = Counter(term for entry in entries for term in entry)
    total = len(entries)
    return {term: log(1 + (total - n + 0.5) / (n + 0.5)) * _worth(term) for term, n in held.items()}


def _worth(term: str) -> float:
    words = term.split(" ")
    asking = sum(word in _ASKING for word in words)
    if len(words) == 2:
        return _PAIR if asking < 2 else _ASKED
    return _ASKED if asking else 1.0


def _asked(found_in: Index, question: str) -> list[_Term]:
    words = syllables(question)
    accented = any(fold(word) != word for word in words)
    terms = [_Term(fold(term), term if accented else "", 1.0) for term in _terms(words)]
    once = {term.exact or term.folded: term for term in terms}
    return [known for term in once.values() for known in _known(found_in, term)]


def _known(found_in: Index, term: _Term) -> list[_Term]:
    """The term as some entry has it: itself, two syllables written as one, or one letter off."""
    if term.folded in found_in.rarity:
        return [term]
    if " " in term.folded:
        return []
    if pair := found_in.joined.get(term.folded):
        return [_Term(each, "", 1.0) for each in (*pair.split(" "), pair)]
    if len(term.folded) < 4 or term.folded in _ASKING:
        return []
    near = (word for word in found_in.rarity if " " not in word and _one_off(term.folded, word))
    return [_Term(word, "", _NEAR) for word in near]


@lru_cache(maxsize=50_000)
def _one_off(one: str, other: str) -> bool:
    """One letter added, left out or exchanged, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 3:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    swapped = one[start + 1 : start + 2] + one[start : start + 1] + one[start + 2 :]
    return other[start:] == swapped or (
        one[start + 1 :] == other[start + 1 :]
        or one[start + 1 :] == other[start:]
        or one[start:] == other[start + 1 :]
    )


def _score(found_in: Index, counted: Counted, terms: list[_Term], mean: float) -> float:
    long = 1 - _LENGTH + _LENGTH * counted.length / (mean or 1)
    total = 0.0
    for term in terms:
        alike = found_in.rarity[term.folded] * _often(counted.folded, term.folded, long)
        if term.exact:
            same = found_in.exact.get(term.exact, 0.0) * _often(counted.exact, term.exact, long)
            alike = _UNALIKE * alike + (1 - _UNALIKE) * same
        total += term.worth * alike
    return total


def _often(counts: Mapping[str, float], term: str, long: float) -> float:
    """From 0 to 1: more often is more, but ever less so; in a long entry it counts for less."""
    times = counts.get(term, 0.0) / long
    return times / (times + _SATURATION)


def _best_answer(found_in: Index, place: int, terms: list[_Term]) -> int | None:
    answers = found_in.answers[place]
    mean = sum(each.length for each in answers) / max(len(answers), 1)
    scored = [(_score(found_in, each, terms, mean), -at) for at, each in enumerate(answers)]
    score, at = max(scored, default=(0.0, 0))
    return -at if score > _FITS else None


_BESIDE = 0.25
"""What scores less than so much of the best is not what was meant."""

_FITS = 0.8
"""Less than one syllable of some rarity in common is chance."""
