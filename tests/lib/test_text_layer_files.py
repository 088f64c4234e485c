"""Files into documents: what is title, lead, body; what cannot be read says so."""

import unicodedata
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pypdf
import pytest
import typst

from thongsuot.lib.clarity import Document, Part, check
from thongsuot.lib.clarity.files import LARGEST, read
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.markdown import lines

WORDS = "Sở công bố 32 điểm phục vụ."


def told(document: Document) -> dict[str, str]:
    return {field.name: field.text for field in document.fields}


def parts(document: Document) -> list[tuple[Part, str]]:
    body = document.fields[-1]
    return [(block.part, body.text[block.start : block.end]) for block in body.blocks]


def test_a_text_is_all_body_and_keeps_its_places(tmp_path: Path) -> None:
    text = "Dòng một.\r\nSở họp bàn, bàn bạc về việc này.\n\n• Mục"
    path = tmp_path / "bai.txt"
    path.write_bytes(text.encode("utf-8-sig"))
    assert told(read(path)) == told(read(str(path))) == {"body": text}
    for finding in check(read(path)).findings:
        assert text[finding.start : finding.end] == finding.match


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_encodings(encoding: str) -> None:
    content = _in_1258(WORDS) if encoding == "cp1258" else WORDS.encode(encoding)
    assert told(read(content, "bai.txt")) == {"body": WORDS}


def _in_1258(text: str) -> bytes:
    """Windows 1258 has the letters of Vietnamese whole and the five tones apart."""
    told = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(sign for sign in parts if sign in "\u0300\u0301\u0303\u0309\u0323")
        told += unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones)) + tones
    return told.encode("cp1258")


def test_an_old_font_is_read_in_unicode() -> None:
    content = "Phã Gi¸m ®èc Së Th«ng tin vµ TruyÒn th«ng ph¸t biÓu".encode("cp1252")
    assert told(read(content, "cu.txt")) == {
        "body": "Phó Giám đốc Sở Thông tin và Truyền thông phát biểu"
    }


MARKED = """---
title: "Công bố mạng lưới"
lead: Sở công bố ngày 3/3.
---
<!-- nháp -->
## Kết quả
Sở có **32** [điểm](https://a.vn) phục vụ,
trong đó có _tám_ điểm mới.

- Mục một
- Mục hai

> Chúng tôi sẽ làm.

| Tỉnh | Số |
|---|---|
| Huế | 5 |

```
x = 1
```
"""


def test_markdown() -> None:
    document = read(MARKED.encode(), "bai.md")
    assert told(document)["title"] == "Công bố mạng lưới"
    assert told(document)["lead"] == "Sở công bố ngày 3/3."
    assert parts(document) == [
        (Part.HEADING, "Kết quả"),
        (Part.BODY, "Sở có 32 điểm phục vụ, trong đó có tám điểm mới."),
        (Part.BODY, "Mục một"),
        (Part.BODY, "Mục hai"),
        (Part.QUOTE, "Chúng tôi sẽ làm."),
        *((Part.CELL, cell) for cell in ("Tỉnh", "Số", "Huế", "5")),
    ]
    assert [block.item for block in document.fields[-1].blocks][1:4] == [False, True, True]


def test_markdown_titles() -> None:
    assert told(read("# Tên bài\n\nThân.".encode(), "a.md")) == {
        "title": "Tên bài",
        "body": "Thân.",
    }
    assert told(read("Tên bài\n===\nThân.".encode(), "a.md"))["title"] == "Tên bài"
    assert [line.text for line in lines("snake_case và 3 * 4\\* <https://a.vn>")] == [
        "snake_case và 3 * 4* https://a.vn"
    ]


def test_a_page() -> None:
    page = f"""<!doctype html><html><head><title>Trang chủ</title><style>p{{}}</style></head>
    <body><h1>Tên <b>bài</b></h1><p>{WORDS}</p><ul><li>Mục</li></ul>
    <blockquote>Lời</blockquote></body></html>"""
    document = read(page.encode(), "bai.html")
    assert told(document)["title"] == "Tên bài"
    assert parts(document) == [(Part.BODY, WORDS), (Part.BODY, "Mục"), (Part.QUOTE, "Lời")]
    assert told(read(page.encode())) == told(document)


def test_a_word_file() -> None:
    written = docx.Document()
    written.add_heading("Tên bài", 0)
    written.add_paragraph(WORDS)
    written.add_paragraph("Mục", style="List Bullet")
    stream = BytesIO()
    written.save(stream)
    document = read(stream.getvalue(), "bai.docx")
    assert told(document) == {"title": "Tên bài", "body": f"{WORDS}\nMục"}
    assert document.fields[-1].blocks[-1].item


