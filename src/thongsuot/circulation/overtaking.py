"""What is urgent overtakes what is not, also within one process.

Lanes give the urgent places of its own; but threads of one process take turns, and a thread that
sends thousands of mails would have most of them. So bulk stands still while anything urgent is at
work in its process.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 20.0  # seconds that bulk stands still at most: a relay hangs up on a silent client

_free = threading.Event()
_free.set()
_lock = threading.Lock()
_at_work = 0


@contextmanager
def urgently() -> Iterator[None]:
    """While the block runs, bulk of this process stands still."""
    global _at_work
    with _lock:
        _at_work += 1
        _free.clear()
    try:
        yield
    finally:
        with _lock:
            _at_work -= 1
            if not _at_work:
                _free.set()


def give_way() -> None:
    """Called by bulk between two messages."""
    if not _free.is_set():
        _free.wait(PATIENCE)
