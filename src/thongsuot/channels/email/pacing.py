"""How many messages a second a relay or a domain takes, counted over all threads of a process."""

import threading

BURST = 1.0  # seconds' worth that may go at once


class Pace:
    """`rate` a second in the long run, and one second's worth at once (a leaky bucket, kept as the
    instant at which it will be empty: ITU-T I.371's virtual scheduling). Instants are monotonic."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self._room = max(BURST, 1 / rate)
        self._full_until = 0.0
        self._lock = threading.Lock()

    def rest(self, now: float) -> float:
        """Seconds until one more may go; zero if it may go now."""
        with self._lock:
            wait = self._full_until + 1 / self.rate - now - self._room
        return wait if wait > 1e-6 else 0.0

    def count(self, now: float) -> None:
        """One goes now."""
        with self._lock:
            self._full_until = max(self._full_until, now) + 1 / self.rate


_PACES: dict[tuple[str, float], Pace] = {}
_LOCK = threading.Lock()


def pace_of(name: str, rate: float) -> Pace:
    """The one pace of a relay or a domain in this process."""
    with _LOCK:
        return _PACES.setdefault((name, rate), Pace(rate))
