"""A Word file into a draft."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from PIL import Image

from thongsuot.lib.refused import Refused
from thongsuot.lib.text import word


def _file(*, title: str = "Title") -> bytes:
    made, picture, out = Document(), BytesIO(), BytesIO()
    Image.new("RGB", (30, 20), "red").save(picture, "PNG")
    picture.seek(0)
    made.add_paragraph("Mạng lưới sau ba năm", style=title)
    paragraph = made.add_paragraph("Đạt ")
    paragraph.add_run("94,2%").bold = True
    made.add_paragraph("một", style="List Bullet")
    made.add_paragraph("hai", style="List Number")
    made.add_picture(picture)
    made.add_table(rows=1, cols=2).rows[0].cells[0].text = "ô"
    made.save(out)
    return out.getvalue()


def test_text_title_and_pictures() -> None:
    read = word.read_word(_file())
    assert read.title == "Mạng lưới sau ba năm"
    assert read.html == (
        "<p>Đạt <strong>94,2%</strong></p>\n<ul><li>một</li></ul>\n<ol><li>hai</li></ol>\n"
        "<table><tbody><tr><td>ô</td><td></td></tr></tbody></table>"
    )
    [picture] = read.pictures
    assert (picture.name, picture.content_type) == ("hinh-1.png", "image/png")
    assert picture.content.startswith(b"\x89PNG")


def test_without_a_heading_there_is_no_title() -> None:
    read = word.read_word(_file(title="Normal"))
    assert read.title == ""
    assert read.html.startswith("<p>Mạng lưới sau ba năm</p>")


def _with(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(_file())) as given, zipfile.ZipFile(out, "w", 8) as made:
        for part in given.namelist():
            made.writestr(part, content if part == name else given.read(part))
        if name not in given.namelist():
            made.writestr(name, content)
    return out.getvalue()


_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="x">&a;</w:document>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\xd0\xcf\x11\xe0 an old .doc",
        _file()[:-200],
        _with("word/document.xml", b"<broken"),
        _with("word/document.xml", _ENTITIES),
        _with("word/styles.xml", _ENTITIES),
        _with("word/document.xml", b"<a>" * 100_000),
    ],
)
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        word.read_word(content)
    assert refused.value.code == "text.not_a_word_file"


@pytest.mark.parametrize("kind", ["file", "unpacked", "xml"])
def test_what_is_too_large_is_refused(kind: str) -> None:
    content = {
        "file": lambda: b"x" * (word.LARGEST + 1),
        "unpacked": lambda: _with("word/media/bomb.bin", bytes(210 * 1024 * 1024)),
        "xml": lambda: _with("word/document.xml", b" " * (31 * 1024 * 1024)),
    }[kind]()
    with pytest.raises(Refused) as refused:
        word.read_word(content)
    assert refused.value.code == "text.too_large"
