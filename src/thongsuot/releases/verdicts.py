"""What people made of the remarks on clarity, and what the pages show of it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from thongsuot.lib.clarity import Finding, Report
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import nfc

_RULE = re.compile(r"[A-Z][A-Z0-9]{1,19}")
_FINGERPRINT = re.compile(r"[0-9a-f]{8,32}")
LONGEST_MATCH = 200
LONGEST_NOTE = 300
LATEST_VERSION = 10_000
_UNKEPT = re.compile("[\x00\ud800-\udfff]")  # no database keeps these


class Outcome(StrEnum):
    """What became of a remark."""

    TAKEN = "taken"  # its suggestion was pressed
    DISMISSED = "dismissed"


class DismissReason(StrEnum):
    """Why a remark was set aside. Only the first says that the rule was wrong."""

    FALSE_ALARM = "false_alarm"  # báo nhầm
    INTENDED = "intended"  # cố ý viết vậy
    QUOTED = "quoted"  # trích nguyên văn
    OTHER = "other"  # lý do khác, with a note


@dataclass(frozen=True)
class DismissalView:
    """A remark set aside in a text, until it is restored."""

    fingerprint: str
    rule: str
    rule_version: int
    match: str
    reason: DismissReason
    note: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Looked:
    """What there is to say of a text. `report` has every remark; those whose fingerprint stands in
    `dismissed` were set aside in this text. `before` are the measures of its newest saved
    revision, None where nothing was saved yet."""

    report: Report
    dismissed: Mapping[str, DismissalView]
    before: Mapping[str, Any] | None = None

    @property
    def open(self) -> tuple[Finding, ...]:
        """The remarks that nobody set aside, in the order of the text."""
        return tuple(
            each for each in self.report.findings if each.fingerprint not in self.dismissed
        )


@dataclass(frozen=True)
class RuleStanding:
    """How a version of a rule fared in this house: how often its suggestion was taken, how often
    it was set aside and why. `useful` is the share taken, `right` the share not called a false
    alarm; `useful_low` and `right_low` their lower bounds (Wilson, 95 %)."""

    rule: str
    rule_version: int
    taken: int
    dismissed: Mapping[DismissReason, int]
    useful: float
    useful_low: float
    right: float
    right_low: float

    @property
    def count(self) -> int:
        return self.taken + sum(self.dismissed.values())


def check_dismissal(reason: DismissReason | str, note: str) -> DismissReason:
    """The reason as a word of ours. Refused: no_such_reason, note_missing (for «other»)."""
    try:
        word = DismissReason(reason)
    except ValueError as error:
        raise Refused("releases.no_such_reason") from error
    if word is DismissReason.OTHER and not kept(note, LONGEST_NOTE):
        raise Refused("releases.dismissal_note_missing")
    return word


def kept(words: str, longest: int) -> str:
    """Words that came with a verdict, as they are kept."""
    return _UNKEPT.sub("", nfc(words)).strip()[:longest]


def check_remark(rule: str, rule_version: int, fingerprint: str) -> None:
    """Refused: no_such_remark, for what no checker says."""
    if not _RULE.fullmatch(rule) or not 1 <= rule_version <= LATEST_VERSION:
        raise Refused("releases.no_such_remark")
    check_fingerprint(fingerprint)


def check_fingerprint(fingerprint: str) -> None:
    """Refused: no_such_remark."""
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise Refused("releases.no_such_remark")
