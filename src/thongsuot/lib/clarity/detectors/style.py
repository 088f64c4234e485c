"""What stands too close or too often, and what only its place makes wrong."""

import re
from collections import defaultdict
from collections.abc import Iterator

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.kinds.standing import existence
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule

_NO_NAME = re.compile(r"[@/_#)-]|\.\w")
_GAP = 40  # words of lines above (a date, a caption) that still leave a paragraph the first


def small_letters(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The rule's phrases in small letters only: a name stays a name («Thanh Niên Online»), an
    address an address, and what stands in brackets explains the word before them."""
    for hit in existence(rule, reading):
        before = hit.field.text[max(hit.start - 1, 0) : hit.start]
        after = hit.field.text[hit.end : hit.end + 2]
        named = any(map(str.istitle, hit.field.text[hit.start : hit.end].split()))
        if not named and before in " \n,“" and not _NO_NAME.match(after):
            yield hit


def close(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """`threshold.least` of the rule's matches within `threshold.within` words and no comma."""
    least, within = int(rule.threshold["least"]), rule.threshold["within"]
    groups: dict[tuple[str, int], list[Hit]] = defaultdict(list)
    for hit in existence(rule, reading):
        sentence = hit.field.sentence_at(hit.start)
        groups[hit.field.name, sentence.start if sentence else -1].append(hit)
    for hits in groups.values():
        for first, last in zip(hits, hits[least - 1 :], strict=False):
            between = first.field.text[first.start : last.end]
            if not set(between) & set(",;:()") and between.count(" ") < within:
                yield Hit(first.field, first.start, last.end, {"count": least})
                break


def again_and_again(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """A word of the rule for the `threshold.least`-th time within `threshold.within` words."""
    least, within = int(rule.threshold["least"]), rule.threshold["within"]
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for hit in existence(rule, reading):
        word = hit.field.lower[hit.start : hit.end]
        before = places[hit.field.name, word]
        before.append(hit.start)
        if len(before) < least:
            continue
        if hit.field.text.count(" ", before[-least], hit.start) <= within:
            yield Hit(hit.field, hit.start, hit.end, {"count": least})
            before.clear()


def first_words(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The rule's matches where nothing stands above them: in the first lines of a lead, or of a
    body without one."""
    lead = reading.field("lead")
    for hit in existence(rule, reading):
        if hit.field.name != "lead" and lead and lead.text.strip():
            continue
        above = hit.field.text[: min(hit.start, 10 * _GAP)].count(" ")
        if hit.start < 10 * _GAP and above < _GAP and _opens(hit):
            yield hit


def _opens(hit: Hit) -> bool:
    return any(block.start == hit.start for block in hit.field.blocks)


DETECTORS = {
    "small_letters": small_letters,
    "close": close,
    "again_and_again": again_and_again,
    "first_words": first_words,
}
