"""What a text for the press must have: a title, a lead that answers, a source, somebody to ask."""

from collections.abc import Callable, Iterable

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule

DETECTORS: dict[str, Callable[[Rule, Reading], Iterable[Hit]]] = {}
