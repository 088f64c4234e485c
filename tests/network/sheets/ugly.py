"""Ten ugly sheets, each with what every row must come to.

They are read against the network of `office` (tests/network/test_importing.py): bodies by short
words ("giang": Sở TT&TT Hà Giang …), people who are known already.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.network.sheets.making import text, typed, workbook


@dataclass(frozen=True)
class Row:
    """Of row `number` of the file: what it comes to, where, and what stands there in the end.

    `code`: of the problem or the note. `held`: addresses that the person has after it.
    """

    number: int
    outcome: str
    name: str = ""
    unit: str = ""
    roles: tuple[str, ...] = ()
    post: str = ""
    held: tuple[str, ...] = ()
    code: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ugly:
    name: str
    content: bytes
    rows: tuple[Row, ...]
    settings: dict[str, str] = field(default_factory=dict)
    """Chosen on screen, where the sheet leaves it open: "unit" (a short word), "role"."""
    refused: tuple[str, ...] = ()
    """Headings of columns that are never kept."""
    others: dict[str, Any] = field(default_factory=dict)


def two_levels() -> Ugly:
    """Merged headings on two levels, lines above, a row for each body with two people in it."""
    rows = [
        ["BỘ THÔNG TIN VÀ TRUYỀN THÔNG", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["", "", "", "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["DANH SÁCH LÃNH ĐẠO VÀ CÁN BỘ ĐẦU MỐI TRUYỀN THÔNG"],
        [],
        ["TT", "Đơn vị", "Lãnh đạo phụ trách", "", "", "Cán bộ đầu mối", "", ""],
        ["", "", "Họ và tên", "Chức vụ", "Điện thoại", "Họ và tên", "Điện thoại", "Email"],
        [
            1,
            "Cục An toàn thông tin",
            "Trần Đăng Khoa",
            "Phó Cục trưởng",
            "0912.345.601",
            "Lê Thị Hằng",
            "0912 345 602",
            "lthang@antoan.example",
        ],
        [2, "Sở TT&TT Hà Giang", "Đỗ Thái Hòa", "Giám đốc", "0912345603", "", "", ""],
        [3, "Sở TT&TT Hà Nội", "", "", "", "Phạm Thu Đa", "0912345604", "da@hanoi.example"],
        ["", "", "NGƯỜI LẬP BIỂU", "", "", "THỦ TRƯỞNG ĐƠN VỊ"],
    ]
    merged = ["A4:H4", "A6:A7", "B6:B7", "C6:E6", "F6:H6"]
    return Ugly(
        "hai tầng tiêu đề.xlsx",
        workbook(rows, merged),
        (
            Row(
                8,
                "new",
                "Trần Đăng Khoa",
                "attt",
                ("leader",),
                "Phó Cục trưởng",
                ("+84912345601",),
            ),
            Row(
                8,
                "new",
                "Lê Thị Hằng",
                "attt",
                ("officer",),
                held=("lthang@antoan.example", "+84912345602"),
            ),
            Row(9, "new", "Đỗ Thái Hòa", "giang", ("leader",), "Giám đốc", ("+84912345603",)),
            Row(10, "changed", "Phạm Thu Đa", "noi", held=("da@hanoi.example", "+84912345604")),
        ),
    )


def without_accents() -> Ugly:
    """Headings and names without accents, a province beside «So TTTT», columns of identity."""
    rows = [
        [
            "STT",
            "Ho va ten",
            "Ngay sinh",
            "So CCCD",
            "Don vi",
            "Tinh/TP",
            "Chuc vu",
            "Vai tro",
            "So dien thoai",
            "Thu dien tu",
        ],
        [
            1,
            "Nguyen Van Tam",
            "01/01/1980",
            "001080000001",
            "So TTTT",
            "Ha Giang",
            "Chuyen vien",
            "Can bo dau moi",
            "0912345610",
            "tam@hagiang.example",
        ],
        [
            2,
            "Le Thi Anh",
            "",
            "",
            "Trung tam Thong tin",
            "",
            "",
            "can bo dau moi",
            "0912345611",
            "",
        ],
        [3, "Vo Van Bay", "", "", "So TTTT", "", "", "Lanh dao", "0912345612", ""],
        [
            4,
            "Ho Thi Chin",
            "",
            "",
            "So Thong tin & Truyen thong tinh Dak Lak",
            "",
            "",
            "Lanh dao phu trach",
            "0912345613",
            "chin@daklak",
        ],
        [
            5,
            "Bui Van Muoi",
            "",
            "",
            "STTTT",
            "TP. HCM",
            "",
            "Nguoi phat ngon",
            "",
            "muoi@hcm.example",
        ],
    ]
    return Ugly(
        "khong dau.xlsx",
        workbook(rows),
        (
            Row(
                2,
                "new",
                "Nguyen Van Tam",
                "giang",
                ("officer",),
                "Chuyen vien",
                ("tam@hagiang.example", "+84912345610"),
            ),
            # Known as Lê Thị Ánh: the name with accents stays.
            Row(3, "changed", "Lê Thị Ánh", "centre", held=("+84912345611",)),
            Row(4, "ambiguous", candidates=("noi", "hcm", "lak", "giang")),
            Row(5, "wrong", code="network.not_an_email"),
            Row(6, "new", "Bui Van Muoi", "hcm", ("spokesperson",), held=("muoi@hcm.example",)),
        ),
        refused=("Ngay sinh", "So CCCD"),
    )


def several_phones() -> Ugly:
    """Several numbers in a cell, words among them, old mobiles of eleven digits, area codes."""
    rows = [
        ["Họ tên", "Cơ quan", "Vai trò", "Điện thoại", "Zalo"],
        ["Lý Thị Một", "Sở TT&TT Hà Nội", "Cán bộ đầu mối", "0912345620 - 0168 234 5621", "x"],
        [
            "Lý Văn Hai",
            "Sở TT&TT Hà Nội",
            "Cán bộ đầu mối",
            "ĐT: 0912345622\nCQ: (04) 39431234",
            "",
        ],
        ["Lý Thị Ba", "Sở TT&TT Hà Nội", "Cán bộ đầu mối", "01234567890; fax 024 3943 1235", ""],
        ["Lý Văn Bốn", "Sở TT&TT Hà Nội", "Cán bộ đầu mối", "0912 34 56", ""],
        ["Lý Thị Năm", "Sở TT&TT Hà Nội", "Cán bộ đầu mối", "không có", "0912345625"],
    ]
    return Ugly(
        "nhiều số điện thoại.xlsx",
        workbook(rows),
        (
            Row(
                2,
                "new",
                "Lý Thị Một",
                "noi",
                ("officer",),
                held=("+84912345620", "+84382345621", "+84912345620"),
            ),
            Row(3, "new", "Lý Văn Hai", "noi", held=("+84912345622", "+842439431234")),
            Row(4, "new", "Lý Thị Ba", "noi", held=("+84834567890",)),
            Row(5, "wrong", code="lib.not_a_phone"),
            Row(6, "new", "Lý Thị Năm", "noi", held=("+84912345625",)),
        ),
    )


def in_tcvn3() -> Ugly:
    """Text of .VnTime, capitals that the font only drew, merged bodies downwards."""
    old = [
        ["Họ và tên", "Đơn vị", "Chức vụ", "Vai trò", "Điện thoại"],
        [
            "Nguyễn Thị Hường",
            "Sở Thông tin và Truyền thông tỉnh Hà Giang",
            "Trưởng phòng",
            "Cán bộ đầu mối",
            "0912345630",
        ],
        ["Trần Đức Thắng", "", "Phó Giám đốc", "Lãnh đạo phụ trách", "0912345631"],
        [
            "Đỗ Xuân Ba",
            "Sở Thông tin và Truyền thông tỉnh Đắk Lắk",
            "Giám đốc",
            "Lãnh đạo phụ trách",
            "",
        ],
    ]
    rows = [[typed(cell, "tcvn3") for cell in row] for row in old]
    return Ugly(
        "font cũ TCVN3.xlsx",
        workbook(rows, ["B2:B3"]),
        (
            Row(2, "new", "Nguyễn Thị Hường", "giang", ("officer",), "Trưởng phòng"),
            Row(3, "new", "Trần Đức Thắng", "giang", ("leader",), "Phó Giám đốc"),
            Row(4, "changed", "Đỗ Xuân Ba", "lak", ("leader",), "Giám đốc"),
        ),
        others={"encodings": ["tcvn3"]},
    )


def in_vni() -> Ugly:
    """Text of VNI-Times in a file of tabs, bodies by initials."""
    old = [
        ["Họ tên", "Đơn vị", "Tư cách", "Thư điện tử"],
        ["Huỳnh Ngọc Ẩn", "Sở TT&TT Thành phố Hồ Chí Minh", "Người phát ngôn", "an@hcm.example"],
        ["Đặng Thị Lượm", "Cục ATTT", "Cán bộ đầu mối", "luom@antoan.example"],
        ["Vũ Văn Báo", "Báo Buổi Sáng", "Phóng viên", ""],
    ]
    rows = [[typed(cell, "vni") for cell in row] for row in old]
    return Ugly(
        "vni.tsv",
        text(rows, "\t", "utf-8"),
        (
            Row(2, "new", "Huỳnh Ngọc Ẩn", "hcm", ("spokesperson",), held=("an@hcm.example",)),
            Row(3, "new", "Đặng Thị Lượm", "attt", ("officer",), held=("luom@antoan.example",)),
            Row(4, "unchanged", "Vũ Văn Báo", "paper", ("journalist",)),
        ),
        others={"encodings": ["vni"]},
    )


def in_capitals() -> Ugly:
    """Names in capitals, titles before names, two in one cell, the same person twice."""
    rows = [
        ["DANH SÁCH CÁN BỘ ĐẦU MỐI SỞ THÔNG TIN VÀ TRUYỀN THÔNG TỈNH HÀ GIANG"],
        ["STT", "HỌ VÀ TÊN", "CHỨC VỤ", "ĐIỆN THOẠI", "GHI CHÚ"],
        [1, "ÔNG NGUYỄN VĂN SÁU", "PHÓ GIÁM ĐỐC", "0912345640", "mới"],
        [2, "BÀ TRẦN THỊ BẢY", "Chánh Văn phòng", "0912345641", ""],
        [3, "NGUYỄN VĂN SÁU", "PHÓ GIÁM ĐỐC", "0912345640", ""],
        [4, "Lò Thị Tám\nLò Văn Chín", "", "0912345642", ""],
        [5, "TS. LÊ VĂN MƯỜI", "", "0912345643", ""],
        [6, "(trống)", "", "", ""],
        ["Tổng cộng: 6 người"],
        ["", "", "Hà Giang, ngày 5 tháng 11 năm 2026"],
    ]
    return Ugly(
        "chữ hoa.xlsx",
        workbook(rows, ["A1:E1", "A9:E9"]),
        (
            Row(
                3, "new", "Nguyễn Văn Sáu", "giang", ("officer",), "PHÓ GIÁM ĐỐC", ("+84912345640",)
            ),
            Row(4, "new", "Trần Thị Bảy", "giang", ("officer",), "Chánh Văn phòng"),
            Row(5, "unchanged", "Nguyễn Văn Sáu", "giang", code="network.import_repeats"),
            Row(6, "wrong", code="network.import_several_people"),
            Row(7, "new", "Lê Văn Mười", "giang", ("officer",)),
            Row(8, "wrong", code="network.import_nobody"),
        ),
    )


def names_of_bodies() -> Ugly:
    """One body in many writings, one that is no more, one misspelt, one unknown; no person."""
    rows = [
        ["Đơn vị", "Họ và tên", "Vai trò", "Email"],
        ["Sở TT&TT Hà Giang", "Mai Thị Một", "Cán bộ đầu mối", "mot@hagiang.example"],
        ["STTTT Hà Giang", "Mai Thị Hai", "Cán bộ đầu mối", "hai@hagiang.example"],
        ["Sở Thông tin & Truyền thông tỉnh Hà Giang", "Mai Thị Ba", "Cán bộ đầu mối", ""],
        ["SỞ TTTT HÀ GIANG", "Mai Thị Bốn", "Cán bộ đầu mối", ""],
        ["So TTTT tinh Ha Giang", "Mai Thi Nam", "Can bo dau moi", ""],
        ["Cục Tin học hóa", "Mai Thị Sáu", "Cán bộ đầu mối", "sau@dti.example"],
        ["Cục An toan thong tn", "Mai Thị Bảy", "Cán bộ đầu mối", ""],
        ["Vụ Thời sự", "Mai Thị Tám", "Cán bộ đầu mối", ""],
        ["Cục ATTT", "", "", "vanthu@antoan.example"],
        ["TT-17", "Mai Thị Chín", "Cán bộ đầu mối", ""],
    ]
    return Ugly(
        "tên đơn vị.xlsx",
        workbook(rows),
        (
            Row(2, "new", "Mai Thị Một", "giang", held=("mot@hagiang.example",)),
            Row(3, "new", "Mai Thị Hai", "giang"),
            Row(4, "new", "Mai Thị Ba", "giang"),
            Row(5, "new", "Mai Thị Bốn", "giang"),
            Row(6, "new", "Mai Thi Nam", "giang"),
            Row(7, "ambiguous", candidates=("dti",)),
            Row(8, "ambiguous", candidates=("attt",)),
            Row(9, "wrong", code="network.import_unknown_body"),
            Row(10, "changed", unit="attt"),
            Row(11, "ambiguous", candidates=("attt",)),
        ),
    )


def changes_of_post() -> Ugly:
    """Somebody known elsewhere by mail, a namesake, a coordinator, roles that no sheet gives."""
    rows = [
        [
            "Tên đơn vị",
            "Họ và tên",
            "Chức vụ",
            "Vai trò",
            "Thư điện tử",
            "Số QĐ",
            "Từ ngày",
            "Đến ngày",
        ],
        [
            "Cục ATTT",
            "Phạm Thu Đa",
            "Chuyên viên",
            "Cán bộ đầu mối",
            "da@hanoi.example",
            "12/QĐ-ATTT",
            "01/11/2026",
            "",
        ],
        ["Sở TT&TT Hà Giang", "Đỗ Xuân Ba", "", "Lãnh đạo", "khac@hagiang.example", "", "", ""],
        ["Trung tâm Thông tin", "Nguyễn An Điều", "Giám đốc", "Cán bộ điều phối", "", "", "", ""],
        ["Trung tâm Thông tin", "Mai Văn Mới", "", "Cán bộ điều phối", "", "", "", ""],
        ["Cục ATTT", "Mai Văn Lời", "", "Người được ủy quyền phát ngôn", "", "", "", ""],
        ["Cục ATTT", "Mai Văn Ngày", "", "Cán bộ đầu mối", "", "", "31/02/2026", ""],
        ["Cục ATTT", "Mai Văn Vai", "", "Bảo vệ", "", "", "", ""],
        ["Cục ATTT", "Mai Văn Ngược", "", "Cán bộ đầu mối", "", "", "1/6/2026", "31/5/2026"],
    ]
    return Ugly(
        "đổi việc.xlsx",
        workbook(rows),
        (
            Row(2, "changed", "Phạm Thu Đa", "attt", ("officer",), "Chuyên viên"),
            Row(3, "ambiguous", candidates=("Đỗ Xuân Ba",)),
            Row(4, "wrong", code="network.import_coordinators_row"),
            Row(5, "wrong", code="network.import_no_coordinator"),
            Row(6, "wrong", code="network.delegate_without_limits"),
            Row(7, "wrong", code="network.import_not_a_day"),
            Row(8, "wrong", code="network.import_unknown_role"),
            Row(9, "wrong", code="network.dates_out_of_order"),
        ),
    )


def of_windows() -> Ugly:
    """A text file with semicolons in Windows' Vietnamese code page."""
    rows = [
        ["Họ và tên", "Đơn vị", "Vai trò", "Điện thoại", "Thư điện tử"],
        [
            "Đoàn Thị Một",
            "Sở Thông tin và Truyền thông tỉnh Đắk Lắk",
            "Cán bộ đầu mối",
            "0912345650",
            "mot@daklak.example",
        ],
        ["Đoàn Văn Hai", "Cục An toàn thông tin", "Lãnh đạo phụ trách", "912345651", ""],
        ["", "Sở Thông tin và Truyền thông tỉnh Đắk Lắk", "", "", "sotttt@daklak.example"],
        ["", "", "", "0912345652", ""],
    ]
    return Ugly(
        "windows.csv",
        text(rows, ";", "cp1258"),
        (
            Row(2, "new", "Đoàn Thị Một", "lak", ("officer",), held=("mot@daklak.example",)),
            Row(3, "new", "Đoàn Văn Hai", "attt", ("leader",), held=("+84912345651",)),
            Row(4, "changed", unit="lak"),
            Row(5, "wrong", code="network.import_nobody"),
        ),
    )


