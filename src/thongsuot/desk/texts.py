"""A working text as the desk shows it: found for the viewer, in words, with what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.desk.forms.texts import DetailsForm
from thongsuot.desk.guards import DeskRequest
from thongsuot.facts import queries as facts
from thongsuot.facts.terms import Form, Reference
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import clean
from thongsuot.lib.text.compare import Change, Row, compare
from thongsuot.look import naming, refusals
from thongsuot.network import queries as network
from thongsuot.network.terms import MandateRole, Reach, UnitView, Viewer
from thongsuot.releases import houses
from thongsuot.releases import queries as releases
from thongsuot.releases.terms import At, FileRole, FileUse, FileView, Finding, StepView, Workspace

ROLE_WORDS = {
    MandateRole.LEADER: gettext_lazy("lãnh đạo"),
    MandateRole.OFFICER: gettext_lazy("cán bộ đầu mối"),
    MandateRole.SPOKESPERSON: gettext_lazy("người phát ngôn"),
    MandateRole.DELEGATE: gettext_lazy("người được ủy quyền phát ngôn"),
    MandateRole.COORDINATOR: gettext_lazy("cán bộ điều phối"),
}


@dataclass(frozen=True)
class Typed:
    """A text on its way between a page and the room. `files` hold no pictures inside the body."""

    title: str = ""
    summary: str = ""
    body: str = ""
    files: tuple[FileUse, ...] = ()
    base: int = 0
    inside: str = ""
    """Of a message house: what stays with the units, as markup."""

    @property
    def file_data(self) -> list[dict[str, str]]:
        return [{k: str(v) for k, v in vars(use).items()} for use in self.files]

    @property
    def shown(self) -> SafeString:
        """The body for a page: cleaned again, whatever it was stored as."""
        return mark_safe(clean(self.body))  # noqa: S308 - `clean` lets only an edition's tags pass

    @property
    def inside_shown(self) -> SafeString:
        return mark_safe(clean(self.inside))  # noqa: S308 - as above


@dataclass(frozen=True)
class FileRow:
    """A file in the editor's list: what it is, and how the text uses it."""

    view: FileView
    use: FileUse

    @property
    def picture(self) -> bool:
        return self.view.content_type.startswith("image/")


@dataclass(frozen=True)
class Remark:
    """A finding in words."""

    severity: str
    field: str
    words: str


def workspace(request: DeskRequest, id: UUID) -> Workspace:
    """The text, or 404: whether another unit's text exists is nobody's business."""
    found = releases.workspace(request.viewer, id)
    if found is None:
        raise Http404
    return found


def own_units(viewer: Viewer) -> list[UnitView]:
    """The units whose texts the viewer may begin, by name."""
    return sorted(network.names_of(viewer.works_for).values(), key=lambda unit: unit.order)


def side_by_side(old: Any, new: Any) -> list[tuple[str, list[Row]]]:
    """Title, summary and body of two texts in rows; a part without a difference is left out."""
    parts = [
        (_("Tiêu đề"), compare(_paragraph(old.title), _paragraph(new.title))),
        (_("Tóm tắt"), compare(_paragraph(old.summary), _paragraph(new.summary))),
        (_("Nội dung"), compare(old.body, new.body)),
        (_("Chỉ trong đơn vị"), compare(_inside(old), _inside(new))),
    ]
    return [(label, rows) for label, rows in parts if any(r.change != Change.SAME for r in rows)]


def _inside(text: Any) -> str:
    """Of a text, or of a row of one."""
    if isinstance(text, Typed):
        return text.inside
    return houses.inside_body(houses.read(text.house)) if text.house else ""


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def current(ws: Workspace) -> Typed:
    """What the viewer would go on writing: their unsaved copy, else the newest save."""
    if ws.draft is not None:
        return _typed(ws.draft, ws.draft.base)
    return newest(ws)


def newest(ws: Workspace) -> Typed:
    if ws.revision is None:
        return Typed(title=ws.release.title)
    return _typed(ws.revision, ws.revision.number)


def _typed(row: Any, base: int) -> Typed:
    uses = (
        FileUse(f["file"], FileRole(f["role"]), f.get("caption", ""), f.get("credit", ""))
        for f in row.files
    )
    kept = tuple(use for use in uses if use.role != FileRole.INLINE)
    return Typed(row.title, row.summary, row.body, kept, base, _inside(row))


