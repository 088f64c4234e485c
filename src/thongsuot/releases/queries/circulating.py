"""What circulation asks: editions by id, their documents. For rooms; doors ask with a viewer."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from thongsuot.lib.refused import Refused
from thongsuot.lib.wire.document import EditionDocument
from thongsuot.network.terms import Viewer
from thongsuot.releases.models import Edition
from thongsuot.releases.queries.documents import document
from thongsuot.releases.queries.editions import editions_for, views
from thongsuot.releases.terms import EditionView

HOUSE = Viewer(coordinates=True)
"""The house itself: it circulates whole texts to those whom circulation has planned."""


def edition_row(id: UUID | str) -> Edition:
    """The row with its kind and predecessor. Raises `releases.no_edition`."""
    row = Edition.objects.select_related("kind", "predecessor").filter(pk=id).first()
    if row is None:
        raise Refused("releases.no_edition")
    return row


def number_label(id: UUID) -> str:
    """The number as printed, "12/2026/TTTT"."""
    return edition_row(id).number_label


def editions_by_id(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, EditionView]:
    """Those of these editions that the viewer may see."""
    wanted = list(ids)
    found = editions_for(viewer, ids=wanted, limit=len(wanted)) if wanted else []
    return {view.id: view for view in found}


def heads_for_recipients(ids: Iterable[UUID]) -> dict[UUID, EditionView]:
    """What may be told of editions to people who were sent them before their hour and have not
    agreed to hold them: number, unit and hour; no title, no words, no files."""
    rows = Edition.objects.filter(pk__in=list(ids))
    return {view.id: _without_words(view) for view in views(HOUSE, rows, None)}


def _without_words(view: EditionView) -> EditionView:
    return replace(
        view,
        title="",
        summary="",
        body=None,
        house=None,
        cleared_by="",
        cleared_at=None,
        files=(),
        topic="",
        topic_name="",
        topic_name_en="",
        approvals=(),
        shortened="",
        predecessor=None,
        superseded_by=None,
        can_read=False,
    )


def document_to_circulate(id: UUID) -> EditionDocument:
    """The whole document, for mails to planned recipients."""
    return document(views(HOUSE, Edition.objects.filter(pk=id), None)[0])


def document_before_hour(id: UUID) -> EditionDocument:
    """The document without a word of its text, not even its title: for what goes out early."""
    return document(heads_for_recipients([id])[id])
