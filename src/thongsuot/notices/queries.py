"""What others may ask of notices."""

from datetime import datetime

from thongsuot.notices.models import Notice
from thongsuot.notices.outgoing import email_config
from thongsuot.notices.terms import Trouble

__all__ = ["email_config", "failed", "waiting"]


def failed(since: datetime, limit: int = 100) -> list[Trouble]:
    """Notices that could not be delivered, latest first."""
    rows = Notice.objects.filter(failed_at__gte=since).exclude(address="")
    rows = rows.order_by("-failed_at")[:limit]
    return [Trouble(n.id, n.address, n.subject, n.reason, n.failed_at) for n in rows if n.failed_at]


def waiting() -> int:
    """How many are on their way."""
    return Notice.objects.filter(sent_at=None, failed_at=None).count()
