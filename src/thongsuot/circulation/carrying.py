"""What a mail says of the other editions that go with it: only those its recipient has."""

from collections.abc import Collection
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thongsuot.lib.wire.document import EditionDocument
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import Reach


def listed(parts: Collection[UUID]) -> tuple[str, str]:
    """The parts with their addresses, as text and as HTML; "" where there are none."""
    if not parts:
        return "", ""
    head = _("Tài liệu đi cùng:")
    rows = [
        (_told(document), document.url) for document in map(releases.document_to_circulate, parts)
    ]
    lines = "\n".join(f"• {told}\n  {url}" for told, url in rows)
    items = format_html_join("", '<li><a href="{1}">{0}</a></li>', rows)
    return f"\n\n{head}\n{lines}", format_html("<p>{}</p><ul>{}</ul>", head, items)


def _told(document: EditionDocument) -> str:
    said = f"{document.kind_label}: "  # many a title begins with what the text is
    told = {"kind": document.kind_label, "title": document.title.removeprefix(said)}
    if document.reach == Reach.UNITS:
        return _("%(kind)s (chỉ dùng trong các đơn vị): %(title)s") % told
    return _("%(kind)s: %(title)s") % told


def counted(parts: int) -> str:
    """How many more there are, before their hour: not a word of them."""
    if not parts:
        return ""
    told = ngettext(
        "Đi cùng có %(count)s tài liệu khác; cam kết một lần cho cả đợt.",
        "Đi cùng có %(count)s tài liệu khác; cam kết một lần cho cả đợt.",
        parts,
    )
    return told % {"count": parts}
