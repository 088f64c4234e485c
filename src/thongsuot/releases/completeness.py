"""What a text of a kind should hold, by the moment at which it is looked at. Pure.

Which kinds need what, and how much it weighs while one types, submits and releases, is data:
`needs` in `data/kinds.json`, three severities each ("" is silence). None of them stops a text: what
stops one are the requirements of the law and of the house (`requirements`).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from thongsuot.lib.clarity import Document, Part, agreement
from thongsuot.lib.clarity.checking import findings as remarks
from thongsuot.lib.clarity.detectors import form
from thongsuot.lib.clarity.documents import field as field_of
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import by_id
from thongsuot.lib.text.blocks import Block, Cell, Figure, Listing, Quote, Table
from thongsuot.lib.text.mentions import Kind
from thongsuot.releases.terms import Finding, Moment, Severity

Needs = Mapping[str, tuple[str, str, str]]
Found = tuple[str, str, dict[str, str]]
"""Code, field, and what the words of the code need."""
SHORT_LEAD = 8  # syllables: below it a summary is a label, not a lead
FEW_FIGURES = 2  # so many figures may stand without a source
SAID = 8  # syllables between quotation marks from which on they are somebody's words
_SOURCE = re.compile(
    r"(?<!\w)(?:theo|nguồn|số liệu (?:của|từ|do)|thống kê|báo cáo|công bố|kho số liệu|"
    r"niên giám)(?!\w)"
)
_DAY = re.compile(
    r"(?<!\w)(?:tính đến|đến hết|đến ngày|năm (?:19|20)\d\d|tháng \d|quý|hôm nay)(?!\w)"
)
_SPEAKER = re.compile(
    r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Tt]hứ trưởng|[Bb]ộ trưởng|[Cc]hủ tịch|[Gg]iám đốc|"
    r"[Cc]ục trưởng|[Vv]ụ trưởng|[Nn]gười phát ngôn|[Tt]hủ tướng|[Tt]ổng [Bb]í thư|[Cc]hánh)(?!\w)"
)
_ASKS = re.compile(r"\?\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Given:
    """A text and what is known beside it. `banked`: it holds figures of the bank, which have their
    source and day; `attached`: the words of the attachments, None for one that cannot be read;
    `follows`: the number of the edition that it corrects; `silent`: people named in it who hold no
    mandate to speak today."""

    document: Document
    blocks: tuple[Block, ...] = ()
    banked: bool = False
    attached: Mapping[str, Document | None] | None = None
    follows: str = ""
    silent: tuple[str, ...] = ()


def lacking(given: Given, needs: Needs, moment: Moment) -> list[Finding]:
    """What this text should hold at that moment and does not, in the order of its kind's needs."""
    place = list(Moment).index(moment)
    wanted = {need: Severity(told[place]) for need, told in needs.items() if told[place]}
    if not wanted:
        return []
    reading = Reading(given.document)
    return [
        Finding(code, severity, field, dict(told))
        for need, severity in wanted.items()
        for code, field, told in CHECKS[need](given, reading)
    ]


@cache
def needs_of(kind: str) -> Needs:
    """What a shipped kind needs; nothing is asked of a kind that the house made itself."""
    file = resources.files("thongsuot.releases") / "data" / "kinds.json"
    for told in json.loads(file.read_text("utf-8")):
        if told["code"] == kind:
            return {need: tuple(weights) for need, weights in told.get("needs", {}).items()}
    return {}


def quoted(reading: Reading) -> Iterator[tuple[ReadField, int, int]]:
    """The words of others in lead and body, long enough to be somebody's: places in the shadow."""
    for field in (reading.field("lead"), reading.field("body")):
        for start, end in field.quotes if field else ():
            assert field is not None
            if len(field.text[start:end].split()) >= SAID:
                yield field, start, end
        for block in field.blocks if field else ():
            if block.part == Part.QUOTE and field is not None:
                yield field, block.start, block.end


def around(field: ReadField, start: int, end: int) -> str:
    """The paragraph of a place, with those before and after it."""
    place = next((n for n, b in enumerate(field.blocks) if b.end >= end), len(field.blocks) - 1)
    near = field.blocks[max(place - 1, 0) : place + 2]
    said = field.text[near[0].start : near[-1].end] if near else field.text
    return said.replace(field.text[start:end], " ")


# One function a need ------------------------------------------------------------------------------


