"""What the checker says of a text, as the desk shows it: in groups, the most important first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.utils.translation import get_language, gettext, gettext_lazy

from thongsuot.desk import measuring
from thongsuot.lib.clarity import apply, of_text
from thongsuot.lib.clarity.checking import findings
from thongsuot.lib.clarity.printing.words import GROUPS
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule, by_id
from thongsuot.lib.clarity.terms import Finding, Severity
from thongsuot.lib.text import fold
from thongsuot.look.naming import either
from thongsuot.releases.queries import Looked
from thongsuot.releases.terms import DismissReason

AT_ONCE = 7
"""So many remarks are read; more are counted, and opened by who wants them."""
TURN = 2
"""So many remarks of one rule stand before the other rules have had their say."""
MOST_ON_A_BUTTON = 60
BESIDE = 20
"""Characters of a suggestion that stand on its button, and around what differs in a long one."""
FIELDS = {
    "title": gettext_lazy("Tiêu đề"),
    "lead": gettext_lazy("Tóm tắt"),
    "caption": gettext_lazy("Chú thích ảnh"),
    "attachment": gettext_lazy("Tệp kèm"),
}
LEVELS = {
    Severity.ERROR: gettext_lazy("Lỗi"),
    Severity.WARNING: gettext_lazy("Cảnh báo"),
    Severity.HINT: gettext_lazy("Gợi ý"),
}
REASONS = {
    DismissReason.FALSE_ALARM: gettext_lazy("Báo nhầm"),
    DismissReason.INTENDED: gettext_lazy("Cố ý viết vậy"),
    DismissReason.QUOTED: gettext_lazy("Trích nguyên văn"),
    DismissReason.OTHER: gettext_lazy("Lý do khác"),
}
_LOUDEST = [Severity.ERROR, Severity.WARNING, Severity.HINT]
ORDER = list(GROUPS)
"""Of the groups of rules, wherever all of them stand."""
_FIRST = frozenset({"NUM1", "FAC1", "ONE1", "OFF1", "DATE3"})
"""What contradicts itself, the house's books or the calendar comes first in its group."""
_REQUIRED = {
    "ACT1": ("releases.contact_missing",),
    "LEAD1": ("releases.lead_who", "releases.lead_when", "releases.lead_where"),
    "TTL1": ("releases.title_missing", "releases.title_long", "releases.title_too_long"),
}
"""Rules that a requirement says too, by its codes."""
_INSIDE = {"CLI1": "VAG2", "NUM4": "NUM2"}
"""Rules that need not speak inside what another one marks: worn words in a vague claim, a figure
at a sentence's head that is to be written «Cả …»."""
_ROOM = 12
"""Characters by which what is marked may be longer than what stands inside it."""


