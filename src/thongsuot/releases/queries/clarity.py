"""How clear a text is: the remarks of the checker, what was made of them, and how rules fare."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count

from thongsuot.lib.clarity import Document, Report, check
from thongsuot.lib.clarity.precision import wilson_low
from thongsuot.network.terms import Reach, Viewer
from thongsuot.releases.completeness import needs_of
from thongsuot.releases.lines import document_of
from thongsuot.releases.models import Release, Revision, Verdict
from thongsuot.releases.queries.registry import registry
from thongsuot.releases.queries.work import release_for
from thongsuot.releases.verdicts import (
    DismissalView,
    DismissReason,
    Looked,
    Outcome,
    RuleStanding,
)

_OWED = {"LEAD1": "lead", "ACT1": "contact"}
"""Rules that ask for what only some kinds of text need, by the need (`completeness`)."""
NOT_LOOKED_AT = Looked(Report(()), {})


def look(
    viewer: Viewer, release: Release | UUID | str, document: Document, language: str = "vi"
) -> Looked:
    """What there is to say of a text of this release, in words of `language`.

    Nothing of a release that is not the viewer's, nor of one that is not in Vietnamese.
    """
    row = release if isinstance(release, Release) else release_for(viewer, release)
    if row is None or row.language != "vi":
        return NOT_LOOKED_AT
    known = registry(viewer, without=row.predecessor_id, within=Reach(row.reach))
    report = _owed(check(document, registry=known, language=language), document)
    return Looked(report, _dismissed(row), _before(row))


def remarks(viewer: Viewer, document: Document, language: str = "vi") -> Report:
    """What there is to say of any text, for what this viewer may know. It is kept nowhere."""
    return _owed(check(document, registry=registry(viewer), language=language), document)


def _owed(report: Report, document: Document) -> Report:
    """Without what texts of this kind do not owe: a message house has no first paragraph of news,
    talking points need nobody to ring."""
    needs = needs_of(document.kind)
    kept = (f for f in report.findings if _OWED.get(f.rule) is None or _OWED[f.rule] in needs)
    return replace(report, findings=tuple(kept))


def verdicts_of(viewer: Viewer, release: Release | UUID | str) -> dict[str, DismissalView]:
    """What was set aside in a text, by fingerprint; nothing of one that is not the viewer's."""
    row = release if isinstance(release, Release) else release_for(viewer, release)
    return _dismissed(row) if row else {}


def ledger() -> list[RuleStanding]:
    """How every version of every rule fared, what was judged most first. A dismissal that was
    taken back does not count."""
    rows = Verdict.objects.filter(restored_at=None).values_list(
        "rule", "rule_version", "outcome", "reason"
    )
    counted: dict[tuple[str, int], Counter[str]] = {}
    for rule, version, outcome, reason, count in rows.annotate(Count("pk")).order_by("rule"):
        word = reason if outcome == Outcome.DISMISSED else Outcome.TAKEN
        counted.setdefault((rule, version), Counter())[word] += count
    found = [_standing(*key, counts) for key, counts in counted.items()]
    return sorted(found, key=lambda each: (-each.count, each.rule, -each.rule_version))


def _standing(rule: str, version: int, counts: Counter[str]) -> RuleStanding:
    every, taken = sum(counts.values()), counts[Outcome.TAKEN]
    right = every - counts[DismissReason.FALSE_ALARM]
    return RuleStanding(
        rule=rule,
        rule_version=version,
        taken=taken,
        dismissed={reason: counts[reason] for reason in DismissReason if counts[reason]},
        useful=taken / every,
        useful_low=wilson_low(taken, every),
        right=right / every,
        right_low=wilson_low(right, every),
    )


def _dismissed(release: Release) -> dict[str, DismissalView]:
    rows = Verdict.objects.filter(release=release, outcome=Outcome.DISMISSED, restored_at=None)
    return {row.fingerprint: _view(row) for row in rows.select_related("by").order_by("pk")}


def _view(row: Verdict) -> DismissalView:
    return DismissalView(
        fingerprint=row.fingerprint,
        rule=row.rule,
        rule_version=row.rule_version,
        match=row.match,
        reason=DismissReason(row.reason),
        note=row.note,
        by_name=row.by.name if row.by else "",
        at=row.at,
    )


def _before(release: Release) -> Mapping[str, Any] | None:
    """The measures of the newest saved revision, which never changes: they are counted once."""
    newest = release.revisions.order_by("-number").values_list("pk", flat=True).first()
    return _measures(newest) if newest else None


@lru_cache(maxsize=256)
def _measures(revision: UUID) -> Mapping[str, Any]:
    row = Revision.objects.select_related("release").get(pk=revision)
    return check(document_of(row.release, row.title, row.summary, row.body, row.files)).measures
