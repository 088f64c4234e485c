"""Notices about a kit: to those who must decide, to its authors, to those who will speak."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.notices import actions as notices
from thongsuot.releases.models import Kit, Step

_DEAR = _("Kính gửi anh/chị,")
_SEE = _("Xem tại: %(link)s")
_AUTHOR = {
    "approved": (
        _("Bộ công bố «%(title)s» đã được duyệt một bước"),
        _("%(by_name)s đã duyệt cả bộ «%(title)s». Bộ đang chờ bước duyệt tiếp theo."),
    ),
    "released": (
        _("Bộ công bố «%(title)s» đã được duyệt"),
        _("%(by_name)s đã duyệt cả bộ «%(title)s». Các bản đã được đánh số và ký số."),
    ),
    "returned": (
        _("Bộ công bố «%(title)s» được trả lại để sửa"),
        _("%(by_name)s trả lại cả bộ «%(title)s» để anh/chị sửa rồi trình lại."),
    ),
    "dropped": (
        _("Bộ công bố «%(title)s» đã bị bỏ"),
        _("%(by_name)s bỏ cả bộ «%(title)s»."),
    ),
}


def tell_deciders(kit: Kit, step: Step, without: Iterable[UUID]) -> None:
    """Everybody who may decide hears once of the whole kit; the first to decide settles it."""
    lines = [
        _DEAR,
        _("%(unit)s trình duyệt bộ công bố «%(title)s», gồm %(count)s phần duyệt cùng một lần."),
        _("Mời anh/chị xem và duyệt tại: %(link)s"),
    ]
    told = {"unit": _unit(kit), "count": str(kit.parts.count())}
    for holder in network.holders(step.unit_id, tuple(step.roles), exclude=tuple(without)):
        _send(holder.id, kit, _("Chờ anh/chị duyệt bộ công bố: %(title)s"), lines, **told)


def tell_authors(
    kit: Kit, authors: Iterable[UUID], by: Person, what: str, reason: str = ""
) -> None:
    """Who wrote of it hears what somebody else did; `what` is a key of `_AUTHOR`."""
    subject, said = _AUTHOR[what]
    lines = [said, _("Ý kiến: %(reason)s"), _SEE] if reason else [said, _SEE]
    for person in sorted(set(authors) - {by.pk}, key=str):
        _send(person, kit, subject, lines, by_name=by.name, reason=reason)


def tell_speakers(kit: Kit, people: Iterable[UUID], *, approved: bool = False) -> None:
    """Who will speak gets the way to rehearse. Before the hour: not a word of it, not its title."""
    lines = [
        _DEAR,
        _("Anh/chị được giao phát ngôn trong một công bố của %(unit)s."),
        _("Giờ công bố: %(hour)s."),
        _("Nội dung đã được duyệt.") if approved else _("Nội dung đang được trình duyệt."),
        _("Mời anh/chị xem câu hỏi, câu trả lời và thông điệp để chuẩn bị tại: %(link)s"),
        _("Đề nghị giữ kín đến giờ công bố."),
    ]
    for person in sorted(set(people), key=str):
        subject = _("Chuẩn bị phát ngôn: một công bố của %(unit)s")
        _send(person, kit, subject, lines, page="dien-tap/", unit=_unit(kit))


def _unit(kit: Kit) -> str:
    return network.name_of(kit.unit_id, clock.legal_date())


def _send(
    person: UUID, kit: Kit, subject: str, lines: list[str], page: str = "", **params: str
) -> None:
    """Nobody without an address is told; the desk shows it all the same."""
    point = network.reachable_address(person)
    if point is None:
        return
    link = f"{settings.SITE_URL}/ban/bo-cong-bo/{kit.pk}/{page}"
    with override(network.person(person).language):
        filled = {"title": kit.title, "link": link, "hour": _hour(kit), **params}
        body = "\n\n".join(gettext(line) % filled for line in lines)
        notices.send(point.address, (gettext(subject) % filled)[:200], body)


def _hour(kit: Kit) -> str:
    if kit.embargo_until is None:
        return gettext("ngay khi được duyệt")
    return f"{kit.embargo_until.astimezone(clock.VIETNAM):%H:%M, %d/%m/%Y}"
