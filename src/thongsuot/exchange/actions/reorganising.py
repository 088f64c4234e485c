"""What a body that ended had asked, and asked again and again, goes on at another body."""

from uuid import UUID

from django.db import transaction

from thongsuot.exchange.models import Request, Routine
from thongsuot.journal import actions as journal


@transaction.atomic
def hand_over_requests(*, unit: UUID, heir: UUID) -> int:
    """Requests and routines of `unit` are `heir`'s; how many. Their editions keep the name of
    their day."""
    requests = Request.objects.filter(unit=unit).update(unit=heir)
    routines = Routine.objects.filter(unit=unit).update(unit=heir)
    if requests or routines:
        journal.record(
            "requests.handed_over",
            by=None,
            subject=("unit", unit),
            heir=heir,
            requests=requests,
            routines=routines,
        )
    return requests + routines
