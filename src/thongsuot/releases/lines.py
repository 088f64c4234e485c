"""A text as the checker of clarity sees it: its title, its summary, its body line by line."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from thongsuot.lib import clock
from thongsuot.lib.clarity import Document, Field, Part, of_lines
from thongsuot.lib.clarity.documents import Line, field, lines_of
from thongsuot.lib.clarity.files import MOST_TAGS
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.markup import to_blocks
from thongsuot.releases.models import Release
from thongsuot.releases.terms import Reach

MOST_LINES = 5000
LONGEST_TEXT = 200_000
"""Characters of all parts together."""


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
            of_lines("body", lines_of(to_blocks(body))),
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


def _captions(told: Mapping[str, str]) -> Iterator[Field]:
    for file, words in told.items():
        if words.strip():
            yield field(f"caption:{file}", words, Part.CAPTION)


def _told_fields(told: Mapping[str, Any]) -> Iterator[Field]:
    if told.get("html"):
        html = _words(told["html"])[:LONGEST_TEXT]
        if html.count("<") > MOST_TAGS:
            raise Refused("releases.clarity_too_long", limit=LONGEST_TEXT)
        lines = list(lines_of(to_blocks(html)))
    elif told.get("text"):
        lines = [(Part.BODY, line, False) for line in _words(told["text"]).split("\n")]
    else:
        lines = [_told_line(line) for line in told.get("body") or []]
    if len(lines) > MOST_LINES:
        raise ValueError("lines")
    if "title" in told:  # a machine may ask about a body alone
        yield field("title", _words(told["title"]), Part.TITLE)
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
