"""The frozen document every rendition is made from.

Who fills it decides what the reader may see; renditions print all they are given.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID


class Status(StrEnum):
    CURRENT = "current"
    CORRECTED = "corrected"  # a later edition corrects this one
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of the edition. Sizes in pixels; `content` only where bytes are needed."""

    id: UUID
    name: str
    content_type: str
    width: int
    height: int
    caption: str
    credit: str
    url: str
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the edition. `size` in bytes, `sha256` in hex."""

    id: UUID
    name: str
    content_type: str
    size: int
    sha256: str
    url: str
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the press may ask."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must know first.

    This edition *is* a correction or a withdrawal of an earlier one, or *was* corrected or
    withdrawn by a later one, found at `url`.
    """

    kind: Literal["correction", "withdrawal", "corrected", "withdrawn"]
    text: str
    at: datetime
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDocument:
    """One edition as one reader may see it. Instants aware, addresses absolute, `body_html` clean.

    `embargo_until` is set only while the embargo holds, `signature` is as kept (hex or base64).
    """

    id: UUID
    version: int
    number: str  # as printed: "12/2026/TTTT"
    kind: str
    kind_label: str
    language: str  # "vi" or "en"
    title: str
    summary: str
    body_html: str
    unit_name: str
    unit_id: UUID
    place: str  # "Hà Nội"
    issued_at: datetime
    embargo_until: datetime | None = None
    reach: str = "public"
    status: Status = Status.CURRENT
    notice: Notice | None = None
    predecessor_id: UUID | None = None
    predecessor_url: str = ""
    url: str
    verify_url: str
    topics: tuple[tuple[str, str], ...] = field(default=())  # (code, label)
    contacts: tuple[Contact, ...] = ()
    pictures: tuple[Picture, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    signature: str = ""
    key_id: str = ""

    @property
    def files(self) -> tuple[Picture | Attachment, ...]:
        """Pictures, then attachments."""
        return (*self.pictures, *self.attachments)
