"""States in words, a picture and a tone; never by colour alone.

A room's `terms` own the states; this table only says how a state looks. An unknown state shows
its own text in the plain tone, so a new state is never invisible.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class State:
    """`tone` is one of plain, info, wait, good, bad, strong: the CSS classes `tone-…`."""

    label: str | Promise
    tone: str = "plain"
    icon: str = "dot"


_RELEASE = {
    "draft": State(_("Bản nháp"), "plain", "pencil"),
    "submitted": State(_("Đang chờ duyệt"), "wait", "hourglass"),
    "in_review": State(_("Đang chờ duyệt"), "wait", "hourglass"),
    "waiting": State(_("Đang chờ duyệt"), "wait", "hourglass"),
    "returned": State(_("Đã trả lại"), "bad", "return"),
    "approved": State(_("Đã duyệt"), "good", "check"),
    "released": State(_("Đã phát hành"), "strong", "seal"),
    "published": State(_("Đã phát hành"), "strong", "seal"),
    "abandoned": State(_("Đã bỏ"), "plain", "cross"),
    "corrected": State(_("Đã đính chính"), "wait", "correction"),
    "withdrawn": State(_("Đã thu hồi"), "bad", "withdrawn"),
}
_EDITION = {
    "sealed": State(_("Đã ký số"), "strong", "seal"),
    "scheduled": State(_("Chờ đến giờ"), "info", "clock"),
    "embargoed": State(_("Chưa được đăng, phát"), "wait", "lock"),
    "embargo": State(_("Chưa được đăng, phát"), "wait", "lock"),
    "public": State(_("Công khai"), "good", "globe"),
    "released": State(_("Đã phát hành"), "strong", "seal"),
    "current": State(_("Đang dùng"), "good", "check"),
    "corrected": State(_("Đã đính chính"), "wait", "correction"),
    "superseded": State(_("Đã có bản mới"), "wait", "correction"),
    "withdrawn": State(_("Đã thu hồi"), "bad", "withdrawn"),
}
_REACH = {
    "public": State(_("Công khai"), "good", "globe"),
    "network": State(_("Trong mạng lưới"), "info", "network"),
    "units": State(_("Nội bộ đơn vị"), "plain", "lock"),
    "unit": State(_("Nội bộ đơn vị"), "plain", "lock"),
}
_DISPATCH = {
    "draft": State(_("Đang soạn"), "plain", "pencil"),
    "planning": State(_("Đang lập danh sách"), "info", "list"),
    "planned": State(_("Đã lập danh sách"), "info", "list"),
    "held": State(_("Đang tạm giữ"), "wait", "pause"),
    "scheduled": State(_("Chờ đến giờ"), "info", "clock"),
    "sending": State(_("Đang gửi"), "info", "send"),
    "done": State(_("Đã gửi xong"), "good", "check"),
    "sent": State(_("Đã gửi xong"), "good", "check"),
    "closed": State(_("Đã khép lại"), "plain", "check"),
    "cancelled": State(_("Đã hủy"), "bad", "cross"),
}
_DELIVERY = {
    "planned": State(_("Chờ gửi"), "plain", "clock"),
    "waiting": State(_("Chờ gửi lại"), "wait", "hourglass"),
    "claimed": State(_("Đang gửi"), "info", "send"),
    "sending": State(_("Đang gửi"), "info", "send"),
    "sent": State(_("Đã gửi"), "good", "check"),
    "delivered": State(_("Đã chuyển tới"), "good", "check"),
    "failed": State(_("Không gửi được"), "bad", "warning"),
    "bounced": State(_("Bị trả về"), "bad", "return"),
    "skipped": State(_("Không cần gửi"), "plain", "minus"),
}
_ACKNOWLEDGEMENT = {
    "not_needed": State(_("Không cần xác nhận"), "plain", "minus"),
    "none": State(_("Không cần xác nhận"), "plain", "minus"),
    "waiting": State(_("Chưa xác nhận"), "wait", "hourglass"),
    "awaited": State(_("Chưa xác nhận"), "wait", "hourglass"),
    "acknowledged": State(_("Đã nhận"), "good", "check"),
    "settled": State(_("Đơn vị đã nhận"), "good", "check"),
    "overdue": State(_("Quá hạn"), "bad", "warning"),
    "reminded": State(_("Đã nhắc"), "wait", "bell"),
    "escalated": State(_("Đã báo lãnh đạo"), "bad", "up"),
}
_APPROVAL = {
    "waiting": State(_("Chờ ý kiến"), "wait", "hourglass"),
    "approved": State(_("Đồng ý"), "good", "check"),
    "returned": State(_("Trả lại"), "bad", "return"),
    "skipped": State(_("Bỏ qua bước này"), "plain", "minus"),
    "taken_over": State(_("Đã nhận xử lý thay"), "info", "person"),
}
_FINDING = {
    "suggestion": State(_("Gợi ý"), "info", "hint"),
    "warning": State(_("Cảnh báo"), "wait", "warning"),
    "required": State(_("Bắt buộc"), "bad", "stop"),
}
_CONTACT = {
    "verified": State(_("Đã xác minh"), "good", "check"),
    "unverified": State(_("Chưa xác minh"), "wait", "hourglass"),
    "expired": State(_("Cần xác minh lại"), "wait", "clock"),
    "broken": State(_("Không liên lạc được"), "bad", "warning"),
}
STATES: dict[str, dict[str, State]] = {
    "release": _RELEASE,
    "edition": _EDITION,
    "reach": _REACH,
    "dispatch": _DISPATCH,
    "delivery": _DELIVERY,
    "acknowledgement": _ACKNOWLEDGEMENT,
    "approval": _APPROVAL,
    "finding": _FINDING,
    "contact": _CONTACT,
}


@dataclass(frozen=True)
class Banner(State):
    """A state that stands over a page, with its usual sentence."""

    text: str | Promise = ""


BANNERS = {
    "info": Banner("", "info", "info"),
    "warning": Banner("", "wait", "warning"),
    "good": Banner("", "good", "check"),
    "bad": Banner("", "bad", "stop"),
    "embargo": Banner(_("Không đăng, phát trước"), "wait", "lock"),
    "withdrawn": Banner(
        _("Bản này đã bị thu hồi"),
        "bad",
        "withdrawn",
        _("Đề nghị không đăng, phát, trích dẫn; nếu đã đăng, xin gỡ xuống."),
    ),
    "corrected": Banner(
        _("Bản này đã được đính chính"), "wait", "correction", _("Xin dùng bản mới.")
    ),
    "correction": Banner(_("Đây là bản đính chính"), "info", "correction"),
    "demo": Banner(
        _("Bản chạy thử"), "info", "info", _("Người, địa chỉ và tin ở đây đều là hư cấu.")
    ),
    "held": Banner(
        _("Việc gửi đang tạm giữ"),
        "wait",
        "pause",
        _("Chưa có thư nào ra ngoài cho tới khi cán bộ điều phối xác nhận cho gửi lại."),
    ),
    "offline": Banner(_("Mất kết nối"), "wait", "offline"),
}


def state_of(kind: str, state: object, label: str = "") -> State:
    """How `state` (a StrEnum member or its text) of a `kind` looks; `label` replaces the words."""
    text = str(state)
    known = STATES.get(kind, {}).get(text)
    if known is None:
        return State(label or text)
    return State(label, known.tone, known.icon) if label else known
