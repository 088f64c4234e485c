"""Forms, order and markup of Vietnamese text."""

import random
import unicodedata

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thongsuot.lib.text import clean, fold, nfc, slug, sort_key, to_text

OURS = "/tep/12345678-1234-1234-1234-123456789abc"
FIGURE = f'<figure><img src="{OURS}" alt="Ảnh"><figcaption><b>Lời</b></figcaption></figure>'


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Đắk   LẮK ", "dak lak"),
        ("Thừa Thiên – Huế", "thua thien – hue"),
        ("Thư\u0323c thi", "thuc thi"),
        ("QUỐC LỘ 14Đ", "quoc lo 14d"),
        ("a\u00a0b\tc\nd", "a b c d"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(nfc(text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("text", "expected"), [("Bộ TT&TT – số 12", "bo-tt-tt-so-12"), ("Điện!", "dien"), ("日", "")]
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "â", "ấ", "b"],
        ["d", "dân", "đ", "đà", "e", "ê", "f"],
        ["o", "ó", "ô", "ộ", "ơ", "ợ", "p"],
        ["u", "ụ", "ư", "ừ", "v", "w", "x", "y", "z"],
        ["ba", "Ba", "ba con", "bà", "bà ba", "bả", "ban"],
        ["mục 2", "mục 10", "mục A"],
        ["Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Hà Nội", "Huế", "Hưng Yên"],
        ["hoa", "hoa quả", "hoà", "hoá"],
    ],
)
def test_dictionary_order(ordered: list[str]) -> None:
    mixed = random.Random(1).sample(ordered, len(ordered))
    assert sorted(mixed, key=sort_key) == ordered


def test_order_knows_both_forms() -> None:
    assert sort_key("Ngãi") == sort_key(unicodedata.normalize("NFD", "Ngãi"))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("loose", "<p>loose</p>"),
        ("<p> </p><p>&nbsp;</p><p><br></p>", ""),
        ("<h1>A</h1><h4>B</h4>", "<h2>A</h2>\n<h3>B</h3>"),
        ("<b>a</b> <b>b</b><i> </i>", "<p><strong>a</strong> <strong>b</strong></p>"),
        ("<b><p>a</p>b</b>", "<p><strong>a</strong></p>\n<p><strong>b</strong></p>"),
        ('<b style="font-weight:normal"><p>a</p></b>', "<p>a</p>"),
        (
            '<span style="font-weight:700;font-style:italic">a</span>',
            "<p><strong><em>a</em></strong></p>",
        ),
        ("x<br><br>y<br>z<br>", "<p>x</p>\n<p>y<br>z</p>"),
        ("<p>a&nbsp;&nbsp;b\u200b\u00adc</p>", "<p>a bc</p>"),
        ("<p>a<script>alert(1)</script></p><style>p{}</style>", "<p>a</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<p>x</p>"),
        ('<a href="/noi-bo">x</a>', "<p>x</p>"),
        (
            '<a href="https://a.vn/?b=1&c=2" onclick=x target=_blank>x</a>',
            '<p><a href="https://a.vn/?b=1&amp;c=2" rel="noopener">x</a></p>',
        ),
        ('<a href="tel:+8424">g</a>', '<p><a href="tel:+8424" rel="noopener">g</a></p>'),
        ("<ul><li><p>a</p></li><li></li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li>a</li><ol><li>b</li></ol></ul>", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
        (
            "<table><tr><th>A<th>B<tr><td colspan=2>c</table>",
            (
                "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
                '<tbody><tr><td colspan="2">c</td></tr></tbody></table>'
            ),
        ),
        ("<blockquote><h2>a</h2></blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<hr><p>a</p><hr><hr><p>b</p><hr>", "<p>a</p>\n<hr>\n<p>b</p>"),
        ('<img src="https://e.com/x.png"><p>a</p>', "<p>a</p>"),
        (FIGURE, FIGURE.replace("b>", "strong>")),
        (
            f'<p>a<img src="{OURS}">b</p>',
            f'<p>a</p>\n<figure><img src="{OURS}" alt=""></figure>\n<p>b</p>',
        ),
        ("<b>x</b>\u0338y", "<p><strong>x\u0338</strong>y</p>"),
    ],
)
def test_clean(html: str, expected: str) -> None:
    assert clean(html) == expected


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><!--StartFragment-->
<p class=MsoTitle><b><span style='font-size:18.0pt;mso-x:y'>Tăng cường<o:p></o:p></span></b></p>
<p class=MsoNormal><font color="red"><o:p>&nbsp;</o:p></font></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
 style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>Một</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span
 style='mso-list:Ignore'>o&nbsp;</span>Hai</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
 style='mso-list:Ignore'>2.</span>Ba</p>
