"""Why a message did not arrive on a channel that is no mail: what happened, and what to do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thongsuot.channels.terms import Outcome, Status

_WAIT = _("Máy tự gửi lại; nếu kéo dài, báo người giữ hệ thống nhận.")
_FIX = _("Sửa hoặc gỡ địa chỉ nhận này rồi gửi thêm một đợt.")

_SETTINGS = _("Báo người quản trị kiểm tra thiết lập của kênh này.")
_ANOTHER = _("Dùng kênh khác của người này, hoặc gọi điện.")
_CARRIERS: dict[str, tuple[Any, Any]] = {
    "no_mobile": (_("Số này không phải di động nên không nhận được tin nhắn"), _ANOTHER),
    "no_zalo": (_("Số này chưa dùng Zalo"), _ANOTHER),
    "zalo_too_old": (_("Zalo trên máy người nhận quá cũ"), _ANOTHER),
    "not_following": (_("Người nhận chưa quan tâm Zalo của cơ quan"), _ANOTHER),
    "no_recent_contact": (
        _("Zalo chỉ cho gửi khi người nhận vừa tương tác trong 48 giờ"),
        _ANOTHER,
    ),
    "blocked_us": (_("Người nhận đã chặn Zalo của cơ quan"), _ANOTHER),
    "not_let_by_reader": (_("Người nhận không cho Zalo gửi loại tin này"), _ANOTHER),
    "no_template": (_("Chưa có mẫu ZNS cho loại tin này"), _SETTINGS),
    "not_let_in": (_("Nơi nhận không cho ta đăng nhập"), _SETTINGS),
    "gateway": (_("Cổng gửi tin báo lỗi"), _SETTINGS),
    "no_key": (_("Không đọc được khóa để đăng nhập SFTP"), _SETTINGS),
    "other_host_key": (
        _("Máy chủ SFTP đưa ra khóa khác với khóa đã ghi"),
        _("Hỏi lại bên nhận; nếu họ đổi khóa thì sửa ở địa chỉ này."),
    ),
    "unusable_address": (_("Địa chỉ SFTP hoặc khóa máy chủ không dùng được"), _FIX),
    "no_folder": (_("Bên nhận không có thư mục này"), _FIX),
    "not_writable": (_("Không có quyền ghi vào thư mục"), _SETTINGS),
    "not_written": (_("Không ghi được tệp"), _WAIT),
    "no_space": (_("Ổ đĩa đã đầy"), _SETTINGS),
    "drops_folder": (_("Tên thư mục không dùng được"), _FIX),
    "drops_name": (_("Tên tệp không dùng được"), _SETTINGS),
    "not_arrived": (_("Cổng gửi báo tin không tới máy người nhận"), _ANOTHER),
    "UNDELIV": (_("Nhà mạng báo tin không tới máy người nhận"), _ANOTHER),
    "EXPIRED": (_("Máy người nhận tắt hoặc ngoài vùng phủ sóng quá lâu"), _ANOTHER),
    "REJECTD": (_("Nhà mạng từ chối tin"), _SETTINGS),
    "DELETED": (_("Nhà mạng đã bỏ tin"), _ANOTHER),
    "undelivered": (_("Cổng gửi báo tin không tới máy người nhận"), _ANOTHER),
    "expired": (_("Máy người nhận tắt hoặc ngoài vùng phủ sóng quá lâu"), _ANOTHER),
    "rejected": (_("Cổng gửi từ chối tin"), _SETTINGS),
    "failed": (_("Cổng gửi báo tin không tới máy người nhận"), _ANOTHER),
}

REASONS: dict[str, tuple[Any, Any]] = {
    **_CARRIERS,
    "gone": (_("Nơi nhận báo đã ngừng nhận (410)"), _FIX),
    "private_address": (_("Địa chỉ nằm trong mạng nội bộ, không được gọi tới"), _FIX),
    "webhook_not_https": (_("Địa chỉ không dùng https"), _FIX),
    "webhook_secret": (_("Khóa ký của địa chỉ này hỏng"), _("Đổi khóa ở trang của địa chỉ này.")),
    "push_subscription": (_("Trình duyệt đó không còn nhận được thông báo"), _FIX),
    "not_ours": (
        _("Thông báo trên máy đó được bật bằng khóa cũ"),
        _("Bật lại thông báo trên máy đó."),
    ),
    "too_large": (_("Nội dung quá lớn với kênh này"), _("Gửi đường dẫn qua kênh khác.")),
    "unknown_host": (_("Không tìm thấy tên máy của nơi nhận"), _WAIT),
    "unreachable": (_("Không kết nối được tới nơi nhận"), _WAIT),
    "certificate": (_("Chứng thư bảo mật của nơi nhận không hợp lệ"), _WAIT),
    "tls": (_("Không lập được kết nối bảo mật"), _WAIT),
    "timeout": (_("Nơi nhận không trả lời kịp"), _WAIT),
    "connection_lost": (_("Kết nối đứt giữa chừng"), _WAIT),
    "protocol": (_("Nơi nhận trả lời không đúng cách"), _WAIT),
    "too_many": (_("Nơi nhận xin gửi chậm lại"), _WAIT),
    "refused": (_("Nơi nhận từ chối"), _WAIT),
    "redirect": (_("Nơi nhận chỉ sang địa chỉ khác; hệ thống không đi theo"), _FIX),
    "server_error": (_("Máy của nơi nhận đang lỗi"), _WAIT),
    "endpoint_down": (_("Nơi nhận không trả lời nhiều lần liền"), _WAIT),
    "channel_off": (_("Kênh này đang tắt"), _("Bật kênh trong thiết lập của máy chủ.")),
}


def words(reason: str) -> str:
    """What happened, with the other side's number in brackets; of an unknown code, the code."""
    code, _space, detail = reason.partition(" ")
    told = str(REASONS[code][0]) if code in REASONS else code
    return f"{told} ({detail})" if detail and told else told


def say_tried(request: HttpRequest, outcome: Outcome) -> None:
    """What became of one message that was a try, on the next page."""
    if outcome.status is Status.SENT:
        messages.success(request, gettext("Nơi nhận đã nhận tin thử."))
        return
    why = words(f"{outcome.code} {outcome.text}".strip())
    messages.error(request, gettext("Tin thử chưa tới: %(why)s.") % {"why": why})
