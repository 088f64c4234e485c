"""With what words a pattern can begin, so that it is tried at those words and nowhere else.

Most patterns of rules begin at the head of a word, with one of a few words. A pattern whose
beginning cannot be told is searched for in the whole text: slower, and the same matches.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

try:
    from re import _constants as told  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - another Python: nothing is known of any pattern
    parser = None

_MOST = 20_000  # steps; a pattern that needs more has too many beginnings
DIGIT = "#"
"""Stands for any digit at the head of a word."""


@dataclass(frozen=True)
class Openings:
    """In small letters: `words` are whole, `heads` are how longer ones begin (DIGIT among them)."""

    words: frozenset[str]
    heads: tuple[str, ...]

    def places(self, starts: Mapping[str, Sequence[int]], vocabulary: Sequence[str]) -> list[int]:
        """Where words that may open the pattern begin, in order. `starts` are the places of every
        word, `vocabulary` its keys in order."""
        found = [starts[word] for word in self.words if word in starts]
        for head in self.heads:
            found += [starts[word] for word in _beginning(vocabulary, head)]
        return sorted(set(chain.from_iterable(found)))


class _UntoldError(Exception):
    """The beginning of a pattern cannot be told."""


@lru_cache(maxsize=1024)
def openings(pattern: re.Pattern[str]) -> Openings | None:
    """What a pattern can begin with; None where that cannot be told, or inside a word."""
    if parser is None:
        return None
    nodes = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    try:
        found = set(_heads(nodes, "", [_MOST])) if _at_word(nodes) else None
    except _UntoldError:
        return None
    if not found or any(not word for word, _whole in found):
        return None
    heads = tuple(sorted({word for word, whole in found if not whole}))
    return Openings(frozenset(word for word, whole in found if whole), heads)


def _beginning(vocabulary: Sequence[str], head: str) -> Iterator[str]:
    if head == DIGIT:
        yield from (word for word in vocabulary if word[0].isdigit())
        return
    for place in range(bisect_left(vocabulary, head), len(vocabulary)):
        if not vocabulary[place].startswith(head):
            return
        yield vocabulary[place]


def _at_word(nodes: Iterable[Any]) -> bool:
    """Whether what stands before the first character proves that no word runs into it."""
    for kind, value in nodes:
        if kind is told.ASSERT_NOT and value[0] == -1 and _is_of_words(value[1]):
            return True
        if kind is told.AT and value in (
            told.AT_BEGINNING,
            told.AT_BEGINNING_LINE,
            told.AT_BEGINNING_STRING,
            told.AT_BOUNDARY,
        ):
            return True
        if kind is told.ASSERT and value[0] == -1 and _ends_no_word(list(value[1])):
            return True
        if kind is told.BRANCH:
            return all(_at_word(branch) for branch in value[1])
        if kind is told.SUBPATTERN:
            return _at_word(value[3])
        if kind not in (told.ASSERT, told.ASSERT_NOT):
            return False
    return False


def _is_of_words(nodes: Iterable[Any]) -> bool:
    nodes = list(nodes)
    return (
        len(nodes) == 1
        and nodes[0][0] is told.IN
        and nodes[0][1][0][0] is not told.NEGATE
        and (told.CATEGORY, told.CATEGORY_WORD) in nodes[0][1]
    )


def _ends_no_word(nodes: list[Any]) -> bool:
    """Whether a lookbehind ends with a sign or a space."""
    if not nodes:
        return False
    kind, value = nodes[-1]
    if kind is told.LITERAL:
        return not _is_word(value)
    if kind is not told.IN:
        return False
    return all(each[0] is told.LITERAL and not _is_word(each[1]) for each in value)


def _heads(nodes: Sequence[Any], sofar: str, left: list[int]) -> Iterator[tuple[str, bool]]:
    """(beginning, whether the word is whole) of every way through the nodes."""
    left[0] -= 1
    if left[0] < 0:
        raise _UntoldError
    if not nodes:
        yield sofar, False
        return
    (kind, value), rest = nodes[0], nodes[1:]
    if kind in (told.ASSERT, told.ASSERT_NOT, told.AT):
        yield from _heads(rest, sofar, left)
    elif kind is told.LITERAL:
        yield from _after(value, rest, sofar, left)
    elif kind is told.IN:
        yield from _of_class(value, rest, sofar, left)
    elif kind is told.BRANCH:
        for branch in value[1]:
            yield from _heads([*branch, *rest], sofar, left)
    elif kind is told.SUBPATTERN:
        yield from _heads([*value[3], *rest], sofar, left)
    elif kind is told.GROUPREF_EXISTS:
        for branch in value[1:]:
            yield from _heads([*(branch or ()), *rest], sofar, left)
    elif kind in (told.MAX_REPEAT, told.MIN_REPEAT, told.POSSESSIVE_REPEAT):
        yield from _of_repeat(value, rest, sofar, left)
    else:
        yield sofar, False


def _of_repeat(
    value: Any, rest: Sequence[Any], sofar: str, left: list[int]
) -> Iterator[tuple[str, bool]]:
    least, most, nodes = value
    if least == 0:
        yield from _heads(rest, sofar, left)
    once = list(nodes)
    if most == 1:
        yield from _heads([*once, *rest], sofar, left)
    else:
        yield from _heads(once, sofar, left)


def _of_class(
    value: Sequence[Any], rest: Sequence[Any], sofar: str, left: list[int]
) -> Iterator[tuple[str, bool]]:
    for kind, each in value:
        if kind is told.LITERAL:
            yield from _after(each, rest, sofar, left)
        elif (kind is told.CATEGORY and each is told.CATEGORY_DIGIT) or (
            kind is told.RANGE and chr(each[0]).isdigit() and chr(each[1]).isdigit()
        ):
            yield sofar or DIGIT, False
        else:
            yield sofar, False


def _after(
    code: int, rest: Sequence[Any], sofar: str, left: list[int]
) -> Iterator[tuple[str, bool]]:
    """After one more character, which may end the word."""
    if not _is_word(code):
        yield sofar, True
        return
    low = chr(code).lower()
    yield from _heads(rest, sofar + (low if len(low) == 1 else chr(code)), left)


def _is_word(code: int) -> bool:
    return chr(code).isalnum()
