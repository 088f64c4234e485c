"""A document made ready for all rules at once: shadows, sentences, syllables, quotations."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from thongsuot.lib.clarity.openings import openings
from thongsuot.lib.clarity.phrases import TOKEN, Found
from thongsuot.lib.clarity.rulebook import Rule, all_phrases, by_id
from thongsuot.lib.clarity.terms import NOTHING, Block, Document, Field, Part, Registry
from thongsuot.lib.text.mentions import QUOTED, Mention, mentions
from thongsuot.lib.text.sentences import spans
from thongsuot.lib.text.shadow import Shadow, shadow

Made = TypeVar("Made")
_RUN = re.compile(r"[^\W_]+")
_BESIDE = 30  # characters in which two words are looked for
_SAID = 800  # characters in which a quotation that is open must have begun


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a field, in its shadow; `first` and `last` bound its tokens."""

    start: int
    end: int
    part: Part
    block: int
    first: int
    last: int


class ReadField:
    """One field as rules see it: all places are places in the shadow."""

    def __init__(self, given: Field) -> None:
        self.name = given.name
        self.given = given
        self.shadow: Shadow = shadow(given.text)
        self.text = self.shadow.text
        self.blocks = _moved(given.blocks, self.shadow)
        self._made: dict[object, object] = {}
        self._asked: dict[re.Pattern[str], dict[int, bool]] = {}

    @cached_property
    def lower(self) -> str:
        return self.text.replace("\u0130", "I").lower()  # İ alone has two small letters

    @cached_property
    def tokens(self) -> list[tuple[int, int, str]]:
        """(start, end, word in small letters): syllables, numbers, compounds as «TT-TT»."""
        return [(m.start(), m.end(), m[0]) for m in TOKEN.finditer(self.lower)]

    @cached_property
    def sentences(self) -> list[Sentence]:
        return list(self._sentences())

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """What stands between quotation marks, marks included, in order."""
        return [m.span() for m in QUOTED.finditer(self.text)]

    @cached_property
    def mentions(self) -> list[Mention]:
        return mentions(self.text)

    @cached_property
    def parts(self) -> frozenset[Part]:
        """What kinds of blocks there are: a rule that looks at none of them need not look."""
        quoted = [Part.QUOTE] if self.quotes else []
        return frozenset([*quoted, *(block.part for block in self.blocks)])

    @cached_property
    def block_syllables(self) -> list[int]:
        """By block, in order."""
        found = [0] * len(self.blocks)
        for sentence in self.sentences:
            found[sentence.block] += sentence.last - sentence.first
        return found

    def phrases(self, rule: Rule) -> list[Found]:
        """Where a rule's phrases stand; those of all rules of the house are found at once."""
        if by_id().get(rule.id) is rule:
            return self._phrases.get(rule.id, [])
        return rule.own_phrases.find(self.tokens, self.lower).get(rule.id, [])

    @cached_property
    def _phrases(self) -> dict[str, list[Found]]:
        return all_phrases().find(self.tokens, self.lower)

    def part_at(self, place: int) -> Part | None:
        """What kind of block a place lies in; quoted words inside a block are a quote."""
        found = bisect_right(self._starts, place) - 1
        if found < 0 or place >= self.blocks[found].end:
            return None
        return Part.QUOTE if self.is_quoted(place) else self.blocks[found].part

    def block_around(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the block that a span begins in, or of the blocks that it runs through."""
        found = bisect_right(self._starts, start) - 1
        if found < 0:
            return 0, len(self.text)
        block = self.blocks[found]
        return block.start, block.end if end <= block.end else len(self.text)

    def is_quoted(self, place: int) -> bool:
        found = bisect_right(self.quotes, (place, len(self.text))) - 1
        return found >= 0 and self.quotes[found][0] <= place < self.quotes[found][1]

    def words_beside(self, start: int, end: int) -> tuple[str, ...]:
        """Up to two words before a span and two after it, with the signs on them."""
        before = self.text[max(start - _BESIDE, 0) : start].split()[-2:]
        return (*before, *self.text[end : end + _BESIDE].split()[:2])

    def is_said(self, place: int) -> bool:
        """Whether a place lies in a quotation, one that holds another or lacks its end included."""
        start = max(self.block_around(place, place)[0], place - _SAID)
        opened = self.text.count("“", start, place) > self.text.count("”", start, place)
        return opened or self.is_quoted(place)

    def sentence_number(self, place: int) -> int:
        """Which sentence a place lies in, or the last one before it; -1 before the first."""
        return bisect_right(self._sentence_starts, place) - 1

    def sentence_at(self, place: int) -> Sentence | None:
        found = self.sentence_number(place)
        return self.sentences[found] if found >= 0 else None

    def once(self, make: "Callable[[ReadField], Made]") -> Made:
        """What a function makes of this field, made once however many rules ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What `pattern.finditer(self.text)` gives, tried only where its first words stand."""
        opening = openings(pattern)
        if opening is None:
            yield from pattern.finditer(self.text)
            return
        last = 0
        for place in opening.places(self.word_starts, self._vocabulary):
            found = pattern.match(self.text, place) if place >= last else None
            if found:
                last = found.end()
                yield found

    @cached_property
    def word_starts(self) -> dict[str, list[int]]:
        """Where every run of letters and digits begins, by the run in small letters."""
        found: dict[str, list[int]] = defaultdict(list)
        for start, _end, word in self.tokens:
            if word.isalnum():
                found[word].append(start)
            else:
                for part in _RUN.finditer(word):
                    found[part[0]].append(start + part.start())
        return dict(found)

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(self.word_starts)

    def sentence_has(self, pattern: re.Pattern[str], place: int) -> bool:
        """Whether a pattern stands in the sentence of a place; each sentence is asked once."""
        sentence = self.sentence_at(place)
        if sentence is None:
            return False
        asked = self._asked.setdefault(pattern, {})
        if sentence.start not in asked:
            found = pattern.search(self.text, sentence.start, sentence.end)
            asked[sentence.start] = found is not None
        return asked[sentence.start]

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def _sentences(self) -> Iterator[Sentence]:
        starts = [token[0] for token in self.tokens]
        for number, block in enumerate(self.blocks):
            for start, end in spans(self.text[block.start : block.end]):
                start, end = start + block.start, end + block.start
                first, last = bisect_right(starts, start - 1), bisect_right(starts, end - 1)
                yield Sentence(start, end, block.part, number, first, last)


class Reading:
    """A document as rules see it, with what the house knows."""

    def __init__(self, document: Document, registry: Registry = NOTHING) -> None:
        self.document = document
        self.registry = registry
        self.fields = [ReadField(each) for each in document.fields]

    def field(self, name: str) -> ReadField | None:
        return next((each for each in self.fields if each.name == name), None)


def _moved(blocks: tuple[Block, ...], through: Shadow) -> list[Block]:
    """The blocks in the places of the shadow."""
    if through.text == through.original:
        return list(blocks)
    return [Block(b.part, through.of(b.start), through.of(b.end), b.item) for b in blocks]
