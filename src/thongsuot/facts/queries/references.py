"""Figures that a text refers to."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from thongsuot.facts.terms import Reference
from thongsuot.network.terms import Reach


def references(html: str, reach: Reach, on: date | None = None) -> list[Reference]:
    """The figures in a text of that reach, in its order, with what is wrong with each.

    For no viewer: shown to whoever works on the text.
    """
    raise NotImplementedError


def renewed(html: str, values: Collection[UUID] | None = None) -> str:
    """The text with moved figures as they count now, each in the form and language it was written
    in. `values`: only these pinned ones."""
    raise NotImplementedError
