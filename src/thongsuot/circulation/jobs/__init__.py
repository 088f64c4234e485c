"""Idempotent work of circulation: plan, send, follow up. Each reads the state again."""

from thongsuot.circulation.jobs import following, forgetting, planning, sending

__all__ = ["following", "forgetting", "planning", "sending"]
