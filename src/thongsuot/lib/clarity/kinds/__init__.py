"""How rules of each kind find what they look for: `FIND[kind](rule, reading)` yields hits."""

from collections.abc import Callable, Iterable

from thongsuot.lib.clarity.detectors import DETECTORS
from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.kinds import counting, standing
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule

Find = Callable[[Rule, Reading], Iterable[Hit]]


def _detected(rule: Rule, reading: Reading) -> Iterable[Hit]:
    return DETECTORS[rule.detector](rule, reading)


FIND: dict[str, Find] = {
    "existence": standing.existence,
    "substitution": standing.existence,
    "occurrence": counting.occurrence,
    "density": counting.density,
    "conditional": _detected,
    "consistency": _detected,
    "registry": _detected,
    "cross-field": _detected,
    "metric": _detected,
}


def find(rule: Rule, reading: Reading) -> Iterable[Hit]:
    """The hits of one rule; a rule with a detector is found by it, whatever its kind."""
    return _detected(rule, reading) if rule.detector else FIND[rule.kind](rule, reading)
