"""The words of a PDF, paragraph by paragraph, as far as a page tells them.

A PDF has lines and no paragraphs: a line that ends early ends one. What is printed on top or at the
foot of most pages is left out; words parted at the end of a line are joined.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import count, pairwise
from typing import Any

import pypdf

from thongsuot.lib.refused import Refused

from .fold import nfc
from .syllables import is_syllable

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is a refusal

MOST_PAGES = 300
MOST_STROKES = 1_000_000  # of the pen, on all pages: a file of some kilobytes may ask for millions
LONGEST = 1_000_000  # characters
_FEW_STROKES = 200_000  # of all pages so far: laying out costs more for each
_ODD = 0.2  # of the words in small letters, how many may be no syllables
_EDGE = 2  # lines of a page that may be a running head or foot
_SHARE = 0.6  # of the pages that a running line stands on
_FULL = 0.75  # of the usual length: a shorter line ends its paragraph
_LEGIBLE = 15  # letters a page; less is a picture of a page
_ITEM = re.compile(r"\s*(?:[-–•+*▪●]|\(?[0-9]{1,2}[.)]|[a-zđ][.)])\s")
_PARTED = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]\Z")
_OPENING = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")


def paragraphs(content: bytes) -> list[str]:
    """The paragraphs of a PDF in reading order.

    Refused: ``text.not_a_pdf``, ``text.locked`` (needs a password), ``text.scanned`` (pictures of
    pages), ``text.too_long``.
    """
    pages = [[nfc(line).strip() for line in page.splitlines()] for page in _pages(content)]
    letters = sum(char.isalpha() for page in pages for line in page for char in line)
    if letters < _LEGIBLE * max(len(pages), 1):
        raise Refused("text.scanned")
    running = _running(pages)
    lines = [line for page in pages for line in _without(page, running)]
    return list(_joined(lines))


def _pages(content: bytes) -> list[str]:
    try:
        reader = pypdf.PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("text.locked")
        if len(reader.pages) > MOST_PAGES:
            raise Refused("text.too_long")
        return list(_read(reader))
    except Refused:
        raise
    except Exception as broken:  # whatever it stumbled over, the file is at fault
        raise Refused("text.not_a_pdf") from broken


def _read(reader: pypdf.PdfReader) -> Iterator[str]:
    total, strokes = 0, count(1)

    def drawn(*_stroke: Any) -> None:
        if next(strokes) > MOST_STROKES:
            raise Refused("text.too_long")

    for page in reader.pages:
        words = page.extract_text(visitor_operand_before=drawn)
        if next(strokes) < _FEW_STROKES and _is_parted(words):
            words = _laid_out(page) or words
        total += len(words)
        if total > LONGEST:
            raise Refused("text.too_long")
        yield words


def _is_parted(words: str) -> bool:
    """Whether words fell apart («tr ươ ng») where their letters come from two fonts."""
    small = [each for each in words.split() if each.isalpha() and each.islower()]
    odd = sum(not is_syllable(each) for each in small)
    return odd > _ODD * len(small)


def _laid_out(page: Any) -> str:
    """The words by where they stand on the page: slower, and blind to fonts; "" if no better."""
    words = str(page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False))
    lines = "\n".join(" ".join(line.split()) for line in words.splitlines())
    return "" if _is_parted(lines) else lines


def _running(pages: list[list[str]]) -> set[str]:
    """Lines, numbers apart, that stand at the edge of most pages."""
    seen = Counter(line for page in pages for line in {_bare(line) for line in _edges(page)})
    return {line for line, times in seen.items() if times >= max(2, _SHARE * len(pages))}


def _edges(page: list[str]) -> list[str]:
    written = [line for line in page if line]
    return written[:_EDGE] + written[-_EDGE:]


def _bare(line: str) -> str:
    return _DIGITS.sub("#", line)


def _without(page: list[str], running: set[str]) -> list[str]:
    edges = {line for line in _edges(page) if _bare(line) in running}
    return [line for line in page if line not in edges]


def _joined(lines: list[str]) -> Iterator[str]:
    usual = _usual([len(line) for line in lines if line])
    held = ""
    for line, following in pairwise([*lines, ""]):
        held = _with(held, line)
        if held and (not following or len(line) < _FULL * usual or _ITEM.match(following)):
            yield held
            held = ""


def _usual(lengths: list[int]) -> int:
    """Nine in ten lines are shorter."""
    return sorted(lengths)[len(lengths) * 9 // 10] if lengths else 0


def _with(held: str, line: str) -> str:
    parted, opening = _PARTED.search(held), _OPENING.match(line)
    if not (parted and opening and line):
        return f"{held} {line}".strip()
    both = is_syllable(parted[1]) and is_syllable(opening[0])
    if both or not opening[0].islower():
        return held + line  # kinh-tế, TT-TT: that hyphen is the word's own
    return held[:-1] + line
