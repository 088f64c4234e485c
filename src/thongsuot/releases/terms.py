"""The words of releases: states, reach, steps of a route, and what the queries hand out."""

from dataclasses import asdict, dataclass
from dataclasses import field as _field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from thongsuot.network.terms import Reach as Reach
from thongsuot.releases.houses import House
from thongsuot.releases.verdicts import DismissReason as DismissReason
from thongsuot.releases.verdicts import Outcome as Outcome


class ReleaseState(StrEnum):
    """The living work, from the first line to the sealed edition."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    RETURNED = "returned"
    RELEASED = "released"
    DROPPED = "dropped"


class Moment(StrEnum):
    """When a text is looked at: while one types, when it is submitted, when it goes out."""

    TYPING = "typing"
    SUBMITTING = "submitting"
    RELEASING = "releasing"


class StepState(StrEnum):
    """One step of a route: who must act, and what they did."""

    WAITING = "waiting"  # an earlier step is not done
    PENDING = "pending"  # somebody must act now
    APPROVED = "approved"
    RETURNED = "returned"
    SKIPPED = "skipped"
    CLOSED = "closed"  # the round ended before it was this step's turn


class Decision(StrEnum):
    APPROVED = "approved"
    RETURNED = "returned"
    TAKEN_OVER = "taken_over"


class EditionState(StrEnum):
    """Whether the words still stand. The sealed bytes never change."""

    STANDING = "standing"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Follows(StrEnum):
    """What an edition of a kind does to the one before it."""

    CORRECTS = "corrects"
    WITHDRAWS = "withdraws"


class OriginMove(StrEnum):
    """What became of the origin since it was taken over."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Place(StrEnum):
    """Where an edition is put before people."""

    WEBSITE = "website"
    ZALO = "zalo"
    FACEBOOK = "facebook"
    LOUDSPEAKER = "loudspeaker"
    NEWSPAPER = "newspaper"
    MEETING = "meeting"
    OTHER = "other"


@dataclass(frozen=True)
class Origin:
    """An edition as it is taken over: of this house, or of another installation. `body` in HTML;
    `link` is its page."""

    unit_name: str
    number: str
    title: str
    summary: str
    body: str
    reach: str
    language: str = "vi"
    link: str = ""

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


class PolicyStage(StrEnum):
    NONE = "none"
    DRAFT = "draft"
    ENACTED = "enacted"
    IN_FORCE = "in_force"


class FileRole(StrEnum):
    """What a file is to its text; `inline` pictures stand only inside the body."""

    PHOTO = "photo"
    ATTACHMENT = "attachment"
    INLINE = "inline"


class PartRole(StrEnum):
    """What a text is within the kit of an announcement."""

    RELEASE = "release"
    HOUSE = "house"
    ANSWERS = "answers"
    TALKING_POINTS = "talking_points"


class KitState(StrEnum):
    """Where an announcement stands; it follows from its parts (`announcing.state_of`)."""

    PREPARING = "preparing"
    IN_APPROVAL = "in_approval"
    RETURNED = "returned"
    APPROVED = "approved"  # sealed, and its hour is still to come
    OUT = "out"
    DROPPED = "dropped"


MESSAGE_HOUSE = "message_house"
"""The kind whose texts have lines instead of a body (`releases.houses`)."""

LONGEST_REVIEW = 730
"""Days: lines that nobody looks at for two years are nobody's."""

INFORMATION_REQUEST = "information_request"
"""The kind that asks units and states nothing: issued without approval."""


class At(StrEnum):
    """Where a step of a route is decided."""

    UNIT = "unit"
    CENTRE = "centre"


@dataclass(frozen=True)
class RouteStep:
    """One step of a kind's route: any holder of one of `roles` at `at` may decide it."""

    roles: tuple[str, ...]
    at: At


@dataclass(frozen=True)
class FileUse:
    """A file in a text: `file` is its id, in the order shown."""

    file: str
    role: FileRole
    caption: str = ""
    credit: str = ""


class Severity(StrEnum):
    SUGGESTION = "suggestion"
    WARNING = "warning"
    REQUIRED = "required"


@dataclass(frozen=True)
class Finding:
    """One remark of a checker on one field; `code` is put into words like that of a refusal.

    `required` stops a submission, the others do not.
    """

    code: str
    severity: Severity
    field: str
    params: dict[str, Any] = _field(default_factory=dict)


@dataclass(frozen=True)
class FileView:
    """A file as one text uses it. `id` is the file's; sizes in bytes and pixels."""

    id: UUID
    name: str
    content_type: str
    size: int
    sha256: str
    role: FileRole
    caption: str = ""
    credit: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class ApprovalView:
    """Who agreed, when, and whether in somebody's place."""

    name: str
    when: datetime
    deputising: bool


@dataclass(frozen=True)
class EditionHead:
    """What anyone admitted by its reach may know of an edition: enough to link to it."""

    id: UUID
    number_label: str
    title: str
    kind: str
    kind_name: str
    sealed_at: datetime


