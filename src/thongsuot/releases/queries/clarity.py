"""How clear a text is: the remarks of the checker, what was made of them, and how rules fare."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count

from thongsuot.lib import clock
from thongsuot.lib.clarity import Document, Field, Part, Report, check, of_lines
from thongsuot.lib.clarity.documents import field
from thongsuot.lib.clarity.precision import wilson_low
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.blocks import Figure, Heading, Listing, Paragraph, Quote, Table, plain
from thongsuot.lib.text.markup import to_blocks
from thongsuot.network.terms import Viewer
from thongsuot.releases.models import Release, Revision, Verdict
from thongsuot.releases.queries.registry import registry
from thongsuot.releases.queries.work import release_for
from thongsuot.releases.terms import Reach
from thongsuot.releases.verdicts import (
    DismissalView,
    DismissReason,
    Looked,
    Outcome,
    RuleStanding,
)

Line = tuple[Part, str, bool]
MOST_LINES = 5000
LONGEST_TEXT = 200_000
"""Characters of all parts together."""
NOT_LOOKED_AT = Looked(Report(()), {})


def look(
    viewer: Viewer, release: Release | UUID | str, document: Document, language: str = "vi"
) -> Looked:
    """What there is to say of a text of this release, in words of `language`.

    Nothing of a release that is not the viewer's, nor of one that is not in Vietnamese.
    """
    row = release if isinstance(release, Release) else release_for(viewer, release)
    if row is None or row.language != "vi":
        return NOT_LOOKED_AT
    known = registry(viewer, without=row.predecessor_id)
    report = check(document, registry=known, language=language)
    return Looked(report, _dismissed(row), _before(row))


def remarks(viewer: Viewer, document: Document, language: str = "vi") -> Report:
    """What there is to say of any text, for what this viewer may know. It is kept nowhere."""
    return check(document, registry=registry(viewer), language=language)


def document_of(
    release: Release,
    title: str,
    summary: str,
    body: str,
    files: Iterable[Mapping[str, Any]] = (),
) -> Document:
    """A text of this release as the checker sees it; `body` in HTML, `files` as texts keep them."""
    return Document(
        (
            field("title", title, Part.TITLE),
            field("lead", summary, Part.LEAD),
            of_lines("body", _lines(to_blocks(body))),
            *_captions({str(use["file"]): str(use.get("caption") or "") for use in files}),
        ),
        kind=release.kind_id,
        outside=release.reach != Reach.UNITS,
        today=clock.legal_date(),
    )


def document_from(
    told: Mapping[str, Any], release: Release | None = None, kind: str = "", outside: bool = True
) -> Document:
    """A document out of what a browser or a machine sends: {title, lead, body: [{part, text,
    item}], captions: {file: words}}, lines in the order of the text. Instead of lines a body may
    come as `html` or as plain `text`.

    Refused: clarity_input, where it has another form; clarity_too_long.
    """
    try:
        fields = tuple(_told_fields(told))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Refused("releases.clarity_input", part="body") from error
    if sum(len(each.text) for each in fields) > LONGEST_TEXT:
        raise Refused("releases.clarity_too_long", limit=LONGEST_TEXT)
    return Document(
        fields,
        kind=release.kind_id if release else kind,
        outside=release.reach != Reach.UNITS if release else outside,
        today=clock.legal_date(),
    )


def verdicts_of(viewer: Viewer, release: Release | UUID | str) -> dict[str, DismissalView]:
    """What was set aside in a text, by fingerprint; nothing of one that is not the viewer's."""
    row = release if isinstance(release, Release) else release_for(viewer, release)
    return _dismissed(row) if row else {}


def ledger() -> list[RuleStanding]:
    """How every version of every rule fared, what was judged most first. A dismissal that was
    taken back does not count."""
    rows = Verdict.objects.filter(restored_at=None).values_list(
        "rule", "rule_version", "outcome", "reason"
    )
    counted: dict[tuple[str, int], Counter[str]] = {}
    for rule, version, outcome, reason, count in rows.annotate(Count("pk")).order_by("rule"):
        word = reason if outcome == Outcome.DISMISSED else Outcome.TAKEN
        counted.setdefault((rule, version), Counter())[word] += count
    found = [_standing(*key, counts) for key, counts in counted.items()]
    return sorted(found, key=lambda each: (-each.count, each.rule, -each.rule_version))


