"""Figures of the fact bank in a text: a link «/so-lieu/<value>/» around the words that say it.

A link outlives every editor, Word and mail. Elsewhere the address says nothing, so renditions show
the words alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from .blocks import Block, Cell, Figure, Heading, Listing, Paragraph, Quote, Rule, Run, Table, plain

_ADDRESS = re.compile(
    r"(?:https?://[^/?#\s]+)?/so-lieu/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?(?:[?#]\S*)?",
    re.IGNORECASE,
)
_Runs = tuple[Run, ...]


def address_of(value: UUID) -> str:
    """Where a text links to for that value: relative, so that the site may move."""
    return f"/so-lieu/{value}/"


def value_of(href: str) -> UUID | None:
    """The value an address stands for, absolute ones of any site too: ids are unique everywhere.

    Clipboards and Word make every link absolute.
    """
    found = _ADDRESS.fullmatch(href.strip())
    return UUID(found[1]) if found else None


def links(blocks: Iterable[Block]) -> list[tuple[UUID, str]]:
    """(value, words) of every figure in a text, in its order."""
    return [
        (value, plain(runs))
        for block in blocks
        for line in _lines(block)
        for value, runs in _parted(line)
        if value is not None
    ]


def without_links(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with the words of figures alone, as readers elsewhere see them."""
    return tuple(_changed(block, _bare) for block in blocks)


def replaced(
    blocks: Iterable[Block], change: Callable[[UUID, str], tuple[UUID, str] | None]
) -> tuple[Block, ...]:
    """The blocks with other figures: `change` gets a value and its words, and gives those that
    shall stand there, or None to leave them."""

    def line(runs: _Runs) -> _Runs:
        found: list[Run] = []
        for value, part in _parted(runs):
            new = change(value, plain(part)) if value else None
            made = (Run(new[1], part[0].marks, address_of(new[0])),) if new else part
            found += made
        return tuple(found)

    return tuple(_changed(block, line) for block in blocks)


def _bare(runs: _Runs) -> _Runs:
    return tuple(Run(run.text, run.marks) if value_of(run.href) else run for run in runs)


def _parted(runs: _Runs) -> Iterator[tuple[UUID | None, _Runs]]:
    """Neighbours that link to one figure belong together, whatever their looks."""
    held: list[Run] = []
    for run in runs:
        if held and run.href != held[0].href:
            yield value_of(held[0].href), tuple(held)
            held = []
        held.append(run)
    if held:
        yield value_of(held[0].href), tuple(held)


def _lines(block: Block) -> Iterator[_Runs]:
    seen: list[_Runs] = []

    def note(runs: _Runs) -> _Runs:
        seen.append(runs)
        return runs

    _changed(block, note)
    return iter(seen)


def _changed(block: Block, change: Callable[[_Runs], _Runs]) -> Block:
    """The block with every line of text changed."""

    def all_of(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(_changed(each, change) for each in blocks)

    match block:
        case Paragraph(runs):
            return Paragraph(change(runs))
        case Heading(level, runs):
            return Heading(level, change(runs))
        case Listing(ordered, items):
            return Listing(ordered, tuple(all_of(item) for item in items))
        case Quote(blocks):
            return Quote(all_of(blocks))
        case Table(rows, head):
            return Table(tuple(tuple(_cell(c, all_of) for c in row) for row in rows), head)
        case Figure(file_id, alt, caption):
            return Figure(file_id, alt, change(caption))
        case Rule():
            return block


def _cell(cell: Cell, all_of: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> Cell:
    return Cell(all_of(cell.blocks), cell.header, cell.colspan, cell.rowspan)
