"""What a relay says: replies read from the wire, bounded, and what each means for a message."""

import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from thongsuot.channels.terms import Outcome, Status

LINE_ROOM = 4096  # RFC 5321 allows 512
LINES_ROOM = 128  # of one reply

# RFC 3463 and the IANA registry of enhanced status codes, in our words.
MEANINGS = {
    "1.1": "no such mailbox",
    "1.2": "no such mail domain",
    "1.3": "address not understood",
    "1.6": "mailbox has moved",
    "1.8": "sender's address refused",
    "1.10": "domain takes no mail",
    "2.1": "mailbox disabled",
    "2.2": "mailbox full",
    "2.3": "message too long for the mailbox",
    "3.1": "mail system full",
    "3.2": "mail system not accepting",
    "3.4": "message too big",
    "4.1": "no answer from the recipient's host",
    "4.4": "no route to the recipient's host",
    "4.5": "congestion",
    "6.7": "address needs internationalised mail",
    "7.0": "refused by policy",
    "7.1": "not allowed to send to this mailbox",
    "7.23": "SPF check failed",
    "7.26": "authentication checks failed",
    "7.28": "too much mail at once",
}

# 5xx that speak of the session and not of the message: the message may go later.
SESSION_CODES = frozenset({421, 503, 530, 534, 535, 538})


class Trouble(Exception):  # a state of the relay, as often as an error of ours
    """The session cannot go on. `lasting`: the same would happen again at once."""

    def __init__(self, code: str, text: str = "", *, lasting: bool = False) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text
        self.lasting = lasting


class Closing(Trouble):
    """The relay answered 421: it processed neither this command nor those after it."""


class Reply(NamedTuple):
    """One reply: its three-digit code and its lines without it."""

    code: int
    lines: tuple[bytes, ...]

    @property
    def words(self) -> str:
        """Code, enhanced code and meaning; nothing of the relay's own text."""
        enhanced = self.enhanced
        meaning = MEANINGS.get(enhanced[2:], "")
        return " ".join(part for part in (str(self.code), enhanced, meaning) if part)

    @property
    def enhanced(self) -> str:
        """The enhanced status code (RFC 3463), or nothing; one of another class is ignored."""
        head = self.lines[0].partition(b" ")[0]
        parts = head.split(b".")
        good = len(parts) == 3 and len(head) <= 9 and all(part.isdigit() for part in parts)
        return head.decode() if good and parts[0] == b"%d" % (self.code // 100) else ""


class Replies:
    """Replies read from a connection: every one whole within `timeout` seconds, and bounded.

    `receive(seconds)` gives the next bytes, none at the end. Raises Trouble.
    """

    def __init__(self, receive: Callable[[float], bytes], timeout: float) -> None:
        self._receive = receive
        self.timeout = timeout
        self._lines: deque[bytes] = deque()
        self._rest = b""

    @property
    def pending(self) -> bool:
        """Whether something has arrived that nobody has read."""
        return bool(self._lines or self._rest)

    def next(self) -> Reply:
        """The next reply; 421 raises Closing."""
        deadline = time.monotonic() + self.timeout
        code, last, text = self._line(deadline)
        texts = [text]
        while not last:
            again, last, text = self._line(deadline)
            texts.append(text)
            if again != code or len(texts) > LINES_ROOM:
                raise Trouble("protocol", "malformed multi-line reply")
        reply = Reply(code, tuple(texts))
        if code == 421:
            raise Closing("relay_closing", reply.words)
        return reply

    def heard(self, starts: tuple[bytes, ...]) -> bool:
        """Take as many one-line replies, if that is how the next ones start; else take nothing.

        Waits only where nothing has come yet. False says nothing: read them one by one.
        """
        lines = self._lines
        if not lines:
            self._fill(time.monotonic() + self.timeout)
        if len(lines) < len(starts):
            return False
        for line, start in zip(lines, starts, strict=False):
            if not line.startswith(start):
                return False
        for _ in starts:
            lines.popleft()
        return True

    def _line(self, deadline: float) -> tuple[int, bool, bytes]:
        while not self._lines:
            self._fill(deadline)
        line = self._lines.popleft().removesuffix(b"\r")
        code, mark = line[:3], line[3:4]
        if not (code.isdigit() and b"2" <= code[:1] <= b"5" and mark in (b" ", b"-", b"")):
            raise Trouble("protocol", "not an SMTP reply")
        return int(code), mark != b"-", line[4:]

    def _fill(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Trouble("timeout", "no reply in time")
        chunk = self._receive(left)
        if not chunk:
            raise Trouble("connection_lost", "connection closed by the relay")
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if len(self._rest) > LINE_ROOM or any(len(line) > LINE_ROOM for line in lines):
            raise Trouble("protocol", "reply line too long")
        self._lines.extend(lines)


def verdict(id: str, stage: str, reply: Reply) -> Outcome:
    """The outcome of a message whose `stage` (sender, recipient, data, message) was refused."""
    lasting = reply.code >= 500 and reply.code not in SESSION_CODES
    status = Status.PERMANENT if lasting else Status.TEMPORARY
    return Outcome(id, status, f"{stage}_refused", reply.words)
