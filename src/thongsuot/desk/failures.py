"""Why a mail did not arrive, for people: what happened, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from thongsuot.look import outcomes

REASONS = {
    **outcomes.REASONS,
    "recipient_refused": (
        _("Máy chủ thư của người nhận không nhận địa chỉ này"),
        _("Hỏi lại địa chỉ, sửa ở trang của người nhận rồi gửi thêm một đợt."),
    ),
    "address": (
        _("Địa chỉ viết sai, không phải địa chỉ thư"),
        _("Sửa địa chỉ ở trang của người nhận rồi gửi thêm một đợt."),
    ),
    "bounced": (
        _("Thư đã đi rồi bị trả lại"),
        _("Hỏi lại địa chỉ, sửa ở trang của người nhận, hoặc cho gửi lại nếu chắc là đúng."),
    ),
    "delayed": (
        _("Máy chủ của người nhận chưa chuyển được thư, còn thử tiếp"),
        _("Chờ thêm; việc gấp thì gọi điện."),
    ),
    "sender_refused": (
        _("Máy chủ thư không nhận người gửi là chúng ta"),
        _("Báo người quản trị kiểm tra máy chủ gửi thư."),
    ),
    "message_refused": (
        _("Máy chủ thư từ chối nội dung hoặc dung lượng"),
        _("Gửi đường dẫn qua Zalo hoặc gọi điện; báo người quản trị nếu nhiều nơi cùng bị."),
    ),
    "data_refused": (
        _("Máy chủ thư không nhận thư lúc này"),
        _("Gửi lại sau, hoặc báo người quản trị."),
    ),
}
USUAL = (
    _("Máy chủ thư không trả lời hoặc từ chối"),
    _("Kiểm tra địa chỉ; báo người quản trị nếu nhiều nơi cùng bị."),
)


def words(reason: str) -> str:
    """What happened, with the relay's number in brackets."""
    code, _space, detail = reason.partition(" ")
    told = str(REASONS.get(code, USUAL)[0])
    return f"{told} ({detail})" if detail else told


def advice(reason: str) -> str:
    return str(REASONS.get(reason.partition(" ")[0], USUAL)[1])
