"""What may stand where: a block as its place allows, lists not too deep, rules between blocks."""

from collections.abc import Iterator
from typing import Literal

from .blocks import Block, Cell, Figure, Heading, Listing, Paragraph, Quote, Rule, Table

_DEEPEST_LIST = 6
Place = Literal["body", "quote", "item", "cell"]


def fitting(block: Block, place: Place) -> list[Block]:
    """The block as it may stand in that place: only the body holds headings, quotes, tables."""
    if place == "body" or isinstance(block, (Paragraph, Listing)):
        return [block]
    if isinstance(block, Heading):
        return [Paragraph(block.runs)]
    if isinstance(block, Quote):
        return list(block.blocks)
    if isinstance(block, Table):
        return [inner for row in block.rows for cell in row for inner in cell.blocks]
    if isinstance(block, Figure) and block.caption:
        return [Paragraph(block.caption)]
    return []


def shallow(block: Block, depth: int = 1) -> Block:
    """Lists nest six deep; what lies deeper joins the item of the sixth."""
    if isinstance(block, Quote):
        return Quote(tuple(shallow(inner, depth) for inner in block.blocks))
    if isinstance(block, Table):
        rows = tuple(tuple(_shallow_cell(cell, depth) for cell in row) for row in block.rows)
        return Table(rows, block.head)
    if not isinstance(block, Listing):
        return block
    if depth < _DEEPEST_LIST:
        items = [tuple(shallow(inner, depth + 1) for inner in item) for item in block.items]
    else:
        items = [tuple(_flattened(item)) for item in block.items]
    return Listing(block.ordered, tuple(items))


def _shallow_cell(cell: Cell, depth: int) -> Cell:
    blocks = tuple(shallow(block, depth) for block in cell.blocks)
    return Cell(blocks, cell.header, cell.colspan, cell.rowspan)


def _flattened(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Listing):
            for item in block.items:
                yield from _flattened(item)
        else:
            yield block


def parted(blocks: list[Block]) -> Iterator[Block]:
    """A rule only where it parts two blocks: none at either end, none twice."""
    rule: Rule | None = None
    begun = False
    for block in blocks:
        if isinstance(block, Rule):
            rule = block if begun else None
            continue
        if rule:
            yield rule
        rule, begun = None, True
        yield block
