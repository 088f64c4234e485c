"""What stands too close or too often: words again, names run together, figures in a heap."""

from collections.abc import Iterator

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.kinds.standing import existence
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule


def small_letters(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The rule's phrases where no word of them begins with a capital alone: a name stays a name
    («Thanh Niên Online»), an acronym is an acronym («đội tuyển IT»)."""
    for hit in existence(rule, reading):
        text, start, end = hit.field.text, hit.start, hit.end
        beside = {text[start - 1 : start], text[end : end + 1]}
        if not any(map(str.istitle, text[start:end].split())) and not beside & set("@/._#-"):
            yield hit


DETECTORS = {"small_letters": small_letters}
