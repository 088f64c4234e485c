"""What a rewrite must leave as it is: figures, dates, names, negations, quotations."""

from dataclasses import dataclass
from enum import StrEnum


class Thing(StrEnum):
    """What may not change."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that did not stay: as it stood («» if it is new), as it stands («» if gone)."""

    thing: Thing
    before: str
    after: str


def unchanged(before: str, after: str) -> tuple[Changed, ...]:
    """What did not stay; empty for a rewrite that may be shown."""
    return ()
