"""Acts of the State: cited so that a reader can find them."""

import re
from collections.abc import Iterator

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.kinds.standing import guarded
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule


def half_cited(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The first mention of an act of the State by its bare number, in a text that nowhere says
    more of it: neither its year or symbol, nor its day or author."""
    seen: set[str] = set()
    for field in reading.fields:
        for found in field.matches(rule.pattern) if rule.pattern else ():
            start, end = found.span("hit")
            kind, number = found["kind"], found["number"]
            named = f"{kind} {number}".lower()
            if named in seen or field.part_at(start) not in rule.scope:
                continue
            seen.add(named)
            if not _is_known(rule, reading, field, found):
                told = {"kind": kind[0].upper() + kind[1:], "number": number}
                yield Hit(field, start, end, told)


def _is_known(rule: Rule, reading: Reading, field: ReadField, found: re.Match[str]) -> bool:
    """Whether an act is told apart by the sentence, by what stands elsewhere, or is spoken of in
    words that nobody may change."""
    start, end = found.span("hit")
    if guarded(rule, field, start, end) or field.is_said(start):
        return True
    kind, bare = found["kind"], found["number"].lstrip("0")
    whole = re.compile(rf"(?<![\d/.,])0?{bare}(?:/(?:\d{{4}}|[A-ZĐ])|-(?:NQ|CT|QĐ|KL)/)")
    told = rf"{kind}(?: liên tịch)?(?: số)?:? 0?{bare},? (?:ngày|năm)"
    if re.search(told, field.text[:start], re.IGNORECASE):
        return True
    return any(whole.search(each.text) for each in reading.fields)


DETECTORS = {"half_cited": half_cited}
