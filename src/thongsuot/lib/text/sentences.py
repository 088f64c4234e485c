"""Where a sentence ends, so that a gist is cut between sentences and not inside one."""

import re

_END = re.compile(r"(?<=[.!?…])([\"”»’)]*)\s+(?=[\"“«‘(–-]*\s*[^\W_a-zà-ỹ])")
# Titles and short forms after which a full stop ends nothing (TP. Hồ Chí Minh, PGS. TS. Nguyễn A).
_SHORT = re.compile(r"(?:^|[\s(.])(?:TP|Tp|TX|TT|Q|P|ThS|TS|PGS|GS|BS|KS|LS|CN|Tr|[^\W\d_])\.$")


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph, in order, without the space between them."""
    return [text[start:end] for start, end in spans(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of one paragraph begin and end, without the space between them."""
    found: list[tuple[int, int]] = []
    begin = 0
    for end in _END.finditer(text):
        if not _SHORT.search(text[begin : end.start()]):
            found.append((begin, end.end(1)))
            begin = end.end()
    rest = text[begin:]
    start = begin + len(rest) - len(rest.lstrip())
    found.append((start, begin + len(rest.rstrip())))
    return [(start, end) for start, end in found if start < end]


def gist(text: str, *, most: int, sentences_at_most: int = 4) -> str:
    """The first whole sentences of a text in at most so many characters.

    If not even the first one fits it is cut at a word, with «…».
    """
    kept = ""
    for sentence in sentences(" ".join(text.split()))[:sentences_at_most]:
        longer = f"{kept} {sentence}".strip()
        if len(longer) > most:
            break
        kept = longer
    return kept or shortened(" ".join(text.split()), most)


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters, cut at a word with «…»; empty if `most` is tiny."""
    if len(text) <= most:
        return text
    if most < 2:
        return ""
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–-") + "…"
