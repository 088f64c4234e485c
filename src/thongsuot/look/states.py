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
    "in_approval": State(_("Đang chờ duyệt"), "wait", "hourglass"),
    "returned": State(_("Đã trả lại"), "bad", "return"),
    "released": State(_("Đã phát hành"), "strong", "seal"),
    "dropped": State(_("Đã bỏ"), "plain", "cross"),
}
_STEP = {
    "waiting": State(_("Chưa tới lượt"), "plain", "clock"),
    "pending": State(_("Chờ ý kiến"), "wait", "hourglass"),
    "approved": State(_("Đồng ý"), "good", "check"),
    "returned": State(_("Trả lại"), "bad", "return"),
    "skipped": State(_("Bỏ qua bước này"), "plain", "minus"),
    "closed": State(_("Không còn cần"), "plain", "minus"),
    "taken_over": State(_("Xử lý thay"), "info", "person"),
}
_KIT = {
    "preparing": State(_("Đang chuẩn bị"), "plain", "pencil"),
    "in_approval": State(_("Đang chờ duyệt"), "wait", "hourglass"),
    "returned": State(_("Đã trả lại"), "bad", "return"),
    "approved": State(_("Đã duyệt, chờ giờ"), "info", "clock"),
    "out": State(_("Đã công bố"), "strong", "seal"),
    "dropped": State(_("Đã bỏ"), "plain", "cross"),
}
_EDITION = {
    "standing": State(_("Đang có giá trị"), "good", "check"),
    "corrected": State(_("Đã đính chính"), "wait", "correction"),
    "withdrawn": State(_("Đã thu hồi"), "bad", "withdrawn"),
    # Not states of the row, but how an edition stands at this hour:
    "scheduled": State(_("Chờ đến giờ"), "info", "clock"),
    "embargoed": State(_("Chưa được đăng, phát"), "wait", "lock"),
    "sealed": State(_("Đã ký số"), "strong", "seal"),
}
_REACH = {
    "public": State(_("Công khai"), "good", "globe"),
    "network": State(_("Trong mạng lưới"), "info", "network"),
    "units": State(_("Nội bộ đơn vị"), "plain", "lock"),
}
_STAGE = {
    "none": State(_("Không phải chính sách"), "plain", "minus"),
    "draft": State(_("Đang dự thảo"), "wait", "pencil"),
    "enacted": State(_("Đã ban hành"), "info", "check"),
    "in_force": State(_("Đang có hiệu lực"), "good", "checks"),
}
_DISPATCH = {
    "planning": State(_("Đang lập danh sách"), "info", "list"),
    "sending": State(_("Đang gửi"), "info", "send"),
    "done": State(_("Đã gửi xong"), "good", "check"),
    "held": State(_("Chờ quyết định"), "bad", "pause"),
    "stopped": State(_("Đã dừng"), "bad", "pause"),
    "undone": State(_("Đã hoàn tác"), "plain", "return"),
    # Not states of the row: the clock, its undo window or a restored copy holds it back.
    "scheduled": State(_("Chờ đến giờ"), "info", "clock"),
    "undoable": State(_("Sắp gửi"), "info", "clock"),
    "paused": State(_("Đang tạm giữ"), "wait", "pause"),
}
_DELIVERY = {
    "waiting": State(_("Chờ gửi"), "plain", "clock"),
    "claimed": State(_("Đang gửi"), "info", "send"),
    "sent": State(_("Đã gửi"), "good", "check"),
    "failed": State(_("Không gửi được"), "bad", "warning"),
    "stopped": State(_("Đã dừng"), "bad", "pause"),
}
_ACKNOWLEDGEMENT = {
    "none": State(_("Không cần xác nhận"), "plain", "minus"),
    "waiting": State(_("Chưa xác nhận"), "wait", "hourglass"),
    "acknowledged": State(_("Đã nhận"), "good", "check"),
    "settled": State(_("Đơn vị đã nhận"), "good", "checks"),
    "overdue": State(_("Quá hạn"), "bad", "warning"),
    "embargo_accepted": State(_("Đã nhận lời giữ giờ"), "good", "lock"),
}
_FOLLOW_UP = {
    "none": State(_("Chưa nhắc"), "plain", "minus"),
    "reminded": State(_("Đã nhắc"), "wait", "bell"),
    "second_channel": State(_("Đã nhắc qua kênh khác"), "wait", "bell"),
    "leader": State(_("Đã báo lãnh đạo đơn vị"), "bad", "up"),
    "coordinator": State(_("Cần gọi điện"), "bad", "phone"),
}
_THROUGH = {
    "inbox": State(_("Trong hộp tin"), "plain", "inbox"),
    "link": State(_("Qua đường dẫn trong thư"), "plain", "mail"),
    "reply": State(_("Trả lời thư"), "plain", "return"),
    "phone": State(_("Qua điện thoại"), "plain", "phone"),
    "answer": State(_("Trả lời yêu cầu"), "plain", "comment"),
}
_FINDING = {
    "suggestion": State(_("Gợi ý"), "info", "hint"),
    "warning": State(_("Cảnh báo"), "wait", "warning"),
    "required": State(_("Bắt buộc"), "bad", "stop"),
}
_CONTACT = {
    "good": State(_("Liên lạc được"), "good", "check"),
    "failing": State(_("Không liên lạc được"), "bad", "warning"),
    # By verification, whatever the line is like:
    "verified": State(_("Đã xác minh"), "good", "shield"),
    "unverified": State(_("Chưa xác minh"), "wait", "hourglass"),
    "expired": State(_("Cần xác minh lại"), "wait", "clock"),
    "expiring": State(_("Sắp hết hạn xác minh"), "wait", "clock"),
    "reopened": State(_("Cần xác minh lại"), "wait", "return"),
}
_CALL = {
    "to_come": State(_("Chưa đến giờ"), "plain", "clock"),
    "open": State(_("Đang mở"), "info", "video"),
    "missed": State(_("Đã quá giờ hẹn"), "wait", "clock"),
    "cancelled": State(_("Đã hủy"), "plain", "cross"),
    "confirmed": State(_("Đã xác nhận"), "good", "check"),
    "refused": State(_("Không đúng"), "bad", "stop"),
    "repeat": State(_("Phải gọi lại"), "wait", "return"),
}
_SHEET = {
    "columns": State(_("Chờ chọn cột"), "wait", "list"),
    "reading": State(_("Đang đọc"), "info", "hourglass"),
    "read": State(_("Chờ xác nhận"), "wait", "eye"),
    "writing": State(_("Đang ghi"), "info", "hourglass"),
    "done": State(_("Đã ghi xong"), "good", "check"),
    "discarded": State(_("Đã bỏ"), "plain", "cross"),
}
_ROW = {
    "new": State(_("Mới"), "good", "plus"),
    "changed": State(_("Thay đổi"), "info", "pencil"),
    "unchanged": State(_("Không đổi"), "plain", "check"),
    "ambiguous": State(_("Chưa rõ"), "wait", "warning"),
    "wrong": State(_("Sai"), "bad", "stop"),
    "skipped": State(_("Bỏ qua"), "plain", "minus"),
    "overtaken": State(_("Chưa ghi"), "wait", "return"),
}
_TARGET = {
    "met": State(_("Đạt"), "good", "check"),
    "exceeded": State(_("Vượt"), "strong", "up"),
    "short": State(_("Chưa đạt"), "wait", "hourglass"),
    "unknown": State(_("Chưa so sánh được"), "plain", "minus"),
}
_FIGURE = {
    "overdue": State(_("Quá hạn cập nhật"), "bad", "clock"),
    "disputed": State(_("Các số khác nhau"), "wait", "warning"),
    "moved": State(_("Đã có số mới"), "wait", "clock"),
    "altered": State(_("Cách viết số đã bị sửa"), "bad", "stop"),
    "beyond": State(_("Ngoài phạm vi của tin"), "bad", "lock"),
    "unknown": State(_("Không có trong kho"), "bad", "stop"),
    "current": State(_("Còn đúng"), "good", "check"),
}
_ANSWER = {
    "waiting": State(_("Chưa trả lời"), "wait", "hourglass"),
    "late": State(_("Quá hạn"), "bad", "warning"),
    "answered": State(_("Đã trả lời"), "good", "check"),
    "nothing": State(_("Không có nội dung"), "plain", "minus"),
}
_REQUEST = {
    "open": State(_("Đang mở"), "info", "hourglass"),
    "closed": State(_("Đã đóng"), "plain", "check"),
}
_HOUSE = {
    "stands": State(_("Còn giá trị"), "good", "check"),
    "overdue": State(_("Quá hạn rà soát"), "wait", "clock"),
    "expired": State(_("Đã hết giá trị"), "bad", "warning"),
    "none": State(_("Chưa có bộ thông điệp"), "plain", "minus"),
}
_PEER = {
    "invited": State(_("Chờ bên kia nhập mã"), "wait", "hourglass"),
    "asking": State(_("Đang gọi bên kia"), "info", "send"),
    "introduced": State(_("Chờ xác nhận"), "wait", "person"),
    "standing": State(_("Đang kết nối"), "good", "check"),
    "ended": State(_("Đã ngắt"), "plain", "cross"),
    # Not a state of the row: nothing was heard of it for long.
    "cut_off": State(_("Mất liên lạc"), "bad", "offline"),
}
_PROVEN = {
    "direct": State(_("Đã kiểm chứng chữ ký"), "good", "shield"),
    "vouched": State(_("Khóa do nơi chuyển bảo đảm"), "info", "shield"),
    "unproven": State(_("Chữ ký không khớp"), "bad", "warning"),
}
_SAID = {
    "acknowledged": State(_("Đã nhận"), "good", "check"),
    "question": State(_("Hỏi hoặc góp ý"), "wait", "comment"),
    "automatic": State(_("Trả lời tự động"), "plain", "return"),
    "bounce": State(_("Thư bị trả lại"), "bad", "warning"),
    "other": State(_("Chưa rõ ý"), "wait", "mail"),
}
STATES: dict[str, dict[str, State]] = {
    "said": _SAID,
    "peer": _PEER,
    "proven": _PROVEN,
    "release": _RELEASE,
    "kit": _KIT,
    "step": _STEP,
    "edition": _EDITION,
    "reach": _REACH,
    "stage": _STAGE,
    "dispatch": _DISPATCH,
    "delivery": _DELIVERY,
    "acknowledgement": _ACKNOWLEDGEMENT,
    "follow_up": _FOLLOW_UP,
    "through": _THROUGH,
    "finding": _FINDING,
    "contact": _CONTACT,
    "call": _CALL,
    "sheet": _SHEET,
    "row": _ROW,
    "target": _TARGET,
    "figure": _FIGURE,
    "house": _HOUSE,
    "answer": _ANSWER,
    "request": _REQUEST,
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
