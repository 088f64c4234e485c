"""Urging a body that is late: who is told, in which words, with which link."""

from dataclasses import dataclass

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from thongsuot.circulation import links
from thongsuot.circulation.models import Acknowledgement, Recipient
from thongsuot.lib import clock
from thongsuot.network import queries as network
from thongsuot.network.terms import ChannelName
from thongsuot.notices import actions as notices
from thongsuot.releases import queries as releases


@dataclass(frozen=True)
class Words:
    """The words of a notice; `%(number)s`, `%(unit)s`, `%(due)s`, `%(link)s`."""

    subject: str
    body: str


ACKNOWLEDGE = Words(
    _("Nhắc xác nhận đã nhận: bản phát hành %(number)s"),
    _(
        "%(unit)s chưa xác nhận đã nhận bản phát hành %(number)s (hạn %(due)s).\n\n"
        "Xem và xác nhận: %(link)s"
    ),
)
ANSWER = Words(
    _("Nhắc trả lời yêu cầu cung cấp thông tin %(number)s"),
    _(
        "%(unit)s chưa trả lời yêu cầu cung cấp thông tin %(number)s (hạn %(due)s). "
        "Không có gì để báo cáo thì chọn «Không có nội dung báo cáo».\n\n"
        "Trả lời: %(link)s"
    ),
)


def remind(row: Acknowledgement) -> list[str]:
    """Those of the body who got it, by mail: at the address they got it at, or at their first one
    where it went another way. Returns who was told."""
    people = list(row.people.select_related("person").prefetch_related("deliveries"))
    mails = {
        one.person_id: [d.address for d in one.deliveries.all() if d.channel == ChannelName.EMAIL]
        for one in people
    }
    others = [person for person, known in mails.items() if not known]
    first = network.reachable_addresses(others) if others else {}
    return [
        tell(row, str(one.person_id), one.person.language, address)
        for one in people
        for address in mails[one.person_id]
        or ([first[one.person_id].address] if one.person_id in first else [])
    ]


def tell(row: Acknowledgement, person: str, language: str, address: str) -> str:
    """One notice that the body is late. Says the number, never the text."""
    words = ANSWER if row.dispatch.asks else ACKNOWLEDGE
    recipient = row.people.filter(person_id=person).first()
    answers = links.reply_to(recipient.pk) if recipient else ""
    with override(language):
        told = {
            "number": releases.number_label(row.dispatch.edition_id),
            "unit": network.name_of(row.unit_id, clock.legal_date()),
            "due": _due(row),
            "link": _link(row, recipient),
        }
        subject, body = gettext(words.subject) % told, gettext(words.body) % told
        notices.send(address=address, subject=subject, body=body, reply_to=answers)
    return person


def _due(row: Acknowledgement) -> str:
    return row.due_at.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y") if row.due_at else ""


def _link(row: Acknowledgement, recipient: Recipient | None) -> str:
    """A recipient gets the link to their own act; others, the page of the dispatch."""
    if recipient is None:
        return links.followed(row.dispatch_id, asks=row.dispatch.asks)
    if row.dispatch.asks:
        return links.answer(row.dispatch_id)
    return links.act(recipient.pk, hold=False)
