"""Files into a text: attach one, or open a Word file as one's unsaved copy."""

from typing import Any

from django.db import transaction

from thongsuot.files import actions as files
from thongsuot.files.models import File
from thongsuot.files.terms import PICTURES
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.word import read_word
from thongsuot.network.models import Person
from thongsuot.releases import standing
from thongsuot.releases.actions.writing import check, locked, text_of
from thongsuot.releases.models import Draft, Release
from thongsuot.releases.rules import Act
from thongsuot.releases.terms import FileRole


@transaction.atomic
def attach(*, release: Release, by: Person, name: str, content: bytes, role: FileRole) -> File:
    """Keep a file for the text and put it into one's unsaved copy. Refused: files.*"""
    release = locked(release)
    check(Act.EDIT, release, by)
    file = _stored(release, name, content, FileRole(role))
    kept = _copy(release, by)
    if role != FileRole.INLINE:
        use = {"file": str(file.id), "role": FileRole(role).value, "caption": "", "credit": ""}
        kept.files = [*kept.files, use]
        kept.save()
    journal.record("release.file_attached", by=by, subject=("release", release), file=file.id)
    return file


@transaction.atomic
def open_word(*, release: Release, by: Person, content: bytes) -> Draft:
    """A .docx as one's unsaved copy: its text replaces the copy's, its pictures are attached.

    Refused: house_has_lines, text.not_a_word_file, text.too_large, files.*
    """
    release = locked(release)
    check(Act.EDIT, release, by)
    if standing.is_house(release):
        raise Refused("releases.house_has_lines")
    word = read_word(content)
    kept = _copy(release, by)
    text = text_of(word.title[:300] or kept.title, kept.summary, word.html, kept.files)
    for picture in word.pictures:
        file = _stored(release, picture.name, picture.content, FileRole.PHOTO)
        text["files"].append(
            {"file": str(file.id), "role": "photo", "caption": picture.alt, "credit": ""}
        )
    for field, value in text.items():
        setattr(kept, field, value)
    kept.changed_at = clock.now()
    kept.save()
    journal.record(
        "release.word_opened", by=by, subject=("release", release), pictures=len(word.pictures)
    )
    return kept


def _stored(release: Release, name: str, content: bytes, role: FileRole) -> File:
    kinds = {} if role == FileRole.ATTACHMENT else {"allowed": PICTURES}
    return files.store(f"release:{release.pk}", name, content, **kinds)


def _copy(release: Release, by: Person) -> Draft:
    """The person's unsaved copy; a new one begins as the newest revision."""
    newest = standing.newest(release)
    begun: dict[str, Any] = {"title": release.title}
    if newest:
        begun = {n: getattr(newest, n) for n in ("title", "summary", "body", "files", "house")}
        begun["base"] = newest.number
    return Draft.objects.get_or_create(release=release, person=by, defaults=begun)[0]
