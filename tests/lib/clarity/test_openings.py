"""A pattern tried only where its first words stand finds what it finds in the whole text."""

import re

import pytest
from hypothesis import given, settings

from tests.lib.clarity.test_properties import EXAMPLES, TEXTS
from thongsuot.lib.clarity import of_text
from thongsuot.lib.clarity.openings import DIGIT, openings
from thongsuot.lib.clarity.reading import ReadField
from thongsuot.lib.clarity.rulebook import rules

PATTERNS = [rule.pattern for rule in rules() if rule.pattern]


@pytest.mark.parametrize(
    ("pattern", "words", "heads"),
    [
        (r"(?<!\w)(?:[Tt]rong|hết sức)(?!\w)", {"hết"}, ("trong",)),
        (r"(?<!\w)(?:[Tt]rong|hết) \w", {"trong", "hết"}, ()),
        (r"(?:(?m:^)|(?<=[.!?] ))Theo ", {"theo"}, ()),
        (r"\b(?:rất )?hay ", {"rất", "hay"}, ()),
        (r"(?<![\w.,])\d{1,3} ", set(), (DIGIT,)),
        (r"(?<!\w)TP?\. ", {"t", "tp"}, ()),
    ],
)
def test_how_a_pattern_opens(pattern: str, words: set[str], heads: tuple[str, ...]) -> None:
    found = openings(re.compile(pattern))
    assert found and (set(found.words), found.heads) == (words, heads)


@pytest.mark.parametrize(
    "pattern",
    ["trong ", r"(?<=[a-z])\d", r"(?<!\w).x", r"(?<!\w)(?:a|\S)", r"(?<!x)ab", r"\w+ a", ""],
)
def test_where_it_cannot_be_told_the_whole_text_is_looked_at(pattern: str) -> None:
    assert openings(re.compile(pattern)) is None


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_same_is_found(text: str) -> None:
    same(text)


def test_the_same_is_found_in_the_examples() -> None:
    same("\n".join(EXAMPLES))
    same(" ".join(EXAMPLES).upper())


def same(text: str) -> None:
    field = ReadField(of_text(text).fields[0])
    for pattern in PATTERNS:
        found = [match.span() for match in field.matches(pattern)]
        assert found == [match.span() for match in pattern.finditer(field.text)], pattern.pattern
