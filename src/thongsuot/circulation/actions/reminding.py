"""Reminding by hand: one press tells every body that is late."""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from thongsuot.circulation import rules, urging
from thongsuot.circulation.models import Acknowledgement, Dispatch
from thongsuot.circulation.queries.owing import late
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases.terms import EditionState


@transaction.atomic
def remind_late(*, dispatch: UUID, by: Person) -> int:
    """Tell every body that is past its hour, at the addresses where its people got the dispatch;
    how many bodies. Who was reminded by hand in the last hours (`rules.REMIND_AGAIN`) is left out.

    Beside the steps of following up, which go on. Raises `circulation.not_yours`.
    """
    row = (
        Dispatch.objects.select_for_update(of=("self",)).select_related("edition").get(pk=dispatch)
    )
    rules.check_circulate(network.viewer_of(by), row.edition.unit_id, EditionState.STANDING)
    now = clock.now()
    fresh = Q(reminded_at__gt=now - rules.REMIND_AGAIN)
    found = Acknowledgement.objects.filter(late(now), dispatch=row).exclude(fresh)
    told = [debt.pk for debt in found.select_related("dispatch") if urging.remind(debt)]
    Acknowledgement.objects.filter(pk__in=told).update(reminded_at=now)
    if told:
        Dispatch.objects.filter(pk=row.pk).update(version=F("version") + 1)
        journal.record(
            "dispatch.late_reminded", by=by, subject=("dispatch", row.pk), bodies=len(told)
        )
    return len(told)
