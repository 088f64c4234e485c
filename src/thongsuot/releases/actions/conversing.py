"""Talking about a text: opinions asked of other units, remarks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.releases import rules, standing
from thongsuot.releases.actions.telling import tell_answered, tell_consulted
from thongsuot.releases.actions.writing import check, id_of, locked
from thongsuot.releases.models import Comment, Consultation, Release
from thongsuot.releases.rules import Act


@transaction.atomic
def consult(*, release: Release, unit: Any, answer_by: datetime, by: Person) -> Consultation:
    """Ask another unit for its opinion by an hour. Approval does not wait for it.

    Refused: nothing_written, hour_past, own_unit, consulted_already.
    """
    release, unit = locked(release), id_of(unit)
    check(Act.CONSULT, release, by)
    revision = standing.newest(release)
    if revision is None:
        raise Refused("releases.nothing_written")
    rules.check_consultation(unit, release.unit_id, answer_by, clock.now())
    if Consultation.objects.filter(revision=revision, unit_id=unit).exists():
        raise Refused("releases.consulted_already")
    asked = Consultation.objects.create(
        release=release, revision=revision, unit_id=unit, asked_by=by, answer_by=answer_by
    )
    tell_consulted(asked, release)
    journal.record(
        "release.consulted",
        by=by,
        subject=("release", release),
        consultation=asked.pk,
        unit=unit,
        answer_by=answer_by,
    )
    return asked


@transaction.atomic
def answer_consultation(
    *, consultation: Consultation | UUID, by: Person, text: str
) -> Consultation:
    """Give the unit's opinion, once. A late one is taken too; its time shows."""
    asked = Consultation.objects.select_for_update(of=("self",)).get(pk=id_of(consultation))
    rules.check_answers(asked.unit_id, asked.answered_at, network.viewer_of(by))
    asked.answer, asked.answered_by, asked.answered_at = _said(text), by, clock.now()
    asked.save()
    tell_answered(asked, asked.release, by)
    journal.record(
        "release.consultation_answered",
        by=by,
        subject=("release", asked.release_id),
        consultation=asked.pk,
    )
    return asked


@transaction.atomic
def comment(*, release: Release, by: Person, text: str, quote: str = "") -> Comment:
    """A remark on the newest text; `quote` are the words it is about."""
    release = locked(release)
    check(Act.COMMENT, release, by)
    made = Comment.objects.create(
        release=release,
        revision=standing.newest(release),
        person=by,
        text=_said(text),
        quote=nfc(quote).strip()[:300],
    )
    journal.record("release.commented", by=by, subject=("release", release), comment=made.pk)
    return made


@transaction.atomic
def settle_comment(*, comment: Comment | UUID, by: Person) -> Comment:
    """Mark a remark as dealt with; it stays. A second time changes nothing."""
    made = Comment.objects.select_for_update(of=("self",)).get(pk=id_of(comment))
    check(Act.COMMENT, locked(made.release_id), by)
    if made.settled_at is None:
        made.settled_at, made.settled_by = clock.now(), by
        made.save()
    journal.record(
        "release.comment_settled", by=by, subject=("release", made.release_id), comment=made.pk
    )
    return made


def _said(text: str) -> str:
    if not text.strip():
        raise Refused("releases.nothing_said")
    return nfc(text).strip()
