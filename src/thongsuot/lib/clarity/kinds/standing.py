"""Rules that speak wherever something stands: a phrase, or what a pattern matches."""

from collections.abc import Iterator
from itertools import chain

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule

_AROUND = 60  # characters that a guard sees on either side


def existence(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Each place in the rule's scope, unless a guard or the allow-list speaks for it."""
    for field in reading.fields:
        if rule.scope.isdisjoint(field.parts):
            continue
        phrases = field.phrases(rule) if rule.phrases else ()
        for start, end, instead in sorted(chain(phrases, _patterns(rule, field))):
            if field.part_at(start) in rule.scope and not guarded(rule, field, start, end):
                yield Hit(field, start, end, instead=_cased(field, start, end, instead))


def _cased(field: ReadField, start: int, end: int, instead: str) -> tuple[str, ...]:
    """The better words, with a capital where what stands there has one, or is a figure that a
    sentence begins with."""
    said = field.text[start:end]
    sentence = field.sentence_at(start) if said[:1].isdigit() else None
    opens = sentence is not None and sentence.start == start
    letters = "".join(filter(str.isalpha, said[:4]))[:2]  # «Ở thời» has its second after a space
    if instead and (opens or (said[0].isupper() and not letters.isupper())):
        instead = instead[0].upper() + instead[1:]
    return (instead,) if instead else ()


def _patterns(rule: Rule, field: ReadField) -> Iterator[tuple[int, int, str]]:
    if rule.pattern is None or (rule.needs and not any(w in field.lower for w in rule.needs)):
        return
    for found in field.matches(rule.pattern):
        whole = "hit" if "hit" in rule.pattern.groupindex else 0
        instead = found.expand(rule.suggestion) if rule.suggestion else ""
        yield *found.span(whole), instead


def guarded(rule: Rule, field: ReadField, start: int, end: int) -> bool:
    """Whether the allow-list or a guard of the rule speaks for a span."""
    if rule.allow and field.text[start:end].casefold() in rule.allow:
        return True
    if rule.before and rule.before.search(field.text[max(start - _AROUND, 0) : start]):
        return True
    if rule.after and rule.after.match(field.text[end : end + _AROUND]):
        return True
    return bool(rule.within and field.sentence_has(rule.within, start))
