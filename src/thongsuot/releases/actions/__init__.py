"""The only writers of releases: every act of a text's life, to its edition and successors."""

from thongsuot.releases.actions.approving import (
    approve,
    recall,
    send_back,
    shorten,
    submit,
    take_over,
)
from thongsuot.releases.actions.conversing import (
    answer_consultation,
    comment,
    consult,
    settle_comment,
)
from thongsuot.releases.actions.correcting import correct, withdraw
from thongsuot.releases.actions.drafting import (
    attach,
    autosave,
    discard_draft,
    draft,
    drop,
    open_word,
    save,
    set_details,
)
from thongsuot.releases.actions.housing import (
    autosave_house,
    begin_house,
    keep_topic,
    review_topic,
    save_house,
)
from thongsuot.releases.actions.leaving import (
    keep_unsaved,
)
from thongsuot.releases.actions.loading import load_kinds_and_topics
from thongsuot.releases.actions.opening import agree_to_hold, grant_early, open_edition
from thongsuot.releases.actions.reorganising import hand_over_work
from thongsuot.releases.keys import make as make_seal_key

__all__ = [
    "agree_to_hold",
    "answer_consultation",
    "approve",
    "attach",
    "autosave",
    "autosave_house",
    "begin_house",
    "comment",
    "consult",
    "correct",
    "discard_draft",
    "draft",
    "drop",
    "grant_early",
    "hand_over_work",
    "keep_topic",
    "keep_unsaved",
    "load_kinds_and_topics",
    "make_seal_key",
    "open_edition",
    "open_word",
    "recall",
    "review_topic",
    "save",
    "save_house",
    "send_back",
    "set_details",
    "settle_comment",
    "shorten",
    "submit",
    "take_over",
    "withdraw",
]
