"""Filters of the portal's pages."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from thongsuot.lib import phones
from thongsuot.network.terms import ChannelName, MandateRole

register = template.Library()
register.filter("phone", phones.shown)

ROLES = {
    MandateRole.LEADER: _("Lãnh đạo phụ trách"),
    MandateRole.OFFICER: _("Cán bộ đầu mối truyền thông"),
    MandateRole.SPOKESPERSON: _("Người phát ngôn"),
    MandateRole.DELEGATE: _("Người được ủy quyền phát ngôn"),
    MandateRole.JOURNALIST: _("Nhà báo, phóng viên theo dõi"),
    MandateRole.COORDINATOR: _("Cán bộ điều phối"),
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
_PICTURE = re.compile(r'<img src="/tep/([0-9a-f-]{36})"')


@register.filter
def body(html: str | None) -> SafeString:
    """The body of an edition, which `lib.text.clean` made, with its pictures page-sized."""
    shown = _PICTURE.sub(r'<img loading="lazy" src="/tep/\1/xem?rong=1280"', html or "")
    return mark_safe(shown)  # noqa: S308 - canonical HTML out of the seal, cleaned before


@register.filter
def fingerprint(digest: str) -> str:
    """The first sixteen digits of a hash, in fours, as people compare them."""
    return " ".join(digest[n : n + 4] for n in range(0, min(len(digest), 16), 4))


@register.filter
def key(mapping: dict[str, str], name: str) -> str:
    """An entry of a mapping whose name a template cannot write, or ""."""
    return mapping.get(name, "")


@register.filter
def role(code: str) -> str:
    """A mandate in the trade's words."""
    return str(ROLES.get(MandateRole(code), code))


@register.filter
def channel(name: str) -> str:
    """A channel in the trade's words."""
    return str(CHANNELS.get(ChannelName(name), name))
