"""How fresh the store is: topics reviewed in time, figures in date, hours to an answer."""

from thongsuot.exchange.terms import Freshness


def freshness() -> Freshness:
    """Of the whole network."""
    raise NotImplementedError


def freshness_by_unit() -> list[Freshness]:
    """Of each unit that owns a topic or a figure, or was asked; in Vietnamese order."""
    raise NotImplementedError
