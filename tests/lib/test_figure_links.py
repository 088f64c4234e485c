"""Figures of the bank in a text: links that stay, and words alone elsewhere."""

from dataclasses import replace
from io import BytesIO
from uuid import UUID

import pytest
from docx import Document as Word

from thongsuot.lib.text import clean, to_blocks, to_text, writing
from thongsuot.lib.text.figure_links import address_of, links, replaced, value_of
from thongsuot.lib.wire import mail, ninjs, pdf, plain, word
from thongsuot.lib.wire.document import EditionDocument

VALUE = UUID("0f0e0d0c-0b0a-4908-8706-050403020100")
OTHER = UUID("10000000-0000-4000-8000-000000000001")
LINK = f'<a href="/so-lieu/{VALUE}/" rel="noopener">124,5 triệu thuê bao</a>'
BODY = f"<p>Cả nước có {LINK}, tính đến tháng Chín.</p>"


@pytest.mark.parametrize(
    "href",
    [
        f"/so-lieu/{VALUE}/",
        f"/so-lieu/{VALUE}",
        f"/so-lieu/{str(VALUE).upper()}/",
        f"https://truyenthong.example.gov.vn/so-lieu/{VALUE}/?x=1#y",
        f" http://localhost:8000/so-lieu/{VALUE}/ ",
    ],
)
def test_a_body_keeps_the_link_in_one_relative_form(href: str) -> None:
    cleaned = clean(
        f'<p>Cả nước có <a href="{href}">124,5 triệu thuê bao</a>, tính đến tháng Chín.'
    )
    assert cleaned == BODY
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "href",
    [
        "/so-lieu/",
        "/so-lieu/1/",
        f"/tin/{VALUE}/",
        f"//x/so-lieu/{VALUE}/",
        f"/so-lieu/{VALUE}/../",
        f"javascript:/so-lieu/{VALUE}/",
    ],
)
def test_no_other_relative_address_passes(href: str) -> None:
    assert value_of(href) is None
    assert "href" not in clean(f'<p><a href="{href}">chữ</a></p>')


def test_links_are_found_wherever_text_stands_and_however_it_looks() -> None:
    html = clean(
        f"<h2>{LINK}</h2><ul><li>một {LINK}</li></ul><blockquote><p>{LINK}</p></blockquote>"
        f"<table><tr><td>{LINK}</td></tr></table>"
        f'<p><a href="{address_of(OTHER)}">97<strong>,3%</strong></a></p>'
    )
    found = links(to_blocks(html))
    assert found == [(VALUE, "124,5 triệu thuê bao")] * 4 + [(OTHER, "97,3%")]


def test_one_figure_is_replaced_and_nothing_else_changes() -> None:
    html = clean(BODY + f'<p><a href="{address_of(OTHER)}">97,3%</a> và <em>chữ</em></p>')
    blocks = replaced(
        to_blocks(html), lambda value, words: (VALUE, "98%") if value == OTHER else None
    )
    expected = html.replace(str(OTHER), str(VALUE)).replace("97,3%", "98%")
    assert writing.html(blocks) == expected == clean(expected)


def test_words_alone_in_plain_text() -> None:
    assert to_text(BODY) == "Cả nước có 124,5 triệu thuê bao, tính đến tháng Chín."
    other = '<p>Xem <a href="https://vidu.example/a">bài</a></p>'
    assert to_text(other) == "Xem bài (https://vidu.example/a)"


def test_words_alone_in_every_rendition(document: EditionDocument) -> None:
    doc = replace(document, body_html=clean(BODY))
    _subject, text, html = mail.letter_parts(doc)
    shown = [text, html, plain.full_text(doc), plain.for_zalo(doc), str(ninjs.item(doc))]
    for rendition in shown[:3] + shown[4:]:
        assert "124,5 triệu thuê bao" in rendition
    made = Word(BytesIO(word.docx(doc)))
    assert "124,5 triệu thuê bao" in "\n".join(each.text for each in made.paragraphs)
    shown += [rel.target_ref for rel in made.part.rels.values() if rel.is_external]
    assert not [rendition for rendition in shown if "so-lieu" in rendition]
    assert b"so-lieu" not in pdf.pdf(doc)
