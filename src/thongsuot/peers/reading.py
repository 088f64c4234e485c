"""The words of an edition that came in. What others sealed is cleaned like anybody's HTML."""

import json
from typing import Any

from thongsuot.lib.text.markup import clean, to_text
from thongsuot.peers.models import IncomingEdition


def stored(row: IncomingEdition) -> dict[str, Any]:
    """Title, summary and body as sealed; {} where there are none (any more)."""
    if row.stored is None:
        return {}
    told: dict[str, Any] = json.loads(bytes(row.stored))
    return told


def summary(row: IncomingEdition) -> str:
    return str(stored(row).get("summary", ""))


def body(row: IncomingEdition) -> str:
    """Safe HTML. Links to figures of the other side's bank lead there."""
    html = clean(str(stored(row).get("body", "")))
    if row.origin_url:
        return html.replace('href="/so-lieu/', f'href="{row.origin_url}/so-lieu/')
    return html


def words_of(row: IncomingEdition) -> str:
    """Summary and body as plain text."""
    return f"{summary(row)}\n{to_text(body(row))}"
