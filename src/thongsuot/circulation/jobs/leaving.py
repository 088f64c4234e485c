"""Somebody's mandate ended: the body's leader is told what of theirs is still open."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from thongsuot.circulation.models import Acknowledgement
from thongsuot.circulation.queries.owing import OWED
from thongsuot.journal.subscribers import subscriber
from thongsuot.journal.terms import EntryView
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, PersonView
from thongsuot.notices import actions as notices
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import OpenWork

WORDS = {
    "text": _("Tin đang soạn: «%(title)s»"),
    "opinion": _("Ý kiến đơn vị chưa trả lời: «%(title)s»"),
    "step": _("Tin chờ lãnh đạo duyệt: «%(title)s»"),
}
SUBJECT = _("%(name)s đã thôi nhiệm vụ: việc chưa xong của đơn vị")
BEGINS = _(
    "Kính gửi anh/chị,\n\nPhân công của %(name)s tại %(unit)s đã hết từ sau ngày %(until)s. Các "
    "việc sau còn mở và thuộc về đơn vị; anh/chị mở và giao lại cho người khác được ngay:"
)
STILL_OWED = _("Đợt gửi, yêu cầu đơn vị chưa xác nhận hoặc chưa trả lời: %(count)s")


@subscriber("circulation.leaving", acts={"mandate.expired"})
def on_leaving(entry: EntryView) -> None:
    """Tells the body's leaders, or where there is none the coordinators. Nothing left open, or
    the person still works at the body: nothing to tell."""
    person, unit = UUID(entry.facts["person"]), UUID(entry.facts["unit"])
    if network.works_at(person, unit):
        return
    work = releases.open_work(person, unit, entry.facts["role"])
    owed = Acknowledgement.objects.filter(OWED, unit=unit).exclude(dispatch__closed_at=None)
    if not work and not owed.exists():
        return
    told = {
        "name": network.person(person).name,
        "unit": network.name_of(unit, clock.legal_date()),
        "until": f"{date.fromisoformat(entry.facts['until']):%d/%m/%Y}",
    }
    for holder in _heirs(unit, person):
        _tell(holder, told, work, owed.count())


def _heirs(unit: UUID, without: UUID) -> list[PersonView]:
    leaders = network.holders(unit, [MandateRole.LEADER], exclude=[without])
    reached = [leader for leader in leaders if leader.email]
    return reached or network.holders(network.centre().id, [MandateRole.COORDINATOR])


def _tell(holder: PersonView, told: dict[str, str], work: list[OpenWork], owed: int) -> None:
    point = network.reachable_address(holder.id)
    if point is None:
        return
    with override(network.person(holder.id).language):
        lines = [gettext(BEGINS) % told, *map(_line, work)]
        if owed:
            lines.append(gettext(STILL_OWED) % {"count": owed} + f"\n{settings.SITE_URL}/ban/")
        notices.send(point.address, (gettext(SUBJECT) % told)[:200], "\n\n".join(lines))


def _line(work: OpenWork) -> str:
    words = gettext(WORDS[work.what]) % {"title": work.title}
    return f"{words}\n{settings.SITE_URL}/ban/tin/{work.release}/"