def of_formulas() -> Ugly:
    """Numbers as numbers, days as days, formulas, empty columns, headings again on each page."""
    head = ["STT", "Họ và tên", None, "Đơn vị công tác", "Vai trò", None, "SĐT", "Bổ nhiệm"]
    head[7] = "Từ ngày"
    rows = [
        head,
        [
            1,
            "Cao Thị Một",
            None,
            "Cục An toàn thông tin",
            "Cán bộ đầu mối",
            None,
            912345660.0,
            date(2026, 3, 1),
        ],
        [
            2,
            "Cao Văn Hai",
            None,
            "Cục An toàn thông tin",
            "Cán bộ đầu mối",
            None,
            84912345661,
            46082,
        ],
        head,
        [
            3,
            "Cao Thị Ba",
            None,
            "Sở TT&TT Hà Giang",
            "Cán bộ đầu mối",
            None,
            "'0912345662",
            "3/2026",
        ],
        [4, '=CONCATENATE("Cao ","Bốn")', None, "Sở TT&TT Hà Giang", "Cán bộ", None, "", ""],
        [
            5,
            "Cao Thị Một",
            None,
            "Cục An toàn thông tin",
            "Cán bộ đầu mối",
            None,
            912345660.0,
            date(2026, 3, 1),
        ],
    ]
    return Ugly(
        "công thức.xlsx",
        workbook(rows),
        (
            Row(2, "new", "Cao Thị Một", "attt", ("officer",), held=("+84912345660",)),
            Row(3, "new", "Cao Văn Hai", "attt", ("officer",), held=("+84912345661",)),
            Row(5, "new", "Cao Thị Ba", "giang", ("officer",), held=("+84912345662",)),
            # A formula that was never calculated has no value: the row says nothing of the body.
            Row(6, "unchanged", unit="giang"),
            Row(7, "unchanged", "Cao Thị Một", "attt", code="network.import_repeats"),
        ),
    )


SHEETS: tuple[Callable[[], Ugly], ...] = (
    two_levels,
    without_accents,
    several_phones,
    in_tcvn3,
    in_vni,
    in_capitals,
    names_of_bodies,
    changes_of_post,
    of_windows,
    of_formulas,
)
