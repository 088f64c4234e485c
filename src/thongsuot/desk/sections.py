"""The pages of the network and of what is ready, as the strip above each of them names them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thongsuot.network.terms import Viewer


class Section(NamedTuple):
    name: str
    label: Any
    address: str
    admits: Callable[[Viewer], bool]


def _staff(viewer: Viewer) -> bool:
    return viewer.is_staff


def _coordinator(viewer: Viewer) -> bool:
    return viewer.coordinates


SECTIONS = (
    Section("directory", _("Danh bạ"), "desk:network", _staff),
    Section("readiness", _("Mức sẵn sàng"), "desk:readiness", _coordinator),
    Section("verification", _("Xác minh"), "desk:verification", _coordinator),
    Section("failing", _("Bị trả lại thư"), "desk:failing", _coordinator),
    Section("imports", _("Nhập bảng"), "desk:imports", _coordinator),
    Section("spokespersons", _("Người phát ngôn"), "desk:spokespersons", _coordinator),
    Section("reorganisations", _("Sắp xếp tổ chức"), "desk:reorganisations", _coordinator),
    Section("duplicates", _("Trùng lặp"), "desk:duplicates", _coordinator),
    Section("incoming", _("Tin từ hệ thống khác"), "desk:incoming", _staff),
    Section("peers", _("Các hệ thống"), "desk:peers", _coordinator),
    Section("data_requests", _("Yêu cầu dữ liệu"), "desk:data_requests", _coordinator),
)


READY: tuple[Section, ...] = (
    Section("saying", _("Nói gì lúc này"), "desk:saying", _staff),
    Section("topics", _("Chủ đề"), "desk:topics", _staff),
    Section("facts", _("Số liệu"), "desk:figures", _staff),
    Section("exchange", _("Yêu cầu thông tin"), "desk:requests", _staff),
    Section("kits", _("Bộ công bố"), "desk:kits", _staff),
    Section("templates", _("Mẫu"), "desk:templates", _coordinator),
    Section("clarity", _("Rõ ràng"), "desk:clarity", _staff),
    Section("freshness", _("Độ cập nhật"), "desk:freshness", _staff),
)
"""What may be said now, topics, figures, requests, kits, templates, rules of clarity, freshness."""


def tabs(viewer: Viewer, here: str, strip: tuple[Section, ...] = SECTIONS) -> list[dict[str, Any]]:
    """Those the viewer may open, for `look/parts/tabs.html`."""
    return [
        {"label": section.label, "href": reverse(section.address), "here": section.name == here}
        for section in strip
        if section.admits(viewer)
    ]
