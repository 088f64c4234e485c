"""What circulation tells others: inboxes, dispatches, figures, who is late. Visibility included:
an edition is always read through `releases.queries`, which decides what a viewer may see."""

from thongsuot.circulation.mailings import mailing
from thongsuot.circulation.queries.bodies import (
    Callee,
    Late,
    acknowledgement_of,
    late_bodies,
    late_in,
    received_by_body,
)
from thongsuot.circulation.queries.channels import (
    ChannelView,
    EndpointOutcome,
    channel_health,
    channels,
    outcomes_at,
    push_key,
)
from thongsuot.circulation.queries.dispatches import (
    carried_with,
    dispatch_for,
    dispatch_ids,
    dispatches,
    dispatches_by_id,
    dispatches_of,
    failures,
    recipients,
)
from thongsuot.circulation.queries.feeds import (
    FeedLinkView,
    PrivateFeed,
    feed_links,
    private_feed,
)
from thongsuot.circulation.queries.figures import (
    Progress,
    figures,
    moments,
    progress,
    waiting_deliveries,
)
from thongsuot.circulation.queries.following import follow_up_plan, follow_up_plans
from thongsuot.circulation.queries.inboxes import (
    InboxItem,
    answer_address,
    deliveries_of,
    inbox,
    inbox_item,
    owed_by,
    recipient_by_token,
    saved_lists,
    topics_followed,
)
from thongsuot.circulation.queries.personal import personal_data
from thongsuot.circulation.queries.previews import (
    PartPreview,
    bodies_in,
    everybody,
    preview,
    preview_kit,
)
from thongsuot.circulation.queries.proofs import outcomes_of, proofs_of, unproved
from thongsuot.circulation.queries.readiness import (
    readiness,
    readiness_days,
    readiness_on,
)
from thongsuot.circulation.queries.receipts import receipts_in
from thongsuot.circulation.queries.reorganising import (
    LeftBehind,
    Touched,
    left_behind,
    touched_by,
)
from thongsuot.circulation.queries.replies import (
    Missed,
    mailbox,
    missed,
    replies,
    replies_waiting,
    reply_for,
)
from thongsuot.circulation.queries.undecided import held

__all__ = [
    "Callee",
    "ChannelView",
    "EndpointOutcome",
    "FeedLinkView",
    "InboxItem",
    "Late",
    "LeftBehind",
    "Missed",
    "PartPreview",
    "PrivateFeed",
    "Progress",
    "Touched",
    "acknowledgement_of",
    "answer_address",
    "bodies_in",
    "carried_with",
    "channel_health",
    "channels",
    "deliveries_of",
    "dispatch_for",
    "dispatch_ids",
    "dispatches",
    "dispatches_by_id",
    "dispatches_of",
    "everybody",
    "failures",
    "feed_links",
    "figures",
    "follow_up_plan",
    "follow_up_plans",
    "held",
    "inbox",
    "inbox_item",
    "late_bodies",
    "late_in",
    "left_behind",
    "mailbox",
    "mailing",
    "missed",
    "moments",
    "outcomes_at",
    "outcomes_of",
    "owed_by",
    "personal_data",
    "preview",
    "preview_kit",
    "private_feed",
    "progress",
    "proofs_of",
    "push_key",
    "readiness",
    "readiness_days",
    "readiness_on",
    "receipts_in",
    "received_by_body",
    "recipient_by_token",
    "recipients",
    "replies",
    "replies_waiting",
    "reply_for",
    "saved_lists",
    "topics_followed",
    "touched_by",
    "unproved",
    "waiting_deliveries",
]
