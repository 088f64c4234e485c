"""ninjs 2.2, the JSON of the International Press Telecommunications Council for newsrooms.

``pubstatus`` is usable, withheld (embargo) or canceled (kill: no body, no pictures). An edition is
one item: a correction is an item of its own that is associated with the one it corrects, and the
corrected one says so in its ``ednote``.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from thongsuot.lib.text import to_text
from thongsuot.lib.text.inline import one_line

from .banners import banners, marked_title
from .body import absolute
from .document import Contact, EditionDocument, Picture, Status

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json"
_TEXT, _HTML = "text/plain", "text/html"


def item(doc: EditionDocument) -> dict[str, Any]:
    """The edition as a ninjs 2.2 object, ready for `json.dumps`.

    Of one whose text is not shown (any more) there are no empty bodies, which would wipe out what
    a newsroom has: it is `partial`.
    """
    told = doc.status is not Status.WITHDRAWN and bool(doc.body_html)
    found: dict[str, Any] = {
        "uri": _urn(doc.id),
        "standard": {"name": "ninjs", "version": "2.2", "schema": SCHEMA},
        "type": "text",
        "representationtype": "full" if told else "partial",
        "version": str(doc.version),
        "firstcreated": _instant(doc.issued_at),
        "versioncreated": _instant(_changed_at(doc)),
        "contentcreated": _instant(doc.issued_at),
        "pubstatus": _pubstatus(doc),
        "language": doc.language,
        "title": marked_title(doc),
        "headlines": [{"role": "main", "contenttype": _TEXT, "value": one_line(doc.title)}],
        "located": one_line(doc.place),
        "copyrightholder": one_line(doc.unit_name),
        "genres": [{"name": one_line(doc.kind_label), "literal": doc.kind}],
        "infosources": [_source(doc)],
        "organisations": [
            {"name": one_line(doc.unit_name), "uri": _urn(doc.unit_id), "rel": "creator"}
        ],
        "subjects": [
            {"name": one_line(label), "literal": code, "rel": "about"} for code, label in doc.topics
        ],
        "altids": _altids(doc),
        "trustindicators": [{"title": "verify", "href": doc.verify_url}],
        "renditions": [{"name": "web", "href": doc.url, "contenttype": _HTML}],
        "ednote": _ednote(doc),
        "associations": _related(doc),
    }
    if doc.embargo_until:
        found["embargoed"] = _instant(doc.embargo_until)
    if told:
        found |= _content(doc)
    return {name: value for name, value in found.items() if value not in ("", [])}


def _content(doc: EditionDocument) -> dict[str, Any]:
    text = to_text(doc.body_html)
    counts = {"charcount": len(text), "wordcount": len(text.split())}
    files = [
        {
            "name": one_line(each.name),
            "title": one_line(each.name),
            "href": each.url,
            "contenttype": each.content_type,
            "sizeinbytes": each.size,
        }
        for each in doc.attachments
    ]
    return {
        "descriptions": [{"role": "summary", "contenttype": _TEXT, "value": one_line(doc.summary)}]
        if one_line(doc.summary)
        else [],
        "bodies": [
            {"role": "main", "contenttype": _HTML, "value": absolute(doc), **counts},
            {"role": "main", "contenttype": _TEXT, "value": text, **counts},
        ],
        "renditions": [{"name": "web", "href": doc.url, "contenttype": _HTML}, *files],
        "associations": _related(doc) + [_picture(doc, each) for each in doc.pictures],
    }


def _picture(doc: EditionDocument, picture: Picture) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": one_line(picture.name) or str(picture.id),
        "uri": _urn(picture.id),
        "type": "picture",
        "versioncreated": _instant(doc.issued_at),
        "pubstatus": _pubstatus(doc),
        "renditions": [
            {
                "name": "original",
                "href": picture.url,
                "contenttype": picture.content_type,
                "width": picture.width,
                "height": picture.height,
            }
        ],
    }
    if doc.embargo_until:
        found["embargoed"] = _instant(doc.embargo_until)
    if one_line(picture.caption):
        caption = {"role": "caption", "contenttype": _TEXT, "value": one_line(picture.caption)}
        found["descriptions"] = [caption]
    if one_line(picture.credit):
        found["by"] = one_line(picture.credit)
    return found


def _related(doc: EditionDocument) -> list[dict[str, Any]]:
    if doc.predecessor_id is None:
        return []
    kind = doc.notice.kind if doc.notice else ""
    name = {"correction": "corrects", "withdrawal": "withdraws"}.get(kind, "predecessor")
    found: dict[str, Any] = {"name": name, "uri": _urn(doc.predecessor_id)}
    if doc.predecessor_url:
        web = {"name": "web", "href": doc.predecessor_url, "contenttype": _HTML}
        found["renditions"] = [web]
    return [found]


def _source(doc: EditionDocument) -> dict[str, Any]:
    contacts = [way for contact in doc.contacts for way in _ways(contact)]
    found: dict[str, Any] = {
        "name": one_line(doc.unit_name),
        "uri": _urn(doc.unit_id),
        "role": "originator",
    }
    return {**found, "contactinfo": contacts} if contacts else found


def _ways(contact: Contact) -> list[dict[str, str]]:
    name = ", ".join(one_line(part) for part in (contact.name, contact.role) if one_line(part))
    ways = {"phone": contact.phone, "email": contact.email}
    return [
        {"type": kind, "role": "press", "name": name, "value": one_line(value)}
        for kind, value in ways.items()
        if one_line(value)
    ]


def _altids(doc: EditionDocument) -> list[dict[str, str]]:
    known = {"number": doc.number, "signature": doc.signature, "key": doc.key_id}
    return [
        {"role": role, "value": one_line(value)} for role, value in known.items() if one_line(value)
    ]


def _ednote(doc: EditionDocument) -> str:
    lines = [" ".join((*banner.text.split(), banner.url)).strip() for banner in banners(doc)]
    return "\n".join(lines)


def _pubstatus(doc: EditionDocument) -> str:
    if doc.status is Status.WITHDRAWN:
        return "canceled"
    return "withheld" if doc.embargo_until else "usable"


def _changed_at(doc: EditionDocument) -> datetime:
    if doc.status is Status.CURRENT or doc.notice is None:
        return doc.issued_at
    return max(doc.issued_at, doc.notice.at)


def _urn(each: UUID) -> str:
    return f"urn:uuid:{each}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
