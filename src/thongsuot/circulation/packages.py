"""What goes out on channels other than mail: a few words and a link, or the edition for machines.

Nobody is told more here than by a mail: before its hour not a word of the text, not its title.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from textwrap import shorten
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from thongsuot.channels.terms import Carries, Channel, Message
from thongsuot.circulation import links
from thongsuot.circulation.models import Dispatch
from thongsuot.lib import clock
from thongsuot.lib.text.inline import one_line
from thongsuot.lib.wire import newsmlg2, ninjs, nitf
from thongsuot.lib.wire.document import EditionDocument
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import Follows

TITLE_ROOM = 90  # letters of a title in a line: one telephone shows it whole
NINJS = "ninjs"


def _ninjs(document: EditionDocument) -> bytes:
    return json.dumps(ninjs.item(document), ensure_ascii=False).encode()


FORMATS: dict[str, tuple[str, str, Callable[[EditionDocument], bytes]]] = {
    NINJS: ("application/json", ".json", _ninjs),
    "newsml-g2": (newsmlg2.MEDIA_TYPE, ".xml", newsmlg2.item),
    "nitf": (nitf.MEDIA_TYPE, ".nitf.xml", nitf.item),
}
"""Media type, ending of a file's name, and what writes it, by what an address asks for."""


class Packages:
    """Writes each wording of a dispatch once, for whoever gets it on a channel that is no mail."""

    def __init__(self, dispatch: UUID | str) -> None:
        self.dispatch = Dispatch.objects.select_related("edition__kind").get(pk=dispatch)
        self._written: dict[tuple[str, bool], bytes] = {}

    def message(
        self,
        *,
        delivery: UUID,
        channel: Channel,
        address: str,
        details: Mapping[str, Any],
        recipient: UUID,
        person: UUID,
        language: str,
        owes: bool,
    ) -> Message:
        """The message of one delivery; `owes` says that its person settles for a body.

        A line ends with a space and its link. `details` of a line has besides what the address
        needs "told": the same in parts, for channels that fill templates.
        """
        told: dict[str, Any] = {
            "id": str(delivery),
            "address": address,
            "kind": self.kind,
            "urgent": self.dispatch.urgent,
        }
        if channel.carries is Carries.PACKAGE:
            return self._package(details, told)
        with override(language):
            parts = self._told(recipient, owes)
            body = _line(parts).encode()
        return Message(body=body, details={**details, "told": parts}, **told)

    @cached_property
    def kind(self) -> str:
        """What the message is for those who treat it as such: a kill, a correction, an edition."""
        follows = self.dispatch.edition.kind.follows
        known = {Follows.CORRECTS: "correction", Follows.WITHDRAWS: "withdrawal"}
        return known.get(Follows(follows), "edition") if follows else "edition"

    @property
    def held_back(self) -> bool:
        """Before its hour: nothing of the text leaves the house."""
        return clock.now() < self.dispatch.edition.visible_from

    @cached_property
    def document(self) -> EditionDocument:
        return releases.document_to_circulate(self.dispatch.edition_id)

    @cached_property
    def _killed(self) -> EditionDocument | None:
        """The edition that a withdrawal takes back, as it stands now: machines know it by its
        own id, and its later version says that it is not to be used."""
        before = self.dispatch.edition.predecessor_id
        if self.kind != "withdrawal" or before is None:
            return None
        told = releases.document_to_circulate(before)
        if told.embargo_until:
            told = releases.document_before_hour(before)
        return replace(told, version=2)

    @cached_property
    def _unworded(self) -> EditionDocument:
        return releases.document_before_hour(self.dispatch.edition_id)

    def _package(self, details: Mapping[str, Any], told: dict[str, Any]) -> Message:
        form = str(details.get("format", "")) or NINJS
        media_type, ending, write = FORMATS.get(form) or FORMATS[NINJS]
        held = self.held_back
        document = self._unworded if held else self._killed or self.document
        if (form, held) not in self._written:
            self._written[form, held] = write(document)
        body = self._written[form, held]
        name = f"{document.id}{ending}"  # a kill takes the place of the text in a folder
        return Message(body=body, details=details, media_type=media_type, name=name, **told)

    def _parts(self, recipient: UUID, owes: bool) -> dict[str, str]:
        """What a line says, in parts. Before its hour: whose it is and when, no more."""
        edition, held = self.dispatch.edition, self.held_back
        by = self.dispatch.acknowledge_by
        return {
            "kind": "" if held else self.document.kind_label,
            "number": "" if held else edition.number_label,
            "unit": one_line(edition.unit_name),
            "title": "" if held else _short(one_line(edition.title)),
            "hour": _moment(edition.visible_from) if held else "",
            "by": _moment(by) if owes and by else "",
            "asks": self._asks(owes),
            "link": self._link(recipient, owes),
        }

    def _asks(self, owes: bool) -> str:
        """What its reader is asked to do: a word for `ASKED`."""
        if self.held_back:
            return "hold"
        if self.kind == "withdrawal":
            return "withdraw"
        if not owes:
            return "read"
        return "answer" if self.dispatch.asks else "acknowledge"

    def _link(self, recipient: UUID, owes: bool) -> str:
        if self.held_back:
            return links.act(recipient, hold=True)
        if not owes:
            return f"{settings.SITE_URL}/tin/{self.dispatch.edition_id}/"
        if self.dispatch.asks:
            return links.answer(self.dispatch.pk)
        return links.act(recipient, hold=False)

    def _told(self, recipient: UUID, owes: bool) -> dict[str, str]:
        parts = self._parts(recipient, owes)
        words = {"before": _(" trước %(by)s") % parts if parts["by"] else "", **parts}
        asked = ASKED[parts["asks"]]
        return {**parts, "says": str(_(asked)) % words}


ASKED = {
    "hold": gettext_noop("%(unit)s mời anh/chị nhận tin trước, giữ đến %(hour)s. Cam kết và đọc"),
    "withdraw": gettext_noop(
        "THU HỒI: %(title)s. Đề nghị không sử dụng, gỡ những gì đã đăng, phát."
    ),
    "read": gettext_noop("%(kind)s số %(number)s: %(title)s."),
    "acknowledge": gettext_noop(
        "%(kind)s số %(number)s: %(title)s. Đề nghị xác nhận đã nhận%(before)s"
    ),
    "answer": gettext_noop("%(kind)s số %(number)s: %(title)s. Đề nghị trả lời%(before)s"),
}


def _line(told: Mapping[str, str]) -> str:
    """What is said, and where to: «… đã nhận trước 10:00: https://…», «…. Xem: https://…»."""
    leads = _(" Xem:") if told["says"].endswith(".") else ":"
    return f"{told['says']}{leads} {told['link']}"


def _moment(at: datetime) -> str:
    return at.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y")


def _short(title: str) -> str:
    """The title by whole words, with a sign where it goes on."""
    title = title.rstrip(".")
    return title if len(title) <= TITLE_ROOM else shorten(title, TITLE_ROOM, placeholder="…")