def _standing(rule: str, version: int, counts: Counter[str]) -> RuleStanding:
    every, taken = sum(counts.values()), counts[Outcome.TAKEN]
    right = every - counts[DismissReason.FALSE_ALARM]
    return RuleStanding(
        rule=rule,
        rule_version=version,
        taken=taken,
        dismissed={reason: counts[reason] for reason in DismissReason if counts[reason]},
        useful=taken / every,
        useful_low=wilson_low(taken, every),
        right=right / every,
        right_low=wilson_low(right, every),
    )


def _dismissed(release: Release) -> dict[str, DismissalView]:
    rows = Verdict.objects.filter(release=release, outcome=Outcome.DISMISSED, restored_at=None)
    return {row.fingerprint: _view(row) for row in rows.select_related("by").order_by("pk")}


def _view(row: Verdict) -> DismissalView:
    return DismissalView(
        fingerprint=row.fingerprint,
        rule=row.rule,
        rule_version=row.rule_version,
        match=row.match,
        reason=DismissReason(row.reason),
        note=row.note,
        by_name=row.by.name if row.by else "",
        at=row.at,
    )


def _before(release: Release) -> Mapping[str, Any] | None:
    """The measures of the newest saved revision, which never changes: they are counted once."""
    newest = release.revisions.order_by("-number").values_list("pk", flat=True).first()
    return _measures(newest) if newest else None


@lru_cache(maxsize=256)
def _measures(revision: UUID) -> Mapping[str, Any]:
    row = Revision.objects.select_related("release").get(pk=revision)
    return check(document_of(row.release, row.title, row.summary, row.body, row.files)).measures


# Lines of a text ------------------------------------------------------------------------------


def _captions(told: Mapping[str, str]) -> Iterator[Field]:
    for file, words in told.items():
        if words.strip():
            yield field(f"caption:{file}", words, Part.CAPTION)


def _lines(blocks: Iterable[Any], part: Part = Part.BODY, item: bool = False) -> Iterator[Line]:
    """The text blocks of a body, in their order."""
    for block in blocks:
        match block:
            case Paragraph(runs):
                yield part, plain(runs), item
            case Heading(_, runs):
                yield Part.HEADING, plain(runs), False
            case Listing(_, items):
                for each in items:
                    yield from _lines(each, part, True)
            case Quote(inner):
                yield from _lines(inner, Part.QUOTE, item)
            case Table(rows):
                for cell in (cell for row in rows for cell in row):
                    yield from _lines(cell.blocks, Part.CELL, item)
            case Figure(_, _, runs) if runs:
                yield Part.CAPTION, plain(runs), False


def _told_fields(told: Mapping[str, Any]) -> Iterator[Field]:
    if told.get("html"):
        lines = list(_lines(to_blocks(_words(told["html"])[:LONGEST_TEXT])))
    elif told.get("text"):
        lines = [(Part.BODY, line, False) for line in _words(told["text"]).split("\n")]
    else:
        lines = [_told_line(line) for line in told.get("body") or []]
    if len(lines) > MOST_LINES:
        raise ValueError("lines")
    yield field("title", _words(told.get("title")), Part.TITLE)
    yield field("lead", _words(told.get("lead")), Part.LEAD)
    yield of_lines("body", lines)
    captions = told.get("captions") or {}
    yield from _captions({str(file)[:80]: _words(words) for file, words in captions.items()})


def _told_line(line: Any) -> Line:
    if isinstance(line, str):
        return Part.BODY, line, False
    return Part(line.get("part") or Part.BODY), _words(line.get("text")), bool(line.get("item"))


def _words(given: Any) -> str:
    if given is not None and not isinstance(given, str):
        raise TypeError("words")
    return given or ""
