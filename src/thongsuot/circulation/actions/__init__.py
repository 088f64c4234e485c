"""The only writers of the ledger, together with the jobs that carry it out."""

from thongsuot.circulation.actions.answering import acknowledge, agree_to_hold
from thongsuot.circulation.actions.circulating import circulate, follow_up_edition
from thongsuot.circulation.actions.keeping import follow_topic, save_list, unfollow_topic
from thongsuot.circulation.actions.reorganising import hand_over_debts
from thongsuot.circulation.actions.stopping import stop, stop_all_of

__all__ = [
    "acknowledge",
    "agree_to_hold",
    "circulate",
    "follow_topic",
    "follow_up_edition",
    "hand_over_debts",
    "save_list",
    "stop",
    "stop_all_of",
    "unfollow_topic",
]
