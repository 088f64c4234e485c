"""Words for how it goes with another installation."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.peers.terms import PeerState, PeerView

TROUBLES: dict[str, str | Promise] = {
    "unknown_host": _("Không tìm thấy tên miền của bên kia."),
    "unreachable": _("Không gọi được tới máy bên kia."),
    "timeout": _("Bên kia trả lời quá chậm."),
    "connection_lost": _("Đường truyền đứt giữa chừng."),
    "tls": _("Không lập được kết nối mã hóa."),
    "certificate": _("Chứng thư của bên kia không hợp lệ hoặc đã hết hạn."),
    "private_address": _(
        "Địa chỉ của bên kia nằm trong mạng nội bộ; người quản trị cho phép được "
        "trong thiết lập (peers_private)."
    ),
    "not_https": _(
        "Địa chỉ của bên kia không mã hóa (http); người quản trị cho phép được "
        "trong thiết lập (peers_private)."
    ),
    "url": _("Địa chỉ của bên kia không dùng được."),
    "protocol": _("Máy bên kia trả lời không đúng cách."),
    "digest": _("Tệp nhận được không khớp với chữ ký."),
}
"""What a call may end with; what our own rooms refuse is said in their words."""


def trouble(code: str) -> str:
    """A sentence, "" where there is none."""
    if not code:
        return ""
    if code in TROUBLES:
        return str(TROUBLES[code])
    if code in refusals.REFUSALS:
        return refusals.words(Refused(code, seconds=60, allowed="", names="", limit=""))
    return str(_("Bên kia trả lời lỗi (%(code)s).")) % {"code": code}


def state(peer: PeerView) -> str:
    """Of the row, or that nothing was heard of it for long (`look.states`)."""
    silent = peer.state == PeerState.STANDING and peer.silent
    return "cut_off" if silent else peer.state.value
