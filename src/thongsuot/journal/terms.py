"""Words of the journal: an entry as others see it, what facts may hold, a verdict."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

FIRST = "0" * 64  # the previous hash of entry number 1

_ACT = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
# Ids, digests, dates, codes, official numbers. No blank and no "@": no sentence, name, address.
_TOKEN = re.compile(r"[\w.:/+=,#~()\-]{0,200}")


@dataclass(frozen=True)
class EntryView:
    """One act. `number` and `hash` are None until it is sealed; `by` is "" for the system."""

    id: int
    number: int | None
    at: datetime
    act: str
    by: str
    subject_kind: str
    subject_id: str
    facts: Mapping[str, Any]
    hash: str | None


@dataclass(frozen=True)
class Verdict:
    """What verifying found. `reason`: missing | changed | unlinked | cut_off | "" when ok."""

    ok: bool
    count: int
    first_broken: int | None
    reason: str
    unsealed: int


@dataclass(frozen=True)
class Listening:
    """Where a subscriber is; `failures` counts those in a row at the entry it waits before."""

    name: str
    number: int
    behind: int
    failures: int
    reason: str
    retry_at: datetime | None


def check_act(act: str) -> None:
    """An act is named noun.verb_past (``edition.withdrawn``). Raises ValueError."""
    if not _ACT.fullmatch(act):
        raise ValueError(f"an act is named noun.verb_past, not {act!r}")


def plain(fact: Any) -> Any:
    """A fact as JSON: numbers, ids, codes, digests, dates; lists and dicts of them.

    Raises ValueError for free text and TypeError for anything else: the journal is kept for
    ever, so it must hold nothing that a person could ask to have erased.
    """
    if fact is None or (isinstance(fact, bool | int | float) and not isinstance(fact, Enum)):
        return fact
    if isinstance(fact, Enum):
        return plain(fact.value)
    if isinstance(fact, UUID | Decimal):
        return str(fact)
    if isinstance(fact, datetime | date):
        return fact.isoformat()
    if isinstance(fact, str):
        return _token(fact)
    if isinstance(fact, Mapping):
        return {_token(str(name)): plain(value) for name, value in fact.items()}
    if isinstance(fact, list | tuple | set | frozenset):
        items = [plain(item) for item in fact]
        return sorted(items, key=str) if isinstance(fact, set | frozenset) else items
    raise TypeError(f"the journal cannot keep a {type(fact).__name__}")


def _token(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        raise ValueError("the journal keeps ids, numbers and digests, never free text")
    return text
