"""The only writers of the exchange, together with its jobs."""

from thongsuot.exchange.actions.answering import answer
from thongsuot.exchange.actions.asking import ask, close
from thongsuot.exchange.actions.consolidating import consolidate
from thongsuot.exchange.actions.reorganising import hand_over_requests
from thongsuot.exchange.actions.repeating import ask_again, keep_routine, rest_routine

__all__ = [
    "answer",
    "ask",
    "ask_again",
    "close",
    "consolidate",
    "hand_over_requests",
    "keep_routine",
    "rest_routine",
]
