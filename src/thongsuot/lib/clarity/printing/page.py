"""A report as one page of HTML: nothing is loaded, nothing runs; it can be mailed or kept."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from thongsuot.lib.clarity.measures import NAMES
from thongsuot.lib.clarity.printing.looked import Looked
from thongsuot.lib.clarity.printing.words import FIELDS, GROUPS, SEVERITIES, WAYS, counted
from thongsuot.lib.clarity.rulebook import by_id
from thongsuot.lib.clarity.terms import Field, Finding

# What HTML cannot hold: control characters, halves of surrogate pairs.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TITLE = {"vi": "Văn bản có rõ ràng không", "en": "Is the text clear"}
_WHY = {"vi": "Vì sao", "en": "Why"}
_INSTEAD = {"vi": "Nên viết", "en": "Write instead"}
_MEASURES = {"vi": "Số đo", "en": "Measures"}
_REWRITES = {"vi": "Cách viết khác", "en": "Other wordings"}
_LESS = {"vi": "Bài báo có ít hơn", "en": "Press articles with less"}
_WIDE = 120  # characters of a match that is a sentence rather than words
_STYLE = """
:root{color-scheme:light}
body{font:1rem/1.6 "Be Vietnam Pro","Segoe UI",Roboto,sans-serif;color:#1b1f24;background:#fff;
margin:0 auto;max-width:52rem;padding:1.5rem 1rem 4rem}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2.5rem;overflow-wrap:anywhere}
h3{font-size:1rem;margin:1.5rem 0 .25rem}
.text{border-left:.25rem solid #d5dae1;padding-left:1rem;overflow-wrap:anywhere}
.text p{margin:.5rem 0}
.name{color:#4a5563;font-size:.875rem;margin-bottom:0}
mark{background:#eef3fb;color:inherit;border-bottom:.15rem solid #2f5fa8}
mark.wide{background:none;border-bottom:.1rem dotted #2f5fa8}
mark.warning{background:#fff4d6;border-color:#9a6700}
mark.error{background:#fde8e6;border-color:#b3261e}
a{color:#174ea6}mark a{color:inherit;text-decoration:none}sup{font-size:.7rem;line-height:0}
ol{padding-left:2rem}li{margin:.9rem 0}li:target{outline:.15rem solid #2f5fa8;outline-offset:.3rem}
.loud{font-size:.8125rem;border:1px solid currentColor;border-radius:.25rem;padding:0 .35rem}
.loud.error{color:#b3261e}.loud.warning{color:#7a5200}.loud.hint{color:#2f5fa8}
q{quotes:"«" "»";overflow-wrap:anywhere}ins{background:#e3f4e7;text-decoration:none}
table{border-collapse:collapse}td,th{padding:.2rem .75rem .2rem 0;text-align:left;font-weight:400}
blockquote{margin:.25rem 0 .25rem .5rem}blockquote p{margin:.25rem 0}
details{color:#3d4753}summary{cursor:pointer}
@media print{details{display:none}}
"""


def page(looked: Sequence[Looked], language: str = "vi") -> str:
    """The texts with their marks, and under each what is said, in groups."""
    title = _TITLE[language]
    body = "".join(part for n, each in enumerate(looked, 1) for part in _one(n, each, language))
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{title}</h1>{body}</body></html>\n"
    )


def _one(place: int, looked: Looked, language: str) -> Iterator[str]:
    findings = looked.report.findings
    numbers = {id(finding): f"{place}-{n}" for n, finding in enumerate(findings, 1)}
    yield f"<section><h2>{_text(looked.name)}</h2><p>{_text(counted(findings, language))}</p>"
    yield '<div class="text" lang="vi">'
    for field in looked.document.fields:
        here = [each for each in findings if each.field == field.name]
        if len(looked.document.fields) > 1 and field.text.strip():
            yield f'<p class="name">{_text(_field(field.name, language))}</p>'
        yield _marked(field, here, numbers)
    yield "</div>"
    for group, names in GROUPS.items():
        yield from _group(names[language], _of(group, findings), numbers, language)
    yield from _rewrites(looked, language)
    yield from _measures(looked.report.measures, language)
    yield "</section>"


def _of(group: str, findings: Sequence[Finding]) -> list[Finding]:
    rules = by_id()
    return [each for each in findings if each.rule in rules and rules[each.rule].group == group]


def _group(
    name: str, findings: list[Finding], numbers: Mapping[int, str], language: str
) -> Iterator[str]:
    if not findings:
        return
    yield f"<h3>{_text(name)}</h3><ol>"
    for each in findings:
        loud = f'<span class="loud {each.severity}">{SEVERITIES[each.severity][language]}</span>'
        rule = by_id()[each.rule]
        yield (
            f'<li id="f{numbers[id(each)]}">{loud} {_text(each.message)} '
            f'<a href="#m{numbers[id(each)]}"><q lang="vi">{_text(_short(each.match))}</q></a>'
        )
        if each.suggestions:
            told = " / ".join(f"<ins>{_text(words)}</ins>" for words in each.suggestions[:3])
            yield f"<br>{_INSTEAD[language]}: <span lang='vi'>{told}</span>"
        yield (
            f"<details><summary>{_WHY[language]} ({each.rule})</summary>"
            f"{_text(rule.why[language])}</details></li>"
        )
    yield "</ol>"


def _marked(field: Field, findings: list[Finding], numbers: Mapping[int, str]) -> str:
    """The field's text, a paragraph a line; where findings overlap, each stretch bears the loudest
    of them, then the narrowest; each finding's first stretch is what its link leads to."""
    edges = {0, len(field.text)}
    edges |= {place for each in findings for place in (each.start, each.end)}
    cuts = sorted(place for place in edges if 0 <= place <= len(field.text))
    waiting = sorted(findings, key=lambda each: each.start, reverse=True)
    told: list[str] = []
    here: list[Finding] = []
    for start, end in pairwise(cuts):
        while waiting and waiting[-1].start <= start:
            here.append(waiting.pop())
        here = [each for each in here if each.end >= end]
        words = _text(field.text[start:end])
        told.append(_stretch(words, here, start, numbers) if here else words)
    lines = "".join(told).split("\n")
    return "".join(f"<p>{line}</p>" for line in lines if line.strip())


def _stretch(words: str, here: list[Finding], start: int, numbers: Mapping[int, str]) -> str:
    """Marks do not cross lines: a stretch over several lines is marked line by line."""
    loudest = min(
        here, key=lambda each: (list(SEVERITIES).index(each.severity), each.end - each.start)
    )
    look = f"{loudest.severity} wide" if len(loudest.match) > _WIDE else loudest.severity
    anchors = "".join(f'<a id="m{numbers[id(e)]}"></a>' for e in here if e.start == start)
    marks = (
        f'<mark class="{look}"><a href="#f{numbers[id(loudest)]}">{line}</a></mark>' if line else ""
        for line in words.split("\n")
    )
    return anchors + "\n".join(marks)


def _rewrites(looked: Looked, language: str) -> Iterator[str]:
    if not looked.proposals:
        return
    yield f"<h3>{_REWRITES[language]}</h3><ol>"
    for each in looked.proposals:
        after = _text(each.after).replace("\n", "<br>")
        yield f"<li>{WAYS[each.way][language]}<blockquote lang='vi'><p>{_text(each.before)}</p>"
        yield f"<p><ins>{after}</ins></p></blockquote></li>"
    yield "</ol>"


def _measures(measures: Mapping[str, Any], language: str) -> Iterator[str]:
    """Each count, and beside it how many of a hundred press articles have less."""
    if not measures:
        return
    yield f"<h3>{_MEASURES[language]}</h3><table><tr><td></td><td></td>"
    yield f"<th scope='col'>{_LESS[language]}</th></tr>"
    for name, told in measures.items():
        shown = NAMES.get(name, {}).get(language, name)
        value, share = told["value"], told["percentile"]
        less = "–" if share is None else f"{_number(share, language)}%"
        yield f"<tr><th scope='row'>{_text(shown)}</th>"
        yield f"<td>{_number(value, language)}</td><td>{less}</td></tr>"
    yield "</table>"


def _number(value: float, language: str) -> str:
    told = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return told if language == "en" else told.translate(str.maketrans(",.", ".,"))


def _field(name: str, language: str) -> str:
    kind, _, which = name.partition(":")
    told = FIELDS.get(kind, {}).get(language, kind)
    return f"{told}: {which}" if which else told


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 80 else f"{flat[:60]} … {flat[-15:]}"


def _text(words: str) -> str:
    return escape(_CONTROL.sub("\ufffd", words))
