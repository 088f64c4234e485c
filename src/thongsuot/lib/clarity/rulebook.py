"""The rules, read once from the files in `rules/`: data that a press officer can read."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

import yaml

from thongsuot.lib.clarity.phrases import Phrasebook
from thongsuot.lib.clarity.precision import Precision
from thongsuot.lib.clarity.terms import Part, Severity
from thongsuot.lib.text.shadow import shadow

PROSE = (Part.TITLE, Part.LEAD, Part.BODY)
"""Where a rule looks unless it says otherwise: never into quotations."""


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule as data; `rules/schema.json` says what each part may hold. Words are by language.
    A rule equals itself alone, so what is made of it may be kept by it (`lru_cache`)."""

    id: str
    version: int
    kind: str
    scope: frozenset[Part]
    severity: Severity
    name: Mapping[str, str]
    message: Mapping[str, str]
    why: Mapping[str, str]
    source: str
    group: str
    detector: str
    phrases: Mapping[tuple[str, ...], str]
    """Words in small letters to what should stand instead («» for nothing better)."""
    pattern: re.Pattern[str] | None
    needs: tuple[str, ...]
    """Words in small letters, one of which stands wherever `pattern` may match."""
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    within: re.Pattern[str] | None
    """Guards: nothing is said where they match just before, just after, in the same sentence."""
    allow: frozenset[str]
    threshold: Mapping[str, Any]
    suggestion: str
    autofix: bool
    good: tuple[Any, ...]
    bad: tuple[Any, ...]
    precision: Precision | None

    @cached_property
    def own_phrases(self) -> Phrasebook:
        """Its phrases alone, for a rule that stands in no file."""
        return Phrasebook({self.id: self.phrases})


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, by id."""
    measured = json.loads(_folder().joinpath("precision.json").read_text("utf-8"))
    found = [rule(data, measured.get(data["id"])) for data in raw()]
    return tuple(sorted(found, key=lambda each: each.id))


@lru_cache(maxsize=1)
def all_phrases() -> Phrasebook:
    """The phrases of all rules, found in one walk."""
    return Phrasebook({rule.id: rule.phrases for rule in rules() if rule.phrases})


@lru_cache(maxsize=1)
def by_id() -> dict[str, Rule]:
    return {rule.id: rule for rule in rules()}


def raw() -> list[dict[str, Any]]:
    """The rules as they stand in the files, for those who check the files."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted(f.name for f in _folder().iterdir() if f.name.endswith(".yaml"))
    texts = [_folder().joinpath(name).read_text("utf-8") for name in files]
    return [data for text in texts for data in yaml.load(text, loader) or []]  # noqa: S506 - safe


def rule(data: Mapping[str, Any], measured: Mapping[str, Any] | None = None) -> Rule:
    """One rule out of its data. KeyError, ValueError or re.error where it is unsound."""
    guard = data.get("guard", {})
    return Rule(
        id=data["id"],
        version=data["version"],
        kind=data["kind"],
        scope=frozenset(map(Part, data.get("scope", PROSE))),
        severity=Severity(data["severity"]),
        name=data["name"],
        message=data["message"],
        why=data["why"],
        source=data["source"],
        group=data["group"],
        detector=data.get("detector", ""),
        phrases=_phrases(data.get("phrases", ())),
        pattern=_compiled(data.get("regex")),
        needs=tuple(data.get("needs", ())),
        before=_compiled(guard.get("before"), r"(?:{})\s*\Z"),
        after=_compiled(guard.get("after"), r"\s*(?:{})"),
        within=_compiled(guard.get("within")),
        allow=frozenset(word.casefold() for word in data.get("allow", ())),
        threshold=data.get("threshold", {}),
        suggestion=data.get("suggestion", ""),
        autofix=data.get("autofix", False),
        good=tuple(data["good"]),
        bad=tuple(data["bad"]),
        precision=_precision(data["version"], measured),
    )


def _precision(version: int, measured: Mapping[str, Any] | None) -> Precision | None:
    """What was judged counts for the version that was judged, and for no later one."""
    found = Precision(**measured) if measured else None
    return found if found and found.version == version else None


def _phrases(given: Any) -> dict[tuple[str, ...], str]:
    """A list of phrases, or a map of phrases to plainer ones."""
    pairs = given.items() if isinstance(given, Mapping) else ((each, "") for each in given)
    return {tuple(shadow(said).text.lower().split()): instead for said, instead in pairs}


def _compiled(text: str | None, around: str = "{}") -> re.Pattern[str] | None:
    return re.compile(around.format(shadow(text).text)) if text else None


def _folder() -> Any:
    return resources.files("thongsuot.lib.clarity").joinpath("rules")
