"""Old fonts: what is repaired, and above all what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from viparse.normalize.encodings import get_charmap

from thongsuot.lib.text.fold import nfc
from thongsuot.lib.text.legacy import encoding_of, proper_name, repaired
from thongsuot.lib.text.syllables import is_syllable

TEXTS = (
    "Nguyễn Văn An",
    "Trần Thị Hồng Hạnh",
    "Sở Thông tin và Truyền thông",
    "Phó Giám đốc Sở Văn hóa và Thể thao",
    "Người phát ngôn của Ủy ban nhân dân tỉnh",
    "Trưởng phòng Báo chí – Xuất bản",
    "Đà Nẵng, ngày 5 tháng 3",
    "Điện thoại di động",
)


def typed(text: str, encoding: str) -> str:
    """As it would have been typed in an old font; TCVN3 has no accented capitals."""
    charmap = get_charmap(encoding)
    assert charmap is not None
    signs = {letter: sign for sign, letter in reversed(charmap.pairs)}
    return "".join(signs.get(char) or signs.get(char.lower()) or char for char in text)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_old_fonts_are_repaired(text: str, encoding: str) -> None:
    found = repaired(typed(text, encoding))
    assert found.encoding == encoding
    assert found.text.lower() == text.lower()


@pytest.mark.parametrize("text", TEXTS)
def test_utf8_read_as_western_is_repaired(text: str) -> None:
    broken = "".join(
        bytes([byte]).decode("cp1252" if byte not in b"\x81\x8d\x8f\x90\x9d" else "latin-1")
        for byte in text.encode()
    )
    assert repaired(broken).text == text
    assert repaired(broken).encoding == "mojibake"


@pytest.mark.parametrize("text", [text for text in TEXTS if "Nẵng" not in text])
def test_viscii_is_repaired(text: str) -> None:
    """One word with a sign of its own is not enough: «NÇng» alone stays."""
    assert repaired(typed(text, "viscii")).text == text


def test_what_is_broken_in_part_is_repaired_where_it_is() -> None:
    text = "Chuyên mục: Truyá»\x87n ThÃ¡nh – bản cũ"
    assert repaired(text).text == "Chuyên mục: Truyện Thánh – bản cũ"


RIGHT = [
    *TEXTS,
    *("Müller straße", "Jürgen Groß", "Käthe Köhler, Düsseldorf", "Straße für Öl in München"),
    *("Zoë & Renée", "José María Núñez", "São Paulo, João", "François Lefèvre", "naïve café"),
    *("crème brûlée à la française, très légère", "señor niño mañana", "Ærø Øst Åse", "Thaï"),
    *("Lü Xun", "Dvořák", "Łukasz", "Hoà Bình", "là bà già có tô", "Hồ Thị Bé", "bé", "Lê Bé Ba"),
    *("an.nv@so.gov.vn", "0912 345 678", "+84000000001", "12/QĐ-BTTTT", "Sở TT&TT", "STTTT"),
    *("10 µm, §5, ©2023, 1½, 25°, ®, ±3", "Đà Nẵng – 50 m²", "«Ánh sáng»", "Viettel® và FPT©"),
    *("NGUYỄN VĂN AN", "Nguyen Van An", "", "   ", "日本", "🙂", "Ủy ban nhân dân T.P. Huế"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_stays(text: str) -> None:
    assert repaired(text) == repaired(nfc(text))
    assert repaired(text).text == nfc(text)
    assert repaired(text).encoding == ""


@given(st.lists(st.sampled_from([*RIGHT, "và", "của", "tôi", "có", "không"]), max_size=5))
def test_what_is_right_stays_together_too(texts: list[str]) -> None:
    assert repaired(" ".join(texts)).encoding == ""
    assert encoding_of(texts) is None


@given(st.text())
def test_repairing_twice_changes_nothing(text: str) -> None:
    once = repaired(text).text
    assert repaired(once).text == once or not once.isascii()
    assert nfc(once) == once


def test_a_column_tells_what_one_cell_cannot() -> None:
    cells = [typed(text, "tcvn3") for text in ("Hà", "Lê An", "Đỗ", "Nguyễn Văn Bé", "Bé")]
    assert repaired(cells[0]).text == cells[0]
    encoding = encoding_of(cells)
    assert encoding == "tcvn3"
    fixed = [repaired(cell, encoding).text for cell in cells]
    assert [text.lower() for text in fixed] == ["hà", "lê an", "đỗ", "nguyễn văn bé", "bé"]


def test_in_an_old_column_foreign_and_new_cells_stay() -> None:
    for text in ("Müller", "Đỗ Ý", "an@x.vn", "Nguyễn", "Straße"):
        assert repaired(text, "tcvn3").text == text
    assert repaired(typed("ĐHQGHN", "tcvn3"), "tcvn3").text == "ĐHQGHN"


def test_in_a_mixed_column_what_reads_as_vietnamese_stays() -> None:
    """«Lê» is «Lờ» in TCVN3: where new cells stand in the column it is taken as it is."""
    for text in ("Lê Quang Minh", "Ngô Bá Khá"):
        assert repaired(text, "tcvn3", mixed=True).text == text
    old = typed("Nguyễn Thị Hồng", "tcvn3")
    assert repaired(old, "tcvn3", mixed=True).text == "Nguyễn Thị Hồng"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("  LÊ   THỊ  B ", "Lê Thị B"),
        ("NGUYễN VăN AN", "Nguyễn Văn An"),  # capitals of TCVN3, repaired
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("LÊ THỊ-MAI", "Lê Thị-Mai"),
        ("PGS.TS. NGUYỄN THỊ A", "PGS.TS. Nguyễn Thị A"),
        ("ThS. LÊ VĂN B", "ThS. Lê Văn B"),
        ("Nguyễn Văn AN", "Nguyễn Văn AN"),
        ("Võ Ý", "Võ Ý"),
        ("Y Phương", "Y Phương"),
        ("Ngô McDonald", "Ngô McDonald"),
        ("", ""),
    ],
)
def test_names_in_capitals(written: str, name: str) -> None:
    assert proper_name(written) == name
    assert proper_name(name) == name


def test_capitals_of_an_old_font() -> None:
    found = repaired("nguyÔn v¨n an")
    assert proper_name(found.text) == "Nguyễn Văn An"


SYLLABLES = """hòa hoà thúy thuý quý quí quốc giếng gì gìn già giữ nguyễn quyển khuỷu khuya mía múa
ngoéo nghiêng tuỳ tùy yến ỷ Y thuở Đắk Lắk Kon ủy uỷ yêu rượu người Huế xoong quần quýt ĐỨC boong"""
NOT_SYLLABLES = """nguyeãn müller straòe cafộ hànội kiên1 cuả nghanh ngề gế hòà các̃ cat quic f zoo
Mỹller đt hđnd Nguyen an. aa ô-tô"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", [*NOT_SYLLABLES.split(), "", " "])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
