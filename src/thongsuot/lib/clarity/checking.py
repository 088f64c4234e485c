"""The checker: a document in, findings and measures out. Pure; the same in, the same out."""

import hashlib
import re
from collections.abc import Iterable

from thongsuot.lib.clarity.documents import of_text
from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.kinds import find
from thongsuot.lib.clarity.measures import measures
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule, rules
from thongsuot.lib.clarity.terms import NOTHING, Document, Finding, Registry, Report, Severity
from thongsuot.lib.text.fold import fold

_BESIDE = 5  # words on either side that make a fingerprint
_NEAR = 80  # characters in which they are looked for
_WORD = re.compile(r"\w+")
_ENDS = 8  # words at each end of a long span that make a fingerprint


def check(text: str | Document, *, registry: Registry = NOTHING, language: str = "vi") -> Report:
    """Everything the rules say of a text, in its order; messages in `language` ("vi", "en").

    A string is taken for the body alone. Never raises for any string.
    """
    document = of_text(text) if isinstance(text, str) else text
    reading = Reading(document, registry)
    return Report(tuple(findings(reading, rules(), language)), measures(reading))


def findings(reading: Reading, among: Iterable[Rule], language: str = "vi") -> list[Finding]:
    """What some rules say of a reading, in the order of its fields and places."""
    order = {field.name: place for place, field in enumerate(reading.fields)}

    def place(found: Finding) -> tuple[int, int, int, str, str]:
        return order[found.field], found.start, found.end, found.rule, found.message

    found = {_finding(rule, hit, language) for rule in among for hit in find(rule, reading)}
    return sorted(found, key=place)


def _finding(rule: Rule, hit: Hit, language: str) -> Finding:
    start, end = hit.field.shadow.span(hit.start, hit.end)
    match = hit.field.given.text[start:end]
    told = {"match": match, "instead": hit.instead[0] if hit.instead else "", **hit.told}
    words = rule.message.get(language) or rule.message["vi"]
    return Finding(
        rule=rule.id,
        rule_version=rule.version,
        severity=Severity.HINT if hit.quiet else rule.severity,
        field=hit.field.name,
        start=start,
        end=end,
        match=match,
        message=words.format_map(told),
        suggestions=hit.instead,
        fingerprint=fingerprint(rule, hit.field, hit.start, hit.end),
        autofix=rule.autofix and bool(hit.instead),
    )


def fingerprint(rule: Rule, field: ReadField, start: int, end: int) -> str:
    """Of a finding: the rule, its folded words (of a long span the first and last) and five on
    either side in its paragraph, without signs. It stays the same while the text changes elsewhere
    and while signs beside it are mended, so what was dismissed stays dismissed."""
    low, high = field.block_around(start, end)
    before = _WORD.findall(field.text[max(start - _NEAR, low) : start])[-_BESIDE:]
    after = _WORD.findall(field.text[end : min(end + _NEAR, high)])[:_BESIDE]
    match = field.text[start:end].split()
    if len(match) > 2 * _ENDS:
        match = [*match[:_ENDS], *match[-_ENDS:]]
    near = [*before, "|", *match, "|", *after]
    words = fold(" ".join(word[:_NEAR] for word in near))
    return hashlib.sha256(f"{rule.id}\n{words}".encode("utf-8", "replace")).hexdigest()[:16]
