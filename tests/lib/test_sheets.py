"""Sheets as offices keep them, and sheets of ours read back."""

import csv
import unicodedata
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from thongsuot.lib.refused import Refused
from thongsuot.lib.sheets import (
    by_group,
    delimited,
    names,
    read,
    recognise,
    separated,
    workbook,
    workbooks,
)
from thongsuot.lib.sheets.reading import LARGEST
from thongsuot.lib.sheets.workbooks import MOST_COLUMNS
from thongsuot.network.sheets_words import FIELD_WORDS, REFUSED_FIELDS

WORDS = {**FIELD_WORDS, **REFUSED_FIELDS}


def xlsx(rows: Sequence[Sequence[object]], merged: Sequence[str] = (), title: str = "DS") -> bytes:
    book = Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def text(rows: Sequence[Sequence[str]], separator: str = ",") -> str:
    held = StringIO()
    csv.writer(held, delimiter=separator).writerows(rows)
    return held.getvalue()


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read(content).rows]


SPOKESPERSONS = xlsx(
    [
        ["UBND TỈNH ĐỒNG NAI", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ NỘI VỤ", "", "", "", "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["DANH SÁCH NGƯỜI PHÁT NGÔN VÀ CUNG CẤP THÔNG TIN CHO BÁO CHÍ NĂM 2026"],
        ["(Kèm theo Công văn số 12/SNV ngày 5 tháng 1 năm 2026)"],
        [],
        [
            "STT",
            "Đơn vị",
            "Lãnh đạo phụ trách",
            None,
            None,
            "Cán bộ đầu mối",
            None,
            None,
            "Ghi chú",
        ],
        [None, None, "Họ và tên", "Điện thoại", "Email", "Họ và tên", "Điện thoại", "Email"],
        [f"({n})" for n in range(1, 10)],
        ["I", "KHỐI SỞ, NGÀNH"],
        [1, "Sở Y tế", "LÊ AN", 912345678.0, "an@x.vn", "Trần B", "0987 654 321", "b@x.vn", 12.0],
        [None, None, None, None, None, "Lê C", "0987654322", "c@x.vn"],
        [],
        [2, "Sở Nội vụ", "Phạm D", "+84912345679", "d@x.vn", None, None, None, "#N/A"],
        ["KHỐI XÃ, PHƯỜNG"],
        [3, "Phường Trấn Biên", "Vũ E", "=1+1", "e@x.vn", None, None, None, date(2025, 7, 1)],
        ["Tổng cộng: 3 đơn vị"],
        ["", "", "", "", "", "Đồng Nai, ngày 5 tháng 1 năm 2026"],
        ["Người lập biểu", None, None, None, None, "GIÁM ĐỐC"],
        [],
        ["Nguyễn Văn G", None, None, None, None, "Trần Văn H"],
    ],
    [
        *("A1:D1", "E1:I1", "A4:I4", "A5:I5", "A7:A8", "B7:B8", "C7:E7", "F7:H7", "I7:I8"),
        *("A11:A12", "B11:B12", "C11:C12", "D11:D12", "E11:E12", "A15:I15", "A17:I17"),
    ],
)


def test_a_list_of_spokespersons() -> None:
    sheet = read(SPOKESPERSONS)
    leader, officer = "Lãnh đạo phụ trách", "Cán bộ đầu mối"
    assert sheet.heading_row == 8
    assert "DANH SÁCH NGƯỜI PHÁT NGÔN" in sheet.title
    assert sheet.headings == (
        *("STT", "Đơn vị"),
        *(f"{leader} / Họ và tên", f"{leader} / Điện thoại", f"{leader} / Email"),
        *(f"{officer} / Họ và tên", f"{officer} / Điện thoại", f"{officer} / Email"),
        "Ghi chú",
    )
    an = ("1", "Sở Y tế", "LÊ AN", "912345678", "an@x.vn")
    assert [(row.number, row.cells, row.section) for row in sheet.rows] == [
        (11, (*an, "Trần B", "0987 654 321", "b@x.vn", "12"), "I KHỐI SỞ, NGÀNH"),
        (12, (*an, "Lê C", "0987654322", "c@x.vn", ""), "I KHỐI SỞ, NGÀNH"),
        (
            14,
            ("2", "Sở Nội vụ", "Phạm D", "+84912345679", "d@x.vn", "", "", "", ""),
            "I KHỐI SỞ, NGÀNH",
        ),
        (
            16,  # a formula that nobody has calculated has no value
            ("3", "Phường Trấn Biên", "Vũ E", "", "e@x.vn", "", "", "", "2025-07-01"),
            "KHỐI XÃ, PHƯỜNG",
        ),
    ]
    groups = by_group(sheet.headings, WORDS, "name")
    assert list(groups) == [leader, officer]
    assert [groups[g].columns["name"] for g in groups] == [2, 5]
    assert [groups[g].columns["phone"] for g in groups] == [3, 6]
    assert [groups[g].columns["unit"] for g in groups] == [1, 1]


def test_rows_may_be_gone_through_again() -> None:
    rows = read(SPOKESPERSONS).rows
    assert list(rows) == list(rows)


PLAIN = [
    ["Họ và tên", "Chức vụ", "Đơn vị", "Email"],
    ["Nguyễn Văn An", "Giám đốc", "Sở Y tế", "an@x.vn"],
    ["Trần Thị Hồng", "Phó Giám đốc", "Sở Nội vụ", "hong@x.vn"],
]
BODY = [tuple(row) for row in PLAIN[1:]]


def cp1258(written: str) -> bytes:
    out = b""
    for char in written:
        taken = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in taken if c in "\u0300\u0301\u0303\u0309\u0323")
        rest = unicodedata.normalize("NFC", "".join(c for c in taken if c not in tone))
        out += (rest + tone).encode("cp1258")
    return out


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_text_files(separator: str, encoding: str) -> None:
    written = text(PLAIN, separator)
    content = cp1258(written) if encoding == "cp1258" else written.encode(encoding)
    assert cells(content) == BODY
    assert names(content) == ("",)


