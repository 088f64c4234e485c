"""Readiness with what circulation knows of it: who acknowledged; and its course over the days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Max

from thongsuot.circulation.models import Acknowledgement, ReadinessDay
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.queries.readiness import RECENTLY, BodyReadiness, Tally, tally
from thongsuot.network.terms import BODIES

ALL = ""
KINDS = tuple(sorted(BODIES))


@dataclass(frozen=True)
class Readiness:
    """Every body of the network at an instant, in Vietnamese order."""

    at: datetime
    bodies: tuple[BodyReadiness, ...]

    @property
    def whole(self) -> Tally:
        return tally(self.bodies)

    def of_kind(self, kind: str) -> Tally:
        return tally([row for row in self.bodies if kind in row.unit.roles])

    def by_province(self) -> dict[UUID, Tally]:
        """Of each province that has bodies; a body in several counts in each."""
        groups: dict[UUID, list[BodyReadiness]] = {}
        for row in self.bodies:
            for province in row.unit.province_ids:
                groups.setdefault(province, []).append(row)
        return {province: tally(rows) for province, rows in groups.items()}


def readiness(at: datetime | None = None) -> Readiness:
    """How ready the network is, or was. Eleven questions for any number of bodies."""
    moment = at or clock.now()
    settled = Acknowledgement.objects.filter(
        settled_at__lte=moment, settled_at__gt=moment - RECENTLY
    )
    last = settled.values_list("unit_id").annotate(last=Max("settled_at"))
    return Readiness(moment, tuple(network.standings(moment, dict(last))))


def readiness_on(day: date) -> Readiness:
    """At the end of the day in Viet Nam; today: now."""
    end = datetime.combine(day + timedelta(days=1), time(), clock.VIETNAM)
    return readiness(clock.now() if day == clock.legal_date() else end - timedelta(microseconds=1))


def readiness_days(
    until: date | None = None, days: int = 90, kind: str = ALL
) -> Sequence[ReadinessDay]:
    """The daily figures of the last so many days, the oldest first (rows to read)."""
    last = until or clock.legal_date()
    rows = ReadinessDay.objects.filter(kind=kind, day__lte=last, day__gt=last - timedelta(days))
    return list(rows.order_by("day"))
