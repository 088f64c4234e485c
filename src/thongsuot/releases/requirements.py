"""What a text needs before it may be submitted: remarks while one types, a bar when one submits."""

from datetime import datetime

from thongsuot.releases import rules
from thongsuot.releases.terms import FileRole, FileUse, Finding, PolicyStage, Reach, Severity

LONG_TITLE = 120  # characters: beyond it, feeds and phones cut it
MAX_TITLE = 300


def findings(
    *,
    title: str,
    summary: str,
    text: str,
    files: tuple[FileUse, ...],
    reach: Reach,
    policy_stage: PolicyStage,
    cleared: bool,
    hours: tuple[datetime | None, datetime | None],
    now: datetime,
    known_files: frozenset[str],
) -> list[Finding]:
    """Everything there is to say. `text` is the body without markup; `hours` are embargo and
    release; `known_files` are those that belong to this text."""
    found = [*_title(title), *_words(summary, text), *_files(files, known_files)]
    if rules.needs_clearance(policy_stage, reach, cleared):
        found.append(Finding("releases.not_cleared", Severity.REQUIRED, "policy_stage"))
    for name, hour in zip(("embargo_until", "release_at"), hours, strict=True):
        if hour is not None and hour <= now:
            found.append(Finding("releases.hour_past", Severity.REQUIRED, name, {"field": name}))
    return found


def blocking(found: list[Finding]) -> list[Finding]:
    return [each for each in found if each.severity == Severity.REQUIRED]


def _title(title: str) -> list[Finding]:
    if not title.strip():
        return [Finding("releases.title_missing", Severity.REQUIRED, "title")]
    if len(title) > MAX_TITLE:
        return [
            Finding("releases.title_too_long", Severity.REQUIRED, "title", {"limit": MAX_TITLE})
        ]
    if len(title) > LONG_TITLE:
        return [Finding("releases.title_long", Severity.WARNING, "title", {"limit": LONG_TITLE})]
    return []


def _words(summary: str, text: str) -> list[Finding]:
    found = []
    if not text.strip():
        found.append(Finding("releases.body_missing", Severity.REQUIRED, "body"))
    if not summary.strip():
        found.append(Finding("releases.summary_missing", Severity.SUGGESTION, "summary"))
    return found


def _files(files: tuple[FileUse, ...], known: frozenset[str]) -> list[Finding]:
    found = []
    for use in files:
        where = {"file": use.file}
        if use.file not in known:
            found.append(Finding("releases.file_missing", Severity.REQUIRED, "files", where))
        elif use.role == FileRole.PHOTO and not use.caption.strip():
            found.append(Finding("releases.caption_missing", Severity.WARNING, "files", where))
        elif use.role == FileRole.PHOTO and not use.credit.strip():
            found.append(Finding("releases.credit_missing", Severity.SUGGESTION, "files", where))
    return found
