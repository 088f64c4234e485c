"""What Atom and RSS say alike of one edition.

A withdrawn edition keeps its entry under the same id, so that every reader replaces the old text:
the title says it, a category says it, and only the notice is left of the content. Documents under
embargo have no place in a feed, since feed readers know no embargo.
"""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from thongsuot.lib.text.inline import one_line

from .banners import banners
from .body import absolute
from .document import EditionDocument, Status


def in_feed(docs: Iterable[EditionDocument]) -> list[EditionDocument]:
    """The documents a feed may show, in the order given."""
    return [doc for doc in docs if doc.embargo_until is None]


def is_withdrawn(doc: EditionDocument) -> bool:
    """Whether nothing but the notice may be shown."""
    return doc.status is Status.WITHDRAWN


def changed_at(doc: EditionDocument) -> datetime:
    """When the entry last changed: a correction or withdrawal touches the edition it concerns."""
    if doc.status is Status.CURRENT or doc.notice is None:
        return doc.issued_at
    return max(doc.issued_at, doc.notice.at)


def content(doc: EditionDocument) -> str:
    """HTML of the entry: notices, summary, body; of a withdrawn edition the notices alone."""
    notices = "".join(_strong(banner.text) for banner in banners(doc))
    if is_withdrawn(doc):
        return notices
    return notices + _strong(doc.summary) + absolute(doc)


def categories(doc: EditionDocument) -> list[tuple[str, str]]:
    """(term, label): the kind, what befell it (correction, withdrawn …), its topics."""
    marks = [(str(banner.kind), banner.label) for banner in banners(doc)]
    topics = [(one_line(code), one_line(label)) for code, label in doc.topics]
    return [(one_line(doc.kind), one_line(doc.kind_label)), *marks, *topics]


def _strong(text: str) -> str:
    words = escape(one_line(text), quote=False)
    return f"<p><strong>{words}</strong></p>" if words else ""
