"""A row of things inside a sentence as lines of their own."""

import re

_LEAST = 3
_LONGEST = 14  # syllables of a thing between commas: longer ones hold commas of their own
_CLOSED = re.compile(r'[“"«(][^“”"«»()]*[”"»)]')
_OPENS = re.compile(
    r"(?:(?:bao )?gồm(?! cả)(?: có)?(?P<a>\s*:)?"
    r"|(?:sau|sau đây|như sau|cụ thể|công việc|nhiệm vụ|nội dung"
    r"|giải pháp|hạng mục|yêu cầu)\s*(?P<b>:))\s+"
)
_PARTED = re.compile(r";\s")


def listed(sentence: str) -> str:
    """The sentence with its things on lines; «» where it holds no row of three or more."""
    opening = _OPENS.search(_hidden(sentence))
    if not opening:
        return ""
    tail = sentence[opening.end() :].rstrip()
    end = tail[-1:] if tail[-1:] in ".!…" else ""
    things = _things(tail[: len(tail) - len(end)])
    if len(things) < _LEAST:
        return ""
    head = sentence[: opening.end()].rstrip().removesuffix(":").rstrip()
    return f"{head}:\n" + ";\n".join(f"– {thing}" for thing in things) + (end or ".")


def parts(sentence: str) -> int:
    """How many parts a sentence has between semicolons, those in quotations and brackets aside."""
    return len(_PARTED.findall(_hidden(sentence))) + 1


def _things(tail: str) -> list[str]:
    """What stands between semicolons; between commas if there are none and each is short."""
    hidden = _hidden(tail)
    if re.search(r"[.!?]\s", hidden):
        return []
    by = re.compile(r"\s*;\s*(?:và\s+)?")
    if ";" not in hidden:
        by = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+(?!.*(?:,|\bvà\b))")
    places = [found.span() for found in by.finditer(hidden)]
    starts = [0, *(end for _start, end in places)]
    ends = [*(start for start, _end in places), len(tail)]
    things = [tail[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    short = ";" in hidden or all(len(thing.split()) <= _LONGEST for thing in things)
    return things if short and all(things) else []


def _hidden(words: str) -> str:
    """The words with quotations and brackets covered, at the same places."""
    return _CLOSED.sub(lambda found: "x" * len(found[0]), words)