def test_western_names_in_a_text_file() -> None:
    content = "Họ tên;Email\n".encode() + "Jürgen Müller;j@x.de\n".encode()
    assert cells(content) == [("Jürgen Müller", "j@x.de")]
    content = "Name;Email\nJürgen Müller;j@x.de\nKäthe Groß;k@x.de\n".encode("cp1252")
    assert cells(content) == [("Jürgen Müller", "j@x.de"), ("Käthe Groß", "k@x.de")]


def test_a_text_file_that_names_its_separator_and_has_lines_in_cells() -> None:
    content = 'sep=;\r\nTên;ĐT\r\n"A, B";"0912345678\r\n0987654321"\r\n\r\nC;113\r\n'.encode()
    assert [(row.number, row.cells) for row in read(content).rows] == [
        (3, ("A, B", "0912345678\n0987654321")),
        (5, ("C", "113")),
    ]


def test_two_levels_without_merged_cells() -> None:
    rows = [
        ["STT", "Đơn vị", "Lãnh đạo", "", "Cán bộ", "", "Ghi chú"],
        ["", "", "Họ tên", "ĐT", "Họ tên", "ĐT", ""],
        ["1", "Sở X", "A", "0912345678", "B", "0987654321", ""],
    ]
    sheet = read(text(rows).encode())
    assert sheet.headings == (
        *("STT", "Đơn vị", "Lãnh đạo / Họ tên", "Lãnh đạo / ĐT"),
        *("Cán bộ / Họ tên", "Cán bộ / ĐT", "Ghi chú"),
    )
    assert [row.cells for row in sheet.rows] == [tuple(rows[2])]


def test_one_heading_over_the_two_columns_of_a_name() -> None:
    rows = [["Stt", "Họ và tên", None, "Email"], [1, "Nguyễn Văn", "An", "an@x.vn"]]
    sheet = read(xlsx(rows, ["B1:C1"]))
    assert sheet.headings == ("Stt", "Họ và tên", "", "Email")
    assert [row.cells for row in sheet.rows] == [("1", "Nguyễn Văn An", "", "an@x.vn")]
    found = recognise(["Họ đệm", "Tên", "Email"], WORDS)
    assert (found.columns["family_name"], found.columns["name"]) == (0, 1)


def test_headings_repeated_on_each_printed_page() -> None:
    assert cells(text([*PLAIN, PLAIN[0], PLAIN[1]]).encode()) == [*BODY, BODY[0]]


def test_what_looks_like_an_end_loses_nobody() -> None:
    rows = [*PLAIN, ["Người lập biểu", "", "Trưởng phòng", ""], ["Lê Văn K", "", "", ""], PLAIN[1]]
    assert cells(text(rows).encode()) == [*BODY, ("Lê Văn K", "", "", ""), BODY[0]]
    assert cells(text(rows[:-1]).encode()) == BODY


def test_directors_without_an_address_are_no_signatures() -> None:
    rows = [["Họ tên", "Chức vụ", "Đơn vị"], *[["Lê An", "Giám đốc", "Sở Y tế"]] * 3]
    assert len(cells(text(rows).encode())) == 3
    signed = [
        *rows,
        ["", "", "Huế, ngày 5 tháng 1 năm 2026"],
        ["", "", "Giám đốc"],
        ["", "", "Vũ A"],
    ]
    assert len(cells(text(signed).encode())) == 3


TCVN3 = [
    ["Hä vµ tªn", "Chøc vô", "§¬n vÞ", "§iÖn tho¹i"],
    ["NguyÔn V¨n Hµ", "Gi¸m ®èc", "Së TT&TT", "01203456789"],
    ["Lª An", "Phã", "Së Y tÕ", "0912345678"],
]


