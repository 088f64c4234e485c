"""What others may ask of releases. Every answer is what the viewer may see at that instant."""

from thongsuot.releases.asking import Body, Sayable, SayableFigure
from thongsuot.releases.lines import LONGEST_TEXT, document_from, document_of
from thongsuot.releases.queries.adapting import (
    adaptations_of,
    adapted_from,
    moved_under,
    origin_of_edition,
    postings,
    taken,
    taken_from_foreign,
)
from thongsuot.releases.queries.circulating import (
    document_before_hour,
    document_to_circulate,
    edition_row,
    editions_by_id,
    heads_for_recipients,
    number_label,
)
from thongsuot.releases.queries.clarity import (
    ledger,
    look,
    remarks,
    verdicts_of,
)
from thongsuot.releases.queries.documents import (
    document,
    file_for,
    seal_check,
    sealed_bytes,
)
from thongsuot.releases.queries.editions import (
    early_readers,
    edition_for,
    editions_for,
    next_opening,
    public_log,
    visible_editions,
)
from thongsuot.releases.queries.houses import (
    has_lines,
    house_history,
    houses_in_work,
    review_counts,
    speakers_of,
    standing_house,
    topic_for,
    topic_units,
    topics_for,
)
from thongsuot.releases.queries.kinds import kinds, topics
from thongsuot.releases.queries.kits import (
    ComingKit,
    coming_kits,
    kit_editions,
    kit_for,
    kit_titles,
    kits_for,
    texts_for_kit,
)
from thongsuot.releases.queries.leaving import (
    open_work,
    unsaved_by,
)
from thongsuot.releases.queries.personal import personal_data
from thongsuot.releases.queries.registry import registry
from thongsuot.releases.queries.rehearsing import Card, Rehearsal, announced, rehearsal_for
from thongsuot.releases.queries.reorganising import InHand, holders_of_work, touched_by
from thongsuot.releases.queries.rewriting import may_ask_outside, proposals
from thongsuot.releases.queries.saying import ask, changed_since, sayable
from thongsuot.releases.queries.templates import (
    template_for,
    template_names,
    templates,
    templates_for,
)
from thongsuot.releases.queries.work import (
    compare,
    findings,
    release_for,
    release_of_step,
    releases_for,
    visible_releases,
    waiting_for,
    workspace,
)
from thongsuot.releases.verdicts import DismissalView, DismissReason, Looked, RuleStanding

__all__ = [
    "LONGEST_TEXT",
    "Body",
    "Card",
    "ComingKit",
    "DismissReason",
    "DismissalView",
    "InHand",
    "Looked",
    "Rehearsal",
    "RuleStanding",
    "Sayable",
    "SayableFigure",
    "adaptations_of",
    "adapted_from",
    "announced",
    "ask",
    "changed_since",
    "coming_kits",
    "compare",
    "document",
    "document_before_hour",
    "document_from",
    "document_of",
    "document_to_circulate",
    "early_readers",
    "edition_for",
    "edition_row",
    "editions_by_id",
    "editions_for",
    "file_for",
    "findings",
    "has_lines",
    "heads_for_recipients",
    "holders_of_work",
    "house_history",
    "houses_in_work",
    "kinds",
    "kit_editions",
    "kit_for",
    "kit_titles",
    "kits_for",
    "ledger",
    "look",
    "may_ask_outside",
    "moved_under",
    "next_opening",
    "number_label",
    "open_work",
    "origin_of_edition",
    "personal_data",
    "postings",
    "proposals",
    "public_log",
    "registry",
    "rehearsal_for",
    "release_for",
    "release_of_step",
    "releases_for",
    "remarks",
    "review_counts",
    "sayable",
    "seal_check",
    "sealed_bytes",
    "speakers_of",
    "standing_house",
    "taken",
    "taken_from_foreign",
    "template_for",
    "template_names",
    "templates",
    "templates_for",
    "texts_for_kit",
    "topic_for",
    "topic_units",
    "topics",
    "topics_for",
    "touched_by",
    "unsaved_by",
    "verdicts_of",
    "visible_editions",
    "visible_releases",
    "waiting_for",
    "workspace",
]
