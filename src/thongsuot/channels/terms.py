"""What every channel answers, whatever it carries."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

ADDRESS_REFUSED = "recipient_refused"
"""The code of a PERMANENT outcome that speaks against the address itself, not against us."""


class Status(StrEnum):
    """What became of one message."""

    SENT = "sent"  # the other side took responsibility for it
    TEMPORARY = "temporary"  # certainly not taken; may be tried again
    PERMANENT = "permanent"  # certainly not taken, and will not be
    AMBIGUOUS = "ambiguous"  # all of it was sent and the answer is lost: it may have been taken


@dataclass(slots=True, unsafe_hash=True)  # not frozen: one is made for every message, 1 µs dearer
class Outcome:
    """What became of the message `id`.

    `code` names the reason in snake case for the machine (``recipient_refused``); `text` is for
    the log and the operator: numeric codes and our own words, never the other side's, which may
    hold names and addresses. `retry_after` is in seconds, when the other side asked for it.
    `via` names the relay or gateway that took it; `remote_id` is what the other side calls it, by
    which a later receipt is known.
    """

    id: str
    status: Status
    code: str = ""
    text: str = ""
    retry_after: float | None = None
    via: str = ""
    remote_id: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a gateway tells later of a message that it took: it arrived, or it did not for good.

    Known by our own `id`, or by the gateway's `remote_id`. `reason` as `Outcome.text`.
    """

    arrived: bool
    at: datetime
    id: str = ""
    remote_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a channel could send now; `reason` as `Outcome.code`, `detail` as its text."""

    ok: bool
    reason: str = ""
    detail: str = ""


class Carries(StrEnum):
    """What a channel takes from an edition."""

    LETTER = "letter"  # a whole mail
    PACKAGE = "package"  # the edition for machines, in the format that the address asks for
    LINE = "line"  # a short text and a link


@dataclass(frozen=True, slots=True)
class Message:
    """One message for one address.

    `id` is the delivery's, the same for every attempt: the other side knows a repetition by it.
    `details` is what the address needs besides (a secret, keys, a template). `name` is a file name
    for channels that write files; `kind` is "edition", "correction", "withdrawal" or "notice".
    """

    id: str
    address: str
    body: bytes
    details: Mapping[str, Any] = field(default_factory=dict, repr=False)
    media_type: str = "text/plain; charset=utf-8"
    name: str = ""
    kind: str = "edition"
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way out of the house. Adding one: a folder with such a value, and a line in `known`.

    `configured` makes the frozen config from the installation's own section of settings
    (`[channels.<name>]`), or None where the channel is off; raises Refused for what cannot work.
    `send` answers exactly one outcome per message, in any order, drawing messages lazily, and
    never raises for what the other side does. `address` gives an address and its details in the
    form that is kept; raises Refused. `at`: the kind of address it uses, where that is another
    channel's (an SMS goes to a telephone number). `proves`: whether SENT is itself a receipt from
    the reader's own system, not from something in between.

    Receipts that come later: `heard` reads what a gateway brings to our door (headers in small
    letters, body; raises Refused where it proves not to be that gateway), `fetched` asks the
    gateway for them, taking each as written down when the next is asked for (OSError where it
    cannot be reached).
    """

    name: str
    carries: Carries
    configured: Callable[[Mapping[str, Any]], Any]
    send: Callable[[Any, Iterable[Message]], Iterator[Outcome]]
    health: Callable[[Any], Health]
    address: Callable[[str, Mapping[str, Any]], tuple[str, dict[str, Any]]]
    at: str = ""
    proves: bool = False
    urgent_only: bool = False
    heard: Callable[[Any, Mapping[str, str], bytes], list[Receipt]] | None = None
    fetched: Callable[[Any], Iterator[Receipt]] | None = None
