"""A text in figures beside the press: counts that can be counted by hand."""

import pytest

from thongsuot.lib.clarity import check, of_release
from thongsuot.lib.clarity.measures import (
    CLICHES,
    COUNTED,
    NAMES,
    Change,
    compared,
    counted,
    measures,
    norm,
    percentile,
    quantiles,
)
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import by_id

SHORT = "Bộ mở lớp tập huấn. UBND tỉnh cử 32 người dự lớp. "


def read(body: str, title: str = "", lead: str = "") -> Reading:
    return Reading(of_release(title=title, lead=lead, body=body))


def test_what_is_counted() -> None:
    found = counted(read(SHORT, title="Tên bài có UBND và việc đào tạo", lead="Lớp mở hôm qua."))
    assert found["syllables"] == 16 and found["sentences"] == 3
    assert found["sentence_mean"] == 5.3 and found["sentence_p50"] == 5
    assert found["sentence_p90"] == 7 and found["long_share"] == 0
    assert found["acronyms"] == round(1000 / 16, 1) and found["nominalisations"] == 0


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("Việc hoàn thành kế hoạch và sự phát triển của công tác thông tin.", 3),
        ("Công việc và làm việc; sự kiện, sự cố, sự thật.", 0),
        ("Đổi mới hoạt động nghiên cứu.", 1),
    ],
)
def test_nominalisations(body: str, count: int) -> None:
    found = counted(read(body))
    assert found["nominalisations"] == round(1000 * count / found["syllables"], 1)


@pytest.mark.parametrize(
    ("body", "count"),
    [("Sở TT&TT và HĐND họp.", 2), ("Khóa XV, quý II họp.", 0), ("CẢ DÒNG NÀY VIẾT HOA UBND", 0)],
)
def test_acronyms(body: str, count: int) -> None:
    found = counted(read(body))
    assert found["acronyms"] == round(1000 * count / found["syllables"], 1)


def test_a_short_text_does_not_stand_beside_the_press() -> None:
    assert {each["percentile"] for each in measures(read(SHORT)).values()} == {None}
    found = measures(read(SHORT * 20))
    assert list(found) == list(NAMES)
    assert [name for name in found if found[name]["percentile"] is None] == list(COUNTED)
    assert found["sentence_mean"]["percentile"] == 0
    assert check(SHORT * 20).measures == found


def test_no_text_is_no_trouble() -> None:
    assert set(counted(read("")).values()) == {0}


def test_a_percentile_says_how_many_have_less() -> None:
    assert percentile("sentence_mean", 0) == 0 and percentile("sentence_mean", 10_000) == 100
    middle = norm()["quantiles"]["sentence_mean"][50]
    assert percentile("sentence_mean", middle) in range(45, 51)
    assert percentile("syllables", 100) is None
    assert quantiles([3, 1, 2]) == [1] * 34 + [2] * 33 + [3] * 34


def test_the_norm_was_counted_by_the_rules_of_today() -> None:
    assert norm()["cliches"] == by_id()[CLICHES].version
    assert set(norm()["quantiles"]) == set(NAMES) - set(COUNTED)
    assert norm()["articles"] >= 2_000


def test_before_and_after() -> None:
    before = {name: {"value": 10, "percentile": 50} for name in NAMES}
    after = before | {
        "syllables": {"value": 8, "percentile": None},
        "cliches": {"value": 4, "percentile": 10},
        "acronyms": {"value": 12, "percentile": 60},
    }
    found = compared(before, after)
    assert found["syllables"] == Change(10, 8, None) and found["sentence_mean"].clearer is None
    assert found["cliches"] == Change(10, 4, True) and found["acronyms"] == Change(10, 12, False)
    assert compared({}, after) == {}
