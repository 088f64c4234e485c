"""A row of a sheet in words: what it would change, why it cannot, what may be chosen."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from thongsuot.desk import words
from thongsuot.desk.forms.importing import FIELDS, REFUSED
from thongsuot.lib import phones
from thongsuot.lib.refused import Refused
from thongsuot.look import refusals, times
from thongsuot.look.states import state_of
from thongsuot.network.terms import RowOutcome

Words = str | Promise


@dataclass(frozen=True)
class Change:
    """A field before and after; without `before` it is added."""

    label: Words
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """A row for its page. `wrong`: (column, why); `repaired`: (column, as written, as read);
    `options`: (value, words) of what may be chosen, `choice` the one that stands."""

    view: Any
    changes: tuple[Change, ...]
    wrong: tuple[tuple[Words, str], ...]
    notes: tuple[str, ...]
    repaired: tuple[tuple[Words, str, str], ...]
    options: tuple[tuple[str, str], ...]
    choice: str


def told(view: Any) -> Told:
    return Told(
        view=view,
        changes=tuple(
            _change(one) for one in view.changes if one["field"] != "name" or one["before"]
        ),
        wrong=tuple((field(one["field"]), _sentence(one)) for one in view.problems),
        notes=tuple(map(_sentence, view.notes)),
        repaired=tuple((field(name), was, now) for name, was, now in view.repaired),
        options=tuple(_options(view)),
        choice=view.choice,
    )


def verdict(view: Any) -> list[str]:
    """The outcome and its reasons, for a sheet."""
    why = [_sentence(one) for one in (*view.problems, *view.notes)]
    names = "; ".join(one.name for one in view.candidates)
    if names:
        why.append(_("Có thể là: %(names)s") % {"names": names})
    return [str(state_of("row", view.outcome).label), " ".join(why)]


def field(name: str) -> Words:
    return FIELDS.get(name, "")


def refused(column: Any) -> tuple[str, Words]:
    """A heading, and what kind of data it is that is never kept."""
    return column.heading, REFUSED.get(column.refused, column.refused)


def _sentence(problem: dict[str, Any]) -> str:
    return refusals.words(Refused(problem["code"], **problem["params"]))


def _change(change: dict[str, Any]) -> Change:
    name = change["field"]
    if name == "mandate":
        return _mandate(change["before"], change["after"])
    label = {"short_name": FIELDS["unit_short"]}.get(name, FIELDS.get(name, name))
    return Change(label, _value(name, change["before"]), _value(name, change["after"]))


def _value(name: str, value: Any) -> str:
    if name in ("phone", "zalo") and value:
        return phones.shown(value)
    if name == "language":
        return {"vi": _("tiếng Việt"), "en": _("tiếng Anh")}.get(value, str(value))
    return str(value or "")


def _mandate(before: Any, after: Any) -> Change:
    """A mandate given, put right, or ended: a change of post shows both."""
    return Change(_("Phân công"), _held(before) if before else "", _held(after))


def _held(held: dict[str, Any]) -> str:
    told = {"role": words.mandate(held["role"]), "unit": held["unit_name"]}
    told |= {"first": _day(held["first"]), "last": _day(held["last"])}
    shown = _("%(role)s tại %(unit)s, từ %(first)s") % told
    if held["last"]:
        shown = _("%(role)s tại %(unit)s, từ %(first)s đến hết %(last)s") % told
    return f"{shown} ({held['decision']})" if held["decision"] else shown


def _day(text: str | None) -> str:
    return str(times.words(date.fromisoformat(text), "date")) if text else ""


def _options(view: Any) -> list[tuple[str, str]]:
    if view.outcome == RowOutcome.AMBIGUOUS:
        return _to_choose(view)
    if view.outcome == RowOutcome.SKIPPED:
        return [("skip", _("Bỏ qua")), ("", _("Lấy lại dòng này"))]
    if view.outcome not in (RowOutcome.NEW, RowOutcome.CHANGED):
        return []
    options = [(view.choice, _("Ghi"))]
    if view.moves and view.choice != "also":
        options = [(view.choice, _("Chuyển hẳn về đây")), ("also", _("Kiêm nhiệm, giữ nơi cũ"))]
    options.append(("skip", _("Bỏ qua")))
    return [*options, ("", _("Bỏ lựa chọn, hỏi lại"))] if view.choice else options


def _to_choose(view: Any) -> list[tuple[str, str]]:
    options = [("", _("Chưa chọn"))]
    options += [(str(one.id), _candidate(one)) for one in view.candidates]
    if view.candidates_are == "person":
        options.append(("new", _("Người khác, thêm mới")))
    return [*options, ("skip", _("Bỏ qua dòng này"))]


def _candidate(one: Any) -> str:
    """Enough to tell namesakes apart, and nothing that should be looked at first."""
    shares = [str(words.CHANNELS[channel]).lower() for channel in one.shares]
    parts = [one.name, one.post, ", ".join(one.units)]
    if shares:
        parts.append(_("cùng %(channels)s") % {"channels": ", ".join(shares)})
    return " · ".join(part for part in parts if part)
