"""Rules that speak only when something stands too often."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.kinds.standing import existence
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule


def occurrence(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """One hit where `threshold.least` or more stand in one `threshold.per` (sentence, block,
    document), over the words from the first to the last."""
    groups: dict[object, list[Hit]] = defaultdict(list)
    for hit in existence(rule, reading):
        groups[_place(rule, hit)].append(hit)
    for hits in groups.values():
        if len(hits) >= rule.threshold["least"]:
            first, last = hits[0], hits[-1]
            yield Hit(first.field, first.start, last.end, {"count": len(hits)})


def density(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Each hit of a block that has `threshold.least` or more, and `threshold.share` or more for
    100 syllables."""
    for _where, group in groupby(existence(rule, reading), key=lambda hit: _block(hit)):
        hits = list(group)
        syllables = _syllables(hits[0])
        share = 100 * len(hits) / max(syllables, 1)
        if len(hits) >= rule.threshold["least"] and share >= rule.threshold.get("share", 0):
            told = {"count": len(hits), "syllables": syllables}
            yield from (Hit(h.field, h.start, h.end, told, h.instead) for h in hits)


def _place(rule: Rule, hit: Hit) -> object:
    per = rule.threshold["per"]
    if per == "document":
        return hit.field.name
    if per == "block":
        return _block(hit)
    sentence = hit.field.sentence_at(hit.start)
    return hit.field.name, sentence.start if sentence else -1


def _block(hit: Hit) -> tuple[str, int]:
    sentence = hit.field.sentence_at(hit.start)
    return hit.field.name, sentence.block if sentence else -1


def _syllables(hit: Hit) -> int:
    block = _block(hit)[1]
    return hit.field.block_syllables[block] if block >= 0 else 0
