"""A report as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors read.

Columns are code points (`columnKind`), as everywhere in this checker. A suggestion becomes a fix.
"""

import json
from collections.abc import Iterable, Sequence
from importlib import metadata
from typing import Any
from urllib.parse import quote

from thongsuot.lib.clarity.printing.looked import Looked
from thongsuot.lib.clarity.printing.words import sound
from thongsuot.lib.clarity.rulebook import Rule, by_id
from thongsuot.lib.clarity.terms import Finding, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def log(looked: Sequence[Looked], language: str = "vi") -> str:
    """One run over all texts."""
    ids = sorted({finding.rule for each in looked for finding in each.report.findings})
    places = {id: place for place, id in enumerate(ids)}
    results = [
        _result(each, finding, places) for each in looked for finding in each.report.findings
    ]
    run = {
        "tool": {"driver": _driver((by_id()[id] for id in ids), language)},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {"location": {"uri": uri}} for uri in dict.fromkeys(_uri(x.name) for x in looked)
        ],
        "results": results,
    }
    told = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return sound(json.dumps(told, ensure_ascii=False, indent=1)) + "\n"


def _driver(rules: Iterable[Rule], language: str) -> dict[str, Any]:
    version = metadata.version("thongsuot")
    return {
        "name": "Thông Suốt",
        "semanticVersion": version,
        "rules": [_rule(rule, language) for rule in rules],
    }


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.name[language]},
        "fullDescription": {"text": rule.why[language]},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"version": rule.version, "group": rule.group, "source": rule.source},
    }


def _result(looked: Looked, finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    place, where = looked.place(finding), {"uri": _uri(looked.name)}
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    told: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": where,
                    "region": {**region, "snippet": {"text": finding.match}},
                },
                "logicalLocations": [{"name": finding.field}],
            }
        ],
        "partialFingerprints": {"thongsuot/v1": finding.fingerprint},
    }
    if finding.suggestions and looked.is_exact(finding):
        told["fixes"] = [_fix(where, region, words) for words in finding.suggestions]
    return told


def _fix(where: dict[str, str], region: dict[str, int], words: str) -> dict[str, Any]:
    replacement = {"deletedRegion": region, "insertedContent": {"text": words}}
    return {"artifactChanges": [{"artifactLocation": where, "replacements": [replacement]}]}


def _uri(name: str) -> str:
    return quote(name.replace("\\", "/"), safe="/") if name != "-" else "stdin"
