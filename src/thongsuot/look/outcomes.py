"""Why a message did not arrive on a channel that is no mail: what happened, and what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

_WAIT = _("Máy tự gửi lại; nếu kéo dài, báo người giữ hệ thống nhận.")
_FIX = _("Sửa hoặc gỡ địa chỉ nhận này rồi gửi thêm một đợt.")

REASONS: dict[str, tuple[Any, Any]] = {
    "gone": (_("Nơi nhận báo đã ngừng nhận (410)"), _FIX),
    "private_address": (_("Địa chỉ nằm trong mạng nội bộ, không được gọi tới"), _FIX),
    "webhook_not_https": (_("Địa chỉ không dùng https"), _FIX),
    "webhook_secret": (_("Khóa ký của địa chỉ này hỏng"), _("Đổi khóa ở trang của địa chỉ này.")),
    "push_subscription": (_("Đăng ký thông báo của trình duyệt hỏng"), _FIX),
    "not_ours": (
        _("Đăng ký thông báo thuộc về một khóa khác"),
        _("Bật lại thông báo trên máy đó."),
    ),
    "too_large": (_("Nội dung quá lớn với kênh này"), _("Gửi đường dẫn qua kênh khác.")),
    "unknown_host": (_("Không tìm thấy tên máy của nơi nhận"), _WAIT),
    "unreachable": (_("Không kết nối được tới nơi nhận"), _WAIT),
    "certificate": (_("Chứng thư bảo mật của nơi nhận không hợp lệ"), _WAIT),
    "tls": (_("Không lập được kết nối bảo mật"), _WAIT),
    "timeout": (_("Nơi nhận không trả lời kịp"), _WAIT),
    "connection_lost": (_("Kết nối đứt giữa chừng"), _WAIT),
    "protocol": (_("Nơi nhận trả lời không đúng giao thức"), _WAIT),
    "too_many": (_("Nơi nhận xin gửi chậm lại"), _WAIT),
    "refused": (_("Nơi nhận từ chối"), _WAIT),
    "redirect": (_("Nơi nhận chỉ sang địa chỉ khác; hệ thống không đi theo"), _FIX),
    "server_error": (_("Máy của nơi nhận đang lỗi"), _WAIT),
    "endpoint_down": (_("Nơi nhận vừa không trả lời nhiều lần"), _WAIT),
    "channel_off": (_("Kênh này đang tắt"), _("Bật kênh trong thiết lập của máy chủ.")),
}


def words(reason: str) -> str:
    """What happened, with the other side's number in brackets; of an unknown code, the code."""
    code, _space, detail = reason.partition(" ")
    told = str(REASONS[code][0]) if code in REASONS else code
    return f"{told} ({detail})" if detail and told else told
