"""An act of reorganisation is in effect: what a body had goes to the one that succeeds it."""

from thongsuot.circulation.actions.reorganising import hand_over_debts
from thongsuot.journal.subscribers import subscriber
from thongsuot.journal.terms import EntryView
from thongsuot.network import queries as network


@subscriber("circulation.reorganising", acts={"reorganisation.in_effect"})
def on_reorganisation(entry: EntryView) -> None:
    """With several heirs, or none, all stays until a coordinator chooses (`left_behind`)."""
    for unit, heir in network.heirs_of(entry.subject_id).items():
        if heir is not None:
            hand_over_debts(unit=unit, heir=heir, by=None)
