"""Jobs of the room: idempotent, they take ids."""

from uuid import UUID

from thongsuot.exchange.actions import ask_again, hand_over_requests
from thongsuot.exchange.models import Routine
from thongsuot.journal.subscribers import subscriber
from thongsuot.journal.terms import EntryView
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.work.registry import every


@every(seconds=60, name="exchange.ask_again")
def ask_what_is_due() -> int:
    """Routines whose hour has come; how many asked. A worker that dies between two has asked some
    and not the others; none asks twice, for asking and the next hour are one transaction."""
    due = Routine.objects.filter(next_at__lte=clock.now()).order_by("next_at", "pk")
    ids: list[UUID] = list(due.values_list("pk", flat=True))
    asked, failed = 0, None
    for pk in ids:
        try:
            asked += ask_again(routine=pk) is not None
        except Exception as error:  # one that cannot be asked does not hold up the others
            failed = error
    if failed:
        raise failed
    return asked


@subscriber("exchange.reorganising", acts={"reorganisation.in_effect"})
def on_reorganisation(entry: EntryView) -> None:
    """What a body that ended had asked is its heir's to follow. What it owed is handed over by
    circulation, and so answered by the heir."""
    for unit, heir in network.heirs_of(entry.subject_id).items():
        if heir is not None:
            hand_over_requests(unit=unit, heir=heir)
