"""The words of the clarity checker: documents, findings, what the house knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Severity(StrEnum):
    """How loudly a rule may speak. Only measured precision lets it be an error or a warning."""

    ERROR = "error"  # Wilson lower bound of precision >= 0.9 on >= 50 judged hits
    WARNING = "warning"  # >= 0.7
    HINT = "hint"


class Part(StrEnum):
    """What a block of a text is; rules name the parts that they look at."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"  # paragraphs and items of lists
    HEADING = "heading"
    QUOTE = "quote"  # a block of quotation, and what stands between quotation marks
    CAPTION = "caption"
    CELL = "cell"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a field: a paragraph, a heading, an item, a cell. Places in the field's text."""

    part: Part
    start: int
    end: int
    item: bool = False
    """An item of a list."""


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a document with a name of its own: "title", "lead", "body", "caption:<id>",
    "attachment:<name>". Blocks lie in order and apart; lines between them belong to nothing."""

    name: str
    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A text to be looked at. `kind` is a kind of release ("" if unknown); `outside` says that
    readers outside the sector will read it; `today` dates the registry's answers."""

    fields: tuple[Field, ...]
    kind: str = ""
    outside: bool = True
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark. `start` and `end` are code points of the field as it was given; `match` is what
    stands there. `suggestions` replace exactly that span. `fingerprint` survives edits elsewhere.
    """

    rule: str
    rule_version: int
    severity: Severity
    field: str
    start: int
    end: int
    match: str
    message: str
    suggestions: tuple[str, ...] = ()
    fingerprint: str = ""
    autofix: bool = False
    """The first suggestion changes no word: it may be applied without asking."""


@dataclass(frozen=True)
class Report:
    """What there is to say of a document, in the order of the text. `measures` by name; see
    `measures`."""

    findings: tuple[Finding, ...]
    measures: Mapping[str, object] = field(default_factory=dict)


# What the house knows ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Office:
    """A body under one of its names. `until` is the first day on which the name no longer holds;
    `heirs` are the names of today of what became of it, with the day and the act."""

    name: str
    short: str = ""
    since: date | None = None
    until: date | None = None
    heirs: tuple[str, ...] = ()
    by: str = ""
    """The act that ended the name, as one would quote it."""


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form in its one official writing. `variants` are other writings of it; `common`
    says that any reader knows it."""

    short: str
    full: tuple[str, ...]
    variants: tuple[str, ...] = ()
    common: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of the fact bank: what it counts (`names`: ways to say it), how much, of what day.
    `key` is the value's id."""

    key: str
    names: tuple[str, ...]
    number: Decimal
    measure: str
    as_of: date
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What an earlier edition said: the sentence with its figure, and where."""

    edition: str
    body: str
    day: date
    sentence: str
    number: Decimal
    measure: str


@dataclass(frozen=True)
class Registry:
    """All that is known here and nowhere else. Empty where nothing is known."""

    offices: tuple[Office, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    figures: tuple[Known, ...] = ()
    stated: tuple[Stated, ...] = ()
    tone_marks: str = ""
    """The house's way of tone marks: "old" (hòa), "new" (hoà), "" for no preference."""


NOTHING = Registry()
