"""Ids that grow with time: rows written together stand together in every index."""

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def in_order() -> UUID:
    """A UUID of version 7 (RFC 9562): milliseconds, then a count that this process keeps growing,
    then 60 random bits. Of one process, later ones sort after earlier ones."""
    global _last
    with _lock:
        # The count takes the 12 bits below the milliseconds; when they run out it borrows from
        # the next millisecond.
        _last = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        stamp = _last
    high = (stamp >> 12) << 16 | 0x7000 | (stamp & 0xFFF)
    return UUID(int=high << 64 | 0x8 << 60 | secrets.randbits(60))
