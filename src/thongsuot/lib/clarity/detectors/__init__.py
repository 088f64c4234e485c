"""What no pattern can say: functions named by the `detector` of a rule.

Each takes (rule, reading) and yields hits; it looks at the rule's scope and threshold itself, and
calls `kinds.standing.guarded` where the rule has guards. A module has a table `DETECTORS` of its
own names.
"""

from collections.abc import Callable, Iterable

from thongsuot.lib.clarity.detectors import (
    acronyms,
    acts,
    figures,
    form,
    lengths,
    names,
    numbers,
    signs,
    spelling,
    style,
    times,
)
from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule

DETECTORS: dict[str, Callable[[Rule, Reading], Iterable[Hit]]] = {
    **acronyms.DETECTORS,
    **acts.DETECTORS,
    **figures.DETECTORS,
    **form.DETECTORS,
    **lengths.DETECTORS,
    **names.DETECTORS,
    **numbers.DETECTORS,
    **signs.DETECTORS,
    **spelling.DETECTORS,
    **style.DETECTORS,
    **times.DETECTORS,
}
