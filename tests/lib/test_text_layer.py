"""The text layer: a shadow with the way back, tone marks, look-alikes, ends of sentences."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thongsuot.lib.text import tones
from thongsuot.lib.text.fold import nfc
from thongsuot.lib.text.sentences import sentences, spans
from thongsuot.lib.text.shadow import shadow
from thongsuot.lib.text.syllables import is_syllable


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("chuẩn hoá, uỷ ban, khoẻ", "chuẩn hóa, ủy ban, khỏe"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("quý, quả, giá, hoàn toàn, thuở", "quý, quả, giá, hoàn toàn, thuở"),
        ("qúy, gía, tóan, đừơng, nghiã", "quý, giá, toán, đường, nghĩa"),
        ("5\u00a0km\u202fvà\t6", "5 km và 6"),
        ("kinh tế\u2011xã hội", "kinh tế-xã hội"),
        ("\u00d0ắk Lắk, \u0189ồng Nai", "Đắk Lắk, Đồng Nai"),
        ("Нà Nội", "Hà Nội"),  # Cyrillic Н
        ("Москва và Αθήνα", "Москва và Αθήνα"),
        ("thông\u00ad báo\u200b mới\ufeff", "thông báo mới"),
        ("tha\u0301ng mươ\u0300i", "tháng mười"),
        ("e\u200b\u0302\u0301n", "ến"),
        ("ﬁle Ｖiệt 𝐍𝐚𝐦", "file Việt Nam"),
        ("một\nhai", "một\nhai"),
        ("", ""),
    ],
)
def test_what_rules_see(written: str, seen: str) -> None:
    assert shadow(written).text == seen
    assert shadow(unicodedata.normalize("NFD", written)).text == seen


def test_a_span_goes_back_to_what_stands_written() -> None:
    written = "Sở\u200b tha\u0301ng ﬁle\u00ad chuẩn hoá."
    seen = shadow(written)
    for word, back in [
        ("Sở", "Sở"),
        ("tháng", "tha\u0301ng"),
        ("file", "ﬁle"),
        ("hóa", "hoá"),
    ]:
        start = seen.text.index(word)
        begin, end = seen.span(start, start + len(word))
        assert written[begin:end] == back


_SIGNS = (
    "a|o|á|oá|hoà|ủy|uỷ|quý|tóan| |\n|.|\u00a0|\u200b|\u00ad|\u0301|\u0302|\u0323|Ð|А|а|Ο|ﬁ|ﬃ|Ｖ|𝐍"
    "|\u1100|\u1161|\u11a8|\u0958|\u212b|\u2011|🙂|\ufe0f|\ud800|g|q|i|ư|ơ"
)
_PIECES = st.sampled_from(_SIGNS.split("|"))
_TEXTS = st.one_of(st.lists(_PIECES, max_size=20).map("".join), st.text(max_size=30))


@given(_TEXTS)
@settings(max_examples=150)
@example("\u200b\u0301\u200b")
@example("ﬁ\u0301")
@example("a\u0301\ud800")
def test_places_lead_both_ways(written: str) -> None:
    seen = shadow(written)
    assert unicodedata.is_normalized("NFC", seen.text)
    spans = [seen.span(place, place + 1) for place in range(len(seen.text))]
    assert all(0 <= start < end <= len(written) for start, end in spans)
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] or before == after for before, after in pairwise(spans))
    assert seen.at(len(seen.text)) == len(written) or shadow(written[spans[-1][1] :]).text == ""
    for place, (start, end) in enumerate(spans):
        assert seen.of(end) > place
        assert seen.of(start) <= place
    gone = set(range(len(written))) - {n for start, end in spans for n in range(start, end)}
    assert all(shadow(written[n]).text == "" for n in gone)


@given(_TEXTS)
@settings(max_examples=100)
def test_the_shadow_of_a_shadow_is_itself(written: str) -> None:
    once = shadow(written).text
    assert shadow(once).text == once


@pytest.mark.parametrize("sign", ["\u0300\u0323", "\u0323", "e\u0301", "\u1100\u1161", "\u200b"])
def test_a_wall_of_signs_takes_no_time(sign: str) -> None:
    """Composing n marks of one letter by the book takes n² steps: minutes for this text."""
    written = "a" + sign * 100_000
    assert shadow(written).span(0, 1)[0] == 0
    assert nfc(written)


# Tone marks --------------------------------------------------------------------------------------

_BOTH = "hòa hoà, khỏe khoẻ, thúy thuý, ủy uỷ, họa hoạ, lòe loè, xòa xoà, tùy tuỳ, HÓA HOÁ, Tủy Tuỷ"


@pytest.mark.parametrize("pair", _BOTH.split(", "))
def test_both_ways(pair: str) -> None:
    old, new = pair.split()
    assert tones.old_style(f"({new})") == f"({old})"
    assert tones.new_style(f"({old})") == f"({new})"
    assert (tones.placement(old), tones.placement(new)) == ("old", "new")


_ONE_WAY = "quý quả giá già hoàng toàn thuở khuya múa mía người ngoài xoáy khuỷu Tuấn María"


@pytest.mark.parametrize("word", _ONE_WAY.split())
def test_one_way_only(word: str) -> None:
    assert tones.old_style(word) == tones.new_style(word) == word
    assert tones.placement(word) == ""
    assert tones.astray(word) == ""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        *(("tóan", "toán"), ("hòan", "hoàn"), ("qúy", "quý"), ("qủa", "quả"), ("gía", "giá")),
        *(("nghiã", "nghĩa"), ("điạ", "địa"), ("cuả", "của"), ("đừơng", "đường")),
        *(("ngaỳ", "ngày"), ("laị", "lại"), ("Hùynh", "Huỳnh"), ("TÒAN", "TOÀN")),
        *(("tuân", ""), ("hòa", ""), ("hoà", ""), ("Bogotá", ""), ("túan", "")),
    ],
)
def test_a_sign_gone_astray(wrong: str, right: str) -> None:
    assert tones.astray(wrong) == right


@given(st.lists(st.sampled_from([*_BOTH.replace(",", "").split(), "qúy", "x", "TT&TT"])))
@settings(max_examples=50)
def test_ways_keep_length_and_words(words: list[str]) -> None:
    text = " ".join(words)
    old, new = tones.old_style(text), tones.new_style(text)
    assert len(old) == len(new) == len(text)
    assert tones.old_style(new) == old == tones.old_style(old)
    assert tones.new_style(old) == new == tones.new_style(new)
    assert all(map(is_syllable, (w for w in old.split() if w not in ("x", "TT&TT"))))


@pytest.mark.parametrize(
    ("word", "other"),
    [("kỹ", "kĩ"), ("Lí", "Lý"), ("quý", "quí"), ("MỸ", "MĨ"), ("đi", ""), ("kính", ""), ("y", "")],
)
def test_i_and_y(word: str, other: str) -> None:
    assert tones.turned(word) == other
    assert not other or tones.turned(other) == word


# Ends of sentences -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nam đến TP. Hồ Chí Minh.| Đại diện Sở phát biểu.",
        "Giá nhà cao nhất TP.| Trước đây, giá thấp hơn.",
        "PGS. TS. Nguyễn A và PGS.TS. Lê B dự.| Ủy ban họp.",
        "ThS. Lê C ở Q. 1, P. Bến Nghé, Tp. Huế.| Ông khỏe.",
        "Giá 5.000 đồng.| 63 tỉnh đều có.",
        "Ngày 22.10 họp tại mic.gov.vn.| Sau đó nghỉ.",
        "Xem mic.gov.vn/tin.html để biết.",
        "Ngành thông tin...| Ông nói thêm.",
        "Hội nghị kết thúc.|Các đơn vị ra về…|Trong chiều, Bộ họp.",
        "Có báo in, báo nói, …|Trong đó có báo mạng.| Ông gọi là “tin tốt”.|Bà cũng vậy.",
        "Theo VietnamNet.Vn và http://mic.gov.vn/tin.Html, tp.Hồ Chí Minh có ThS.Nguyễn An.",
        "Vâng… và rồi… thôi.",
        "“Chúng tôi sẽ làm.”| Ông Nam nói.",
        "“Thật à?” ông hỏi.| “Thật!” bà đáp.",
        "Sao lại thế?!| Không ai biết.",
        "Dòng một|\nDòng hai.| Dòng ba|\n\nDòng bốn",
        "1. Về tổ chức.| Bộ có 3 cục.",
        "a) Về tổ chức.| Bộ có 3 cục.",
        "Nguyễn V. An và J. K. Rowling đến.| Họ ở lại.",
        "Bổ sung vitamin C.| Ngoài ra, nên ngủ đủ.",
        "Có sách, báo, v.v.| Tất cả đều mới.",
        "Họp (lúc 8 giờ.)| Sau đó về.",
        "Anh T. cho biết.| Đó là anh T.| Sau đó anh về.",
        "Tăng 16,5%.| Giảm 3,2%.| Đạt.",
        "Nước ở Đông Nam Á.| Ý và Ấn Độ ở xa.| Ở đâu?| Ừ thì sao.",
        "Theo Nghị định 09/2017/NĐ-CP.| Điều 5 nêu rõ.",
        "Không dấu chấm",
        "  ",
    ],
)
def test_where_sentences_end(text: str) -> None:
    expected = [part.strip() for part in text.split("|") if part.strip()]
    assert sentences(text.replace("|", "")) == expected


@given(st.text(alphabet='aÁB.!?…”"( \n1Đ', max_size=30))
@settings(max_examples=60)
def test_sentences_lose_nothing(text: str) -> None:
    found = spans(text)
    assert "".join("".join(text[a:b] for a, b in found).split()) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in found)