@pytest.mark.parametrize("content", [xlsx(TCVN3), text(TCVN3).encode("cp1252")])
def test_a_sheet_in_an_old_font(content: bytes) -> None:
    sheet = read(content)
    assert sheet.encodings == ("tcvn3",)
    assert sheet.headings == ("Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại")
    assert [row.cells for row in sheet.rows] == [
        ("Nguyễn Văn Hà", "Giám đốc", "Sở TT&TT", "01203456789"),
        ("Lê An", "Phó", "Sở Y tế", "0912345678"),
    ]
    assert [row.repaired for row in sheet.rows] == [
        tuple(enumerate(TCVN3[1][:3])),
        tuple(enumerate(TCVN3[2][:3])),
    ]


def test_an_old_column_beside_new_ones() -> None:
    rows = [["Họ tên", "Ghi chú"], ["NguyÔn V¨n Hµ", "Lê Bé Ba"], ["TrÇn ThÞ Hång", "Đã đổi số"]]
    assert cells(xlsx(rows)) == [
        ("Nguyễn Văn Hà", "Lê Bé Ba"),
        ("Trần Thị Hồng", "Đã đổi số"),
    ]


def test_the_sheet_that_is_asked_for() -> None:
    book = Workbook()
    book.active.title = "Bìa"
    book.active["A1"] = "Danh bạ năm 2026"
    for title in ("Sở", "Báo chí", "Ẩn"):
        page = book.create_sheet(title)
        for row in PLAIN[: 2 if title == "Báo chí" else 3]:
            page.append(row)
    book["Ẩn"].sheet_state = "hidden"
    content = saved(book)
    assert names(content) == ("Bìa", "Sở", "Báo chí")
    assert read(content).name == "Sở"
    assert len(list(read(content, "Báo chí").rows)) == 1
    with pytest.raises(Refused, match="no_such_sheet"):
        read(content, "Ẩn")


# Refusals ---------------------------------------------------------------------------------------


def _zip(parts: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def _with_document_type() -> bytes:
    with zipfile.ZipFile(BytesIO(xlsx(PLAIN))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    page = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + page
    return _zip(parts)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheets.not_a_sheet"),
        (b"   \n", "sheets.not_a_sheet"),
        (b"%PDF-1.7", "sheets.not_a_sheet"),
        (b"<html><table></table></html>", "sheets.not_a_sheet"),
        (b"PK\x03\x04 broken", "sheets.not_a_sheet"),
        (_zip({"word/document.xml": b"<a/>"}), "sheets.not_a_sheet"),
        (_zip({"xl/workbook.xml": b"<a"}), "sheets.not_a_sheet"),
        (xlsx(PLAIN)[:-400], "sheets.not_a_sheet"),
        (_with_document_type(), "sheets.not_a_sheet"),
        (b"a,b\x00\x01\x02,c", "sheets.not_a_sheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "sheets.old_or_locked"),
        (b"0912345678,an@x.vn\n0912345679,b@x.vn\n", "sheets.no_headings"),
        (xlsx([]), "sheets.no_headings"),
        (xlsx([["Họ tên"] + ["x"] * MOST_COLUMNS]), "sheets.too_wide"),
        (text([["Họ tên"] + ["x"] * MOST_COLUMNS]).encode(), "sheets.too_wide"),
    ],
    ids=range(15),
)
def test_what_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(content)
    assert refusal.value.code == code


def test_too_large_files_are_refused() -> None:
    unpacked = _zip({"xl/workbook.xml": b"<a/>", "xl/sharedStrings.xml": b" " * (81 * 2**20)})
    for content in (b"x" * (LARGEST + 1), unpacked):
        with pytest.raises(Refused, match="too_large"):
            read(content)


def test_too_many_rows_are_refused_while_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["Họ tên", "Email"], *[["A", "a@x.vn"]] * 600]
    for module, content in ((separated, text(rows).encode()), (workbooks, xlsx(rows))):
        monkeypatch.setattr(module, "MOST_ROWS", 600)
        with pytest.raises(Refused, match="too_many_rows"):
            list(read(content).rows)


@given(st.binary(max_size=300))
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Refused):
        list(read(content).rows)


def test_rows_come_one_at_a_time() -> None:
    """The first rows of a long file are there before the rest is read."""
    content = workbook("x", PLAIN[0], [PLAIN[1]] * 3000)
    assert [row.number for row in islice(read(content).rows, 3)] == [2, 3, 4]


# Headings ---------------------------------------------------------------------------------------

