"""Proposals to rewrite a stretch of a text: each a whole new wording of it, to be shown as a diff.

A proposal is never applied by itself. None changes a figure, a date, a name or a negation.
"""

from dataclasses import dataclass
from enum import StrEnum

from thongsuot.lib.clarity.terms import NOTHING, Document, Registry


class Way(StrEnum):
    """How a stretch would be rewritten."""

    SPLIT = "split"  # a long sentence as several
    LIST = "list"  # a row of things as lines of their own
    EXPAND = "expand"  # a short form written out where it first stands
    PLAIN = "plain"  # plainer words
    OUTSIDE = "outside"  # by the endpoint of the user's own


@dataclass(frozen=True, slots=True)
class Proposal:
    """`after` would stand instead of `before`, which is `[start:end]` of the field as given."""

    way: Way
    field: str
    start: int
    end: int
    before: str
    after: str


def propose(document: Document, *, registry: Registry = NOTHING) -> tuple[Proposal, ...]:
    """All proposals for a document, in its order, most helpful first where several meet."""
    return ()
