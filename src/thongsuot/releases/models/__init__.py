"""Rows of the living work, of the route, and of what is kept for ever."""

from thongsuot.releases.models.adapting import Adaptation, Posting
from thongsuot.releases.models.clarity import Extraction, Statement, Verdict
from thongsuot.releases.models.editions import Counter, EarlyReader, Edition, EditionFile, SealKey
from thongsuot.releases.models.kits import Kit, KitPart, KitSpeaker
from thongsuot.releases.models.routes import Approval, Consultation, Step
from thongsuot.releases.models.templates import Template
from thongsuot.releases.models.texts import (
    Comment,
    Draft,
    Kind,
    Release,
    Revision,
    Text,
    Topic,
)

__all__ = [
    "Adaptation",
    "Approval",
    "Comment",
    "Consultation",
    "Counter",
    "Draft",
    "EarlyReader",
    "Edition",
    "EditionFile",
    "Extraction",
    "Kind",
    "Kit",
    "KitPart",
    "KitSpeaker",
    "Posting",
    "Release",
    "Revision",
    "SealKey",
    "Statement",
    "Step",
    "Template",
    "Text",
    "Topic",
    "Verdict",
]
