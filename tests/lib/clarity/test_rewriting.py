"""Help to write it plainer, and what a rewrite must leave as it is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lib.clarity.house import HOUSE
from thongsuot.lib.clarity import (
    Finding,
    Part,
    Registry,
    Severity,
    of_lines,
    of_release,
    of_text,
)
from thongsuot.lib.clarity.rewriting import Thing, Way, propose, unchanged
from thongsuot.lib.clarity.rewriting.listing import listed
from thongsuot.lib.clarity.rewriting.splitting import split
from thongsuot.lib.clarity.rulebook import rules
from thongsuot.lib.clarity.terms import Acronym

WORDS = next(rule.id for rule in rules() if rule.group == "words")

SAID = "Tháng 10, Cục Viễn thông kiểm tra 12 doanh nghiệp, gần 80 điểm; ông An nói: “Tốt”."


@pytest.mark.parametrize(
    ("before", "after", "things"),
    [
        (SAID, SAID, []),
        ("Có 1.200 người dự.", "Đã có 1.200 người cùng dự.", []),
        ("Có 1.200 người dự.", "Có 1.300 người dự.", [Thing.FIGURE]),
        ("Có 1.200 người dự.", "Nhiều người dự.", [Thing.FIGURE]),
        ("Nhiều người dự.", "Có 80 người dự.", [Thing.FIGURE]),
        ("Có gần 80 nhà báo.", "Có 80 nhà báo.", [Thing.FIGURE]),
        ("Hai đơn vị chưa nộp.", "Ba đơn vị chưa nộp.", [Thing.FIGURE]),
        ("Hầu hết đơn vị đã nộp.", "Tất cả đơn vị đã nộp.", [Thing.FIGURE]),
        ("Tỷ lệ đạt 94,2%.", "Tỷ lệ đạt 92,4%.", [Thing.FIGURE]),
        ("Họp ngày 28/11/2023.", "Ngày 28 tháng 11 năm 2023, họp.", []),
        ("Họp ngày 28/11/2023.", "Họp ngày 29/11/2023.", [Thing.DATE]),
        ("Họp sáng nay.", "Họp chiều nay.", [Thing.DATE]),
        ("Bộ họp với Sở Y tế.", "Bộ đã họp với Sở Y tế.", []),
        ("Ông Đỗ Công Anh nói.", "Theo ông Đỗ Công Anh, đã xong.", []),
        ("Ông Đỗ Công Anh nói.", "Ông Đỗ Công Minh nói.", [Thing.NAME]),
        ("Đỗ Công Anh nói.", "Trần Công Anh nói.", [Thing.NAME]),
        ("Sở Y tế Cà Mau họp.", "Sở Y tế Bạc Liêu họp.", [Thing.NAME]),
        ("Cục họp tại Hà Nội.", "Cục đã họp.", [Thing.NAME]),
        ("Cục dùng Zalo.", "Zalo là công cụ mà Cục dùng.", []),
        ("Cục không thu phí.", "Cục thu phí.", [Thing.NEGATION]),
        ("Cục thu phí.", "Cục chưa thu phí.", [Thing.NEGATION]),
        ("Cục không thu phí.", "Cục chưa thu phí.", [Thing.NEGATION]),
        ("Ngành hàng không và không gian mạng.", "Hàng không, mạng.", []),
        ("Ông nói: “Đã xong việc”.", "Ông nói: “Xong việc rồi”.", [Thing.QUOTE]),
    ],
)
def test_what_a_rewrite_must_leave(before: str, after: str, things: list[Thing]) -> None:
    assert [each.thing for each in unchanged(before, after)] == things


def test_a_change_says_what_stood_and_what_stands() -> None:
    (change,) = unchanged("Có 1.200 người dự.", "Có 1.300 người dự.")
    assert "1.200" in change.before and "1.300" in change.after


LONG = (
    "Cục Viễn thông đã làm việc với năm doanh nghiệp di động lớn để rà soát thông tin thuê bao của "
    "khách hàng trên cả nước, {joint} doanh nghiệp phải nhắn tin cho từng chủ thuê bao có dữ liệu "
    "chưa khớp với cơ sở dữ liệu quốc gia về dân cư"
)


@pytest.mark.parametrize(
    ("joint", "expected"),
    [
        ("do đó", "trên cả nước. Do đó, doanh nghiệp phải"),
        ("đồng thời", "trên cả nước. Đồng thời, doanh nghiệp phải"),
        ("trong đó có", "trên cả nước. Trong đó có doanh nghiệp phải"),
        ("nhưng", "trên cả nước. Nhưng doanh nghiệp phải"),
        ("giúp", "trên cả nước. Việc này giúp doanh nghiệp phải"),
    ],
)
def test_a_long_sentence_parts_before_what_can_open_one(joint: str, expected: str) -> None:
    assert expected in split(LONG.format(joint=joint) + ".")


def test_what_does_not_part_well_stays_whole() -> None:
    assert split("Cục họp, đồng thời công bố kết quả.") == ""
    assert split("Mặc dù " + LONG.format(joint="nhưng") + ".") == ""
    row = LONG.format(joint="gồm các điểm sau").replace("có dữ liệu", "; Cục").replace("để ", "")
    assert split(f"{row}.") == ""
    quoted = LONG.format(joint="do đó").replace("để rà soát", "rà soát")
    assert split(f"Ông nói: “{quoted}”.") == ""


def test_what_leans_on_the_words_before_stays_with_them() -> None:
    assert ". Nhưng" not in split(LONG.format(joint="nhưng vẫn nhắc").replace("chủ", "") + ".")
    needed = LONG.format(joint="và").replace("lớn để rà soát", "lớn về cách dùng để rà soát")
    assert split(f"{needed}, theo kế hoạch của năm.") == ""


def test_a_row_becomes_lines() -> None:
    told = "Khóa học gồm viết tin, trả lời báo chí, xử lý tin giả và diễn tập."
    assert listed(told) == (
        "Khóa học gồm:\n– viết tin;\n– trả lời báo chí;\n– xử lý tin giả;\n– diễn tập."
    )
    told = "Sở làm các việc sau: rà soát, sửa danh bạ; tập huấn cán bộ; và báo cáo Bộ."
    assert listed(told).count("\n– ") == 3
    assert listed("Khóa học gồm viết tin và diễn tập.") == ""
    assert listed("Bộ họp, Sở họp, Cục họp, Vụ họp.") == ""


def test_a_list_is_proposed_for_whole_paragraphs_alone() -> None:
    row = "Khóa học gồm viết tin, trả lời báo chí, xử lý tin giả và diễn tập."
    lines = [(Part.BODY, row, False), (Part.BODY, f"{row} Ai cũng dự.", False)]
    lines += [(Part.BODY, row, True), (Part.QUOTE, row, False)]
    made = propose(of_release(title=row, lead="", body=of_lines("body", lines)))
    assert [(each.way, each.start) for each in made] == [(Way.LIST, 0)]


def worn(text: str, words: str, instead: str) -> list[Finding]:
    """A remark on each place of some words."""
    places = [found.start() for found in re.finditer(words, text)]
    return [
        Finding(WORDS, 1, Severity.HINT, "body", at, at + len(words), words, "", (instead,))
        for at in places
    ]


def test_plain_words_of_a_sentence_are_laid_together() -> None:
    text = "Bộ mở lớp. Ở thì mai sau, Sở sẽ họp; thì mai sau, Cục cũng vậy."
    (made,) = propose(of_text(text), findings=worn(text, "thì mai sau", "về sau"))
    assert text[made.start : made.end] == made.before
    assert (made.way, made.after) == (Way.PLAIN, "Ở về sau, Sở sẽ họp; về sau, Cục cũng vậy.")
    assert propose(of_text(text), findings=worn(text, "thì mai sau", "mai, 5 giờ")) == ()
    opening = "Thì mai sau Sở họp."
    (made,) = propose(of_text(opening), findings=worn(opening, "Thì mai sau", "sắp tới"))
    assert made.after == "Sắp tới Sở họp."


def test_a_long_sentence_parts_in_plain_words() -> None:
    text = LONG.format(joint="do đó") + "."
    (made,) = propose(of_text(text), findings=worn(text, "để rà soát", "nhằm xem lại"))
    assert made.way == Way.SPLIT
    assert " nhằm xem lại " in made.after and ". Do đó, " in made.after


def test_a_short_form_is_written_out_where_it_first_stands() -> None:
    known = Registry(acronyms=(Acronym("TTHC", ("thủ tục hành chính",)),))
    made = propose(of_text("Sở giảm TTHC. Cục cũng giảm TTHC."), registry=known)
    assert [(p.start, p.before, p.after) for p in made] == [
        (8, "TTHC", "thủ tục hành chính (TTHC)")
    ]
    assert propose(of_text("Thủ tục hành chính (TTHC) đã giảm."), registry=known) == ()
    assert propose(of_text("UBND tỉnh họp."), registry=HOUSE) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=300), st.text(st.characters(), max_size=300))
def test_any_text_is_taken(one: str, other: str) -> None:
    assert unchanged(one, one) == ()
    assert bool(unchanged(one, other)) == bool(unchanged(other, one))
    for made in propose(of_text(f"{LONG}, do đó {one}.\n{other}"), registry=HOUSE):
        assert made.before != made.after


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Cục Viễn thông", "họp với", "32 đơn vị", "không", "tại Hà Nội", "ngày 5/1/2026",
                ", đồng thời", "; Sở", ", trong đó", "để", "gồm:", "việc lớn", ", góp phần", "và",
            ]
        ),
        min_size=20,
        max_size=45,
    )
)  # fmt: skip
def test_no_proposal_changes_a_fact(words: list[str]) -> None:
    document = of_text(" ".join(words) + ".")
    for made in propose(document):
        assert document.fields[0].text[made.start : made.end] == made.before
        assert unchanged(made.before, made.after) == ()
