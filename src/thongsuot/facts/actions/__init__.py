"""The only writers of the room. Each act is atomic and writes one journal entry."""

from thongsuot.facts.actions.asking import ask_owner
from thongsuot.facts.actions.keeping import hand_over, keep_indicator, open_series, set_due
from thongsuot.facts.actions.settling import settle
from thongsuot.facts.actions.stating import (
    put_values,
    state_target,
    state_value,
    state_values,
)
from thongsuot.facts.terms import Row

__all__ = [
    "Row",
    "ask_owner",
    "hand_over",
    "keep_indicator",
    "open_series",
    "put_values",
    "set_due",
    "settle",
    "state_target",
    "state_value",
    "state_values",
]
