"""Many messages to many endpoints at once, so that a slow one delays nobody else."""

import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue

from thongsuot.channels.terms import Message, Outcome, Status

AT_ONCE = 32
IN_A_LANE = 4  # to one endpoint
PATIENCE = 2  # failures in a row, after which an endpoint is left alone for this time
DRAWN_AHEAD = 500
DOWN = "endpoint_down"
_DOWNS = {
    "unreachable",
    "unknown_host",
    "tls",
    "certificate",
    "timeout",
    "connection_lost",
    "too_many",
}

One = Callable[[Message], Outcome]


def abreast(
    messages: Iterable[Message], one: One, lane: Callable[[Message], str]
) -> Iterator[Outcome]:
    """One outcome per message, as they come; `one` is called in threads and must not raise.

    `lane` names the endpoint of a message. Of an endpoint that fails twice in a row what is left
    is TEMPORARY (``endpoint_down``) without a try, so that nobody waits for its silence again and
    again. Messages are drawn lazily, in the caller's own thread.
    """
    traffic = _Traffic(one)
    source = iter(messages)
    try:
        while True:
            yield from traffic.draw(source, lane)
            if not traffic.under_way:
                return
            yield from traffic.settled()
    finally:
        traffic.end()


class _Traffic:
    """Threads, and what waits for each lane."""

    def __init__(self, one: One) -> None:
        self._one = one
        self._asked: SimpleQueue[tuple[str, Message] | None] = SimpleQueue()
        self._told: SimpleQueue[tuple[str, Outcome]] = SimpleQueue()
        self._threads = 0
        self._in_lane: Counter[str] = Counter()
        self._waiting: dict[str, deque[Message]] = defaultdict(deque)
        self._failures: Counter[str] = Counter()
        self._wait: dict[str, float | None] = {}
        self.under_way = 0

    def draw(self, source: Iterator[Message], lane: Callable[[Message], str]) -> Iterator[Outcome]:
        """Draw while there is room. Yields what goes to an endpoint that is down already."""
        while self.under_way < AT_ONCE and sum(map(len, self._waiting.values())) < DRAWN_AHEAD:
            message = next(source, None)
            if message is None:
                return
            leads_to = lane(message)
            if self._failures[leads_to] >= PATIENCE:
                yield self._given_up(leads_to, message)
            else:
                self._place(leads_to, message)

    def settled(self) -> Iterator[Outcome]:
        """What has been answered, waiting for one at the least; and what is given up with it."""
        lane, outcome = self._told.get()
        self.under_way -= 1
        self._in_lane[lane] -= 1
        self._judge(lane, outcome)
        yield outcome
        yield from self._next(lane)

    def end(self) -> None:
        for _ in range(self._threads):
            self._asked.put(None)

    def _place(self, lane: str, message: Message) -> None:
        if self._in_lane[lane] >= IN_A_LANE:
            self._waiting[lane].append(message)
            return
        self._in_lane[lane] += 1
        self.under_way += 1
        if self._threads < min(AT_ONCE, self.under_way):
            self._threads += 1
            threading.Thread(target=self._work, daemon=True).start()
        self._asked.put((lane, message))

    def _next(self, lane: str) -> Iterator[Outcome]:
        """The lane goes on, or what waits in it is given up."""
        while self._waiting[lane] and self._failures[lane] >= PATIENCE:
            yield self._given_up(lane, self._waiting[lane].popleft())
        # After a failure those under way are heard first: they may say the same.
        doubtful = self._failures[lane] and self._in_lane[lane]
        while self._waiting[lane] and not doubtful and self._in_lane[lane] < IN_A_LANE:
            self._place(lane, self._waiting[lane].popleft())

    def _given_up(self, lane: str, message: Message) -> Outcome:
        return Outcome(message.id, Status.TEMPORARY, DOWN, "", self._wait.get(lane))

    def _judge(self, lane: str, outcome: Outcome) -> None:
        failed = outcome.status != Status.SENT and outcome.code in _DOWNS
        self._failures[lane] = self._failures[lane] + 1 if failed else 0
        self._wait[lane] = outcome.retry_after

    def _work(self) -> None:
        while asked := self._asked.get():
            lane, message = asked
            self._told.put((lane, self._outcome(message)))

    def _outcome(self, message: Message) -> Outcome:
        try:
            return self._one(message)
        except Exception as failure:  # a thread that dies would leave its caller waiting for ever
            return Outcome(message.id, Status.AMBIGUOUS, "fault", type(failure).__name__)
