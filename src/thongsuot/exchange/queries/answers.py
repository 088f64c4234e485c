"""Answers to a request, files that came with them, and what was made of them."""

from datetime import datetime
from uuid import UUID

from thongsuot.exchange.terms import AnswerView, ConsolidationView
from thongsuot.files.models import File
from thongsuot.network.terms import Viewer


def answers_of(viewer: Viewer, request: UUID) -> list[AnswerView]:
    """One row for each body that was asked, in Vietnamese order; for people of an asked body the
    rows of their own bodies alone."""
    raise NotImplementedError


def answer_history(viewer: Viewer, request: UUID, unit: UUID) -> list[AnswerView]:
    """Every answer of one body, the newest first."""
    raise NotImplementedError


def moments(viewer: Viewer, request: UUID) -> list[datetime]:
    """When bodies first answered, sorted: for the curve."""
    raise NotImplementedError


def consolidations(viewer: Viewer, request: UUID) -> list[ConsolidationView]:
    """What was made of the answers, the newest first."""
    raise NotImplementedError


def file_for(viewer: Viewer, file_id: UUID | str) -> File | None:
    """A file of an answer that the viewer may see; else None. The door /tep/ asks this too."""
    raise NotImplementedError
