"""What the needs of a kind are held against: the text with its attachments and speakers, read from
the rows and the files."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from thongsuot.files import queries as files
from thongsuot.files.models import File
from thongsuot.lib.clarity import Document
from thongsuot.lib.clarity.files import read
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.markup import to_blocks
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole
from thongsuot.releases import completeness
from thongsuot.releases.completeness import Given
from thongsuot.releases.lines import document_of
from thongsuot.releases.models import Release
from thongsuot.releases.terms import FileRole, Moment

SPEAKERS = (MandateRole.SPOKESPERSON, MandateRole.LEADER, MandateRole.DELEGATE)
"""Who may be quoted: those who speak for a body, or lead it."""
READABLE = (".txt", ".md", ".docx", ".html", ".pdf")
MOST_ATTACHMENTS = 5
LARGEST_ATTACHMENT = 10_000_000
"""Bytes; a larger one is not compared with its text."""
NOTHING = Given(Document(()))


def given(
    release: Release,
    title: str,
    summary: str,
    body: str,
    used: Iterable[Mapping[str, Any]],
    moment: Moment,
    *,
    banked: bool,
) -> Given:
    """A text as its kind's needs see it. While one types no file is opened and nobody looked up;
    a text in another language is not read."""
    needs = completeness.needs_of(release.kind_id)
    place = list(Moment).index(moment)
    wanted = {need for need, weights in needs.items() if weights[place]}
    if release.language != "vi" or not wanted:
        return NOTHING
    document = document_of(release, title, summary, body)
    before = release.predecessor
    return Given(
        document=document,
        blocks=to_blocks(body),
        banked=banked,
        attached=_attached(used) if "attachments" in wanted else None,
        follows=before.number_label if before else "",
        silent=_silent(release, document) if "speakers" in wanted else (),
    )


def _silent(release: Release, document: Document) -> tuple[str, ...]:
    """Those of the text's unit and the centre who are named where somebody is quoted, and may not
    speak today. Nobody is looked up for a text without quotations."""
    beside = [completeness.around(*place) for place in completeness.quoted(Reading(document))]
    if not beside:
        return ()
    units = {release.unit_id, network.centre().id}
    held = network.roles_at(units)
    named = {person for person, name, _ in held if any(name in words for words in beside)}
    speaking = {person for person, _, role in held if role in SPEAKERS}
    return tuple({name for person, name, _ in held if person in named - speaking})


def _attached(used: Iterable[Mapping[str, Any]]) -> dict[str, Document | None]:
    """The words of the attachments by name."""
    ids = [str(use["file"]) for use in used if use.get("role") == FileRole.ATTACHMENT]
    found = (files.get(id) for id in ids[:MOST_ATTACHMENTS])
    return {file.name: _words(file.id) for file in found if file and _is_readable(file)}


def _is_readable(file: File) -> bool:
    return file.size <= LARGEST_ATTACHMENT and file.name.lower().endswith(READABLE)


@lru_cache(maxsize=64)
def _words(id: UUID) -> Document | None:
    """A file never changes, so it is read once."""
    file = files.get(id)
    try:
        return read(files.read(file), file.name) if file else None
    except (Refused, FileNotFoundError):
        return None
