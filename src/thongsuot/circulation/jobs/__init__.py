"""Idempotent work of circulation: plan, send, follow up. Each reads the state again."""

from thongsuot.circulation.jobs import (
    fetching,
    following,
    forgetting,
    leaving,
    listening,
    planning,
    proving,
    readiness,
    reorganising,
    sending,
)

__all__ = [
    "fetching",
    "following",
    "forgetting",
    "leaving",
    "listening",
    "planning",
    "proving",
    "readiness",
    "reorganising",
    "sending",
]
