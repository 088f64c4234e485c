"""What a search finds, and what it was asked."""

from dataclasses import dataclass
from uuid import UUID

from thongsuot.lib.text.words import Word


@dataclass(frozen=True)
class Piece:
    """A stretch of text as written; `marked` if it is what was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Hit:
    """One thing found. `headline` is its whole title in pieces, `snippet` the text around words.

    `score` orders the hits of one search, best first; it means nothing elsewhere.
    """

    kind: str
    subject: UUID
    title: str
    headline: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    score: float


@dataclass(frozen=True)
class Sought:
    """One thing that must occur: a word, or several that must follow one another.

    `prefix`: the last word may go on, as while somebody is still typing.
    """

    words: tuple[Word, ...]
    prefix: bool = False