PRINTED = """
#set page(width: 14cm, height: 9cm, header: [BẢN TIN SỐ 5],
  footer: context [Trang #counter(page).display()])
#set text(font: "Libertinus Serif", lang: "vi")
Sở công bố 32 điểm phục vụ mới trên toàn tỉnh, trong đó có tám điểm ở các xã miền núi và hải đảo.

Người dân nộp hồ sơ ở bất cứ điểm nào.

- Mục một của danh sách
- Mục hai của danh sách
#pagebreak()
Trang sau nói tiếp về việc này.
#pagebreak()
Trang cuối cùng.
"""


@pytest.fixture(scope="module")
def printed() -> bytes:
    return bytes(typst.compile(PRINTED.encode()))


def test_words_of_a_pdf_that_fall_apart_between_two_fonts_are_laid_together() -> None:
    printed = Path(__file__).parents[1] / "data" / "two_fonts.pdf"
    assert parts(read(printed))[0][1] == "Cà Mau khai trương 12 điểm hỗ trợ người dân"


def test_a_pdf(printed: bytes) -> None:
    assert [text for _, text in parts(read(printed, "bai.pdf"))] == [
        " ".join(PRINTED.split("\n")[4:6]).strip(),
        "Người dân nộp hồ sơ ở bất cứ điểm nào.",
        "• Mục một của danh sách",
        "• Mục hai của danh sách",
        "Trang sau nói tiếp về việc này.",
        "Trang cuối cùng.",
    ]


def test_what_cannot_be_read_says_why(printed: bytes) -> None:
    blank, locked = pypdf.PdfWriter(), pypdf.PdfWriter(BytesIO(printed))
    blank.add_blank_page(200, 200)
    locked.encrypt("mat-khau", algorithm="RC4-128")
    for content, name, code in [
        (_file(blank), "a.pdf", "text.scanned"),
        (_file(locked), "a.pdf", "text.locked"),
        (b"%PDF-1.7 x", "a.pdf", "text.not_a_pdf"),
        (b"PK\x03\x04", "a.docx", "text.not_a_word_file"),
        (b"x", "a.exe", "text.unknown_kind"),
        (b"\x00\x01\x02", "a.txt", "text.not_text"),
        (bytes(range(128, 256)), "a.txt", "text.not_text"),
        (b" " * (LARGEST + 1), "a.txt", "text.file_too_large"),
        (b"a " * 600_000, "a.txt", "text.too_long"),
    ]:
        with pytest.raises(Refused) as refused:
            read(content, name)
        assert refused.value.code == code
    with pytest.raises(OSError):
        read(Path("khong-co.txt"))


def _file(writer: pypdf.PdfWriter) -> bytes:
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _packed(body: str) -> bytes:
    """A Word file of a few kilobytes, whatever it holds."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    made = BytesIO()
    docx.Document().save(made)
    packed = BytesIO()
    with ZipFile(made) as before, ZipFile(packed, "w", ZIP_DEFLATED) as after:
        for part in before.infolist():
            if part.filename != "word/document.xml":
                after.writestr(part, before.read(part))
        words = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        after.writestr("word/document.xml", words)
    return packed.getvalue()


@pytest.mark.parametrize(
    "body",
    ["<w:p/>" * 450_000, f"<w:p><w:r><w:t>{'a b ' * 800_000}</w:t></w:r></w:p>"],
    ids=["paragraphs", "one paragraph"],
)
def test_a_small_word_file_of_endless_words_is_not_read(body: str) -> None:
    with pytest.raises(Refused, match=r"text\.too_long"):
        read(_packed(body), "bai.docx")


def test_a_printed_page_of_endless_strokes_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thongsuot.lib.text.printed.MOST_STROKES", 100)
    made = typst.compile("\n\n".join([WORDS] * 300).encode())
    with pytest.raises(Refused, match=r"text\.too_long"):
        read(made, "bai.pdf")


@pytest.mark.parametrize("name", ["trong.md", "trong.html", "trong.txt"])
def test_an_empty_file_has_no_words(name: str) -> None:
    assert told(read(b"", name)) == {"body": ""}


def test_parts_that_never_end_are_left_at_once() -> None:
    with pytest.raises(Refused, match=r"text\.too_long"):
        read(b"<div>" * 200_000, "bai.html")
    assert told(read(b"<!--" * 250_000, "bai.md"))