def file_rows(ws: Workspace, uses: Iterable[FileUse]) -> list[FileRow]:
    """In the order of the text; a file that is not this text's own is not shown."""
    known = {str(view.id): view for view in ws.files}
    return [FileRow(known[use.file], use) for use in uses if use.file in known]


@dataclass(frozen=True)
class Figure:
    """A figure of the bank in a text. `mark` is a state of `look/states.py`; `now` how its value
    is written today, where it moved."""

    reference: Reference
    mark: str
    name: str
    now: str


MARKS = ("unknown", "beyond", "altered", "moved")
"""The worst first."""


def figures(body: str, reach: Reach) -> list[Figure]:
    """The figures in a text, in its order; one that is written twice alike is told once."""
    found = {(each.value, each.written): each for each in facts.references(clean(body), reach)}
    return [_figure(each) for each in found.values()]


def _figure(each: Reference) -> Figure:
    mark = next((name for name in MARKS if getattr(each, name)), "current")
    view = each.figure
    if view is None:
        return Figure(each, mark, "", "")
    name = f"{naming.either(view.name, view.name_en)} · {view.about or _('Cả nước')}"
    now = facts.forms(view)[Form.DIGITS] if each.moved and view.value else ""
    return Figure(each, mark, name, now)


def renewed(typed: Typed, value: str) -> Typed:
    """The text with one moved figure (the id of its value), or with all of them, up to date."""
    try:
        values = {UUID(value)} if value else None
    except ValueError:
        return typed
    return replace(typed, body=facts.renewed(clean(typed.body), values))


def narrower(reach: Reach, than: Reach) -> bool:
    """Whether something of a reach is for fewer readers than a text of another."""
    widest_first = list(Reach)
    return widest_first.index(reach) > widest_first.index(than)


def remarks(found: Iterable[Finding]) -> list[Remark]:
    """The worst first."""
    order = ["required", "warning", "suggestion"]
    rows = [Remark(f.severity.value, f.field, in_words(f.code, f.params)) for f in found]
    return sorted(rows, key=lambda row: order.index(row.severity))


def in_words(code: str, params: dict[str, Any]) -> str:
    return refusals.words(Refused(code, **params))


def refusal(refused: Refused) -> str:
    """Why not, in words; what a text still lacks before it may go is named point by point."""
    lacking = refused.params.get("points", refused.params.get("findings"))
    if refused.code != "releases.not_ready" or not isinstance(lacking, list):
        return refusals.words(refused)
    points = "; ".join(dict.fromkeys(map(_point, lacking)))
    return _("Chưa trình duyệt được, vì còn thiếu: %(points)s") % {"points": points}


def _point(lacking: str | dict[str, Any]) -> str:
    """In words; of a code alone, where nothing more is known of it."""
    told = {"code": lacking} if isinstance(lacking, str) else lacking
    known: dict[str, Any] = {
        "limit": 300,
        "field": "",
        "file": "",
        "name": "…",
        "words": "…",
    } | told
    code = known.pop("code")
    return refusals.words(Refused(code, **known)).rstrip(".")


def route_words(route: list[dict[str, Any]], centre: str) -> list[str]:
    """A kind's route before a text is on it: "lãnh đạo đơn vị", then the centre."""
    return [
        _("lãnh đạo đơn vị") if step["at"] == At.UNIT else centre or _("Trung tâm Thông tin")
        for step in route
    ]


def deciders(step: StepView) -> str:
    """Who may decide a step, in words: names, and of whom they act in the place."""
    people = network.holders(step.unit, step.roles)
    names = [
        _("%(name)s (được ủy quyền)") % {"name": person.name} if person.deputising else person.name
        for person in people
    ]
    return ", ".join(names)


def role_words(roles: Iterable[str]) -> str:
    return " / ".join(str(ROLE_WORDS.get(MandateRole(role), role)) for role in roles)


def acts_for(step: StepView, person: UUID | None) -> str:
    """The leaders in whose place a person decides this step; "" for one who decides as oneself."""
    people = network.holders(step.unit, step.roles)
    mine = [each for each in people if each.id == person]
    if not mine or not all(each.deputising for each in mine):
        return ""
    return ", ".join(each.name for each in people if not each.deputising) or step.unit_name


def details_form(ws: Workspace, request: DeskRequest | None = None) -> DetailsForm:
    """What stands beside a text, as it is, or as it was sent."""
    return DetailsForm(
        request.POST if request else None,
        release=ws.release,
        kind=ws.kind,
        topics=list(releases.topics()),
    )
