"""Documents out of what people have: a string, the HTML of a body, the lines of an editor."""

from collections.abc import Iterable, Iterator

from thongsuot.lib.clarity.terms import Block, Document, Field, Part
from thongsuot.lib.text import blocks as texts

Line = tuple[Part, str, bool]
"""What a line is, its words, whether it is an item of a list."""


def of_text(text: str) -> Document:
    """A plain text: all of it body, one block a line."""
    return Document((field("body", text, Part.BODY),))


def field(name: str, text: str, part: Part) -> Field:
    """A field whose every line is one block of one part."""
    blocks, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(part, place, place + len(line)))
        place += len(line) + 1
    return Field(name, text, tuple(blocks))


def of_lines(name: str, lines: Iterable[Line]) -> Field:
    """A field of lines (part, words, whether an item of a list), joined by line ends."""
    blocks, texts, place = [], [], 0
    for part, words, item in lines:
        blocks.append(Block(part, place, place + len(words), item))
        texts.append(words)
        place += len(words) + 1
    return Field(name, "\n".join(texts), tuple(blocks))


def of_release(*, title: str, lead: str, body: Field | str, kind: str = "") -> Document:
    """A text of the house: its title, its summary, its body."""
    body = field("body", body, Part.BODY) if isinstance(body, str) else body
    return Document(
        (field("title", title, Part.TITLE), field("lead", lead, Part.LEAD), body), kind=kind
    )


def lines_of(
    blocks: Iterable[texts.Block], part: Part = Part.BODY, item: bool = False
) -> Iterator[Line]:
    """The lines of a body, in order: paragraphs, headings, items, cells, captions."""
    for block in blocks:
        match block:
            case texts.Paragraph(runs):
                yield part, texts.plain(runs), item
            case texts.Heading(_, runs):
                yield Part.HEADING, texts.plain(runs), False
            case texts.Listing(_, items):
                for each in items:
                    yield from lines_of(each, part, True)
            case texts.Quote(inner):
                yield from lines_of(inner, Part.QUOTE, item)
            case texts.Table(rows):
                for cell in (cell for row in rows for cell in row):
                    yield from lines_of(cell.blocks, Part.CELL, item)
            case texts.Figure(_, _, runs) if runs:
                yield Part.CAPTION, texts.plain(runs), False
