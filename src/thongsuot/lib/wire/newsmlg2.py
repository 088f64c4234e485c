"""NewsML-G2 2.34 (conformance power), the XML of agencies' newsroom systems, with NITF inside.

An edition is one news item under its own id. `pubStatus` is usable, withheld (embargo) or canceled
(kill: no content, and a higher version of the same item, so that no system takes it for a
repetition). A correction is an item of its own that says which one it evolved from.
"""

from datetime import UTC, datetime
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from thongsuot.lib.text import to_text
from thongsuot.lib.text.inline import one_line

from . import nitf
from .banners import banners, marked_title
from .document import Contact, EditionDocument, Status
from .entry import changed_at

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
MEDIA_TYPE = "application/vnd.iptc.g2.newsitem+xml"
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
_LATER = {Status.CURRENT: 0, Status.CORRECTED: 1, Status.WITHDRAWN: 2}


def item(doc: EditionDocument) -> bytes:
    """The edition as a news item, UTF-8. The same document gives the same bytes."""
    root = Element("newsItem", _identity(doc))
    SubElement(root, "catalogRef", {"href": CATALOG})
    rights = SubElement(root, "rightsInfo")
    holder = SubElement(rights, "copyrightHolder", {"uri": doc.unit_id.urn})
    _text(holder, "name", doc.unit_name)
    _item_meta(SubElement(root, "itemMeta"), doc)
    _content_meta(SubElement(root, "contentMeta"), doc)
    if doc.status is not Status.WITHDRAWN and doc.body_html:
        _content(SubElement(root, "contentSet"), doc)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _identity(doc: EditionDocument) -> dict[str, str]:
    return {
        "xmlns": NAMESPACE,
        "guid": doc.id.urn,
        "version": str(doc.version + _LATER[doc.status]),
        "standard": "NewsML-G2",
        "standardversion": "2.34",
        "conformance": "power",
        "xml:lang": doc.language,
    }


def _item_meta(meta: Element, doc: EditionDocument) -> None:
    SubElement(meta, "itemClass", {"qcode": "ninat:text"})
    provider = SubElement(meta, "provider", {"uri": doc.unit_id.urn})
    _text(provider, "name", doc.unit_name)
    _text(meta, "versionCreated", _instant(changed_at(doc)))
    _text(meta, "firstCreated", _instant(doc.issued_at))
    if doc.embargo_until:
        _text(meta, "embargoed", _instant(doc.embargo_until))
    SubElement(meta, "pubStatus", {"qcode": f"stat:{_status(doc)}"})
    _text(meta, "title", marked_title(doc))
    for banner in banners(doc):
        _text(meta, "edNote", f"{banner.text} {banner.url}")
    if doc.notice and doc.notice.kind == "correction":
        SubElement(meta, "signal", {"qcode": "sig:correction"})
    _links(meta, doc)
    for name, value in (("number", doc.number), ("signature", doc.signature), ("key", doc.key_id)):
        if one_line(value):
            _text(SubElement(meta, "itemMetaExtProperty", _property(name, value)), "name", name)


def _property(name: str, value: str) -> dict[str, str]:
    return {"literal": name, "value": one_line(value)}


def _links(meta: Element, doc: EditionDocument) -> None:
    if doc.predecessor_id:
        _link(meta, "irel:evolvedFrom", doc.predecessor_id, doc.predecessor_url, "text/html")
    _link(meta, "irel:seeAlso", None, doc.url, "text/html")
    if doc.status is Status.WITHDRAWN or not doc.body_html:
        return
    for each in doc.files:
        _link(meta, "irel:seeAlso", each.id, each.url, each.content_type, each.name)


def _link(
    meta: Element, rel: str, id: UUID | None, href: str, content_type: str, title: str = ""
) -> None:
    told = {"rel": rel, "residref": id.urn if id else "", "href": href, "contenttype": content_type}
    link = SubElement(meta, "link", {name: value for name, value in told.items() if value})
    if one_line(title):
        _text(link, "title", title)


def _content_meta(meta: Element, doc: EditionDocument) -> None:
    _text(meta, "contentCreated", _instant(doc.issued_at))
    if one_line(doc.place):
        _text(SubElement(meta, "located", {"literal": one_line(doc.place)}), "name", doc.place)
    creator = SubElement(meta, "creator", {"uri": doc.unit_id.urn})
    _text(creator, "name", doc.unit_name)
    if doc.contacts:
        details = SubElement(creator, "organisationDetails")
        for contact in doc.contacts:
            _contact(SubElement(details, "contactInfo"), contact)
    source = SubElement(meta, "infoSource", {"uri": doc.unit_id.urn})
    _text(source, "name", doc.unit_name)
    SubElement(meta, "language", {"tag": doc.language})
    _text(SubElement(meta, "genre", {"literal": doc.kind}), "name", doc.kind_label)
    for code, label in doc.topics:
        _text(SubElement(meta, "subject", {"literal": one_line(code)}), "name", label)
    _text(meta, "headline", doc.title)
    if one_line(doc.summary) and doc.status is not Status.WITHDRAWN:
        description = SubElement(meta, "description", {"role": "drol:summary"})
        description.text = one_line(doc.summary)


def _contact(info: Element, contact: Contact) -> None:
    for name, value in (("email", contact.email), ("phone", contact.phone)):
        if one_line(value):
            _text(info, name, value)
    _text(info, "note", ", ".join(filter(None, (contact.name, contact.role))))


def _content(content: Element, doc: EditionDocument) -> None:
    inline = SubElement(content, "inlineXML", {"contenttype": nitf.MEDIA_TYPE})
    inline.append(nitf.tree(doc))
    plain = to_text(doc.body_html)
    count = {"contenttype": "text/plain", "wordcount": str(len(plain.split()))}
    SubElement(content, "inlineData", count).text = nitf.printable(plain)


def _status(doc: EditionDocument) -> str:
    if doc.status is Status.WITHDRAWN:
        return "canceled"
    return "withheld" if doc.embargo_until else "usable"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = one_line(text)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
