"""What a body that ended owed and kept goes on at another body."""

from uuid import UUID

from django.db import transaction

from thongsuot.circulation.models import Acknowledgement, Recipient, SavedList
from thongsuot.journal import actions as journal
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.models import Person


@transaction.atomic
def hand_over_debts(*, unit: UUID, heir: UUID, by: Person | None) -> int:
    """Saved lists and acknowledgements still owed by `unit` are `heir`'s; how many in all.

    A body answers once: where the heir has the same dispatch, its own answer stands for both.
    """
    if by is not None and not network.viewer_of(by).coordinates:
        raise Refused("network.coordinator_only")
    lists = list(SavedList.objects.filter(unit=unit))
    for saved in lists:
        _hand_over_list(saved, heir)
    owed = Acknowledgement.objects.filter(unit=unit, settled_at=None)
    moved = [_hand_over(debt, heir) for debt in owed]
    if lists or moved:
        journal.record(
            "debts.handed_over",
            by=by,
            subject=("unit", unit),
            heir=heir,
            lists=len(lists),
            moved=moved.count(True),
            joined=moved.count(False),
        )
    return len(lists) + len(moved)


def _hand_over_list(saved: SavedList, heir: UUID) -> None:
    """Under its name, with that of the body it came from where the heir has one of that name."""
    if SavedList.objects.filter(unit=heir, name=saved.name).exists():
        origin = network.unit(saved.unit_id)
        saved.name = f"{saved.name[:60]} ({origin.short_name or origin.name[:50]})"
    saved.unit_id = heir
    saved.save()


def _hand_over(debt: Acknowledgement, heir: UUID) -> bool:
    """True if the debt moved, False if it joined the one that the heir has."""
    own = Acknowledgement.objects.filter(dispatch=debt.dispatch_id, unit=heir).first()
    if own is None:
        debt.unit_id = heir
        debt.save(update_fields=["unit"])
        return True
    Recipient.objects.filter(acknowledgement=debt).update(acknowledgement=own)
    debt.delete()
    return False
