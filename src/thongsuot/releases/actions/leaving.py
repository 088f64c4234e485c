"""Somebody left a unit: what they had typed and not saved stays with the unit's text."""

from uuid import UUID

from django.db import transaction

from thongsuot.journal import actions as journal
from thongsuot.network.models import Person
from thongsuot.releases import rules, standing
from thongsuot.releases.actions.writing import locked, new_revision, text_of
from thongsuot.releases.models import Draft, Release, Revision


@transaction.atomic
def keep_unsaved(*, release: Release | UUID, person: Person) -> Revision | None:
    """The person's unsaved copy becomes a revision of theirs, which the unit can open.

    None when there is nothing new in it, when the text is no longer being written, or when
    somebody saved since: what was built on an older revision would undo their work.
    """
    row = locked(release)
    copy = Draft.objects.filter(release=row, person=person).first()
    newest = standing.newest(row)
    if copy is None or not rules.being_written(row.state):
        return None
    if not rules.check_base(copy.base, newest.number if newest else 0) or _same(copy, newest):
        return None
    text = text_of(copy.title, copy.summary, copy.body, copy.files, copy.house, row.language)
    revision = new_revision(row, person, text, copy.base)
    journal.record(
        "release.unsaved_kept",
        by=None,
        subject=("release", row),
        person=person.pk,
        number=revision.number,
    )
    return revision


def _same(copy: Draft, newest: Revision | None) -> bool:
    mine = (copy.title, copy.summary, copy.body, copy.files, copy.house)
    if newest is None:
        return not any(mine[1:])
    return mine == (newest.title, newest.summary, newest.body, newest.files, newest.house)
