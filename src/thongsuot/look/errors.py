"""What an error page says: what happened, that nothing was lost, what to do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTHING_LOST = _("Không có gì bị mất")


@dataclass(frozen=True)
class Words:
    title: Promise
    what: Promise
    todo: Promise
    safe: Promise = NOTHING_LOST


WORDS = {
    400: Words(
        _("Yêu cầu chưa đúng"),
        _("Máy chủ không hiểu yêu cầu vừa gửi, nên chưa làm gì cả."),
        _("Quay lại trang trước, tải lại trang rồi thử một lần nữa."),
    ),
    403: Words(
        _("Anh/chị không có quyền xem trang này"),
        _("Trang này dành cho vai trò khác, hoặc phân công của anh/chị đã hết thời hạn."),
        _("Nếu đây là việc của anh/chị, xin liên hệ cán bộ điều phối của mạng lưới."),
    ),
    404: Words(
        _("Không tìm thấy trang"),
        _("Địa chỉ có thể gõ nhầm, hoặc nội dung không dành cho tài khoản đang dùng."),
        _("Kiểm tra lại địa chỉ, đăng nhập nếu cần, hoặc tìm bằng tên hay số hiệu."),
    ),
    409: Words(
        _("Việc này chưa làm được"),
        _("Quy định không cho phép, hoặc có người vừa thay đổi nội dung này."),
        _("Quay lại, xem bản mới nhất rồi làm lại."),
        _("Phần anh/chị nhập vẫn được giữ"),
    ),
    500: Words(
        _("Hệ thống gặp lỗi"),
        _("Việc vừa rồi chưa làm xong. Lỗi đã được ghi lại để người quản trị xử lý."),
        _("Chờ một phút rồi thử lại. Nếu vẫn lỗi, xin báo người quản trị."),
    ),
}
# The page had been open too long, or the browser keeps no cookies (Django's CSRF refusal).
STALE = Words(
    _("Trang đã mở quá lâu"),
    _("Để an toàn, hệ thống không nhận biểu mẫu của một phiên làm việc đã cũ."),
    _("Quay lại, tải lại trang rồi gửi lại. Trình duyệt cần cho phép cookie."),
    _("Phần anh/chị nhập vẫn còn trên máy này"),
)


def words_for(status: object) -> Words:
    """Words for an HTTP status (number or text), or for `stale`; 500's for an unknown one."""
    if status == "stale":
        return STALE
    try:
        return WORDS.get(int(str(status)), WORDS[500])
    except ValueError:
        return WORDS[500]
