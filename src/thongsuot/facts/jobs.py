"""Jobs of the room: idempotent, they read the state again."""

from uuid import UUID

from django.db.models import F, Q

from thongsuot.facts import actions
from thongsuot.facts.models import Series
from thongsuot.journal.subscribers import subscriber
from thongsuot.journal.terms import EntryView
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.work.registry import every


@every(seconds=900, name="facts.ask_owners")
def ask_owners() -> int:
    """Owners of figures past their day are asked, once for each due day; how many figures."""
    late = Series.objects.filter(next_due_on__lt=clock.legal_date())
    late = late.filter(Q(asked_for=None) | ~Q(asked_for=F("next_due_on")))
    by_owner: dict[UUID, list[UUID]] = {}
    for owner, series in late.order_by("next_due_on", "pk").values_list("owner", "pk"):
        by_owner.setdefault(owner, []).append(series)
    return sum(actions.ask_owner(series=ids) for ids in by_owner.values())


@subscriber("facts.reorganising", acts={"reorganisation.in_effect"})
def on_reorganisation(entry: EntryView) -> None:
    """The series of bodies that ended go to the one that succeeds each as a whole."""
    for unit, heir in network.heirs_of(entry.subject_id).items():
        if heir is not None:
            actions.hand_over(unit=unit, heir=heir, by=None)
