"""The only writers of the ledger, together with the jobs that carry it out."""

from thongsuot.circulation.actions.answering import acknowledge, agree_to_hold, settle
from thongsuot.circulation.actions.circulating import (
    circulate,
    circulate_kit,
    follow_up_edition,
    send_out,
)
from thongsuot.circulation.actions.feeds import (
    make_feed_link,
    note_feed_read,
    revoke_feed_link,
)
from thongsuot.circulation.actions.hearing import answer_reply, close_reply, keep_reply
from thongsuot.circulation.actions.keeping import follow_topic, save_list, unfollow_topic
from thongsuot.circulation.actions.leaving import leave_mailing
from thongsuot.circulation.actions.pacing import drop_follow_up_plan, set_follow_up_plan
from thongsuot.circulation.actions.reconciling import reconcile
from thongsuot.circulation.actions.reminding import remind_late
from thongsuot.circulation.actions.reorganising import hand_over_debts
from thongsuot.circulation.actions.returning import came_back, receipt
from thongsuot.circulation.actions.stopping import stop, stop_all_of, stop_asking
from thongsuot.circulation.actions.trying import try_address, try_channel
from thongsuot.circulation.actions.undoing import drop_held, release_held, undo

__all__ = [
    "acknowledge",
    "agree_to_hold",
    "answer_reply",
    "came_back",
    "circulate",
    "circulate_kit",
    "close_reply",
    "drop_follow_up_plan",
    "drop_held",
    "follow_topic",
    "follow_up_edition",
    "hand_over_debts",
    "keep_reply",
    "leave_mailing",
    "make_feed_link",
    "note_feed_read",
    "receipt",
    "reconcile",
    "release_held",
    "remind_late",
    "revoke_feed_link",
    "save_list",
    "send_out",
    "set_follow_up_plan",
    "settle",
    "stop",
    "stop_all_of",
    "stop_asking",
    "try_address",
    "try_channel",
    "undo",
    "unfollow_topic",
]
