"""Publishing spokespersons within the hours of the law (Decree 244/2026 art. 3)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thongsuot.desk import office, sections, words
from thongsuot.desk.forms.readiness import PublishForm
from thongsuot.desk.guards import coordinator_only
from thongsuot.desk.views.acting import Act, both, by_of, posted, run
from thongsuot.network import actions, queries
from thongsuot.network.terms import ChannelName, Sharing, Viewer


@coordinator_only
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Who waits to be published, the hour of the law first; then the list as the public has it."""
    viewer = office.viewer_of(request)
    shown: dict[str, Any] = {
        "tabs": sections.tabs(viewer, "spokespersons"),
        "waiting": queries.unpublished(viewer),
        "published": queries.spokespersons(),
    }
    return office.page(request, "desk/network/readiness/spokespersons.html", "network", **shown)


@coordinator_only
@both
def publish(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """Chooses the addresses that stand on the public page, and publishes."""
    row = queries.mandates_by_id([mandate]).get(mandate)
    if row is None:
        raise Http404
    points = [p for p in queries.contact_points(row.person_id) if p.channel in SHOWN]
    public = [str(p.pk) for p in points if p.sharing == Sharing.PUBLIC]
    choices = _choices(office.viewer_of(request), points)
    act = Act(
        heading=_("Công bố người phát ngôn"),
        about=f"{row.person.name} · {queries.name_of(row.unit_id)}",
        button=_("Công bố"),
        done=_("Đã công bố trên trang Người phát ngôn."),
        back=reverse("desk:spokespersons"),
        form=PublishForm(posted(request), points=choices, initial={"points": public}),
        do=lambda asked: actions.publish_spokesperson(
            mandate=row.pk, contact_points=asked["points"], by=by_of(request)
        ),
        told=_told(points),
    )
    return run(request, act)


def _choices(viewer: Viewer, points: list[Any]) -> list[tuple[str, str]]:
    """What is private stays masked here: choosing is no look."""
    keys = {p.pk: (p.person_id, p.channel, p.address) for p in points}
    seen = queries.addresses_seen_by(viewer, keys.values())
    told = {p.pk: words.address(p.channel, seen[keys[p.pk]][1]) for p in points}
    return [(str(p.pk), f"{words.channel(p.channel)}: {told[p.pk]}") for p in points]


SHOWN = (ChannelName.EMAIL, ChannelName.PHONE)


def _told(points: list[Any]) -> tuple[str, ...]:
    first = _("Họ tên, chức vụ, đơn vị và các địa chỉ được chọn hiện ngay trên trang công khai.")
    if {point.channel for point in points} >= set(SHOWN):
        return (first,)
    lacking = _("Người này còn thiếu số điện thoại hoặc địa chỉ thư: thêm ở trang của họ trước.")
    return (first, lacking)
