"""NITF 3.6, the News Industry Text Format of the International Press Telecommunications Council.

One edition is one document, in the namespace of its XML Schema. `management-status` is usable,
embargoed, or canceled: a kill has neither text nor pictures, only the notice. Marks that the format
does not know (underlined, struck, raised, lowered) are emphasis with a class.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from thongsuot.lib.text import to_blocks
from thongsuot.lib.text.blocks import (
    MARKS,
    Block,
    Cell,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from thongsuot.lib.text.figure_links import without_links
from thongsuot.lib.text.inline import one_line

from .banners import banners, marked_title
from .document import EditionDocument, Picture, Status

NAMESPACE = "http://iptc.org/std/NITF/2006-10-18/"
MEDIA_TYPE = "application/nitf+xml"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def item(doc: EditionDocument) -> bytes:
    """The edition as a NITF document, UTF-8. The same document gives the same bytes."""
    return bytes(tostring(tree(doc), encoding="utf-8", xml_declaration=True))


def tree(doc: EditionDocument) -> Element:
    """The same as an element, for formats that carry NITF inside them."""
    root = Element("nitf", {"xmlns": NAMESPACE, "baselang": doc.language, "uno": doc.id.urn})
    _head(SubElement(root, "head"), doc)
    body = SubElement(root, "body")
    _body_head(SubElement(body, "body.head"), doc)
    _body_content(body, doc)
    return root


def printable(text: str) -> str:
    """Text without the characters that XML 1.0 does not know."""
    return _FORBIDDEN.sub("", text)


def _head(head: Element, doc: EditionDocument) -> None:
    _text(head, "title", marked_title(doc))
    for name, value in _metas(doc):
        SubElement(head, "meta", {"name": name, "content": value})
    data = SubElement(head, "docdata", _management(doc))
    SubElement(data, "doc-id", {"regsrc": one_line(doc.unit_name), "id-string": doc.id.urn})
    SubElement(data, "date.issue", {"norm": _instant(doc.issued_at)})
    if doc.embargo_until:
        SubElement(data, "date.release", {"norm": _instant(doc.embargo_until)})
    for banner in banners(doc):
        said = " ".join((*banner.text.split(), banner.url)).strip()
        SubElement(data, "ed-msg", {"msg-type": str(banner.kind), "info": said})
    holder = {"year": str(doc.issued_at.year), "holder": one_line(doc.unit_name)}
    SubElement(data, "doc.copyright", holder)
    if doc.topics:
        keys = SubElement(data, "key-list")
        for _, label in doc.topics:
            SubElement(keys, "keyword", {"key": one_line(label)})
    published = {"type": "web", "date.publication": _instant(doc.issued_at), "ex-ref": doc.url}
    SubElement(head, "pubdata", published)


def _metas(doc: EditionDocument) -> list[tuple[str, str]]:
    contacts = [
        one_line(", ".join(filter(None, (each.name, each.role, each.phone, each.email))))
        for each in doc.contacts
    ]
    told = [
        ("number", one_line(doc.number)),
        ("kind", one_line(doc.kind)),
        ("verify", doc.verify_url),
        ("signature", doc.signature),
        ("key", doc.key_id),
        *(("contact", contact) for contact in contacts),
    ]
    return [(name, value) for name, value in told if value]


def _management(doc: EditionDocument) -> dict[str, str]:
    """What may be done with it, and the document it corrects or withdraws."""
    if doc.status is Status.WITHDRAWN:
        return {"management-status": "canceled"}
    told = {"management-status": "embargoed" if doc.embargo_until else "usable"}
    if doc.predecessor_id:
        told["management-doc-idref"] = doc.predecessor_id.urn
        withdraws = doc.notice is not None and doc.notice.kind == "withdrawal"
        told["management-idref-status"] = "canceled" if withdraws else "usable"
    return told


def _body_head(head: Element, doc: EditionDocument) -> None:
    hedline = SubElement(head, "hedline")
    _text(hedline, "hl1", marked_title(doc))
    _text(head, "byline", doc.unit_name)
    dateline = SubElement(head, "dateline")
    if one_line(doc.place):
        _text(dateline, "location", doc.place)
    told = SubElement(dateline, "story.date", {"norm": _instant(doc.issued_at)})
    told.text = doc.issued_at.astimezone(UTC).strftime("%d/%m/%Y")
    if one_line(doc.summary) and doc.status is not Status.WITHDRAWN:
        _text(SubElement(head, "abstract"), "p", doc.summary)


def _body_content(body: Element, doc: EditionDocument) -> None:
    """Notices first, then the text; nothing at all of an edition whose text is not shown yet."""
    told = [banner.text for banner in banners(doc)]
    withdrawn = doc.status is Status.WITHDRAWN
    if not told and not doc.body_html:
        return
    content = SubElement(body, "body.content")
    for words in told:
        _text(content, "p", words)
    if not withdrawn:
        pictures = {picture.id: picture for picture in doc.pictures}
        blocks = without_links(to_blocks(doc.body_html))
        _blocks(content, blocks, {str(key): each for key, each in pictures.items()})
        shown = {block.file_id for block in blocks if isinstance(block, Figure)}
        for picture in doc.pictures:
            if picture.id not in shown:
                _media(content, picture)


def _blocks(parent: Element, blocks: Iterable[Block], pictures: dict[str, Picture]) -> None:
    for block in blocks:
        match block:
            case Paragraph(runs):
                _runs(SubElement(parent, "p"), runs)
            case Heading(_, runs):
                _runs(SubElement(parent, "hl2"), runs)
            case Listing(ordered, items):
                listing = SubElement(parent, "ol" if ordered else "ul")
                for each in items:
                    _inner(SubElement(listing, "li"), each, pictures)
            case Quote(inner):
                _blocks(SubElement(SubElement(parent, "bq"), "block"), inner, pictures)
            case Table():
                _table(SubElement(parent, "table"), block, pictures)
            case Rule():
                SubElement(parent, "hr")
            case Figure(file_id, _, _):
                if picture := pictures.get(str(file_id)):
                    _media(parent, picture, block)


def _inner(parent: Element, blocks: tuple[Block, ...], pictures: dict[str, Picture]) -> None:
    """Of an item or a cell: a paragraph that stands alone is bare."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        _runs(parent, blocks[0].runs)
    else:
        _blocks(parent, blocks, pictures)


