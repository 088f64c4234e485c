"""Notices to those who must act and to the author, each in the reader's own language."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.models import Person
from thongsuot.network.terms import MandateRole
from thongsuot.notices import actions as notices
from thongsuot.releases.models import Adaptation, Consultation, Release, Step
from thongsuot.releases.terms import OriginMove

_DEAR = _("Kính gửi anh/chị,")
_SEE = _("Xem tại: %(link)s")
_AUTHOR = {
    "approved": (
        _("«%(title)s» đã được duyệt một bước"),
        _("%(by_name)s đã duyệt «%(title)s». Tin đang chờ bước duyệt tiếp theo."),
    ),
    "released": (
        _("«%(title)s» đã phát hành, số %(number)s"),
        _("%(by_name)s đã duyệt «%(title)s». Bản phát hành mang số %(number)s."),
    ),
    "returned": (
        _("«%(title)s» được trả lại để sửa"),
        _("%(by_name)s trả lại «%(title)s» để anh/chị sửa rồi trình lại."),
    ),
    "taken_over": (
        _("«%(title)s» đã có người nhận sửa tiếp"),
        _("%(by_name)s nhận sửa tiếp «%(title)s»; bản sửa sẽ do người khác duyệt."),
    ),
    "dropped": (
        _("«%(title)s» đã được cho dừng"),
        _("%(by_name)s cho dừng «%(title)s»."),
    ),
}


def tell_deciders(step: Step, release: Release, without: Iterable[UUID]) -> None:
    """Everybody who may decide the step hears that it waits; the first to decide settles it."""
    urgent = _("[Khẩn] Chờ anh/chị duyệt: %(title)s")
    subject = urgent if release.urgent else _("Chờ anh/chị duyệt: %(title)s")
    lines = [
        _DEAR,
        _("%(unit)s trình duyệt «%(title)s» (%(kind)s)."),
        _("Mời anh/chị xem và duyệt tại: %(link)s"),
    ]
    unit = network.name_of(release.unit_id, clock.legal_date())
    link = f"{settings.SITE_URL}/ban/duyet/{step.pk}/"
    for holder in network.holders(step.unit_id, tuple(step.roles), exclude=tuple(without)):
        _send(holder.id, subject, lines, release, unit=unit, link=link)


def tell_author(
    release: Release, by: Person, what: str, reason: str = "", number: str = ""
) -> None:
    """The author hears what somebody else did to the text; `what` is a key of `_AUTHOR`."""
    if release.author_id == by.pk:
        return
    subject, said = _AUTHOR[what]
    lines = [said, _("Ý kiến: %(reason)s"), _SEE] if reason else [said, _SEE]
    told = {"by_name": by.name, "reason": reason, "number": number}
    _send(release.author_id, subject, lines, release, **told)


_MOVED = {
    OriginMove.CORRECTED: (
        _("Bản gốc đã đính chính: %(title)s"),
        _(
            "Bản gốc %(number)s của %(unit)s đã được đính chính sau khi đơn vị ta lấy về biên tập. "
            "Đề nghị đối chiếu bài của đơn vị; nếu đã phát hành thì đính chính theo."
        ),
    ),
    OriginMove.WITHDRAWN: (
        _("Bản gốc đã thu hồi: %(title)s"),
        _(
            "Bản gốc %(number)s của %(unit)s đã được thu hồi. Bài của đơn vị ta không được phát "
            "hành nữa; nếu đã phát hành thì thu hồi và gỡ những nơi đã đăng."
        ),
    ),
}


def tell_adapter(row: Adaptation) -> None:
    """Who took an edition over, and the officers of the unit, hear that its origin moved."""
    subject, said = _MOVED[OriginMove(row.moved)]
    told = {"number": row.taken["number"], "unit": row.taken["unit_name"]}
    officers = network.holders(row.release.unit_id, (MandateRole.OFFICER,))
    for person in {row.taken_by_id, row.release.author_id, *(each.id for each in officers)}:
        _send(person, subject, [_DEAR, said, _SEE], row.release, **told)


def tell_consulted(asked: Consultation, release: Release) -> None:
    """The leaders and officers of the unit that is asked for an opinion."""
    lines = [
        _DEAR,
        _("%(unit)s xin ý kiến đơn vị về «%(title)s», trước %(until)s."),
        _("Xem và trả lời tại: %(link)s"),
    ]
    unit = network.name_of(release.unit_id, clock.legal_date())
    until = _local(asked.answer_by)
    for holder in network.holders(asked.unit_id, (MandateRole.LEADER, MandateRole.OFFICER)):
        _send(holder.id, _("Xin ý kiến: %(title)s"), lines, release, unit=unit, until=until)


def tell_answered(asked: Consultation, release: Release, by: Person) -> None:
    """Who asked hears that the opinion is there."""
    lines = [_("%(by_name)s đã cho ý kiến về «%(title)s»."), _SEE]
    _send(asked.asked_by_id, _("Đã có ý kiến về «%(title)s»"), lines, release, by_name=by.name)


def _send(person: UUID, subject: str, lines: list[str], release: Release, **params: str) -> None:
    """Nobody without an address is told; the desk shows what waits all the same."""
    point = network.reachable_address(person)
    if point is None:
        return
    link = f"{settings.SITE_URL}/ban/tin/{release.pk}/"
    with override(network.person(person).language):
        kind = release.kind.name_en if gettext(_DEAR) != _DEAR else release.kind.name
        filled = {"title": release.title, "kind": kind, "link": link, **params}
        body = "\n\n".join(gettext(line) % filled for line in lines)
        notices.send(point.address, (gettext(subject) % filled)[:200], body)


def _local(at: datetime) -> str:
    return f"{at.astimezone(clock.VIETNAM):%H:%M, %d/%m/%Y}"
