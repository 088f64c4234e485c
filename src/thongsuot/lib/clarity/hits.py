"""What a rule found, before it is a finding: a span of a shadow and what the message says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_by

from thongsuot.lib.clarity.reading import ReadField


@dataclass(frozen=True, slots=True)
class Hit:
    """A span of a field's shadow. `told` fills the message; `instead` replaces the span; `quiet`
    lets a hit speak as a hint only."""

    field: ReadField
    start: int
    end: int
    told: Mapping[str, object] = made_by(default_factory=dict)
    instead: tuple[str, ...] = ()
    quiet: bool = False