def _contact(given: Given, reading: Reading) -> Iterator[Found]:
    body = reading.field("body")
    if body is not None and body.blocks and not form.is_reachable(reading):
        yield "releases.contact_missing", "body", {}


def _lead(given: Given, reading: Reading) -> Iterator[Found]:
    lead = reading.field("lead")
    if lead is None or len(lead.tokens) < SHORT_LEAD:
        return
    for _vi, slot in form.open_slots(lead):
        yield f"releases.lead_{slot}", "summary", {}


def _sources(given: Given, reading: Reading) -> Iterator[Found]:
    fields = [each for each in (reading.field("lead"), reading.field("body")) if each]
    count = sum(len(agreement.statements(field)) for field in fields)
    if given.banked or count <= FEW_FIGURES:
        return
    if not any(_SOURCE.search(field.lower) for field in fields):
        yield "releases.figures_no_source", "body", {"count": str(count)}
    dated = any(m.kind == Kind.DATE for field in fields for m in field.mentions)
    if not dated and not any(_DAY.search(field.lower) for field in fields):
        yield "releases.figures_no_day", "body", {"count": str(count)}


def _speakers(given: Given, reading: Reading) -> Iterator[Found]:
    for part, start, end in quoted(reading):
        beside = around(part, start, end)
        words = part.text[start:end].strip('“”"«» ')[:60]
        where = "summary" if part.name == "lead" else "body"
        silent = next((name for name in given.silent if name in beside), "")
        if silent:
            yield "releases.quote_not_mandated", where, {"name": silent}
        elif not _SPEAKER.search(beside):
            yield "releases.quote_no_speaker", where, {"words": words}


def _pictures(given: Given, reading: Reading) -> Iterator[Found]:
    missing = sum(not (each.alt.strip() or each.caption) for each in _figures(given.blocks))
    if missing:
        yield "releases.alt_missing", "body", {"count": str(missing)}


def _attachments(given: Given, reading: Reading) -> Iterator[Found]:
    for name, words in (given.attached or {}).items():
        if words is None:
            yield "releases.attachment_unread", "files", {"file": name}
            continue
        for match in disagreements(given.document, name, words)[:3]:
            yield "releases.attachment_differs", "files", {"file": name, "words": match}


def _question(given: Given, reading: Reading) -> Iterator[Found]:
    body = reading.field("body")
    if body is not None and body.blocks and not _ASKS.search(body.text):
        yield "releases.question_missing", "body", {}


def _corrected(given: Given, reading: Reading) -> Iterator[Found]:
    if given.follows and not any(given.follows in field.text for field in reading.fields):
        yield "releases.corrected_not_named", "body", {"number": given.follows}


def _answer_day(given: Given, reading: Reading) -> Iterator[Found]:
    fields = [each for each in reading.fields if each.name != "title"]
    if not any(m.kind in (Kind.DATE, Kind.TIME) for field in fields for m in field.mentions):
        yield "releases.answer_day_missing", "body", {}


CHECKS: Mapping[str, Callable[[Given, Reading], Iterable[Found]]] = {
    "answer_day": _answer_day,
    "attachments": _attachments,
    "contact": _contact,
    "corrected": _corrected,
    "lead": _lead,
    "pictures": _pictures,
    "question": _question,
    "sources": _sources,
    "speakers": _speakers,
}


def disagreements(document: Document, name: str, attached: Document) -> list[str]:
    """What an attachment says otherwise than its text, by the rule that compares parts (NUM1)."""
    rule = by_id().get("NUM1")
    if rule is None:
        return []
    words = "\n".join(each.text for each in attached.fields)
    told = field_of(f"attachment:{name}", words, Part.ATTACHMENT)
    kept = tuple(each for each in document.fields if not each.name.startswith("caption:"))
    alone = {(each.field, each.match) for each in remarks(Reading(Document(kept)), [rule])}
    found = remarks(Reading(Document((*kept, told), kind=document.kind)), [rule])
    return list(
        dict.fromkeys(each.match for each in found if (each.field, each.match) not in alone)
    )


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    for block in blocks:
        match block:
            case Figure():
                yield block
            case Listing(_, items):
                for item in items:
                    yield from _figures(item)
            case Quote(inner):
                yield from _figures(inner)
            case Table(rows):
                cells: list[Cell] = [cell for row in rows for cell in row]
                for cell in cells:
                    yield from _figures(cell.blocks)
