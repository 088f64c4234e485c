"""What a rewriter answers."""

from dataclasses import dataclass

from thongsuot.lib.clarity.rewriting import Changed


@dataclass(frozen=True, slots=True)
class Rewritten:
    """`text` is what may be shown, «» if nothing may. `changed` says why a rewrite was refused:
    what it did not leave as it was. `trouble` names in snake case why there is none at all;
    `detail` is for the log: codes and our own words, never the other side's."""

    text: str = ""
    changed: tuple[Changed, ...] = ()
    trouble: str = ""
    detail: str = ""