HEADINGS = [
    ("Họ tên", "name"),
    ("HỌ VÀ TÊN", "name"),
    ("Ho va ten", "name"),
    ("Họ và tên người phát ngôn", "name"),
    ("Họ và tên (ghi đầy đủ)", "name"),
    ("Chức danh", "post"),
    ("Chức vụ *", "post"),
    ("Cơ quan", "unit"),
    ("Đơn vị công tác", "unit"),
    ("Tên viết tắt", "unit_short"),
    ("Vai trò", "role"),
    ("Email", "email"),
    ("E-mail:", "email"),
    ("Thư điện tử", "email"),
    ("Địa chỉ thư điện tử công vụ", "email"),
    ("ĐT", "phone"),
    ("SĐT", "phone"),
    ("ĐTDĐ", "phone"),
    ("Di động", "phone"),
    ("Điện thoại liên hệ", "phone"),
    ("Số ĐT", "phone"),
    ("Điên thoai", "phone"),
    ("Điện thoại cơ quan", "phone_2"),
    ("Zalo", "zalo"),
    ("Số QĐ", "decision"),
    ("Từ ngày", "valid_from"),
    ("Đến ngày", "valid_to"),
    ("Tỉnh/TP", "province"),
    ("Tỉnh, thành phố", "province"),
    ("Ghi chú", "note"),
    ("Ngày sinh", "birth"),
    ("Số CCCD/CMND", "identity_number"),
    ("CCCD", "identity_number"),
    ("Số thẻ nhà báo", "press_card"),
]


@pytest.mark.parametrize(("heading", "field"), HEADINGS)
def test_headings_are_recognised(heading: str, field: str) -> None:
    found = recognise([heading], WORDS)
    assert {name for name, place in found.columns.items() if place is not None} == {field}
    assert found.unknown == ()


@pytest.mark.parametrize("heading", ["STT", "", "Màu sắc", "Số lượng", "1", "Địa điểm họp"])
def test_headings_of_nothing_we_know(heading: str) -> None:
    found = recognise([heading], WORDS)
    assert set(found.columns.values()) == {None}
    assert found.confidence == {}


def test_two_columns_of_one_name() -> None:
    found = recognise(["Họ tên", "Điện thoại", "Điện thoại"], WORDS)
    assert (found.columns["phone"], found.columns["phone_2"]) == (1, 2)
    found = recognise(["Điện thoại cơ quan", "Di động"], WORDS)
    assert (found.columns["phone"], found.columns["phone_2"]) == (1, 0)


def test_confidence_tells_a_guess() -> None:
    found = recognise(["Họ và tên", "Chưc vụ công tac hiện tại của ông bà"], WORDS)
    assert found.confidence["name"] == 1.0
    assert found.confidence.get("post", 0) < 0.9


# Back again -------------------------------------------------------------------------------------

TRAPS = ["+84912345678", "=HYPERLINK(1)", "-1", "@x", "'+84", "''=1", "'abc", "0912345678", "1.0"]
CELL = st.one_of(
    st.sampled_from(TRAPS),
    st.text("ăâđêôơưạếịọ ABCxyz019=+-@'\"_;,.&<>/", max_size=12).map(lambda t: " ".join(t.split())),
)
TABLE = st.lists(st.tuples(CELL, CELL), max_size=6)


@given(TABLE)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    headings = ["STT", "Email", "Họ và tên", "Ghi chú"]
    full = [(str(n), "an@x.vn", *row) for n, row in enumerate(rows, 1)]
    for content in (workbook("Mạng lưới", headings, full), delimited(headings, full)):
        sheet = read(content)
        assert sheet.headings == tuple(headings)
        assert [row.cells for row in sheet.rows] == full


def test_nothing_written_is_a_formula() -> None:
    page = load_workbook(BytesIO(workbook("x", ["=A"], [[trap] for trap in TRAPS]))).active
    held = [cell for row in page.iter_rows() for cell in row]
    assert all(cell.data_type == "s" for cell in held)
    assert all(c.quotePrefix and c.number_format == "@" for c in held if c.value[0] in "=+-@")
    assert [c.value for c in held][1] == "+84912345678"  # no apostrophe in the value
    for line in delimited(["=A"], [[trap] for trap in TRAPS]).decode("utf-8-sig").splitlines():
        assert line.strip('"')[0] not in "=+-@"


def test_numbers_days_and_instants_are_written_as_such() -> None:
    at = datetime(2026, 1, 1, 20, 30, tzinfo=UTC)
    content = workbook(
        "a/b: [c]", ["Tên", "Email"], [[1, 2.5], [date(2026, 1, 2), at], [None, "x\x00"]]
    )
    page = load_workbook(BytesIO(content)).active
    assert page.title == "a b c"
    assert page["A2"].value == 1 and page["B2"].value == 2.5
    assert page["B3"].value == datetime(2026, 1, 2, 3, 30)  # noqa: DTZ001 (as Viet Nam's clocks say)
    assert page["B4"].value == "x"
