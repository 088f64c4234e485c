"""What a reader must know before reading: an embargo, a correction, a withdrawal.

Every rendition shows these first. A document carries `embargo_until` only while the embargo holds,
so that the same document always gives the same bytes.
"""

from dataclasses import dataclass
from typing import Literal

from thongsuot.lib.text.inline import one_line

from .document import EditionDocument, Status
from .words import moment, words


@dataclass(frozen=True, slots=True)
class Banner:
    """One line to show first, `label` alone where there is little room."""

    kind: Literal["embargo", "correction", "withdrawal", "corrected", "withdrawn"]
    label: str
    text: str
    url: str = ""


def banners(doc: EditionDocument) -> tuple[Banner, ...]:
    """The banners of a document, most urgent first."""
    return (*_notice(doc), *_embargo(doc))


def prefix(doc: EditionDocument) -> str:
    """The banners' labels before a title or subject: «[Thu hồi] », or nothing."""
    return "".join(f"[{banner.label}] " for banner in banners(doc))


def marked_title(doc: EditionDocument) -> str:
    """The title on one line with its prefix, without unseen characters."""
    return prefix(doc) + one_line(doc.title)


def _notice(doc: EditionDocument) -> tuple[Banner, ...]:
    said, notice = words(doc.language), doc.notice
    # What has befallen this edition outweighs what it was issued for.
    if doc.status is Status.WITHDRAWN or (notice and notice.kind == "withdrawn"):
        text = notice.text if notice and notice.kind == "withdrawn" else ""
        return (
            Banner("withdrawn", said.withdrawn, one_line(text) or said.withdrawn_text, _url(doc)),
        )
    if doc.status is Status.CORRECTED or (notice and notice.kind == "corrected"):
        text = notice.text if notice and notice.kind == "corrected" else ""
        return (
            Banner("corrected", said.corrected, one_line(text) or said.corrected_text, _url(doc)),
        )
    if notice and notice.kind == "withdrawal":
        return (Banner("withdrawal", said.withdrawal, one_line(notice.text), _url(doc)),)
    if notice:
        return (Banner("correction", said.correction, one_line(notice.text), _url(doc)),)
    return ()


def _url(doc: EditionDocument) -> str:
    return (doc.notice.url if doc.notice else "") or ""


def _embargo(doc: EditionDocument) -> tuple[Banner, ...]:
    if doc.embargo_until is None:
        return ()
    said, until = words(doc.language), moment(doc.embargo_until, doc.language)
    return (Banner("embargo", said.embargo_short.format(until), said.embargo.format(until)),)
