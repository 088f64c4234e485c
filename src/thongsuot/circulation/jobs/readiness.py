"""The daily figures of readiness: measured from the records, one row a day and kind of body."""

from django.db import transaction

from thongsuot.circulation.models import ReadinessDay
from thongsuot.circulation.queries.readiness import ALL, KINDS, readiness
from thongsuot.lib import clock
from thongsuot.work.registry import every


@every(seconds=3600, name="circulation.count_readiness")
@transaction.atomic
def count_readiness() -> None:
    """Today's row, counted again each hour: what stays is the day as it ended.

    A measure, not an act: it can be computed from the records at any time, so the journal does
    not hold it.
    """
    found = readiness()
    for kind in (ALL, *KINDS):
        figures = found.whole if kind == ALL else found.of_kind(kind)
        ReadinessDay.objects.update_or_create(
            day=clock.legal_date(found.at),
            kind=kind,
            defaults={**vars(figures), "counted_at": found.at},
        )
