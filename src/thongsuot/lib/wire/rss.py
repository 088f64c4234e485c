"""RSS 2.0 with whole texts (content:encoded). The guid is the edition's, never an address."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from thongsuot.lib.text.inline import one_line

from .banners import banners, marked_title
from .document import EditionDocument
from .entry import categories, changed_at, content, in_feed, is_withdrawn

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_NAMESPACES = {"xmlns:atom": _ATOM, "xmlns:content": _CONTENT, "xmlns:dc": _DUBLIN}


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
    """The feed as UTF-8 XML. `docs` newest first."""
    root = Element("rss", {"version": "2.0", **_NAMESPACES})
    channel = SubElement(root, "channel")
    _text(channel, "title", title)
    _text(channel, "link", site_url)
    _text(channel, "description", f"{title} – {author}")
    _text(channel, "language", language)
    _text(channel, "lastBuildDate", _instant(updated))
    kind = {"rel": "self", "href": self_url, "type": "application/rss+xml"}
    SubElement(channel, "atom:link", kind)
    for doc in in_feed(docs):
        _item(channel, doc)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _item(channel: Element, doc: EditionDocument) -> None:
    item = SubElement(channel, "item")
    _text(item, "title", marked_title(doc))
    _text(item, "link", doc.url)
    SubElement(item, "guid", {"isPermaLink": "false"}).text = doc.id.urn
    _text(item, "pubDate", _instant(changed_at(doc)))
    _text(item, "dc:creator", doc.unit_name)
    for _, label in categories(doc):
        _text(item, "category", label)
    _text(item, "description", _description(doc))
    SubElement(item, "content:encoded").text = content(doc)


def _description(doc: EditionDocument) -> str:
    notices = [banner.text for banner in banners(doc)]
    return " ".join(notices if is_withdrawn(doc) else [*notices, doc.summary])


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = one_line(text)


def _instant(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC))
