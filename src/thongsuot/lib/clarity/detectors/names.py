"""Offices and acronyms: their official writing, their dates, whether a reader knows them."""

from collections.abc import Callable, Iterable

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule

DETECTORS: dict[str, Callable[[Rule, Reading], Iterable[Hit]]] = {}