@dataclass(frozen=True)
class EditionView:
    """An edition as one viewer may see it at one instant.

    Without `can_read` there is no body, no summary, no house and no file: a door has nothing to
    leak. `house` are the lines of a message house, those from inside the units for staff alone;
    `approvals`, `shortened` (why the route was shortened) and the clearance of a draft policy are
    for staff alone too.
    """

    id: UUID
    release: UUID
    number_label: str  # "12/2026/TTTT"
    year: int
    number: int
    kind: str
    kind_name: str
    kind_name_en: str
    follows: str  # "", "corrects" or "withdraws"
    unit: UUID
    unit_name: str
    unit_short_name: str
    place: str
    topic: str
    topic_name: str
    topic_name_en: str
    title: str
    summary: str
    body: str | None
    files: tuple[FileView, ...]
    reach: Reach
    state: EditionState
    notice: str  # code: "", "corrected", "withdrawn", "correction", "withdrawal"
    predecessor: EditionHead | None
    superseded_by: EditionHead | None
    sealed_at: datetime
    embargo_until: datetime | None
    visible_from: datetime
    opened_at: datetime | None
    policy_stage: PolicyStage
    language: str
    approvals: tuple[ApprovalView, ...]
    shortened: str
    key_id: str
    signature: str  # hex
    can_read: bool
    before_hour: bool
    house: House | None = None
    cleared_by: str = ""
    cleared_at: datetime | None = None


@dataclass(frozen=True)
class StandingHouse:
    """The edition whose lines are said now on a topic. `expired`: their last day is past."""

    id: UUID
    number_label: str
    title: str
    unit: UUID
    unit_name: str
    visible_from: datetime
    valid_until: date | None
    expired: bool
    reach: Reach


@dataclass(frozen=True)
class TopicView:
    """A topic, who answers for it, and what may be said on it now.

    `standing` and `house` are there for whom the edition's reach admits; who reviewed and when the
    next review is due, for staff alone. `keywords`: what people call it in their own words.
    """

    code: str
    name: str
    name_en: str
    parent: str  # code, or ""
    owner: UUID | None
    owner_name: str
    deputies: tuple[tuple[UUID, str], ...]
    keywords: tuple[str, ...]
    review_every_days: int
    review_on: date | None
    review_overdue: bool
    reviewed_at: datetime | None
    reviewed_by_name: str
    standing: StandingHouse | None
    house: House | None

    @property
    def units(self) -> frozenset[UUID]:
        """The bodies that answer for it."""
        return frozenset({*([self.owner] if self.owner else []), *(u for u, _n in self.deputies)})


@dataclass(frozen=True)
class StepView:
    """A step of the newest round, with who decided it and what they said.

    `note` is a reason in somebody's words, or the code `releases.moved_to_centre`.
    """

    id: UUID
    position: int
    unit: UUID
    unit_name: str
    roles: tuple[str, ...]
    state: StepState
    pending_since: datetime | None
    note: str
    decided_by: str = ""
    deputising: bool = False
    decision: Decision | None = None
    reason: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True)
class ReleaseView:
    """A release in a list: what it is, whose, and where it waits."""

    id: UUID
    title: str
    kind: str
    kind_name: str
    kind_name_en: str
    unit: UUID
    unit_name: str
    author: UUID
    author_name: str
    state: ReleaseState
    urgent: bool
    reach: Reach
    created_at: datetime
    changed_at: datetime
    waits_at: UUID | None
    waits_at_name: str
    waits_since: datetime | None
    edition: UUID | None


@dataclass(frozen=True)
class Waiting:
    """A step that the viewer may decide now. `step` is what the actions take the id of."""

    step: UUID
    since: datetime | None
    note: str
    release: ReleaseView


@dataclass(frozen=True)
class OpenWork:
    """Something of a unit that somebody left open: a text, an opinion or a step ("step")."""

    what: str
    release: UUID
    title: str
    until: datetime | None = None


@dataclass(frozen=True)
class Workspace:
    """All of a release that its page shows. Rows are read-only; `can` is what the viewer may do."""

    release: Any
    kind: Any
    draft: Any
    revision: Any
    revisions: tuple[Any, ...]
    steps: tuple[StepView, ...]
    pending: StepView | None
    consultations: tuple[Any, ...]
    comments: tuple[Any, ...]
    others_editing: tuple[str, ...]
    files: tuple[FileView, ...]
    edition: UUID | None
    findings: tuple[Finding, ...]
    unit_names: dict[UUID, str]
    can: frozenset[str]
    kit: Any = None  # the announcement whose part it is


@dataclass(frozen=True)
class KitPartView:
    """A text of a kit. `findings` are filled for the page of one kit, not for lists."""

    role: PartRole
    release: UUID
    kind: str
    kind_name: str
    kind_name_en: str
    title: str
    state: ReleaseState
    reach: Reach
    edition: UUID | None
    number_label: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class KitSpeakerView:
    """Who speaks, and on what; `agreed_at` when they promised to hold it until its hour."""

    person: UUID
    name: str
    post: str
    speaks_on: str
    agreed_at: datetime | None


@dataclass(frozen=True)
class KitView:
    """An announcement as one viewer may see it. `can` is what they may do (`announcing.Deed`)."""

    id: UUID
    title: str
    unit: UUID
    unit_name: str
    topic: str
    topic_name: str
    author: UUID
    author_name: str
    state: KitState
    hour: datetime | None
    parts: tuple[KitPartView, ...]
    speakers: tuple[KitSpeakerView, ...]
    waits_at_name: str
    waits_since: datetime | None
    created_at: datetime
    changed_at: datetime
    can: frozenset[str]

    def part(self, role: str) -> KitPartView | None:
        return next((part for part in self.parts if part.role == role), None)

    @property
    def lead(self) -> KitPartView | None:
        """The release, whose mail carries the others."""
        return self.part(PartRole.RELEASE)


@dataclass(frozen=True)
class TemplateView:
    """What a text may begin from. `unit` is None for one that every unit may use."""

    id: UUID
    kind: str
    kind_name: str
    kind_name_en: str
    unit: UUID | None
    unit_name: str
    name: str
    title: str
    summary: str
    body: str
    required: tuple[str, ...]
    standing: str
    with_contact: bool
    changed_at: datetime
    retired_at: datetime | None
