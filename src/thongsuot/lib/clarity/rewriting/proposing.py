"""Proposals to rewrite a stretch of a text: each a whole new wording of it, to be shown as a diff.

A proposal is never applied by itself. None changes a figure, a date, a name or a negation.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thongsuot.lib.clarity.reading import ReadField, Reading, Sentence
from thongsuot.lib.clarity.rewriting.listing import listed
from thongsuot.lib.clarity.rewriting.splitting import split
from thongsuot.lib.clarity.rewriting.staying import unchanged
from thongsuot.lib.clarity.rulebook import by_id
from thongsuot.lib.clarity.terms import NOTHING, Acronym, Document, Finding, Part, Registry

_PROSE = (Part.LEAD, Part.BODY)
_LONGEST = 3_000  # characters: what is longer is no sentence


class Way(StrEnum):
    """How a stretch would be rewritten."""

    LIST = "list"  # a row of things as lines of their own
    SPLIT = "split"  # a long sentence as several
    PLAIN = "plain"  # plainer words
    EXPAND = "expand"  # a short form written out where it first stands
    OUTSIDE = "outside"  # by the endpoint of the user's own


@dataclass(frozen=True, slots=True)
class Proposal:
    """`after` would stand instead of `before`, which is `[start:end]` of the field as given.
    Line ends in `after` begin new lines of the text; those of a list begin with «– »."""

    way: Way
    field: str
    start: int
    end: int
    before: str
    after: str


def propose(
    document: Document, *, registry: Registry = NOTHING, findings: Sequence[Finding] = ()
) -> tuple[Proposal, ...]:
    """All proposals for a document, in its order, one a sentence. `findings` are those of its
    report: the plain words they suggest go into the proposals."""
    reading = Reading(document, registry)
    made: list[Proposal] = []
    for field in reading.fields:
        here = [each for each in findings if each.field == field.name]
        made += sorted((*_sentences(field, here), *_expansions(field, registry)),
                       key=lambda each: (each.start, list(Way).index(each.way)))  # fmt: skip
    return tuple(made)


def _sentences(field: ReadField, findings: Sequence[Finding]) -> Iterator[Proposal]:
    ordered = sorted(findings, key=lambda each: (each.start, -each.end))
    starts = [each.start for each in ordered]
    for sentence in field.sentences:
        if field.part_at(sentence.start) not in _PROSE:
            continue
        if sentence.end - sentence.start > _LONGEST:
            continue
        start, end = field.shadow.span(sentence.start, sentence.end)
        before = field.given.text[start:end]
        here = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
        plain = _plainer(before, start, end, here)
        kept = plain if not unchanged(before, plain) else before
        way, after = _wording(field, sentence, kept)
        if after != before and not unchanged(before, after):
            yield Proposal(way, field.name, start, end, before, after)


def _wording(field: ReadField, sentence: Sentence, words: str) -> tuple[Way, str]:
    """The sentence, in plain words already, as a list, else as several, else as it is."""
    block = field.blocks[sentence.block]
    alone = sentence.start == block.start and sentence.end == block.end
    row = listed(words) if alone and not block.item else ""
    if row:
        return Way.LIST, row
    parted = split(words)
    return (Way.SPLIT, parted) if parted else (Way.PLAIN, words)


def _plainer(before: str, start: int, end: int, findings: Sequence[Finding]) -> str:
    """The sentence with the first suggestion of every finding about words in it, but those that
    overlap one taken already; `findings` are in order and begin in the sentence."""
    words, last = [], start
    for each in findings:
        rule = by_id().get(each.rule)
        fits = last <= each.start and each.end <= end and (each.start, each.end) != (start, end)
        if fits and each.suggestions and rule and rule.group == "words":
            words += [before[last - start : each.start - start], each.suggestions[0]]
            last = each.end
    plain = "".join(words) + before[last - start :]
    return plain[:1].upper() + plain[1:] if before[:1].isupper() else plain


def _expansions(field: ReadField, registry: Registry) -> Iterator[Proposal]:
    """A short form that few know, written out where it first stands in a field."""
    short = {word.lower(): each for each in registry.acronyms if not each.common and each.full
             for word in (each.short, *each.variants)}  # fmt: skip
    done: set[str] = set()
    for start, end, word in field.tokens if short else ():
        acronym = short.get(word)
        if acronym is None or acronym.short in done or not field.text[start:end].isupper():
            continue
        if field.part_at(start) not in _PROSE:
            continue
        done.add(acronym.short)
        if not _explained(field, acronym, start):
            yield from _expanded(field, acronym, start, end)


def _explained(field: ReadField, acronym: Acronym, place: int) -> bool:
    return any(full.lower() in field.lower[:place] for full in acronym.full)


def _expanded(field: ReadField, acronym: Acronym, first: int, last: int) -> Iterator[Proposal]:
    start, end = field.shadow.span(first, last)
    before = field.given.text[start:end]
    for full in acronym.full:
        after = f"{full} ({acronym.short})"
        yield Proposal(Way.EXPAND, field.name, start, end, before, after)
