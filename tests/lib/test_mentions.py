"""Figures, dates and their like in a text: tables of what press texts write."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thongsuot.lib.text.mentions import Kind, Mention, mentions


def read(text: str) -> list[tuple[str, str, str]]:
    return [(m.kind, text[m.start : m.end], m.value) for m in mentions(text)]


@pytest.mark.parametrize(
    ("text", "kind", "said", "value"),
    [
        ("gồm 32 cơ quan", Kind.COUNT, "32", "32"),
        ("có 124.500.000 thuê bao", Kind.COUNT, "124.500.000", "124500000"),
        ("có 124,5 triệu thuê bao", Kind.COUNT, "124,5 triệu", "124500000"),
        ("có 500,000 lượt", Kind.COUNT, "500,000", "500000"),
        ("tăng 16,5 %", Kind.PERCENT, "16,5 %", "16.5"),
        ("tăng 16,50%", Kind.PERCENT, "16,50%", "16.5"),
        ("chi 16,5 tỷ đồng", Kind.MONEY, "16,5 tỷ đồng", "16500000000"),
        ("chi 2 tỷ 300 triệu đồng", Kind.MONEY, "2 tỷ 300 triệu đồng", "2300000000"),
        ("giá 5.000 đồng/lượt", Kind.MONEY, "5.000 đồng", "5000"),
        ("dài 10km", Kind.MEASURE, "10km", "10"),
        ("rộng 300 m² đất", Kind.MEASURE, "300 m²", "300"),
        ("63/63 Sở", Kind.RATIO, "63/63", "63/63"),
        ("tỷ số 2-1", Kind.RATIO, "2-1", "2-1"),
        ("10-12 triệu đồng", Kind.RANGE, "10-12 triệu đồng", "10000000..12000000"),
        ("giai đoạn 2021-2025", Kind.RANGE, "2021-2025", "2021..2025"),
        ("từ 10-12/3/2017", Kind.RANGE, "10-12/3/2017", "2017-03-10..2017-03-12"),
        ("ngày 28/11/2023", Kind.DATE, "28/11/2023", "2023-11-28"),
        ("28-11-2023", Kind.DATE, "28-11-2023", "2023-11-28"),
        ("ngày 28 tháng 11 năm 2023", Kind.DATE, "28 tháng 11 năm 2023", "2023-11-28"),
        ("sáng 28/11", Kind.DATE, "28/11", "--11-28"),
        ("sáng 6.2", Kind.DATE, "6.2", "--02-06"),
        ("trước 30/6", Kind.DATE, "30/6", "--06-30"),
        ("tháng 11/2023", Kind.DATE, "11/2023", "2023-11"),
        ("tháng 11 năm 2023", Kind.DATE, "11 năm 2023", "2023-11"),
        ("tháng 11", Kind.DATE, "11", "--11"),
        ("ngày 28", Kind.DATE, "28", "---28"),
        ("năm 2023", Kind.DATE, "2023", "2023"),
        ("lúc 8h30", Kind.TIME, "8h30", "08:30"),
        ("lúc 8 giờ 30 phút", Kind.TIME, "8 giờ 30 phút", "08:30"),
        ("lúc 08:30", Kind.TIME, "08:30", "08:30"),
        ("Nghị định số 09/2017/NĐ-CP", Kind.DOCUMENT, "09/2017/NĐ-CP", "09/2017/NĐ-CP"),
        ("Nghị định 09/2017 của", Kind.DOCUMENT, "09/2017", "09/2017"),
        ("số 1989/QĐ-BGDĐT", Kind.DOCUMENT, "1989/QĐ-BGDĐT", "1989/QĐ-BGDĐT"),
        ("58/2016/QĐ-TTg", Kind.DOCUMENT, "58/2016/QĐ-TTg", "58/2016/QĐ-TTG"),
        ("176/2025/QH15", Kind.DOCUMENT, "176/2025/QH15", "176/2025/QH15"),
        ("ĐT: 024.3943.1234", Kind.PHONE, "024.3943.1234", "02439431234"),
        ("gọi 1900 6789", Kind.PHONE, "1900 6789", "19006789"),
        ("xem mic.gov.vn.", Kind.ADDRESS, "mic.gov.vn", "mic.gov.vn"),
        ("gửi A.b@mic.gov.vn", Kind.ADDRESS, "A.b@mic.gov.vn", "a.b@mic.gov.vn"),
        ("kỳ họp lần thứ 3", Kind.ORDINAL, "3", "3"),
        ("quý II/2023", Kind.ORDINAL, "II/2023", "2/2023"),
        ("Quốc hội khóa XV", Kind.ORDINAL, "XV", "15"),
        ("theo Điều 5", Kind.ORDINAL, "5", "5"),
        ("ông nói: “phải rõ ràng”", Kind.QUOTE, "phải rõ ràng", "phải rõ ràng"),
    ],
)
def test_each_writing_is_read(text: str, kind: Kind, said: str, value: str) -> None:
    assert read(text) == [(kind, said, value)]


@pytest.mark.parametrize(
    "text", ["COVID-19", "F-16", "mạng 4G", "U23", "QH15x", "phần mềm 1.2.3.4"]
)
def test_digits_of_names_are_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("31/2 diện tích", Kind.RATIO, "31/2"),
        ("gần 2/3 diện tích", Kind.RATIO, "2/3"),
        ("trong 24 giờ", Kind.COUNT, "24"),
        ("khoảng 3 giờ sau", Kind.COUNT, "3"),
        ("trong vòng 9 tháng", Kind.COUNT, "9"),
        ("lớp 30 học sinh", Kind.COUNT, "30"),
        ("có 1.900 người", Kind.COUNT, "1900"),
    ],
)
def test_what_looks_like_another_kind(text: str, kind: Kind, value: str) -> None:
    assert [(m.kind, m.value) for m in mentions(text)] == [(kind, value)]


@pytest.mark.parametrize(
    ("text", "unit", "about"),
    [
        ("gần 80 nhà báo, phóng viên", "nhà báo", "gần"),
        ("trên 50 cơ quan báo chí đã", "cơ quan báo chí", "trên"),
        ("xấp xỉ 5 triệu thuê bao", "thuê bao", "xấp xỉ"),
        ("có 5 năm kinh nghiệm", "năm", ""),
        ("hơn 5 triệu USD", "USD", "hơn"),
        ("đoạn đường 10 km", "km", ""),
    ],
)
def test_what_is_counted_and_how_exactly(text: str, unit: str, about: str) -> None:
    (mention,) = mentions(text)
    assert (mention.unit, mention.about) == (unit, about)


def test_an_address_hides_its_digits_and_a_quotation_shows_its_own() -> None:
    assert [m.kind for m in mentions("https://a.vn/2023/11-28 và “32 cơ quan”")] == [
        Kind.ADDRESS,
        Kind.QUOTE,
        Kind.COUNT,
    ]


_PIECES = st.sampled_from(
    [
        "28",
        "/",
        "11",
        ".",
        ",",
        "-",
        " ",
        "2023",
        "triệu",
        "đồng",
        "%",
        "ngày ",
        "“",
        "”",
        "@",
        ".vn",
    ]
)


@settings(max_examples=150)
@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
@example("0,0@")
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = mentions(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    apart: list[Mention] = [m for m in found if m.kind != Kind.QUOTE]
    assert all(a.end <= b.start for a, b in pairwise(apart))


@pytest.mark.parametrize("piece", ["1", "1.", "1 111", "a1.", ".vn", "@", "“a", "11/", "IX "])
def test_no_text_takes_long(piece: str) -> None:
    mentions(piece * 15_000)
