"""Answers to a request as a page and a sheet tell them: in which state, with which figures."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from thongsuot.exchange import queries as exchange
from thongsuot.exchange.terms import AnswerView
from thongsuot.facts import queries as facts
from thongsuot.facts.terms import FigureView, Form, ValueView
from thongsuot.look.states import state_of
from thongsuot.network.terms import Viewer


@dataclass(frozen=True)
class Figured:
    """A value that was stated with an answer; `words` is how the house writes it."""

    figure: FigureView
    value: ValueView
    words: str


@dataclass(frozen=True)
class Told:
    """An answer with its figures and files, as this viewer may see them."""

    view: AnswerView
    state: str
    figures: tuple[Figured, ...]
    files: tuple[Any, ...]

    @property
    def opens(self) -> bool:
        """Whether there is more to show than its state."""
        return bool(self.view.text or self.figures or self.files)


TABS: dict[str, Callable[[AnswerView], bool]] = {
    "noi-dung": lambda one: one.answer is not None and not one.nothing,
    "khong": lambda one: one.nothing,
    "chua": lambda one: one.answer is None,
    "moi": lambda one: one.answer is not None and not one.consolidated,
}
LABELS = {
    "": gettext_lazy("Tất cả"),
    "noi-dung": gettext_lazy("Có nội dung"),
    "khong": gettext_lazy("Không có nội dung"),
    "chua": gettext_lazy("Chưa trả lời"),
    "moi": gettext_lazy("Chưa tổng hợp"),
}


def tabs(here: str, rows: list[AnswerView]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "href": f"?xem={name}#bang" if name else "?#bang",
            "here": name == here,
            "count": sum(map(TABS[name], rows)) if name else len(rows),
        }
        for name, label in LABELS.items()
    ]


def state(view: AnswerView) -> str:
    """A state of `look.states`, kind `answer`."""
    if view.answer is None:
        return "late" if view.late else "waiting"
    return "nothing" if view.nothing else "answered"


def urgency(view: AnswerView) -> tuple[int, str]:
    """What there is to read first, then who is late, who may still answer, who has nothing."""
    ranks = {"answered": 0, "late": 1, "waiting": 2, "nothing": 3}
    return ranks[state(view)], view.order


def told(viewer: Viewer, rows: list[AnswerView]) -> list[Told]:
    stated = facts.values_for(viewer, [id for row in rows for id in row.figures])
    files = exchange.files_of(rows)
    return [
        Told(
            view=row,
            state=state(row),
            figures=tuple(_figured(*stated[id]) for id in row.figures if id in stated),
            files=tuple(files[id] for id in row.files if id in files),
        )
        for row in rows
    ]


def figured(viewer: Viewer, row: AnswerView) -> list[Figured]:
    """The values stated with an answer; one that the bank does not show the viewer is left out."""
    return list(told(viewer, [row])[0].figures)


def _figured(figure: FigureView, value: ValueView) -> Figured:
    words = facts.forms(replace(figure, value=value), get_language() or "vi")
    return Figured(figure, value, words[Form.DIGITS])


def line(one: Told) -> list[Any]:
    """A row of the sheet."""
    view = one.view
    return [
        view.unit_name,
        str(state_of("answer", one.state).label),
        _("Không có nội dung báo cáo") if view.nothing else view.text,
        "; ".join(f"{each.figure.name}: {each.words}" for each in one.figures),
        "; ".join(f"{each.value.source} ({each.value.as_of:%d/%m/%Y})" for each in one.figures),
        "; ".join(file.name for file in one.files),
        view.answered_by,
        view.answered_at,
        view.number or None,
    ]
