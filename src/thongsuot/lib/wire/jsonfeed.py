"""JSON Feed 1.1 (jsonfeed.org). A withdrawn edition keeps its item under the same id, without its
text: the title, a tag and our extension ``_thongsuot`` say what befell it and when."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from thongsuot.lib.text import to_text
from thongsuot.lib.text.inline import one_line

from .banners import banners, marked_title
from .document import EditionDocument
from .entry import categories, changed_at, content, in_feed, is_withdrawn

_VERSION = "https://jsonfeed.org/version/1.1"


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
    """The feed as UTF-8 JSON. `docs` newest first."""
    told = {
        "version": _VERSION,
        "title": one_line(title),
        "home_page_url": site_url,
        "feed_url": self_url,
        "language": language,
        "authors": [{"name": one_line(author)}],
        "items": [_item(doc) for doc in in_feed(docs)],
        "_thongsuot": {"about": site_url, "updated": _instant(updated)},
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _item(doc: EditionDocument) -> dict[str, Any]:
    gone = is_withdrawn(doc)
    found: dict[str, Any] = {
        "id": doc.id.urn,
        "url": doc.url,
        "title": marked_title(doc),
        "content_html": content(doc),
        "summary": "" if gone else one_line(doc.summary),
        "date_published": _instant(doc.issued_at),
        "date_modified": _instant(changed_at(doc)),
        "authors": [{"name": one_line(doc.unit_name)}],
        "tags": [label for _, label in categories(doc)],
        "language": doc.language,
        "attachments": [] if gone else _attachments(doc),
        "_thongsuot": _status(doc),
    }
    if not gone:
        found["content_text"] = to_text(doc.body_html)
    return {name: value for name, value in found.items() if value not in ("", [])}


def _attachments(doc: EditionDocument) -> list[dict[str, Any]]:
    return [
        {
            "url": each.url,
            "mime_type": each.content_type,
            "title": one_line(each.name),
            "size_in_bytes": each.size,
        }
        for each in doc.attachments
    ]


def _status(doc: EditionDocument) -> dict[str, Any]:
    """What befell the edition, and what it does to an earlier one."""
    found = {"number": one_line(doc.number), "status": doc.status.value, "verify": doc.verify_url}
    if notice := next(iter(banners(doc)), None):
        found["notice"] = notice.kind
    if doc.predecessor_id:
        found["predecessor"] = doc.predecessor_id.urn
    return found


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
