"""Documents out of what people have: a string, the HTML of a body, the lines of an editor."""

from collections.abc import Iterable

from thongsuot.lib.clarity.terms import Block, Document, Field, Part


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


def of_lines(name: str, lines: Iterable[tuple[Part, str, bool]]) -> Field:
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
