"""Atom (RFC 4287). A withdrawn edition has a deleted-entry (RFC 6721) and, under the same id and
time, an entry that says so: readers that know tombstones remove it, all others replace it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from thongsuot.lib.text.inline import one_line

from .banners import banners, marked_title
from .document import EditionDocument
from .entry import categories, changed_at, content, in_feed, is_withdrawn

_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


def feed(
    docs: Iterable[EditionDocument],
    *,
    title: str,
    self_url: str,
    site_url: str,
    updated: datetime,
    author: str,
    language: str = "vi",
) -> bytes:
    """The feed as UTF-8 XML; `self_url` is its id too. `docs` newest first."""
    root = Element("feed", {"xmlns": _ATOM, "xmlns:at": _TOMBSTONES, "xml:lang": language})
    _text(root, "title", title)
    _text(root, "id", self_url)
    _text(root, "updated", _instant(updated))
    _link(root, "self", self_url, "application/atom+xml")
    _link(root, "alternate", site_url, "text/html")
    _text(SubElement(root, "author"), "name", author)
    for doc in in_feed(docs):
        if is_withdrawn(doc):
            _tombstone(root, doc)
        _entry(root, doc)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, doc: EditionDocument) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "id", doc.id.urn)
    _text(entry, "title", marked_title(doc))
    _text(entry, "published", _instant(doc.issued_at))
    _text(entry, "updated", _instant(changed_at(doc)))
    _text(SubElement(entry, "author"), "name", doc.unit_name)
    _link(entry, "alternate", doc.url, "text/html")
    if doc.predecessor_url:
        _link(entry, "predecessor-version", doc.predecessor_url, "text/html")
    for term, label in categories(doc):
        SubElement(entry, "category", {"term": term, "label": label})
    if one_line(doc.summary) and not is_withdrawn(doc):
        _text(entry, "summary", doc.summary)
    if not is_withdrawn(doc):
        for each in doc.files:
            _link(entry, "enclosure", each.url, each.content_type)
    body = SubElement(entry, "content", {"type": "html"})
    body.text = content(doc)


def _tombstone(root: Element, doc: EditionDocument) -> None:
    ref = {"ref": doc.id.urn, "when": _instant(changed_at(doc))}
    deleted = SubElement(root, "at:deleted-entry", ref)
    comment = SubElement(deleted, "at:comment")
    comment.text = one_line(banners(doc)[0].text)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = one_line(text)


def _link(parent: Element, rel: str, href: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": rel, "href": href, "type": kind})


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
