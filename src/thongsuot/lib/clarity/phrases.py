"""The phrases of many rules found in one walk over the syllables of a text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

TOKEN = re.compile(r"[^\W_]+(?:[-–&][^\W_]+)*")
"""One syllable, number or compound such as «TT-TT»."""

Token = tuple[int, int, str]
Phrase = tuple[str, ...]
Found = tuple[int, int, str]
"""Start, end, and what should stand instead ("" for nothing better)."""


@dataclass(frozen=True, slots=True)
class _Entry:
    rule: str
    tokens: Phrase
    said: list[str]
    instead: str


class Phrasebook:
    """Phrases by their first two words. One rule's phrases never overlap: its longest wins."""

    def __init__(self, phrases: Mapping[str, Mapping[Phrase, str]]) -> None:
        self._by_start: dict[Phrase, list[_Entry]] = defaultdict(list)
        for rule, told in phrases.items():
            for said, instead in told.items():
                tokens = tuple(match[0] for match in TOKEN.finditer(" ".join(said)))
                self._by_start[tokens[:2]].append(_Entry(rule, tokens, list(said), instead))
        for entries in self._by_start.values():
            entries.sort(key=lambda entry: -len(entry.tokens))
        self._firsts = {start[0] for start in self._by_start if start}

    def find(self, tokens: Sequence[Token], lower: str) -> dict[str, list[Found]]:
        """By rule, in order. `lower` is the text of the tokens, in small letters."""
        found: dict[str, list[Found]] = defaultdict(list)
        firsts, words = self._firsts, [token[2] for token in tokens]
        for place in [place for place, word in enumerate(words) if word in firsts]:
            for entry in self._at(words, place):
                start, end = tokens[place][0], tokens[place + len(entry.tokens) - 1][1]
                before = found[entry.rule]
                if (not before or before[-1][1] <= start) and _stands(entry, lower[start:end]):
                    before.append((start, end, entry.instead))
        return found

    def _at(self, words: Sequence[str], place: int) -> Iterator[_Entry]:
        """What may begin at a word, the longest first."""
        for entry in self._by_start.get(tuple(words[place : place + 2]), ()):
            size = len(entry.tokens)
            if size == 2 or tuple(words[place : place + size]) == entry.tokens:
                yield entry
        yield from self._by_start.get((words[place],), ())


def _stands(entry: _Entry, text: str) -> bool:
    """Whether nothing but spaces parts the words: no comma, no line end."""
    return len(entry.tokens) == 1 or (text.split() == entry.said and "\n" not in text)
