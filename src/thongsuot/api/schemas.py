"""The shapes of answers, as the OpenAPI document describes them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field

# Parameters ----------------------------------------------------------------------------------


def _plus(given: Any) -> Any:
    """An unescaped «+» of a time zone arrives as a space."""
    return given.replace(" ", "+") if isinstance(given, str) and "T" in given else given


def _thinkable(at: datetime) -> datetime:
    """Years at both ends overflow once they are brought to UTC."""
    if not 1900 < at.year < 3000:
        raise ValueError("year out of range")
    return at


Instant = Annotated[AwareDatetime, BeforeValidator(_plus), AfterValidator(_thinkable)]
CODE = r"^[a-z0-9_-]{1,40}$"
Form = Literal["pdf", "docx", "zip", "txt"]


class Page(Schema):
    before: UUID | None = Query(None)
    limit: int = Query(20, ge=1, le=100)


class Narrowed(Page):
    kind: str | None = Query(None, pattern=CODE)
    unit: UUID | None = Query(None)
    topic: str | None = Query(None, pattern=CODE)
    since: Instant | None = Query(None)


class Sought(Schema):
    role: Literal["ministry_unit", "department"] | None = None
    text: str = Query("", max_length=100, pattern=r"^[^\x00]*$")


class Speaking(Schema):
    text: str = Query("", max_length=100, pattern=r"^[^\x00]*$")
    province: UUID | None = Query(None)


# Answers ---------------------------------------------------------------------------------------


class Item(Schema):
    """An edition in ninjs 2.2 (IPTC). `canceled`: withdrawn, remove it; then it has no bodies.
    `withheld`: not before `embargoed`."""

    model_config = ConfigDict(extra="allow")

    uri: str = Field(pattern="^urn:uuid:")
    standard: dict[str, str]
    type: Literal["text"]
    representationtype: Literal["full", "partial"]
    version: str
    versioncreated: datetime
    firstcreated: datetime
    contentcreated: datetime
    pubstatus: Literal["usable", "withheld", "canceled"]
    embargoed: datetime = Field(default=None)  # type: ignore[assignment]
    language: str
    title: str
    headlines: list[dict[str, Any]]
    descriptions: list[dict[str, Any]] = Field(default=[])
    bodies: list[dict[str, Any]] = Field(default=[])
    subjects: list[dict[str, Any]] = Field(default=[])
    altids: list[dict[str, Any]]
    renditions: list[dict[str, Any]]
    associations: list[dict[str, Any]] = Field(default=[])
    ednote: str = ""


class Items(Schema):
    """Newest first. `next` is the address of what is older, null on the last page."""

    items: list[Item]
    next: str | None


class Sealed(Schema):
    """All that an outsider needs to check a seal without this site.

    `signed` are the bytes (UTF-8) that `signature` (Ed25519, hex) signs with `public_key` (raw,
    hex): the manifest in the form of RFC 8785. `stored` are the bytes of the text, whose SHA-256
    is the manifest's `body_sha256`; null if the text was taken back.
    """

    edition: UUID
    number: str
    holds: bool
    manifest: dict[str, Any]
    signed: str
    signature: str
    key_id: str
    public_key: str
    stored: str | None
    files: list[str]


class LogEntry(Schema):
    id: UUID
    number: str
    kind: str
    unit: UUID
    unit_name: str
    title: str
    published: datetime
    sealed: datetime
    state: Literal["standing", "corrected", "withdrawn"]
    notice: Literal["", "corrected", "withdrawn", "correction", "withdrawal"]
    predecessor: UUID | None
    superseded_by: UUID | None
    key_id: str
    signature: str
    url: str


class Log(Schema):
    """Every public edition, standing or not, newest first."""

    entries: list[LogEntry]
    next: str | None


class Kind(Schema):
    code: str
    name: str
    name_en: str
    reach: Literal["public", "network", "units"]
    follows: Literal["", "corrects", "withdraws"]


class Topic(Schema):
    code: str
    name: str
    name_en: str
    parent: str | None
    owner: UUID | None


class Unit(Schema):
    """A body under its name of today. Ids stay; names do not."""

    id: UUID
    name: str
    short_name: str
    roles: list[str]
    provinces: list[str]
    parent: UUID | None


class Spokesperson(Schema):
    """Who speaks for a body, with what is published of them; a delegate on one `matter`. `until`:
    the last day, included; null until further notice. `since` may lie ahead."""

    id: UUID
    name: str
    post: str
    role: Literal["spokesperson", "delegate"]
    unit: UUID
    unit_name: str
    provinces: list[str]
    matter: str
    since: date
    until: date | None
    phones: list[str]
    emails: list[str]


class Delivery(Schema):
    """One address to which an edition was sent, newest first."""

    id: UUID
    edition: UUID
    number: str
    channel: str
    address: str
    state: Literal["waiting", "sent", "failed", "stopped"]
    reason: str
    dispatched: datetime
    sent: datetime | None


# A text to look at -----------------------------------------------------------------------------


class TextLine(Schema):
    part: Literal["body", "heading", "quote", "caption", "cell"] = "body"
    text: str
    item: bool = False


class Text(Schema):
    """A text in Vietnamese. Its body as lines in their order, as `html`, or as plain `text`; the
    first of `html`, `text`, `body` that is there counts. `captions`: words by file. `language`:
    that of the messages. `outside`: whether readers outside the sector will read it."""

    title: str = ""
    lead: str = ""
    body: list[TextLine] = Field(default=[], max_length=5000)
    html: str = ""
    text: str = ""
    captions: dict[str, str] = Field(default={})
    kind: str = Field(default="", pattern=r"^[a-z0-9_-]{0,40}$")
    outside: bool = True
    language: Literal["vi", "en"] = "vi"


class Remark(Schema):
    """`start` and `end` are code points of the field: `title`, `lead`, `body` (its lines joined by
    line ends), `caption:…`. `suggestions` replace exactly that span. `fingerprint` stays the same
    while the text changes elsewhere."""

    rule: str
    rule_version: int
    severity: Literal["error", "warning", "hint"]
    field: str
    start: int
    end: int
    match: str
    message: str
    suggestions: list[str]
    fingerprint: str


class Clear(Schema):
    findings: list[Remark]
    measures: dict[str, Any]
