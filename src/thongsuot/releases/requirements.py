"""What a text needs before it may be submitted: remarks while one types, a bar when one submits."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from thongsuot.facts.terms import Reference
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.markup import to_text
from thongsuot.lib.text.sections import lacking
from thongsuot.releases import houses, rules
from thongsuot.releases.houses import House
from thongsuot.releases.terms import FileRole, FileUse, Finding, PolicyStage, Reach, Severity

_PLACE = re.compile(r"\[([^\[\]]{3,200})\]")
LONG_TITLE = 120  # characters: beyond it, feeds and phones cut it
MAX_TITLE = 300
FIGURE_WRONGS = {
    "unknown": ("releases.figure_unknown", Severity.REQUIRED),
    "beyond": ("releases.figure_beyond", Severity.REQUIRED),
    "altered": ("releases.figure_altered", Severity.REQUIRED),
    "moved": ("releases.figure_moved", Severity.WARNING),
}
"""What may be wrong with a figure in a text, the worst first."""
AT_RELEASE = frozenset(
    {
        "releases.figure_beyond",
        "releases.figure_unknown",
        "releases.house_ended",
        "releases.house_speaker",
        "releases.not_cleared",
        "releases.origin_corrected",
        "releases.origin_withdrawn",
    }
)
"""What may have changed between submission and release, and then stops the text."""
_NO_SUMMARY = "releases.summary_missing"


def findings(
    *,
    title: str,
    summary: str,
    text: str,
    files: tuple[FileUse, ...],
    reach: Reach,
    policy_stage: PolicyStage,
    cleared: bool,
    hours: tuple[datetime | None, datetime | None],
    now: datetime,
    known_files: frozenset[str],
) -> list[Finding]:
    """Everything there is to say. `text` is the body without markup; `hours` are embargo and
    release; `known_files` are those that belong to this text."""
    found = [*_title(title), *_words(summary, text), *_files(files, known_files)]
    if rules.needs_clearance(policy_stage, reach, cleared):
        found.append(Finding("releases.not_cleared", Severity.REQUIRED, "policy_stage"))
    for name, hour in zip(("embargo_until", "release_at"), hours, strict=True):
        if hour is not None and hour <= now:
            found.append(Finding("releases.hour_past", Severity.REQUIRED, name, {"field": name}))
    return found


def with_lines(
    found: list[Finding],
    house: House,
    *,
    today: date,
    answering: frozenset[UUID],
    unit: UUID,
    speaking: frozenset[UUID],
) -> list[Finding]:
    """What there is to say of a message house: its lines in place of summary and body.

    `answering` are the bodies that may write the topic's lines, none if no topic is chosen;
    `speaking` those of the people quoted who hold a mandate to speak today.
    """
    kept = [each for each in found if each.code not in ("releases.body_missing", _NO_SUMMARY)]
    return [*kept, *_topic(answering, unit), *_lines(house, speaking), *_days(house, today)]


def _topic(answering: frozenset[UUID], unit: UUID) -> list[Finding]:
    if not answering:
        return [Finding("releases.house_topic_missing", Severity.REQUIRED, "topic")]
    if unit not in answering:
        return [Finding("releases.not_topic_unit", Severity.REQUIRED, "topic")]
    return []


def _lines(house: House, speaking: frozenset[UUID]) -> list[Finding]:
    found = []
    seen = houses.open_part(house)
    if not (seen.messages or seen.answers):
        found.append(Finding("releases.house_empty", Severity.REQUIRED, "messages"))
    for name in houses.unfinished(house):
        found.append(Finding("releases.house_unfinished", Severity.REQUIRED, name, {"part": name}))
    for quote in house.quotes:
        if quote.speaker not in (houses.NOBODY, *speaking):
            told = {"name": quote.name}
            found.append(Finding("releases.house_speaker", Severity.REQUIRED, "quotes", told))
    for figure in house.figures:
        if figure.value is None and figure.series != houses.NOBODY:
            told = {"words": figure.words}
            found.append(Finding("releases.house_figure_empty", Severity.WARNING, "figures", told))
    if not house.one_line:
        found.append(Finding("releases.house_no_one_line", Severity.SUGGESTION, "one_line"))
    return found


def _days(house: House, today: date) -> list[Finding]:
    found = []
    if not houses.is_valid(house, today):
        found.append(Finding("releases.house_ended", Severity.REQUIRED, "valid_until"))
    if house.review_on is None:
        found.append(Finding("releases.house_no_review", Severity.WARNING, "review_on"))
    elif house.review_on < today:
        found.append(Finding("releases.house_review_past", Severity.REQUIRED, "review_on"))
    return found


def of_figures(references: Iterable[Reference]) -> list[Finding]:
    """What there is to say of the figures that a text refers to: the worst of each, once."""
    found: dict[tuple[str, str], Finding] = {}
    for each in references:
        wrong = next((name for name in FIGURE_WRONGS if getattr(each, name)), None)
        if wrong:
            code, severity = FIGURE_WRONGS[wrong]
            finding = Finding(code, severity, "body", {"words": each.written})
            found.setdefault((code, each.written), finding)
    return list(found.values())


def of_template(required: tuple[str, ...], begun: str, title: str, body: str) -> list[Finding]:
    """What the template asks for and the body lacks, and the places in square brackets of the
    words it began with (`begun`) that nobody filled in."""
    missing = [
        Finding("releases.part_missing", Severity.REQUIRED, "body", {"heading": heading})
        for heading in lacking(body, required)
    ]
    places, text = _PLACE.findall(begun), to_text(body)
    left = [("title", each) for each in places if f"[{each}]" in title]
    left += [("body", each) for each in places if f"[{each}]" in text]
    return missing + [
        Finding("releases.place_left", Severity.REQUIRED, field, {"words": words[:60]})
        for field, words in left[:3]
    ]


def blocking(found: list[Finding]) -> list[Finding]:
    return [each for each in found if each.severity == Severity.REQUIRED]


def stopping_release(found: list[Finding]) -> list[Finding]:
    """Those that keep an approved text from going out: what the law or the house would be broken
    by, though nothing of it stood in the way when it was submitted."""
    return [each for each in blocking(found) if each.code in AT_RELEASE]


def check_ready(stopping: list[Finding]) -> None:
    """Refused: not_ready (params `findings`: codes, `points`: codes with what their words need)."""
    if stopping:
        points = [{"code": each.code, **each.params} for each in stopping]
        raise Refused("releases.not_ready", findings=[p["code"] for p in points], points=points)


def _title(title: str) -> list[Finding]:
    if not title.strip():
        return [Finding("releases.title_missing", Severity.REQUIRED, "title")]
    if len(title) > MAX_TITLE:
        return [
            Finding("releases.title_too_long", Severity.REQUIRED, "title", {"limit": MAX_TITLE})
        ]
    if len(title) > LONG_TITLE:
        return [Finding("releases.title_long", Severity.WARNING, "title", {"limit": LONG_TITLE})]
    return []


def _words(summary: str, text: str) -> list[Finding]:
    found = []
    if not text.strip():
        found.append(Finding("releases.body_missing", Severity.REQUIRED, "body"))
    if not summary.strip():
        found.append(Finding(_NO_SUMMARY, Severity.SUGGESTION, "summary"))
    return found


def _files(files: tuple[FileUse, ...], known: frozenset[str]) -> list[Finding]:
    found = []
    for use in files:
        where = {"file": use.file}
        if use.file not in known:
            found.append(Finding("releases.file_missing", Severity.REQUIRED, "files", where))
        elif use.role == FileRole.PHOTO and not use.caption.strip():
            found.append(Finding("releases.caption_missing", Severity.WARNING, "files", where))
        elif use.role == FileRole.PHOTO and not use.credit.strip():
            found.append(Finding("releases.credit_missing", Severity.SUGGESTION, "files", where))
    return found
