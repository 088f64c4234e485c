"""The only writers of releases: every act of a text's life, to its edition and successors."""

from thongsuot.releases.actions.adapting import (
    adapt,
    adapt_foreign,
    compared_with_origin,
    origin_moved,
)
from thongsuot.releases.actions.approving import (
    approve,
    recall,
    send_back,
    shorten,
    submit,
    take_over,
)
from thongsuot.releases.actions.attaching import attach, open_word
from thongsuot.releases.actions.clarifying import (
    ask_outside,
    dismiss_finding,
    restore_finding,
    take_suggestion,
)
from thongsuot.releases.actions.conversing import (
    answer_consultation,
    comment,
    consult,
    settle_comment,
)
from thongsuot.releases.actions.correcting import correct, withdraw
from thongsuot.releases.actions.deciding_kits import (
    approve_kit,
    drop_kit,
    recall_kit,
    return_kit,
    submit_kit,
)
from thongsuot.releases.actions.drafting import (
    autosave,
    discard_draft,
    draft,
    drop,
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
from thongsuot.releases.actions.issuing import compose, issue
from thongsuot.releases.actions.kits import (
    add_part,
    agree_to_hold_kit,
    begin_kit,
    set_kit_hour,
    set_speakers,
    take_out,
)
from thongsuot.releases.actions.leaving import (
    keep_unsaved,
)
from thongsuot.releases.actions.loading import load_kinds_and_topics
from thongsuot.releases.actions.opening import agree_to_hold, grant_early, open_edition
from thongsuot.releases.actions.posting import record_posting, take_down_posting
from thongsuot.releases.actions.reorganising import hand_over_work
from thongsuot.releases.actions.templates import (
    keep_template,
    load_templates,
    retire_template,
)
from thongsuot.releases.keys import make as make_seal_key

__all__ = [
    "adapt",
    "adapt_foreign",
    "add_part",
    "agree_to_hold",
    "agree_to_hold_kit",
    "answer_consultation",
    "approve",
    "approve_kit",
    "ask_outside",
    "attach",
    "autosave",
    "autosave_house",
    "begin_house",
    "begin_kit",
    "comment",
    "compared_with_origin",
    "compose",
    "consult",
    "correct",
    "discard_draft",
    "dismiss_finding",
    "draft",
    "drop",
    "drop_kit",
    "grant_early",
    "hand_over_work",
    "issue",
    "keep_template",
    "keep_topic",
    "keep_unsaved",
    "load_kinds_and_topics",
    "load_templates",
    "make_seal_key",
    "open_edition",
    "open_word",
    "origin_moved",
    "recall",
    "recall_kit",
    "record_posting",
    "restore_finding",
    "retire_template",
    "return_kit",
    "review_topic",
    "save",
    "save_house",
    "send_back",
    "set_details",
    "set_kit_hour",
    "set_speakers",
    "settle_comment",
    "shorten",
    "submit",
    "submit_kit",
    "take_down_posting",
    "take_out",
    "take_over",
    "take_suggestion",
    "withdraw",
]
