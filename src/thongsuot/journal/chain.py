"""How entries are chained: SHA-256 over the RFC 8785 form of content, number and predecessor."""

import hashlib
from datetime import UTC
from typing import cast

import rfc8785

from thongsuot.journal.models import Entry


def hash_of(entry: Entry, number: int, previous_hash: str) -> str:
    """The hash of an entry at its place, 64 hex digits."""
    content = {
        "id": str(entry.pk),
        "number": number,
        "previous_hash": previous_hash,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "act": entry.act,
        "by": entry.by,
        "subject": [entry.subject_kind, entry.subject_id],
        "facts": entry.facts,
    }
    return hashlib.sha256(rfc8785.dumps(cast("dict[str, str]", content))).hexdigest()
