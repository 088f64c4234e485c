"""Mail that was taken at first and then sent back: what the report says.

Reports of delivery follow RFC 3464 and its codes RFC 3463; what some servers send instead is read
by `flufl.bounce`. Nothing of their words is kept, which may hold names: actions and numbers only.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

from flufl.bounce import all_failures

# It tells of every detector it tries, and of each that falls over a mail.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)

CODE = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
REPLY = re.compile(r"(?:^|;)\s*([45]\d\d)\b")


class Action(StrEnum):
    """What became of it at the other side (RFC 3464, 2.3.3), the worst first."""

    FAILED = "failed"
    DELAYED = "delayed"  # still being tried there
    DELIVERED = "delivered"


ACTIONS = {
    "failed": Action.FAILED,
    "delayed": Action.DELAYED,
    "delivered": Action.DELIVERED,
    "expanded": Action.DELIVERED,
    "relayed": Action.DELIVERED,
}

ADDRESS_AT_FAULT = re.compile(r"5\.(0\.0|1\.(?!7$|8$)\d+|2\.1|4\.4)")
"""Codes that speak against the address itself: there is no such mailbox or domain, or it is closed.
5.1.7 and 5.1.8 are about the sender; a full mailbox, a size or a policy do not make it wrong."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """One report. `status` is the enhanced code (RFC 3463), "" if none is told; `addresses` are
    those it is about, in lower case."""

    action: Action
    status: str
    addresses: tuple[str, ...] = ()

    @property
    def address_at_fault(self) -> bool:
        """Whether the address is of no use any more, rather than one message or one day."""
        told = ADDRESS_AT_FAULT.fullmatch(self.status) is not None
        return self.action == Action.FAILED and (told or not self.status)


def read(message: Message, *, odd_ones: bool) -> Bounce | None:
    """The report that a mail is, or None. `odd_ones`: also what follows no standard, for mails that
    came the way that only reports come; a person's own words may look like one."""
    reports = [report for part in message.walk() for report in _reports(part)]
    if reports:
        order = list(Action)
        return min(reports, key=lambda report: order.index(report.action))
    return _odd(message) if odd_ones else None


def _reports(part: Message) -> Iterator[Bounce]:
    """Of each recipient that a part of type message/delivery-status tells about."""
    if part.get_content_type() not in ("message/delivery-status", "message/global-delivery-status"):
        return
    groups = part.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if isinstance(group, Message) and group["Action"]:
            yield Bounce(
                ACTIONS.get(_word(group["Action"]), Action.DELAYED),
                _status(group),
                tuple(dict.fromkeys(_addresses(group))),
            )


def _status(group: Message) -> str:
    """The code of the report; where that is a general one, the code of the server's own words."""
    told = CODE.search(str(group["Status"] or ""))
    words = str(group["Diagnostic-Code"] or "")
    closer = CODE.search(words)
    if closer and (told is None or told[1].endswith(".0.0")):
        return closer[1]
    if told:
        return told[1]
    number = REPLY.search(words)
    return f"{number[1][0]}.0.0" if number else ""


def _addresses(group: Message) -> Iterator[str]:
    for name in ("Original-Recipient", "Final-Recipient"):
        _kind, _semicolon, address = str(group[name] or "").partition(";")
        if "@" in address:
            yield address.strip().strip("<>").casefold()


def _word(value: object) -> str:
    return str(value).split("(")[0].strip().casefold()


def _odd(message: Message) -> Bounce | None:
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # one detector of many falls over a mail, in any way: it recognised nothing
        return None
    for action, found in ((Action.FAILED, permanent), (Action.DELAYED, temporary)):
        if found:
            named = sorted(address.decode("utf-8", "replace").casefold() for address in found)
            return Bounce(action, "", tuple(named))
    return None
