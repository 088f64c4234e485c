"""What some bytes are is told by the bytes, whatever they are called."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from thongsuot.files import contents
from thongsuot.files.rules import NAME_BYTES, safe_name
from thongsuot.files.terms import (
    CSV,
    DOCX,
    EVERY_TYPE,
    GIF,
    JPEG,
    M4A,
    MP3,
    MP4,
    PDF,
    PLAIN,
    PNG,
    SUFFIXES,
    WEBP,
    XLSX,
    Content,
)
from thongsuot.lib.refused import Refused


def picture(format: str, size: tuple[int, int] = (40, 30), **how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, format, **how)
    return out.getvalue()


def word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def sheet() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


MPEG_FRAME = b"\xff\xfb\x90\x00" + b"\0" * 413  # 128 kbit/s at 44.1 kHz: 417 bytes
FTYP = b"\x00\x00\x00\x18ftyp%b\x00\x00\x02\x00%b%b"


def with_macros(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (picture("JPEG"), Content(JPEG, 40, 30)),
        (picture("PNG"), Content(PNG, 40, 30)),
        (picture("WEBP"), Content(WEBP, 40, 30)),
        (picture("GIF"), Content(GIF, 40, 30)),
        (b"%PDF-1.7\n1 0 obj", Content(PDF)),
        (word(), Content(DOCX)),
        (sheet(), Content(XLSX)),
        ("Đường dây nóng\nSố máy".encode(), Content(PLAIN)),
        (b"\xef\xbb\xbf" + "có BOM".encode(), Content(PLAIN)),
        (MPEG_FRAME * 3, Content(MP3)),
        (b"ID3\x04\x00\x00\x00\x00\x00\x05hello" + MPEG_FRAME * 3, Content(MP3)),
        (FTYP % (b"isom", b"isom", b"avc1"), Content(MP4)),
        (FTYP % (b"M4A ", b"M4A ", b"isom"), Content(M4A)),
    ],
)
def test_types_by_content(content: bytes, found: Content) -> None:
    assert contents.look(content, "bất kỳ.bin") == found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "files.markup"),
        (b"<!DOCTYPE html><p>x", "files.markup"),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><svg/>", "files.markup"),
        (b"hello < html >", "files.markup"),
        ("chữ".encode("utf-16"), "files.type"),
        ("tiếng Việt cũ".encode("cp1258", "replace") + b"\xe9\xff", "files.not_utf8"),
        (b"MZ\x90\x00\x03", "files.type"),
        (b"\x7fELF\x02\x01", "files.type"),
        (picture("JPEG")[:200], "files.damaged"),
        (picture("PNG")[:60], "files.damaged"),
        (picture("TIFF"), "files.type"),
        (png_of_size(9000, 9000), "files.too_many_pixels"),
        (png_of_size(60000, 60000), "files.too_many_pixels"),
        (archive(a__b=b"1"), "files.type"),
        (archive(**{"[Content_Types].xml": b"<Types/>"}), "files.type"),
        (with_macros(word()), "files.macros"),
        (word()[:900], "files.damaged"),
        (b"PK\x03\x04rubbish", "files.damaged"),
        (FTYP % (b"heic", b"mif1", b"heic"), "files.type"),
        (FTYP % (b"qt  ", b"qt  ", b"qt  "), "files.type"),
        (b"ID3" + b"\x00" * 40, "files.type"),
        (b"\xff\xfb\x90\x00 not a frame behind " * 40, "files.type"),
    ],
)
def test_everything_else_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        contents.look(content, "thông cáo.pdf")
    assert refused.value.code == code


def test_an_archive_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "UNPACKED", 100_000)
    bomb = archive(**{"[Content_Types].xml": b"x", "word__a": b"\0" * 100_001})
    with pytest.raises(Refused) as refused:
        contents.look(bomb)
    assert refused.value.code == "files.unpacks_too_large"


def test_only_text_can_be_called_csv() -> None:
    assert contents.look(b"a;b\n1;2", "bảng.CSV") == Content(CSV)
    with pytest.raises(Refused):
        contents.look(b"<html>", "bảng.csv")


def test_a_turned_picture_has_the_size_it_is_shown_at() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    assert contents.look(picture("JPEG", exif=turned.tobytes())) == Content(JPEG, 30, 40)


@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(content: bytes) -> None:
    for start in (b"", b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", b"ID3", b"\0\0\0\x18ftyp"):
        with suppress(Refused):
            assert contents.look(start + content).content_type in EVERY_TYPE


@pytest.mark.parametrize(
    ("given_name", "content_type", "kept"),
    [
        ("Thông cáo số 12.pdf", PDF, "Thông cáo số 12.pdf"),
        ("a\u0309nh.jpg", JPEG, "ảnh.jpg"),
        ("Ảnh.JPEG", JPEG, "Ảnh.JPEG"),
        ("ảnh.png", JPEG, "ảnh.jpg"),
        ("trang.html", PLAIN, "trang.html.txt"),
        ("../../etc/passwd", PLAIN, "passwd.txt"),
        ("C:\\tài liệu\\x.docx", DOCX, "x.docx"),
        ("báo cáo.v2", PDF, "báo cáo.v2.pdf"),
        ("ảnh\u202egpj.exe", PNG, "ảnhgpj.exe.png"),
        ('a"b\r\nSet-Cookie: x.png', PNG, "a bSet-Cookie x.png"),
        ("con.pdf", PDF, "_con.pdf"),
        (".htaccess", PLAIN, "htaccess.txt"),
        ("", PDF, "tep.pdf"),
        ("...", CSV, "tep.csv"),
    ],
)
def test_names(given_name: str, content_type: str, kept: str) -> None:
    assert safe_name(given_name, content_type) == kept


@given(st.text(max_size=300), st.sampled_from(sorted(EVERY_TYPE)))
def test_any_name_becomes_a_safe_one(given_name: str, content_type: str) -> None:
    name = safe_name(given_name, content_type)
    assert name == safe_name(name, content_type)
    assert len(name.encode()) <= NAME_BYTES + 1
    assert not set(name) & set('/\\\r\n\0"')
    assert name.lower().endswith(SUFFIXES[content_type])
