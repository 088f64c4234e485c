"""A person's data out of all rooms, as JSON and as a page to read; and the words of privacy.

Each room says what it keeps about the person (`personal_data`); nothing here decides who may ask.
"""

import json
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thongsuot.circulation import queries as circulation
from thongsuot.exchange import queries as exchange
from thongsuot.facts import queries as facts
from thongsuot.journal import queries as journal
from thongsuot.journal.terms import EntryView
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.queries import FIELDS, Ground, Kept, Seer
from thongsuot.network.terms import RequestKind, RequestOutcome
from thongsuot.peers import queries as peers
from thongsuot.releases import queries as releases

MOST = 10_000
"""Entries of the journal in one export; the latest of more than that."""

KINDS = {
    RequestKind.ACCESS: _("Xem, nhận bản sao dữ liệu"),
    RequestKind.RECTIFY: _("Sửa dữ liệu sai"),
    RequestKind.ERASE: _("Xóa dữ liệu"),
    RequestKind.WITHDRAW: _("Rút lại sự đồng ý"),
    RequestKind.RESTRICT: _("Hạn chế xử lý"),
    RequestKind.OBJECT: _("Phản đối xử lý"),
}
OUTCOMES = {
    RequestOutcome.DONE: _("Đã giải quyết đầy đủ"),
    RequestOutcome.PARTLY: _("Đã giải quyết trong phạm vi luật cho phép"),
    RequestOutcome.REFUSED: _("Từ chối"),
}
KEPT_BY_LAW = (
    _("Mã số trong sổ gửi tin: đã gửi bản nào cho mã nào, lúc nào; không còn địa chỉ."),
    _("Ai đã duyệt bản phát hành nào: mã số của người duyệt, không còn tên."),
    _("Nhật ký: mã số và việc, không có dữ liệu cá nhân."),
    _("Vai trò, đơn vị và thời gian giữ vai trò, gắn với mã số."),
)
"""What stays after erasing, and why it is no name and no address."""
PAGES = {
    "person": _("Trang của anh/chị trong danh bạ"),
    "unit": _("Trang của đơn vị"),
    "journalists": _("Danh sách nhà báo"),
    "bodies": _("Danh sách đơn vị"),
    "export_journalists": _("Bảng Excel nhà báo"),
    "export_bodies": _("Bảng Excel đơn vị"),
    "danh-ba": _("Bảng danh bạ của cả mạng lưới"),
    "duplicates": _("So sánh người có thể bị trùng"),
    "export_recipients": _("Bảng Excel người nhận của một đợt gửi"),
    "failing": _("Địa chỉ bị trả lại thư"),
    "verify": _("Trang xác minh địa chỉ"),
    "call": _("Trang cuộc gọi có hình"),
}
"""Where somebody looked at private addresses."""


FIELD_WORDS = {
    "name": (_("Họ và tên"), _("biết ai phụ trách việc gì trong mạng lưới")),
    "post": (_("Chức vụ"), _("biết người đó trả lời được việc gì")),
    "mandate": (_("Phân công: vai trò, đơn vị, thời gian"), _("giao quyền xem, duyệt, nhận tin")),
    "decision": (_("Số, ngày quyết định; việc được ủy quyền"), _("chứng minh phân công")),
    "language": (_("Ngôn ngữ"), _("viết thư và trang đúng ngôn ngữ người đó chọn")),
    "quiet_hours": (_("Giờ yên tĩnh"), _("không làm phiền trong những giờ người đó chọn")),
    "account": (
        _("Thư dùng để đăng nhập, lần đăng nhập cuối"),
        _("mở đúng phần việc, ngăn người không có quyền"),
    ),
    "token": (_("Mã truy cập cho máy"), _("cho máy của tòa soạn tự lấy tin")),
    "spokesperson_address": (
        _("Họ tên, chức vụ, điện thoại, thư của người phát ngôn"),
        _("công khai để báo chí liên hệ"),
    ),
    "work_address": (_("Điện thoại, thư, Zalo công việc"), _("gửi tin và gọi khi cần")),
    "private_address": (_("Địa chỉ riêng"), _("gọi khi không còn cách khác")),
    "journalist_address": (
        _("Điện thoại, thư của nhà báo"),
        _("gửi tin theo chủ đề nhà báo theo dõi"),
    ),
    "verification": (_("Kết quả xác minh địa chỉ"), _("bảo đảm địa chỉ còn dùng được")),
    "call": (_("Cuộc gọi xác minh: với ai, lúc nào, kết quả"), _("biết ai đã xác minh thế nào")),
    "accreditation": (
        _("Nơi giới thiệu nhà báo, đã xem thẻ hay chưa, thời hạn"),
        _("biết người nhận tin đúng là nhà báo"),
    ),
    "request": (_("Yêu cầu về dữ liệu và trả lời"), _("chứng minh đã làm đúng hạn luật định")),
    "look": (_("Lượt xem địa chỉ riêng"), _("để người đó biết ai đã xem")),
    "journal": (_("Nhật ký: ai làm việc gì, bằng mã số"), _("xác định trách nhiệm")),
    "ledger": (_("Sổ gửi tin"), _("biết tin đã tới ai, đơn vị nào đã nhận")),
}
"""Each field of `network.fields` in words: what it is, and why it is kept."""
GROUNDS = {
    Ground.DUTY: _("Nhiệm vụ của cơ quan nhà nước (Luật 91/2025/QH15)"),
    Ground.PUBLISHING: _("Công khai người phát ngôn (Nghị định 244/2026/NĐ-CP, điều 3)"),
    Ground.CONSENT: _("Sự đồng ý của người đó, rút lại được"),
    Ground.SECURITY: _("An toàn hệ thống, chứng minh việc đã làm"),
}
SEERS = {
    Seer.PUBLIC: _("mọi người"),
    Seer.STAFF: _("cán bộ trong mạng lưới"),
    Seer.BODY: _("lãnh đạo, cán bộ đầu mối của đơn vị đó"),
    Seer.COORDINATOR: _("cán bộ điều phối"),
    Seer.PERSON: _("chính người đó"),
}
KEPT = {
    Kept.STANDING: _("khi còn trong mạng lưới, tới lúc được yêu cầu xóa"),
    Kept.ALWAYS: _("lâu dài; sau khi xóa chỉ còn mã số"),
    Kept.YEAR: _("12 tháng"),
    Kept.SIGNED_IN: _("khi tài khoản, mã còn mở"),
}


