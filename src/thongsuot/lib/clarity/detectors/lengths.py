"""Sentences and paragraphs that are long against what the press writes."""

from collections.abc import Iterator

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule


def long_sentence(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Each sentence of more than `threshold.least` syllables (and at most `threshold.most`)."""
    least, most = rule.threshold["least"], rule.threshold.get("most", 10**9)
    for field in reading.fields:
        for sentence in field.sentences:
            count = sentence.last - sentence.first
            if sentence.part in rule.scope and least < count <= most:
                yield Hit(field, sentence.start, sentence.end, {"count": count})


DETECTORS = {"long_sentence": long_sentence}
