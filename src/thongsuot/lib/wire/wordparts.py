"""What python-docx has no call for: links, frames, fields, numbering, alternative texts."""

from collections.abc import Iterable
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from thongsuot.lib.text.blocks import Run

FONT = "Times New Roman"
_SIZE = Pt(13)
_BLUE = "0B4F8A"


def set_page(word: WordDocument, *, language: str) -> None:
    """A4, Times New Roman 13, margins 2 – 2 – 3 – 2 cm (top, bottom, left, right)."""
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(2), Cm(2)
    page.left_margin, page.right_margin = Cm(3), Cm(2)
    sizes = {
        "Normal": 13,
        "Heading 1": 16,
        "Heading 2": 14,
        "Heading 3": 13,
        "Caption": 11,
        "Footer": 10,
    }
    for name, size in sizes.items():
        _set_style(word, name, Pt(size))
    body = word.styles["Normal"].paragraph_format
    body.space_after, body.line_spacing = Pt(6), 1.15
    body.widow_control = True
    fonts = word.styles["Normal"].element.get_or_add_rPr()
    fonts.append(_made("w:lang", val=language, eastAsia=language))


def _set_style(word: WordDocument, name: str, size: Length) -> None:
    style: Any = word.styles[name]
    style.font.name, style.font.size = FONT, size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    if name.startswith("Heading"):
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.bold, style.font.italic = True, name == "Heading 3"
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(6)
    if name == "Caption":
        style.font.color.rgb, style.font.bold = RGBColor(0x33, 0x33, 0x33), False


def set_footer(word: WordDocument, text: str, page: list[str]) -> None:
    """A footer with a text and «Trang 1 / 3»; `page` is what stands before, between, after."""
    paragraph = word.sections[0].footer.paragraphs[0]
    line_above(paragraph, wide=True)
    paragraph.add_run(text)
    below = word.sections[0].footer.add_paragraph(style="Footer")
    below.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    below.add_run(page[0])
    _add_field(below, "PAGE")
    below.add_run(page[1])
    _add_field(below, "NUMPAGES")
    below.add_run(page[2])


def _add_field(paragraph: Paragraph, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else None)
        if kind in ("begin", "separate", "end"):
            run._r.append(_made("w:fldChar", fldCharType=kind))
        elif not kind:
            code: Any = OxmlElement("w:instrText")
            code.text = f" {text} "
            run._r.append(code)


def add_runs(paragraph: Paragraph, runs: Iterable[Run]) -> None:
    """Runs with their marks; those with an address as links."""
    for run in runs:
        if run.is_break:
            paragraph.add_run().add_break()
        elif run.href:
            _mark(add_link(paragraph, run.href, run.text), run.marks)
        else:
            _mark(paragraph.add_run(run.text), run.marks)


def _mark(run: WordRun, marks: frozenset[str]) -> None:
    run.bold = True if "strong" in marks else None
    run.italic = True if "em" in marks else None
    run.font.strike = True if "s" in marks else None
    if "u" in marks:
        run.underline = True
    if "sup" in marks:
        run.font.superscript = True
    elif "sub" in marks:
        run.font.subscript = True


def add_link(paragraph: Paragraph, address: str, text: str) -> WordRun:
    """A run that links outside."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = paragraph.add_run(text)
    paint(run, _BLUE)
    run.underline = True
    link: Any = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    link.append(run._r)
    paragraph._p.append(link)
    return run


def paint(run: WordRun, colour: str) -> None:
    """The colour of letters, six hex digits."""
    run.font.color.rgb = RGBColor.from_string(colour)


def frame(paragraph: Paragraph, colour: str) -> None:
    """A box around a paragraph, lightly filled."""
    borders: Any = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_made(f"w:{side}", val="single", sz="12", space="6", color=colour))
    _add_property(paragraph, borders)
    _add_property(paragraph, _made("w:shd", val="clear", color="auto", fill="FBF3F2"))
    paragraph.paragraph_format.space_after = Pt(12)


def line_above(paragraph: Paragraph, *, wide: bool = False) -> None:
    """A line over a paragraph: across the page, or short under the unit's name."""
    borders: Any = OxmlElement("w:pBdr")
    borders.append(_made("w:top", val="single", sz="6", space="3", color="000000"))
    _add_property(paragraph, borders)
    if not wide:
        paragraph.paragraph_format.left_indent = Cm(1.6)
        paragraph.paragraph_format.right_indent = Cm(1.6)


def _add_property(paragraph: Paragraph, element: Any) -> None:
    # The schema wants borders and shading right after the style, before spacing and alignment.
    properties = paragraph._p.get_or_add_pPr()
    after = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(element, *after)


def add_plain_table(word: WordDocument, widths: tuple[Length, ...]) -> Table:
    """One row without borders, for the letterhead."""
    table: Table = word.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = width
    return table


def describe(inline: InlineShape, text: str) -> None:
    """The alternative text of a picture."""
    inline._inline.docPr.set("descr", text)


def add_numbering(word: WordDocument, *, ordered: bool) -> int:
    """A numbering of its own for one list (so each begins at 1); its id."""
    numbering: Any = word.part.numbering_part.element
    number = 1 + max((int(num.numId) for num in numbering.num_lst), default=0)
    abstract: Any = _made("w:abstractNum", abstractNumId=str(number + 1000))
    abstract.append(_made("w:multiLevelType", val="hybridMultilevel"))
    for level in range(9):
        abstract.append(_level(level, ordered))
    first = numbering.num_lst
    if first:
        first[0].addprevious(abstract)
    else:
        numbering.append(abstract)
    return int(numbering.add_num(number + 1000).numId)


def _level(level: int, ordered: bool) -> Any:
    made = _made("w:lvl", ilvl=str(level))
    made.append(_made("w:start", val="1"))
    made.append(_made("w:numFmt", val="decimal" if ordered else "bullet"))
    made.append(_made("w:lvlText", val=f"%{level + 1}." if ordered else "–" if level % 2 else "•"))
    made.append(_made("w:lvlJc", val="left"))
    properties: Any = OxmlElement("w:pPr")
    properties.append(_made("w:ind", left=str(567 * (level + 1)), hanging="397"))
    made.append(properties)
    return made


def number_paragraph(paragraph: Paragraph, numbering: int, level: int) -> None:
    """Make a paragraph an item of that numbering."""
    known: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    known.get_or_add_ilvl().val = level
    known.get_or_add_numId().val = numbering


def shade(cell: Any, colour: str) -> None:
    """The ground of a table cell."""
    cell._tc.get_or_add_tcPr().append(_made("w:shd", val="clear", color="auto", fill=colour))


def repeat_row(row: Any) -> None:
    """Let a row of a table's heading stand on every page."""
    row._tr.get_or_add_trPr().append(_made("w:tblHeader", val="true"))


def _made(tag: str, **attributes: str) -> Any:
    element: Any = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
