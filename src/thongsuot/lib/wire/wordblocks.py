"""The blocks of a body as paragraphs, lists and tables of Word."""

from collections.abc import Callable, Iterable
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from thongsuot.lib.text.blocks import (
    Block,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from thongsuot.lib.text.grid import Placed, grid

from . import wordparts as parts

_Place = WordDocument | _Cell


class Writer:
    """Writes blocks into a document; figures are drawn by whoever has their files."""

    def __init__(self, word: WordDocument, draw: Callable[[Figure], None]) -> None:
        self.word = word
        self.draw = draw

    def write(self, blocks: Iterable[Block]) -> None:
        """At the end of the document."""
        for block in blocks:
            self._block(self.word, block)

    def _block(self, place: _Place, block: Block) -> None:
        match block:
            case Paragraph(runs):
                _justified(_paragraph(place, runs))
            case Heading(level, runs):
                parts.add_runs(self.word.add_heading(level=level), runs)
            case Listing():
                self._list(place, block, 0)
            case Quote(inner):
                self._quote(place, inner)
            case Table():
                self._table(block)
            case Figure():
                self.draw(block)
            case Rule():
                _rule(place)

    def _list(self, place: _Place, listing: Listing, level: int) -> None:
        numbering = parts.add_numbering(self.word, ordered=listing.ordered)
        for item in listing.items:
            numbered = False
            for block in item:
                if isinstance(block, Listing):
                    self._list(place, block, level + 1)
                elif isinstance(block, Paragraph):
                    paragraph = _paragraph(place, block.runs)
                    if numbered:
                        paragraph.paragraph_format.left_indent = Cm(level + 1)
                    else:
                        parts.number_paragraph(paragraph, numbering, level)
                    numbered = True

    def _quote(self, place: _Place, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                runs = [Run(run.text, run.marks ^ {"em"}, run.href) for run in block.runs]
                paragraph = _paragraph(place, runs)
                paragraph.paragraph_format.left_indent = Cm(1)
                paragraph.paragraph_format.right_indent = Cm(1)
            else:
                self._block(place, block)

    def _table(self, table: Table) -> None:
        columns, placed = grid(table)
        made = self.word.add_table(rows=len(table.rows), cols=columns, style="Table Grid")
        for each in placed:
            self._cell(made, each, each.cell.header or each.row < table.head)
        for row in made.rows[: table.head]:
            parts.repeat_row(row)
        self.word.add_paragraph().paragraph_format.space_after = Pt(2)

    def _cell(self, made: Any, placed: Placed, header: bool) -> None:
        cell = made.cell(placed.row, placed.column)
        if placed.rows > 1 or placed.columns > 1:
            last = made.cell(placed.row + placed.rows - 1, placed.column + placed.columns - 1)
            cell = cell.merge(last)
        if header:
            parts.shade(cell, "EEF2F6")
        empty = cell.paragraphs[0]
        for block in placed.cell.blocks:
            if header and isinstance(block, Paragraph):
                strong = [Run(run.text, run.marks | {"strong"}, run.href) for run in block.runs]
                block = Paragraph(tuple(strong))
            if isinstance(block, Paragraph):
                _paragraph(cell, block.runs).paragraph_format.space_after = Pt(3)
            else:
                self._block(cell, block)
        if placed.cell.blocks:
            empty._p.getparent().remove(empty._p)


def _paragraph(place: _Place, runs: Iterable[Run]) -> WordParagraph:
    paragraph = place.add_paragraph()
    parts.add_runs(paragraph, runs)
    return paragraph


def _justified(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _rule(place: _Place) -> None:
    paragraph = place.add_paragraph()
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(5)
    parts.line_above(paragraph, wide=True)
