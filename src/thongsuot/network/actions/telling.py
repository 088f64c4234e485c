"""Mails about checks: a link, a code, a call. Each in the language of the one who reads it."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from thongsuot.lib import clock
from thongsuot.network import checking, links
from thongsuot.network.models import ContactCode, ContactPoint, Installation, VideoCall
from thongsuot.network.queries.addresses import reachable_address
from thongsuot.notices import actions as notices

_DEAR = _("Kính gửi %(name)s,")
_DEAR_BODY = _("Kính gửi quý đơn vị,")
_FROM = _("%(network)s")
_LINK = (
    _("Xin xác nhận địa chỉ thư của anh/chị"),
    _(
        "Đây là địa chỉ mà mạng lưới dùng để báo tin cho anh/chị. Nếu đúng, xin mở trang sau"
        " và bấm xác nhận, chỉ mất vài giây, không cần đăng nhập:\n%(link)s"
    ),
    _("Đường dẫn dùng được đến %(until)s. Nếu thư này gửi nhầm, xin bấm «Không phải» ở trang đó."),
)
_CODE = (
    _("%(code)s là mã xác minh địa chỉ của anh/chị"),
    _("Mã xác minh: %(code)s"),
    _("Nhập mã này ở trang Thiết lập của tôi, trong vòng %(minutes)s phút: %(link)s"),
    _("Không ai trong mạng lưới hỏi mã này qua điện thoại. Nếu anh/chị không yêu cầu, xin bỏ qua."),
)
_CALL = (
    _("Hẹn gọi có hình lúc %(at)s"),
    _(
        "%(host)s hẹn anh/chị gọi có hình lúc %(at)s để xác minh họ tên, chức vụ, đơn vị và địa chỉ"
        " liên hệ. Cuộc gọi mất khoảng ba phút."
    ),
    _(
        "Đến giờ, xin mở đường dẫn sau bằng điện thoại hoặc máy tính có camera, không cần cài đặt"
        " hay đăng nhập:\n%(link)s"
    ),
    _("Cuộc gọi không được ghi lại; không lưu hình ảnh, giọng nói hay giấy tờ của anh/chị."),
    _("Đường dẫn chỉ dành cho anh/chị, xin đừng chuyển tiếp."),
)
_CALL_OFF = (
    _("Hủy hẹn gọi có hình lúc %(at)s"),
    _("%(host)s đã hủy cuộc gọi hẹn lúc %(at)s. Anh/chị không phải làm gì thêm."),
)


def send_link(row: ContactCode) -> None:
    link = links.link(links.VERIFY, row.pk)
    _send(row.contact_point, _LINK, {"link": link, "until": _local(row.expires_at)})


def send_code(point: ContactPoint, code: str) -> None:
    minutes = int(checking.CODE_FOR.total_seconds() // 60)
    link = f"{settings.SITE_URL}/cai-dat/"
    _send(point, _CODE, {"code": code, "minutes": minutes, "link": link})


def invite(call: VideoCall) -> bool:
    """Whether there was an address to send the invitation to."""
    return _to_guest(call, _CALL, {"link": links.link(links.CALL, call.pk)})


def call_off(call: VideoCall) -> bool:
    return _to_guest(call, _CALL_OFF, {})


def _to_guest(call: VideoCall, words: tuple[str, ...], told: dict[str, object]) -> bool:
    """Only to an own address: a mailbox that several read would prove nothing of one of them."""
    point = reachable_address(call.person_id)
    if point is None or point.person_id != call.person_id:
        return False
    told = {"host": call.host.name, "at": _local(call.starts_at), **told}
    _send(point, words, told, call.person.name, call.person.language)
    return True


def _send(
    point: ContactPoint,
    words: tuple[str, ...],
    told: dict[str, object],
    name: str = "",
    language: str = "",
) -> None:
    name = name or (point.person.name if point.person else "")
    language = language or (point.person.language if point.person else settings.LANGUAGE_CODE)
    with override(language):
        subject, *lines = words
        lines = [_DEAR if name else _DEAR_BODY, *lines, _FROM]
        filled = {"name": name, "network": _network(), **told}
        body = "\n\n".join(gettext(line) % filled for line in lines)
        notices.send(point.address, (gettext(subject) % filled)[:200], body)


def _network() -> str:
    return Installation.objects.values_list("name", flat=True).first() or "Thông Suốt"


def _local(at: datetime) -> str:
    return f"{at.astimezone(clock.VIETNAM):%H:%M, %d/%m/%Y}"