def _table(table: Element, block: Table, pictures: dict[str, Picture]) -> None:
    head, body = block.rows[: block.head], block.rows[block.head :]
    if head and body:
        _rows(SubElement(table, "thead"), head, pictures)
        _rows(SubElement(table, "tbody"), body, pictures)
    else:
        _rows(table, block.rows, pictures)


def _rows(
    parent: Element, rows: tuple[tuple[Cell, ...], ...], pictures: dict[str, Picture]
) -> None:
    for row in rows:
        line = SubElement(parent, "tr")
        for cell in row:
            spans = {"colspan": cell.colspan, "rowspan": cell.rowspan}
            told = {name: str(value) for name, value in spans.items() if value > 1}
            _inner(SubElement(line, "th" if cell.header else "td", told), cell.blocks, pictures)


def _media(parent: Element, picture: Picture, figure: Figure | None = None) -> None:
    media = SubElement(parent, "media", {"media-type": "image"})
    told = {
        "source": picture.url,
        "name": one_line(picture.name),
        "mime-type": picture.content_type,
        "width": str(picture.width),
        "height": str(picture.height),
        "alternate-text": one_line(figure.alt if figure else picture.caption),
        "source-credit": one_line(picture.credit),
    }
    SubElement(media, "media-reference", {name: value for name, value in told.items() if value})
    if figure and figure.caption:
        _runs(SubElement(media, "media-caption"), figure.caption)
    elif one_line(picture.caption):
        _text(media, "media-caption", picture.caption)
    if one_line(picture.credit):
        _text(media, "media-producer", picture.credit)


def _runs(parent: Element, runs: tuple[Run, ...]) -> None:
    for run in runs:
        if run.is_break:
            SubElement(parent, "br")
            continue
        at = SubElement(parent, "a", {"href": run.href}) if run.href else parent
        for mark in MARKS:
            if mark in run.marks:
                at = SubElement(at, "em", {} if mark == "em" else {"class": mark})
        _add(at, printable(run.text))


def _add(parent: Element, text: str) -> None:
    """Text after whatever the element holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = one_line(text)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