def due_words(at: datetime | None) -> str:
    """«hết ngày 25/11/2026»: the midnight that ends a day is read by nobody as of that day."""
    if at is None:
        return str(_("luật không quy định thời hạn"))
    local = at.astimezone(clock.VIETNAM)
    if local.time() == time(0):
        day = local - timedelta(days=1)
        return gettext("hết ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"}
    return f"{local:%H:%M %d/%m/%Y}"


def purposes() -> list[dict[str, Any]]:
    """Every field that is kept about people, in words: what, why, on which ground, who sees it."""
    return [
        {
            "what": FIELD_WORDS[field.name][0],
            "why": FIELD_WORDS[field.name][1],
            "ground": GROUNDS[field.ground],
            "seen_by": [SEERS[seer] for seer in Seer if seer in field.seen_by],
            "kept": KEPT[field.kept],
        }
        for field in FIELDS
    ]


def gather(person: UUID) -> dict[str, Any]:
    """All that is kept about a person in every room, as plain data."""
    return {
        "made_at": clock.now().isoformat(),
        "network": network.personal_data(person),
        "releases": releases.personal_data(person),
        "circulation": circulation.personal_data(person),
        "exchange": exchange.personal_data(person),
        "peers": peers.personal_data(person),
        "facts": facts.personal_data(person),
        "journal": [_entry(entry) for entry in _entries(person)],
        "merged": [
            {
                "releases": releases.personal_data(pk),
                "circulation": circulation.personal_data(pk),
                "exchange": exchange.personal_data(pk),
                "peers": peers.personal_data(pk),
                "facts": facts.personal_data(pk),
            }
            for pk in network.ids_of(network.person(person))
            if pk != person
        ],
    }


def as_json(person: UUID) -> bytes:
    return json.dumps(gather(person), ensure_ascii=False, indent=2, default=str).encode()


def as_html(person: UUID) -> bytes:
    """The same as a page that opens anywhere: no scripts, nothing loaded."""
    data = gather(person)
    shown = {"data": data, "sections": _sections(data), "kept": KEPT_BY_LAW}
    return render_to_string("look/personal_data.html", shown).encode()


FORMS = {"json": (as_json, "application/json"), "html": (as_html, "text/html; charset=utf-8")}
"""Forms in which the data are handed out: how they are made, and their type."""


def _entries(person: UUID) -> list[EntryView]:
    done = journal.entries(by=person, limit=MOST)
    about = journal.entries(within=network.journal_subjects(person), limit=MOST)
    once = {entry.id: entry for entry in [*done, *about]}
    return sorted(once.values(), key=lambda entry: entry.id)


def _entry(entry: EntryView) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "act": entry.act,
        "by": entry.by,
        "subject": f"{entry.subject_kind}:{entry.subject_id}",
    }


SECTIONS = {
    "network": _("Trong danh bạ"),
    "releases": _("Tin đã soạn, duyệt, góp ý"),
    "circulation": _("Tin đã nhận"),
    "exchange": _("Yêu cầu thông tin đã hỏi, đã trả lời"),
    "peers": _("Việc đã làm với các hệ thống khác"),
    "facts": _("Số liệu"),
    "journal": _("Nhật ký về anh/chị và việc anh/chị đã làm"),
    "merged": _("Dưới mã số cũ đã gộp"),
}


def _sections(data: dict[str, Any]) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Each room's part as lines of (name, value), nested names joined by a dot."""
    return [(title, list(_lines(data[name]))) for name, title in SECTIONS.items()]


def _lines(value: Any, path: str = "") -> Any:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _lines(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for place, inner in enumerate(value, 1):
            told = "; ".join(f"{k}: {v}" for k, v in inner.items() if v not in (None, "", [], {}))
            yield (f"{path} {place}".strip(), told)
    elif value not in (None, "", [], {}):
        yield (path, ", ".join(map(str, value)) if isinstance(value, list) else value)
