"""What the releases room keeps about a person, for the person themself."""

from typing import Any
from uuid import UUID

from thongsuot.releases.models import (
    Approval,
    Comment,
    Consultation,
    Draft,
    EarlyReader,
    Kit,
    KitSpeaker,
    Release,
    Revision,
    Template,
    Topic,
    Verdict,
)


def personal_data(person: UUID) -> dict[str, Any]:
    """Ids and days of what the person wrote, decided and said, as plain data.

    Texts are the body's, not the person's; what they said in a comment is given word for word.
    """
    decided = Approval.objects.filter(decided_by=person).order_by("pk")
    said = Comment.objects.filter(person=person).order_by("pk")
    return {
        "releases": _ids(Release.objects.filter(author=person)),
        "revisions": _ids(Revision.objects.filter(author=person)),
        "unsaved_copies": _ids(Draft.objects.filter(person=person)),
        "approvals": [
            {"revision": str(row.revision_id), "at": row.decided_at.isoformat()} for row in decided
        ],
        "comments": [{"release": str(row.release_id), "text": row.text} for row in said],
        "consultations_answered": _ids(Consultation.objects.filter(answered_by=person)),
        "speaks_for_kits": [
            {"kit": str(row.kit_id), "on": row.speaks_on}
            for row in KitSpeaker.objects.filter(person=person).order_by("pk")
        ],
        "kits": _ids(Kit.objects.filter(author=person)),
        "templates_kept": _ids(Template.objects.filter(kept_by=person)),
        "topics_reviewed": _ids(Topic.objects.filter(reviewed_by=person)),
        "cleared_for_publication": _ids(Release.objects.filter(cleared_by=person)),
        "remarks_judged": [
            {"release": str(row.release_id), "rule": row.rule, "note": row.note}
            for row in Verdict.objects.filter(by=person).order_by("pk")
        ],
        "remarks_restored": _ids(Verdict.objects.filter(restored_by=person)),
        "early_reader_of": [
            str(pk)
            for pk in EarlyReader.objects.filter(person=person).values_list("edition", flat=True)
        ],
    }


def _ids(rows: Any) -> list[str]:
    return [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]