@dataclass(frozen=True)
class Remark:
    """One thing to say, at all the places where it is the same; `keys` number the findings."""

    rule: Rule
    findings: tuple[Finding, ...]
    keys: tuple[int, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def where(self) -> str:
        """The field, if it is one and not the body."""
        names = {each.field.partition(":")[0] for each in self.findings}
        return str(FIELDS.get(names.pop(), "")) if len(names) == 1 else ""

    @property
    def takes(self) -> list[str]:
        """What stands on the button of each suggestion: of a long one, where it differs."""
        return [_label(self.first.match, instead) for instead in self.first.suggestions]

    @property
    def name(self) -> str:
        return said(self.rule.name)

    @property
    def why(self) -> str:
        return said(self.rule.why)

    @property
    def example(self) -> tuple[str, str]:
        """A bad one and what the rule makes of it, or else a good one; "" where the examples are
        whole documents."""
        return _example(self.rule)


@dataclass(frozen=True)
class Group:
    label: str
    remarks: list[Remark]


def remarks(findings: Iterable[tuple[int, Finding]]) -> list[Remark]:
    """The findings, those of one rule on the same words together, the most important first."""
    alike: dict[tuple[str, str, tuple[str, ...], str], list[tuple[int, Finding]]] = {}
    for key, each in findings:
        same = (each.rule, fold(each.match), each.suggestions, each.severity)
        alike.setdefault(same, []).append((key, each))
    rules = by_id()
    rows = [
        Remark(rules[rule], tuple(f for _key, f in found), tuple(key for key, _f in found))
        for (rule, *_rest), found in alike.items()
    ]
    return _ranked(rows)


def _ranked(rows: list[Remark]) -> list[Remark]:
    """By how sure the rule is, then a few of each rule in turn, then by what is at stake."""
    said_already: Counter[str] = Counter()
    keyed = []
    for row in rows:
        turn = said_already[row.rule.id] // TURN
        said_already[row.rule.id] += 1
        sure = row.rule.precision.wilson_low if row.rule.precision else 0.0
        keyed.append(((_LOUDEST.index(row.first.severity), turn, _rank(row), -sure), row))
    return [row for _key, row in sorted(keyed, key=lambda pair: pair[0])]


def _rank(row: Remark) -> tuple[int, bool]:
    return ORDER.index(row.rule.group), row.rule.id not in _FIRST


def groups(rows: Iterable[Remark]) -> list[Group]:
    """In the order of the groups' first remarks."""
    rows = list(rows)
    first = {row.rule.group: place for place, row in reversed(list(enumerate(rows)))}
    together = sorted(rows, key=lambda row: first[row.rule.group])
    return [
        Group(group(name), list(found))
        for name, found in groupby(together, key=lambda row: row.rule.group)
    ]


def shown(looked: Looked, *, acts: bool = True, marked: bool = True) -> dict[str, Any]:
    """For `desk/clarity/list.html`: the first few, the others behind a press, what was set aside.
    With `acts` a reader may set aside; where the words are `marked`, go there and take."""
    numbered = list(enumerate(looked.report.findings))
    rows = remarks(
        (key, each) for key, each in numbered if each.fingerprint not in looked.dismissed
    )
    return {
        "first": groups(rows[:AT_ONCE]),
        "others": groups(rows[AT_ONCE:]),
        "count": len(rows),
        "loud": sum(row.first.severity != Severity.HINT for row in rows),
        "more": max(len(rows) - AT_ONCE, 0),
        "aside": _aside(looked, numbered),
        "measures": measuring.rows(looked.report.measures, looked.before),
        "reasons": [(reason.value, words) for reason, words in REASONS.items()],
        "acts": acts,
        "marked": acts and marked,
    }


def spared(looked: Looked, typing: Any) -> Looked:
    """Without what ends where one types, a {field, at}: that word is not done yet. The same object
    where nothing is left out."""
    if not isinstance(typing, dict):
        return looked
    here = (typing.get("field"), typing.get("at"))
    kept = tuple(each for each in looked.report.findings if (each.field, each.end) != here)
    if len(kept) == len(looked.report.findings):
        return looked
    return replace(looked, report=replace(looked.report, findings=kept))


def told_once(looked: Looked, required: Iterable[str] = ()) -> Looked:
    """Without what a requirement on the same page says already (`required`: their codes; an empty
    title always is one), and without what another remark on the same words settles."""
    codes = frozenset(required)
    found = looked.report.findings
    wide = [each for each in found if each.rule in _INSIDE.values()]
    kept = tuple(
        each
        for each in found
        if not (codes.intersection(_REQUIRED.get(each.rule, ())))
        and not (each.rule == "TTL1" and not each.match.strip())
        and not any(w.rule == _INSIDE.get(each.rule) and _holds(w, each) for w in wide)
    )
    return replace(looked, report=replace(looked.report, findings=kept))


def _holds(wider: Finding, each: Finding) -> bool:
    return (
        wider.field == each.field
        and wider.start <= each.start
        and each.end <= wider.end
        and len(wider.match) <= len(each.match) + _ROOM
    )


def _aside(looked: Looked, numbered: Iterable[tuple[int, Finding]]) -> list[tuple[Finding, Any]]:
    """What was set aside and still stands in the text, each once."""
    found = {each.fingerprint: each for _key, each in numbered}
    return [(found[key], view) for key, view in looked.dismissed.items() if key in found]


def marks(looked: Looked) -> list[dict[str, Any]]:
    """For the script: where, how loud, what may stand instead; of what is not set aside."""
    return [
        {
            "key": key,
            "rule": each.rule,
            "rule_version": each.rule_version,
            "severity": each.severity,
            "field": each.field,
            "start": each.start,
            "end": each.end,
            "match": each.match,
            "instead": each.suggestions,
            "autofix": each.autofix,
            "fingerprint": each.fingerprint,
        }
        for key, each in enumerate(looked.report.findings)
        if each.fingerprint not in looked.dismissed
    ]


def group(name: str) -> str:
    """The name of a group of rules, as reports have it too."""
    return said(GROUPS[name])


def said(words: Mapping[str, str]) -> str:
    """In the language of the screen."""
    return either(words["vi"], words.get("en", ""))


def language() -> str:
    return (get_language() or "vi")[:2]


@lru_cache(maxsize=256)
def _example(rule: Rule) -> tuple[str, str]:
    bad, good = _plain(rule.bad), _plain(rule.good)
    found = findings(Reading(of_text(bad)), [rule])
    mends = bool(found) and all(each.suggestions for each in found)
    return bad, apply(bad, found) if mends else good


def _plain(examples: Iterable[Any]) -> str:
    plain = next((each for each in examples if isinstance(each, str)), "")
    return plain.replace("[[", "").replace("]]", "")


def _label(match: str, instead: str) -> str:
    if not instead.strip():
        return gettext("Bỏ cụm này")
    if not any(letter.isalnum() for letter in instead):
        return gettext("Sửa dấu")
    return instead if len(instead) <= MOST_ON_A_BUTTON else _difference(match, instead)


def _difference(old: str, new: str) -> str:
    """The part of the new words that is not in the old ones, with a few words around it."""
    same = _alike(old, new)
    tail = _alike(old[same:][::-1], new[same:][::-1])
    start = max(new.rfind(" ", 0, max(same - BESIDE, 0)) + 1, 0)
    end = new.find(" ", min(len(new) - tail + BESIDE, len(new)))
    end = len(new) if end < 0 else end
    return f"{'…' if start else ''}{new[start:end]}{'…' if end < len(new) else ''}"


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
