"""A report as JSON: the one shape that the command line and the API share."""

import json as wire
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from thongsuot.lib.clarity.printing.looked import Looked
from thongsuot.lib.clarity.printing.words import sound
from thongsuot.lib.clarity.rewriting import Proposal
from thongsuot.lib.clarity.terms import Finding, Report


def json(looked: Sequence[Looked], language: str = "vi") -> str:
    """One text: its report. Several: `{"files": [{"file": …, …its report}]}`. Beside a report
    stand its proposals, if there are any."""
    if len(looked) == 1:
        told = _whole(looked[0])
    else:
        told = {"files": [{"file": each.name, **_whole(each)} for each in looked]}
    return wire.dumps(told, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _whole(looked: Looked) -> dict[str, Any]:
    told = [_proposal(each) for each in looked.proposals]
    return of(looked.report) | ({"proposals": told} if told else {})


def of(report: Report) -> dict[str, Any]:
    """`findings`, in the order of the text, and `measures`; safe for any JSON writer."""
    return {
        "findings": [finding(each) for each in report.findings],
        "measures": _safe(report.measures),
    }


def finding(each: Finding) -> dict[str, Any]:
    """Places are code points of the field as it was given."""
    return {
        "rule": each.rule,
        "rule_version": each.rule_version,
        "severity": str(each.severity),
        "field": each.field,
        "start": each.start,
        "end": each.end,
        "match": sound(each.match),
        "message": sound(each.message),
        "suggestions": [sound(words) for words in each.suggestions],
        "fingerprint": each.fingerprint,
    }


def _proposal(each: Proposal) -> dict[str, Any]:
    return {
        "way": str(each.way),
        "field": each.field,
        "start": each.start,
        "end": each.end,
        "before": sound(each.before),
        "after": sound(each.after),
    }


def _safe(measures: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = wire.loads(wire.dumps(dict(measures), default=_plain))
    return told


def _plain(value: object) -> Any:
    """What JSON has no word for: records become objects, exact numbers numbers."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Mapping):
        return dict(value)
    fields = getattr(value, "__dataclass_fields__", None)
    return {name: getattr(value, name) for name in fields} if fields else str(value)
