"""Idempotent work of circulation: plan, send, follow up. Each reads the state again."""

from thongsuot.circulation.jobs import (
    following,
    forgetting,
    leaving,
    planning,
    proving,
    readiness,
    reorganising,
    sending,
)

__all__ = [
    "following",
    "forgetting",
    "leaving",
    "planning",
    "proving",
    "readiness",
    "reorganising",
    "sending",
]
