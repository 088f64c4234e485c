"""What stands too close or too often: words again, names run together, figures in a heap."""

import re
from collections.abc import Iterator

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.kinds.standing import existence
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule


def small_letters(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The rule's phrases in small letters only: a name stays a name («Thanh Niên Online»), an
    address an address, and what stands in brackets explains the word before them."""
    for hit in existence(rule, reading):
        before = hit.field.text[max(hit.start - 1, 0) : hit.start]
        after = hit.field.text[hit.end : hit.end + 2]
        if any(map(str.istitle, hit.field.text[hit.start : hit.end].split())):
            continue
        if not before or before in " \n,“" and not re.match(r"[@/_#)-]|\.\w", after):
            yield hit


DETECTORS = {"small_letters": small_letters}
