"""Words of the network on screen: roles of people and bodies, channels, ways of verifying."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from thongsuot.lib import phones
from thongsuot.look import times
from thongsuot.network.terms import ChannelName, MandateRole, UnitRole, VerificationMethod
from thongsuot.releases.terms import Place

MANDATES = {
    MandateRole.LEADER: _("Lãnh đạo phụ trách"),
    MandateRole.OFFICER: _("Cán bộ đầu mối"),
    MandateRole.SPOKESPERSON: _("Người phát ngôn"),
    MandateRole.DELEGATE: _("Người được ủy quyền phát ngôn"),
    MandateRole.JOURNALIST: _("Nhà báo, phóng viên theo dõi"),
    MandateRole.COORDINATOR: _("Cán bộ điều phối"),
}
UNITS = {
    UnitRole.MINISTRY_UNIT: _("Đơn vị thuộc Bộ"),
    UnitRole.DEPARTMENT: _("Sở của tỉnh, thành phố"),
    UnitRole.PRESS_AGENCY: _("Cơ quan báo chí"),
    UnitRole.PARTNER: _("Đối tác"),
}
CHANNELS = {
    ChannelName.EMAIL: _("Thư điện tử"),
    ChannelName.PHONE: _("Điện thoại"),
    ChannelName.ZALO: _("Zalo"),
    ChannelName.WEBHOOK: _("Máy nhận tin (webhook)"),
    ChannelName.PUSH: _("Thông báo trên màn hình"),
    ChannelName.FOLDER: _("Thư mục của hệ thống xuất bản"),
    ChannelName.SFTP: _("Thư mục SFTP"),
    ChannelName.ZALO_OA: _("Zalo của cơ quan (OA)"),
    ChannelName.SMS: _("Tin nhắn SMS"),
    ChannelName.ZNS: _("Thông báo Zalo (ZNS)"),
}
METHODS = {
    VerificationMethod.VIDEO_CALL: _("Gọi có hình"),
    VerificationMethod.ZALO_CALL: _("Gọi Zalo"),
    VerificationMethod.PHONE_CALL: _("Gọi điện thoại"),
    VerificationMethod.IN_PERSON: _("Gặp trực tiếp"),
    VerificationMethod.CODE: _("Mã gửi tới địa chỉ"),
    VerificationMethod.LINK: _("Đường dẫn gửi tới địa chỉ"),
}
PLACES = {
    Place.WEBSITE: _("Trang, cổng thông tin điện tử"),
    Place.ZALO: _("Nhóm Zalo, Zalo OA"),
    Place.FACEBOOK: _("Facebook"),
    Place.LOUDSPEAKER: _("Đài truyền thanh, loa"),
    Place.NEWSPAPER: _("Báo, đài"),
    Place.MEETING: _("Hội nghị, họp dân"),
    Place.OTHER: _("Nơi khác"),
}


def minutes(count: int) -> str:
    """So many minutes as people say them."""
    return times.span(timedelta(minutes=count))


def mandate(role: str) -> str:
    return str(MANDATES.get(role, role))  # type: ignore[call-overload]


def unit_roles(roles: tuple[str, ...]) -> str:
    return ", ".join(str(UNITS.get(role, role)) for role in roles)  # type: ignore[call-overload]


def place(name: str) -> str:
    return str(PLACES.get(name, name))  # type: ignore[call-overload]


def channel(name: str) -> str:
    return str(CHANNELS.get(name, name))  # type: ignore[call-overload]


def address(channel: str, shown: str) -> str:
    """A number as people write it; an e-mail address, and what is masked, as it is."""
    is_number = channel in (ChannelName.PHONE, ChannelName.ZALO) and "•" not in shown
    return phones.shown(shown) if is_number else shown


def method(name: str) -> str:
    return str(METHODS.get(name, name))  # type: ignore[call-overload]
