"""What the body of an edition may hold.

Paragraphs, two levels of heading, lists, quotes, tables, lines, links, strong, em, u, s, sub, sup,
pictures out of our own files (``/tep/<uuid>``) and figures of the bank (``/so-lieu/<uuid>/``).
Nothing else passes; the result is always the same for the same input, and cleaning it again changes
nothing.
"""

from . import reading, writing
from .blocks import Block


def clean(html: str) -> str:
    """HTML of any origin as an edition may hold it: safe, NFC, in one canonical form."""
    return writing.html(reading.read(html))


def to_text(html: str) -> str:
    """Plain text: bullets and numbers before items, «|» in rows, links as «words (url)».

    A link to a figure of the bank is its words alone.
    """
    return writing.text(reading.read(html))


def to_blocks(html: str) -> tuple[Block, ...]:
    """The blocks of a body, for those who draw it (Word, PDF, mail, comparison)."""
    return reading.read(html)
