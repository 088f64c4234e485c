"""What people make of the remarks on clarity, and asking for other words. Nothing here changes a
text."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from thongsuot.channels.rewriting.client import LONGEST, rewrite
from thongsuot.channels.rewriting.terms import Rewritten
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.network.models import Person
from thongsuot.releases import verdicts
from thongsuot.releases.actions.writing import check, locked
from thongsuot.releases.models import Release, Verdict
from thongsuot.releases.rules import Act
from thongsuot.releases.verdicts import LONGEST_MATCH, LONGEST_NOTE, DismissReason, Outcome


@transaction.atomic
def dismiss_finding(
    *,
    release: Release | UUID,
    rule: str,
    rule_version: int,
    fingerprint: str,
    match: str,
    reason: DismissReason | str,
    note: str = "",
    by: Person,
) -> Verdict:
    """Set a remark aside in this text, for a reason. A second time changes the reason.

    Refused: no_such_reason, dismissal_note_missing, no_such_remark, and those of editing.
    """
    word = verdicts.check_dismissal(reason, note)
    row = _of(release, rule, rule_version, fingerprint, match, by)
    _standing(row.release, row.fingerprint).update(restored_at=clock.now(), restored_by=by)
    row.outcome, row.reason = Outcome.DISMISSED, word
    row.note = verdicts.kept(note, LONGEST_NOTE)
    row.save()
    _record("finding.dismissed", row, by, reason=word.value)
    return row


@transaction.atomic
def restore_finding(*, release: Release | UUID, fingerprint: str, by: Person) -> Release:
    """Let a remark that was set aside speak again. One that is not set aside stays as it is.

    Refused: no_such_remark, and those of editing.
    """
    release = locked(release)
    check(Act.EDIT, release, by)
    verdicts.check_fingerprint(fingerprint)
    standing = _standing(release, fingerprint)
    pks = list(standing.values_list("pk", flat=True))
    standing.update(restored_at=clock.now(), restored_by=by)
    journal.record("finding.restored", by=by, subject=("release", release), verdicts=pks)
    return release


@transaction.atomic
def take_suggestion(
    *,
    release: Release | UUID,
    rule: str,
    rule_version: int,
    fingerprint: str,
    match: str,
    by: Person,
) -> Verdict:
    """Remember that the suggestion of a remark was pressed; the text itself is saved as ever.

    Refused: no_such_remark, and those of editing.
    """
    row = _of(release, rule, rule_version, fingerprint, match, by)
    row.outcome = Outcome.TAKEN
    row.save()
    _record("finding.taken", row, by)
    return row


def _of(
    release: Release | UUID,
    rule: str,
    rule_version: int,
    fingerprint: str,
    match: str,
    by: Person,
) -> Verdict:
    """A row to be filled, of a text that the person may edit now."""
    release = locked(release)
    check(Act.EDIT, release, by)
    verdicts.check_remark(rule, rule_version, fingerprint)
    return Verdict(
        release=release,
        rule=rule,
        rule_version=rule_version,
        fingerprint=fingerprint,
        match=verdicts.kept(match, LONGEST_MATCH),
        by=by,
    )


def _standing(release: Release, fingerprint: str) -> Any:
    rows = Verdict.objects.filter(release=release, fingerprint=fingerprint)
    return rows.filter(outcome=Outcome.DISMISSED, restored_at=None)


def _record(act: str, row: Verdict, by: Person, **facts: str) -> None:
    journal.record(
        act,
        by=by,
        subject=("release", row.release_id),
        rule=row.rule,
        rule_version=row.rule_version,
        verdict=row.pk,  # its fingerprint is a digest of words without salt: these may be guessed
        **facts,
    )


# The endpoint that rewrites -----------------------------------------------------------------------


def ask_outside(*, release: Release | UUID, text: str, by: Person) -> Rewritten:
    """A wording of some of a text by the endpoint that is set, already compared with it; `trouble`
    is ``off`` where none is. It takes as long as the endpoint does, up to `rewrite_seconds`: no
    transaction waits for it, and that it was asked is written down before anything leaves.

    Refused: those of editing.
    """
    if settings.REWRITING is None:
        return Rewritten(trouble="off")
    if text.strip() and len(text) <= LONGEST:  # nothing else leaves
        _record_asking(release, settings.REWRITING.target.host, by)
    return rewrite(settings.REWRITING, text)


@transaction.atomic
def _record_asking(release: Release | UUID, host: str, by: Person) -> None:
    release = locked(release)
    check(Act.EDIT, release, by)
    journal.record("rewrite.asked", by=by, subject=("release", release), host=host)
