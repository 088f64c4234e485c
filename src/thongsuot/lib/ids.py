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
    return UUID(int=_id(_take(1), secrets.randbits(60)))


def many_in_order(count: int) -> list[str]:
    """That many of them at once, for bulk writing: as 32 hexadecimal digits each."""
    first, random = _take(count), secrets.token_bytes(8 * count)
    numbers = memoryview(random).cast("Q")
    return [f"{_id(first + place, number >> 4):032x}" for place, number in enumerate(numbers)]


def _take(count: int) -> int:
    """The first of that many stamps, which nobody else gets."""
    global _last
    with _lock:
        # The count takes the 12 bits below the milliseconds; when they run out it borrows from
        # the next millisecond.
        first = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        _last = first + count - 1
        return first


def _id(stamp: int, random: int) -> int:
    """`random` is 60 bits."""
    return ((stamp >> 12) << 16 | 0x7000 | (stamp & 0xFFF)) << 64 | 0x8 << 60 | random
