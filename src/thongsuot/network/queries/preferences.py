"""What people chose: when they are not to be disturbed."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from thongsuot.network import rules
from thongsuot.network.models import Person


def quiet_until(person_ids: Iterable[UUID], at: datetime) -> dict[UUID, datetime]:
    """Those of these people whose quiet hours hold at the instant, and when these end."""
    rows = Person.objects.filter(pk__in=list(person_ids), quiet_from__isnull=False)
    ends = {
        key: rules.quiet_until(at, start, end)
        for key, start, end in rows.values_list("pk", "quiet_from", "quiet_to")
    }
    return {key: end for key, end in ends.items() if end is not None}
