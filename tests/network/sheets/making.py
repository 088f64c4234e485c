"""Files of sheets: workbooks with merged cells, text files in old encodings, text of old fonts."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from viparse.normalize.encodings import get_charmap

Table = Sequence[Sequence[object]]


def workbook(rows: Table, merged: Sequence[str] = (), title: str = "Danh sách") -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(list(row))
    for cells in merged:
        page.merge_cells(cells)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def text(rows: Table, separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    lines = "".join(separator.join(map(_quoted, row)) + "\r\n" for row in rows)
    return cp1258(lines) if encoding == "cp1258" else lines.encode(encoding)


def _quoted(value: object) -> str:
    shown = str(value)
    return f'"{shown}"' if any(char in shown for char in ';,"\n\t') else shown


def cp1258(written: str) -> bytes:
    """Windows' Vietnamese code page: signs of tone follow their letter, as Excel writes them."""
    found = b""
    for char in written:
        for piece in _for_windows(char):
            found += piece.encode("cp1258")
    return found


def _for_windows(char: str) -> str:
    import unicodedata

    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        base, *signs = unicodedata.normalize("NFD", char)
        tone = next(sign for sign in signs if sign in "\u0300\u0301\u0303\u0309\u0323")
        letter = unicodedata.normalize("NFC", base + "".join(s for s in signs if s != tone))
        return letter + tone
    return char


def typed(written: str, font: str) -> str:
    """As it was typed in an old font («tcvn3», «vni»); TCVN3 has no accented capitals."""
    charmap = get_charmap(font)
    assert charmap is not None
    signs = {letter: sign for sign, letter in reversed(charmap.pairs)}
    return "".join(signs.get(char) or signs.get(char.lower()) or char for char in written)
