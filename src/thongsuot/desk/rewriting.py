"""Plainer wordings of a text as the desk offers them: the difference, and how to type it in."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.lib.clarity.rewriting import Changed, Proposal, Thing, Way
from thongsuot.lib.text.compare import Change, Piece, pieces

MOST = 30
OFFERED = {
    Way.LIST: gettext_lazy("Thành danh sách"),
    Way.SPLIT: gettext_lazy("Tách câu"),
    Way.PLAIN: gettext_lazy("Chữ thông thường"),
    Way.OUTSIDE: gettext_lazy("Dịch vụ viết lại"),
}
"""Writing a short form out is a remark's own suggestion: it is not offered twice."""
THINGS = {
    Thing.FIGURE: gettext_lazy("số liệu"),
    Thing.DATE: gettext_lazy("ngày tháng"),
    Thing.NAME: gettext_lazy("tên gọi"),
    Thing.NEGATION: gettext_lazy("từ phủ định"),
    Thing.QUOTE: gettext_lazy("lời trích"),
}


@dataclass(frozen=True)
class Offer:
    """One proposal for the page; `key` numbers it for the script."""

    key: int
    proposal: Proposal
    pieces: list[Piece]

    @property
    def way(self) -> str:
        return str(OFFERED[self.proposal.way])


def offers(found: tuple[Proposal, ...]) -> list[Offer]:
    """Those that are offered, in the order of the text."""
    kept = [each for each in found if each.way in OFFERED][:MOST]
    return [Offer(key, each, pieces(each.before, each.after)) for key, each in enumerate(kept)]


def typed(offer: Offer) -> dict[str, Any]:
    """For the script: where, and either the lines that come instead or the few changes
    [start, end, words] that leave all else, and its looks, alone."""
    each = offer.proposal
    told = {"key": offer.key, "field": each.field, "start": each.start, "end": each.end}
    if "\n" in each.after:
        return told | {"lines": each.after.split("\n"), "edits": []}
    return told | {"lines": [], "edits": _edits(each.start, offer.pieces)}


def _edits(place: int, parts: list[Piece]) -> list[tuple[int, int, str]]:
    found = []
    for part in parts:
        size = len(part.text)
        if part.change == Change.ADDED:
            found.append((place, place, part.text))
        elif part.change == Change.REMOVED:
            found.append((place, place + size, ""))
        place += 0 if part.change == Change.ADDED else size
    return found


def refused(changed: tuple[Changed, ...]) -> str:
    """Why a wording from outside is not shown: what it did not leave as it was."""
    things = list(dict.fromkeys(str(THINGS[each.thing]) for each in changed))
    words = _("Bản viết lại không được nhận vì đã đổi %(things)s. Bài vẫn như cũ.")
    return words % {"things": ", ".join(things)}


def trouble(code: str) -> str:
    """Why there is none at all."""
    if code == "same":
        return _("Dịch vụ không thấy gì để viết gọn hơn.")
    if code == "too_long":
        return _("Đoạn chọn quá dài. Hãy chọn vài câu.")
    return _("Dịch vụ viết lại chưa trả lời được (%(code)s). Bài vẫn như cũ.") % {"code": code}