<!--EndFragment--></html>"""


def test_paste_from_word() -> None:
    assert clean(WORD) == (
        "<p><strong>Tăng cường</strong></p>\n<ol><li>Một<ul><li>Hai</li></ul></li><li>Ba</li></ol>"
    )


_TAGS = """<p>|</p>|<b>|</b>|<i>|</i>|<h1>|<h3>|</h1>|<ul>|</ul>|<ol>
|<li>|</li>|<div>|</div>|<br>|<hr>
|<table>|</table>|<thead>|<tr>|<td>|<th>
|<td colspan=3>|<caption>|<blockquote>|</blockquote>|<u>|<s>
|<sub>|<sup>|</sup>|<figure>|</figure>|<figcaption>|<a href=https://a.vn>|</a>|&nbsp;|&amp;lt;|&#x338;
|<img src=/tep/12345678-1234-1234-1234-123456789abc alt=x>|\u0301|\u0338|\u200b|\u1100|\u1161|a
|ệ
|<|>|<span style='font-weight:bold'>|</span>|<p style='mso-list:l0 level2'>|<pre>|</pre>|<dl>
|<math>|<svg>|<textarea>|<template>|<select>| """
_PIECE = st.sampled_from(_TAGS.replace("\n", "").split("|"))
_HTML = st.lists(st.one_of(_PIECE, st.text(max_size=3)), max_size=25).map("".join)
_HELD = """p h2 h3 strong em u s sub sup a ul ol li blockquote table thead tbody tr th td br hr
figure figcaption img"""


@given(_HTML)
@example("<b>x</b>\u0338y")
@example("<table><caption>a<td>b")
@example("\ud800")
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = clean(html)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    strict = nh3.clean(
        once,
        tags=set(_HELD.split()),
        attributes={
            "a": {"href", "rel"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan"},
            "img": {"src", "alt"},
        },
        link_rel=None,
    )
    assert clean(strict) == once
    to_text(html)


def test_deep_lists_join_the_sixth() -> None:
    once = clean("<ul><li>x" * 9)
    assert once.count("<ul>") == 6
    assert once.count("x") == 9
    assert clean(once) == once


def test_depth_is_bounded() -> None:
    assert clean("<blockquote>" * 5000 + "a") == "<blockquote><p>a</p></blockquote>"
    clean("<ul><li>" * 3000 + "a")


def test_plain_text() -> None:
    html = (
        "<h2>Mục</h2><ol><li>a<ul><li>b</li></ul></li><li>c</li></ol><blockquote>d</blockquote>"
        "<table><tr><td>1</td><td>2</td></tr></table>"
        '<p><a href="mailto:a@b.vn">a@b.vn</a> <a href="https://x.vn">x<b>y</b></a>.</p>'
    )
    assert to_text(html) == (
        "Mục\n\n1. a\n   - b\n2. c\n\n> d\n\n1 | 2\n\na@b.vn xy (https://x.vn)."
    )


def test_raised_figures_stay_apart() -> None:
    assert (
        to_text("10<sup>6</sup> m<sup>2</sup>, CO<sub>2</sub>, x<sup>a b</sup>")
        == "10⁶ m², CO₂, x^(a b)"
    )
