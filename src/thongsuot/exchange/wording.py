"""What a request says as an edition: the question, the form wanted, by when, and how to answer."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thongsuot.exchange.terms import Wanted
from thongsuot.lib.clock import VIETNAM

FORMS = {
    Wanted.TEXT: gettext_noop("Nội dung bằng chữ."),
    Wanted.FIGURES: gettext_noop("Số liệu, kèm ngày tính đến và văn bản nguồn:"),
    Wanted.FILES: gettext_noop("Tệp gửi kèm."),
}


def body(question: str, wants: Collection[Wanted], figures: Iterable[str], due_at: datetime) -> str:
    """HTML of the request in the language that is active; `figures` are the names of what is
    asked for by number."""
    due = due_at.astimezone(VIETNAM)
    hour = {"hour": f"{due:%H:%M}", "day": f"{due:%d/%m/%Y}"}
    parts = [
        paragraphs(question),
        _heading(_("Đơn vị trả lời bằng")),
        _list(_form(each, figures) for each in Wanted if each in wants),
        _paragraph(_("Không có gì để báo cáo thì chọn «Không có nội dung báo cáo».")),
        _heading(_("Hạn trả lời")),
        _paragraph(_("Trước %(hour)s ngày %(day)s.") % hour),
        _heading(_("Cách trả lời")),
        _paragraph(
            _(
                "Bấm «Trả lời» trong thư, hoặc đăng nhập %(site)s và mở Sẵn sàng → Yêu cầu thông "
                "tin. Lãnh đạo, cán bộ đầu mối hay người được ủy quyền của đơn vị trả lời một lần "
                "là xong; trước khi yêu cầu khép lại, đơn vị sửa hoặc bổ sung được."
            )
            % {"site": settings.SITE_URL}
        ),
    ]
    return "".join(parts)


def paragraphs(text: str) -> str:
    """Plain text as paragraphs: a blank line parts them, a line ends within one."""
    blocks = (block.strip() for block in text.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{'<br>'.join(_lines(block))}</p>" for block in blocks if block)


def _lines(block: str) -> Iterable[str]:
    return (escape(line.strip()) for line in block.split("\n"))


def _form(wanted: Wanted, figures: Iterable[str]) -> str:
    words = escape(_(FORMS[wanted]))
    return words + _list(escape(each) for each in figures) if wanted == Wanted.FIGURES else words


def _list(items: Iterable[str]) -> str:
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{inner}</ul>" if inner else ""


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>"
