"""The words of a Markdown file: what it says, without its signs. No renderer: links, looks and
pictures are passed over, and what is only for machines (code, comments) is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading, item, cell. `level` of headings: 1 to 6."""

    kind: Kind
    text: str
    level: int = 0


_FRONT = re.compile(r"\A---\n(.{0,5000}?)\n---\n", re.DOTALL)
_TOLD = re.compile(r"^([a-z]+):[ ]*[\"']?([^\n]*?)[\"']?[ ]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--(?:(?!<!--).){0,10000}?-->", re.DOTALL)
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ ]+([^\n]*?)[ #]*\Z")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ ]*\Z")
_ITEM = re.compile(r"\A\s*(?:[-*+]|\d{1,3}[.)])[ ]+(?=\S)")
_QUOTE = re.compile(r"\A[ ]{0,3}>[ ]?")
_RULE = re.compile(r"[ ]{0,3}(?:[-*_][ ]*){3,}\Z")
_WHERE = r"\([^()\s]{0,2000}(?:[ ]\"[^\"\n]{0,300}\")?\)|\[[^\[\]\n]{0,100}\]"
_LINK = re.compile(rf"!?\[([^\[\]\n]{{0,1000}})\](?:{_WHERE})")
_ADDRESS = re.compile(r"<(https?://[^<>\s]{1,2000}|[^<>\s@]{1,100}@[^<>\s]{1,200})>")
_STARS = re.compile(r"(?<![\\*])(\*{1,3})(?=[^\s*])([^*\n]{0,500}?[^\s*\\])\1")
_SCORES = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^\n]{0,300}?[^\s_\\])\1(?!\w)")
_TICKS = re.compile(r"`+|~~")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def front(text: str) -> tuple[dict[str, str], str]:
    """What stands between «---» at the head (title: …), and the rest."""
    found = _FRONT.match(text)
    return (dict(_TOLD.findall(found[1])), text[found.end() :]) if found else ({}, text)


def lines(text: str) -> list[Line]:
    """What a Markdown text says, in order; paragraphs are one line each."""
    return [line for line in _parsed(_COMMENT.sub("", text).split("\n")) if line.text]


def _parsed(rows: list[str]) -> Iterator[Line]:
    held: list[str] = []
    kind, fenced = Kind.TEXT, False
    for row in [*rows, ""]:
        if _FENCE.match(row):
            fenced = not fenced
        heading = _HEADING.match(row)
        if fenced or heading or _FENCE.match(row) or not row.strip() or "|" in row[:1]:
            yield Line(kind, _plain(" ".join(held)))
            held, kind = [], Kind.TEXT
            if heading and not fenced:
                yield Line(Kind.HEADING, _plain(heading[2]), len(heading[1]))
            elif row[:1] == "|" and not fenced:
                yield from _cells(row)
        elif held and kind == Kind.TEXT and _UNDERLINE.match(row):
            level = 1 if "=" in row else 2
            yield Line(Kind.HEADING, _plain(" ".join(held)), level)
            held = []
        elif not _RULE.match(row):
            begun = _begun(row)
            if begun and held and (begun != Kind.QUOTE or kind != Kind.QUOTE):
                yield Line(kind, _plain(" ".join(held)))
                held = []
            kind = begun or (kind if held else Kind.TEXT)
            held.append(_ITEM.sub("", _QUOTE.sub("", row, count=1), count=1).strip())


def _begun(row: str) -> Kind | None:
    if _QUOTE.match(row):
        return Kind.QUOTE
    return Kind.ITEM if _ITEM.match(row) else None


def _cells(row: str) -> Iterator[Line]:
    cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
    if not all(set(cell) <= set(":- ") for cell in cells):
        yield from (Line(Kind.CELL, _plain(cell)) for cell in cells)


def _plain(text: str) -> str:
    words = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", text))
    words = _TICKS.sub("", _SCORES.sub(r"\2", _STARS.sub(r"\2", words)))
    return " ".join(_ESCAPED.sub(r"\1", words).split())
