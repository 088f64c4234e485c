"""The mails of a dispatch: the whole text, and above it what this recipient is asked to do."""

import threading
from collections.abc import Collection, Hashable
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override

from thongsuot.channels.email.mail import Letter, date_header, field
from thongsuot.channels.email.smtp import Item
from thongsuot.circulation import carrying, links
from thongsuot.circulation.ledger import Due, as_uuid, dashed
from thongsuot.circulation.mailings import mailing
from thongsuot.circulation.models import Dispatch, Recipient
from thongsuot.circulation.terms import DispatchState
from thongsuot.lib import clock
from thongsuot.lib.wire import mail as rendition
from thongsuot.lib.wire.document import EditionDocument
from thongsuot.notices import queries as notices
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import EditionState

KEPT = 24  # letters that a process remembers, the latest used; each has the size of its mail

_kept: dict[Hashable, Letter] = {}
_lock = threading.Lock()


class Letters:
    """Composes each wording of a dispatch once; a recipient's copy is a splice of bytes."""

    def __init__(self, dispatch: Dispatch) -> None:
        self.dispatch = dispatch
        self.config = notices.email_config()
        self.sender = self.config.envelope_sender or self.config.from_address
        self.host = settings.CONFIG.host
        self.date = date_header(dispatch.made_at)
        self.tagged = bool(settings.CONFIG.email_bounces)
        self.answered = bool(settings.CONFIG.email_replies)
        self.leaves = bool(mailing(dispatch))
        self._composed: dict[tuple[str, str, tuple[UUID, ...]], Letter] = {}
        self._carried: dict[UUID, set[UUID]] = {}

    @cached_property
    def document(self) -> EditionDocument:
        return releases.document_to_circulate(self.dispatch.edition_id)

    def meet(self, found: Collection[Due]) -> None:
        """Learn which parts of a kit these people have, before their letters are asked for."""
        people = [due.person for due in found]
        for part in self._parts:
            rows = Recipient.objects.filter(dispatch=part.pk, person__in=people)
            self._carried[part.edition_id] = set(rows.values_list("person_id", flat=True))

    @cached_property
    def _parts(self) -> list[Dispatch]:
        """The dispatches of what goes with this mail. Not of what was taken back since."""
        rows = self.dispatch.carries.filter(state=DispatchState.DONE).order_by("pk")
        return list(rows.exclude(edition__state=EditionState.WITHDRAWN))

    def item(self, due: Due) -> Item:
        """Id, envelope sender, address and bytes. Raises Refused for an unusable address."""
        parts = self._parts_of(due) if self._carried else ()
        wording = self._wording(due.owes)
        values = {
            "to_name": due.name,
            "to_address": due.address,
            "message_id": f"<{dashed(due.id)}@{self.host}>",
            "date": self.date,
            "name": due.name,
        }
        if wording != "reads":
            values["act"] = self._act(wording, due)
        elif self.leaves:
            values["leave"] = links.leave(as_uuid(due.recipient))
        if self.answered:
            values["reply"] = links.reply_to(as_uuid(due.recipient))
        message = self._letter(due.language, wording, parts).for_recipient(values)
        sender = links.return_path(as_uuid(due.id)) if self.tagged else self.sender
        return str(due.id), sender, due.address, message

    def _parts_of(self, due: Due) -> tuple[UUID, ...]:
        person = as_uuid(due.person)
        return tuple(part for part, has in self._carried.items() if person in has)

    @property
    def held_back(self) -> bool:
        """Under embargo and before its hour: the mail carries no text."""
        early = self.dispatch.under_embargo
        return early and clock.now() < self.dispatch.edition.visible_from

    def _wording(self, owes: bool) -> str:
        if self.held_back:
            return "hold"
        if not owes:
            return "reads"
        return "asked" if self.dispatch.asks else "owes"

    def _act(self, wording: str, due: Due) -> str:
        if wording == "asked":
            return links.answer(self.dispatch.pk)
        return links.act(as_uuid(due.recipient), hold=wording == "hold")

    def _letter(self, language: str, wording: str, parts: tuple[UUID, ...]) -> Letter:
        key = (language, wording, parts)
        letter = self._composed.get(key)
        if letter is None:
            letter = self._composed[key] = self._known_or_composed(language, wording, parts)
        return letter

    def _known_or_composed(self, language: str, wording: str, parts: tuple[UUID, ...]) -> Letter:
        """Batches of a dispatch follow one another in a process: it composes once for them all."""
        dispatch, config = self.dispatch, self.config
        sender = (config.from_address, config.from_name, self.answered, self.leaves)
        said = (dispatch.pk, dispatch.note, dispatch.acknowledge_by, dispatch.edition.visible_from)
        key = (said, sender, language, wording, parts)
        with _lock:
            letter = _kept.pop(key, None)
        if letter is None:
            with override(language):
                letter = self._compose(wording, parts)
        with _lock:
            _kept[key] = letter
            while len(_kept) > KEPT:
                del _kept[next(iter(_kept))]
        return letter

    def _compose(self, wording: str, parts: tuple[UUID, ...]) -> Letter:
        if wording == "hold":
            subject, text, html = self._invitation(len(parts))
        else:
            subject, text, html = self._whole(*WORDINGS[wording](self.dispatch), parts)
        return Letter.compose(
            subject,
            text,
            html,
            from_address=self.config.from_address,
            from_name=self.config.from_name,
            headers=self._headers(wording),
            fields=("name", "act", "leave", "reply"),
        )

    def _headers(self, wording: str) -> dict[str, str]:
        headers = {"Auto-Submitted": "auto-generated", "X-Thongsuot-Edition": self.document.number}
        if self.answered:
            headers["Reply-To"] = field("reply")
        if wording == "reads" and self.leaves:
            # One click (RFC 8058): it leaves the topics or the list, never the network.
            headers["List-Unsubscribe"] = f"<{field('leave')}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        elif wording == "reads":
            headers["List-Unsubscribe"] = f"<{settings.SITE_URL}/cai-dat/>"
        return headers

    def _whole(self, asked: str, label: str, parts: tuple[UUID, ...]) -> tuple[str, str, str]:
        more_text, more_html = carrying.listed(parts)
        words = [self._greeting(), self.dispatch.note, asked]
        button = f"\n{label}: {field('act')}" if label else ""
        return rendition.letter_parts(
            self.document,
            intro_text="\n\n".join(filter(None, words)) + button + more_text,
            intro_html=self._intro_html(asked, label) + more_html,
        )

    def _intro_html(self, asked: str, label: str) -> str:
        note = linebreaksbr(self.dispatch.note, autoescape=True)
        paragraphs = [format_html("<p>{}</p>", part) for part in (self._greeting(), note, asked)]
        button = format_html('<p><a href="{}"><strong>{}</strong></a></p>', field("act"), label)
        kept = [p for p, part in zip(paragraphs, (1, note, asked), strict=True) if part]
        return "".join([*kept, button if label else ""])

    def _greeting(self) -> str:
        return _("Kính gửi anh/chị %(name)s,") % {"name": field("name")}

    def _invitation(self, parts: int) -> tuple[str, str, str]:
        """Nothing of the text, not even its title: only the promise that is asked for."""
        edition = self.dispatch.edition
        hour = edition.visible_from.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y")
        subject = _("[Tin giữ đến %(hour)s] %(unit)s mời anh/chị nhận trước") % {
            "hour": hour,
            "unit": edition.unit_name,
        }
        asked = _(
            "%(unit)s gửi anh/chị một bản tin trước giờ phát hành. Anh/chị cam kết không đăng, "
            "phát trước %(hour)s thì mở được toàn văn và tệp kèm theo tại đường dẫn dưới đây."
        ) % {"unit": edition.unit_name, "hour": hour}
        asked = " ".join(filter(None, [asked, carrying.counted(parts)]))
        label = _("Cam kết và đọc bản tin")
        text = f"{self._greeting()}\n\n{asked}\n\n{label}: {field('act')}\n"
        return subject, text, self._intro_html(asked, label)


def _asked_to_acknowledge(dispatch: Dispatch) -> tuple[str, str]:
    if dispatch.acknowledge_by is None:
        return _("Đề nghị đơn vị xác nhận đã nhận."), _("Đã nhận")
    by = dispatch.acknowledge_by.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y")
    return _("Đề nghị đơn vị xác nhận đã nhận trước %(by)s.") % {"by": by}, _("Đã nhận")


def _asked_to_answer(dispatch: Dispatch) -> tuple[str, str]:
    if dispatch.acknowledge_by is None:
        return _("Đề nghị đơn vị trả lời."), _("Trả lời")
    by = dispatch.acknowledge_by.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y")
    asked = _(
        "Đề nghị đơn vị trả lời trước %(by)s. "
        "Không có gì để báo cáo thì chọn «Không có nội dung báo cáo»."
    )
    return asked % {"by": by}, _("Trả lời")


def _asked_nothing(dispatch: Dispatch) -> tuple[str, str]:
    return "", ""


WORDINGS = {
    "owes": _asked_to_acknowledge,
    "asked": _asked_to_answer,
    "reads": _asked_nothing,
    "hold": _asked_nothing,
}
