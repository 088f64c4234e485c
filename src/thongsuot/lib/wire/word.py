"""Word (.docx): a page a ministry may send on, and edit. Same document, same bytes."""

from io import BytesIO
from uuid import UUID

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Emu, Pt
from docx.text.paragraph import Paragraph

from thongsuot.lib.text import to_blocks
from thongsuot.lib.text.blocks import Figure
from thongsuot.lib.text.figure_links import without_links
from thongsuot.lib.text.inline import one_line

from . import wordparts as parts
from .banners import Banner, banners
from .document import EditionDocument, Picture
from .drawing import alt, caption, contact_line, in_gallery, line_share
from .illustrations import illustrations
from .packing import repacked
from .wordblocks import Writer
from .words import place_and_date, words

_AMBER, _RED, _NAVY = "8A5A00", "A3161B", "12355B"
_Drawn = dict[UUID, tuple[Picture, bytes]]
_LINE_WIDTH = Cm(16)
_TALLEST = Cm(20)


def docx(doc: EditionDocument) -> bytes:
    """The edition as a Word file: Times New Roman 13, A4, margins of Decree 30/2020/NĐ-CP."""
    word = Document()
    parts.set_page(word, language="en-US" if doc.language.startswith("en") else "vi-VN")
    _set_properties(word, doc)
    for banner in banners(doc):
        _banner(word, banner)
    _letterhead(word, doc)
    _body(word, doc)
    _ends(word, doc)
    said = words(doc.language)
    number = said.number.format(one_line(doc.number))
    parts.set_footer(
        word, f"{number} · {said.verify.format(doc.verify_url)}", said.page.split("{}")
    )
    held = BytesIO()
    word.save(held)
    return repacked(held.getvalue())


def _set_properties(word: WordDocument, doc: EditionDocument) -> None:
    known, at = word.core_properties, doc.issued_at.replace(tzinfo=None)
    known.title, known.author = one_line(doc.title)[:255], one_line(doc.unit_name)[:255]
    known.last_modified_by, known.comments = known.author, ""
    known.subject = one_line(doc.number)[:255]
    known.keywords = ", ".join(one_line(label) for _, label in doc.topics)[:255]
    known.language = doc.language
    known.created = known.modified = at
    known.identifier, known.revision = doc.id.urn, 1


def _banner(word: WordDocument, banner: Banner) -> None:
    embargo = banner.kind == "embargo"
    colour = _AMBER if embargo else _RED
    box = word.add_paragraph()
    parts.frame(box, colour)
    label = box.add_run((banner.text if embargo else banner.label).upper())
    label.bold = True
    parts.paint(label, colour)
    if not embargo and banner.text:
        label.add_break()
        box.add_run(one_line(banner.text))
    if banner.url:
        box.add_run().add_break()
        parts.add_link(box, banner.url, banner.url)


def _letterhead(word: WordDocument, doc: EditionDocument) -> None:
    said = words(doc.language)
    table = parts.add_plain_table(word, (Cm(7.5), Cm(8.5)))
    left, right = (cell.paragraphs[0] for cell in table.rows[0].cells)
    for paragraph in (left, right):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(2)
    left.add_run(one_line(doc.unit_name).upper()).bold = True
    number = table.rows[0].cells[0].add_paragraph(said.number.format(one_line(doc.number)))
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    parts.line_above(number)
    date = place_and_date(one_line(doc.place), doc.issued_at, doc.language)
    right.add_run(date).italic = True
    kind = word.add_paragraph()
    kind.alignment = WD_ALIGN_PARAGRAPH.CENTER
    kind.paragraph_format.space_before = Pt(14)
    run = kind.add_run(one_line(doc.kind_label).upper())
    run.bold = True
    parts.paint(run, _NAVY)


def _body(word: WordDocument, doc: EditionDocument) -> None:
    drawn = illustrations(doc)
    blocks = without_links(to_blocks(doc.body_html))
    writer = Writer(word, lambda figure: _figure(word, doc, figure, drawn))
    title = word.add_heading(one_line(doc.title), level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if one_line(doc.summary):
        word.add_paragraph().add_run(one_line(doc.summary)).bold = True
    writer.write(blocks)
    gallery = [picture for picture in in_gallery(doc, blocks) if picture.id in drawn]
    if gallery:
        word.add_heading(words(doc.language).pictures, level=2)
    for picture in gallery:
        _figure(word, doc, Figure(picture.id), drawn)


def _figure(word: WordDocument, doc: EditionDocument, figure: Figure, drawn: _Drawn) -> None:
    if figure.file_id not in drawn:
        return
    picture, content = drawn[figure.file_id]
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    width = int(_LINE_WIDTH * line_share(picture))
    inline = paragraph.add_run().add_picture(BytesIO(content), width=width)
    if inline.height > _TALLEST:
        narrower = Emu(int(inline.width * _TALLEST / inline.height))
        inline.width, inline.height = narrower, _TALLEST
    parts.describe(inline, alt(picture, figure))
    told = caption(doc, picture, figure)
    if told:
        paragraph.paragraph_format.keep_with_next = True
        below = word.add_paragraph(style="Caption")
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        parts.add_runs(below, told)


def _ends(word: WordDocument, doc: EditionDocument) -> None:
    said = words(doc.language)
    if doc.contacts:
        parts.line_above(_title(word, said.contact), wide=True)
    for contact in doc.contacts:
        parts.add_runs(word.add_paragraph(), contact_line(contact))
    if doc.attachments:
        _title(word, said.attachments)
    for each in doc.attachments:
        parts.add_link(word.add_paragraph(), each.url, one_line(each.name) or each.url)


def _title(word: WordDocument, text: str) -> Paragraph:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(12)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(text).bold = True
    return paragraph
