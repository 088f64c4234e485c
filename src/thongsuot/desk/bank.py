"""The fact bank as the desk shows it: figures in words, lists for its pages and sheets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.facts import queries
from thongsuot.facts.terms import FigureView, Form, Standing, TargetView
from thongsuot.look import figures as written
from thongsuot.look.naming import either
from thongsuot.look.states import state_of
from thongsuot.network import queries as network
from thongsuot.network.terms import Viewer

FORMS = {
    Form.DIGITS: gettext_lazy("Viết bằng chữ số"),
    Form.SHORT: gettext_lazy("Viết gọn"),
    Form.WORDS: gettext_lazy("Viết bằng chữ"),
}


@dataclass(frozen=True)
class Line:
    """A figure with its numbers as they are shown."""

    view: FigureView
    name: str
    about: str
    number: str
    measure: str
    target: str
    rest: str
    """How far the value is from its target, written out; "" where it reached it."""

    @property
    def near(self) -> str:
        return near(self.measure)

    @property
    def marks(self) -> list[str]:
        found = [("overdue", self.view.overdue), ("disputed", self.view.disputed)]
        return [name for name, stands in found if stands]


def line(view: FigureView) -> Line:
    target = view.target
    return Line(
        view=view,
        name=either(view.name, view.name_en),
        about=view.about or _("Cả nước"),
        number=number(view, view.value.number) if view.value else "",
        measure=either(view.measure, view.measure_en),
        target=number(view, target.number) if target else "",
        rest=_rest(view, target),
    )


def near(measure: str) -> str:
    """A measure as it follows a number: «97,3%», but «5 thuê bao»."""
    return measure if measure == "%" else f"\N{NO-BREAK SPACE}{measure}"


def number(view: FigureView, value: Decimal) -> str:
    return written.number(value, view.decimals)


def _rest(view: FigureView, target: TargetView | None) -> str:
    if not (target and view.value) or target.standing != Standing.SHORT:
        return ""
    return number(view, abs(target.number - view.value.number))


def figure_or_404(viewer: Viewer, series: UUID) -> FigureView:
    found = queries.figure(viewer, series)
    if found is None:
        raise Http404
    return found


def states_for(viewer: Viewer, owner: UUID | None = None) -> list[tuple[str, str]]:
    """The bodies a viewer may state figures of: their own; a coordinator also for the owner."""
    ids = set(viewer.works_for) | ({owner} if owner and viewer.coordinates else set())
    views = sorted(network.names_of(ids).values(), key=lambda view: view.order)
    choices = [(str(view.id), view.name) for view in views]
    return sorted(choices, key=lambda choice: choice[0] != str(owner))


def apart(forms: dict[Form, str]) -> Iterator[tuple[Form, str]]:
    """The ways to write a number that really differ, each once: a small one is short as it is."""
    seen: set[str] = set()
    for form, words in forms.items():
        if words not in seen:
            seen.add(words)
            yield form, words


def keeps(viewer: Viewer, view: FigureView) -> bool:
    """Whether the viewer sets targets and due days of a figure."""
    return viewer.coordinates or view.owner in viewer.works_for


HEADS = (
    *(gettext_lazy("Chỉ tiêu"), gettext_lazy("Đơn vị tính")),
    gettext_lazy("Đơn vị, địa phương"),
    *(gettext_lazy("Giá trị"), gettext_lazy("Ngày số liệu"), gettext_lazy("Nguồn")),
    *(gettext_lazy("Đường dẫn nguồn"), gettext_lazy("Ghi chú")),
    gettext_lazy("Cơ quan giữ số liệu"),
    *(gettext_lazy("Mục tiêu"), gettext_lazy("Ngày phải đạt"), gettext_lazy("So với mục tiêu")),
    *(gettext_lazy("Hạn cập nhật"), gettext_lazy("Cần xem")),
)
"""The columns of a sheet of figures; one like it is brought back in."""


def rows(found: Iterable[FigureView]) -> Iterator[list[Any]]:
    """As `HEADS`: numbers as numbers, days as days."""
    for view in found:
        value, target = view.value, view.target
        yield [
            view.name,
            view.measure,
            view.about or _("Cả nước"),
            _plain(value.number) if value else None,
            value.as_of if value else None,
            value.source if value else "",
            value.source_url if value else "",
            value.note if value else "",
            view.owner_name,
            _plain(target.number) if target else None,
            target.by if target else None,
            str(state_of("target", target.standing).label) if target else "",
            view.next_due_on,
            "; ".join(str(state_of("figure", mark).label) for mark in line(view).marks),
        ]


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
