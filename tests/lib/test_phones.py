"""Telephone numbers: what offices write, and the one form it has."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from thongsuot.lib import phones
from thongsuot.lib.phones import AREAS, MOBILES, is_phone, normalise, shown, split
from thongsuot.lib.refused import Refused

WRITTEN = [
    ("0912345678", "+84912345678"),
    ("0912.345.678", "+84912345678"),
    (" 0912-345-678 ", "+84912345678"),
    ("0912\u00a0345\u00a0678", "+84912345678"),
    ("'0912345678", "+84912345678"),
    ("84912345678", "+84912345678"),
    ("+84 (0)912 345 678", "+84912345678"),
    ("0084 912 345 678", "+84912345678"),
    ("912345678", "+84912345678"),  # Excel lost the zero
    ("2439431234", "+842439431234"),
    ("(024) 39.431.234", "+842439431234"),
    ("024 3943 1234", "+842439431234"),
    ("028-38222222", "+842838222222"),
    ("069.2342593", "+84692342593"),  # of the Ministry of Public Security
    ("+49 30 901820", "+4930901820"),
    # mobiles of eleven digits
    ("0120 345 6789", "+84703456789"),
    ("0121 345 6789", "+84793456789"),
    ("0122 345 6789", "+84773456789"),
    ("0126 345 6789", "+84763456789"),
    ("0128 345 6789", "+84783456789"),
    ("0123 345 6789", "+84833456789"),
    ("0124 345 6789", "+84843456789"),
    ("0125 345 6789", "+84853456789"),
    ("0127 345 6789", "+84813456789"),
    ("0129 345 6789", "+84823456789"),
    ("0162.3456789", "+84323456789"),
    ("+841693456789", "+84393456789"),
    ("1683456789", "+84383456789"),
    ("0186 345 6789", "+84563456789"),
    ("0188 345 6789", "+84583456789"),
    ("0199 345 6789", "+84593456789"),
    # areas of before 2017
    ("04 3943 1234", "+842439431234"),
    ("043.9431234", "+842439431234"),
    ("(08) 3822 2222", "+842838222222"),
    ("08.38222222", "+842838222222"),
    ("(0511) 3822 222", "+842363822222"),
    ("0241 3822222", "+842223822222"),  # Bắc Ninh, though 024 is Hà Nội today
    ("0280 3855555", "+842083855555"),
    ("031 3842 842", "+842253842842"),
    ("(033) 3825 555", "+842033825555"),
    ("064.3852852", "+842543852852"),
    # the same digits as a mobile of today, and nothing says that it was an area
    ("033 3825 555", "+84333825555"),
    ("0838222222", "+84838222222"),
    # only inside the country
    ("1900 1234", "19001234"),
    ("19001234", "19001234"),
    ("1900 123456", "1900123456"),
    ("18008108", "18008108"),
    ("01800 6789", "18006789"),
    ("+84 1900 1234", "19001234"),
    ("113", "113"),
    ("1022", "1022"),
    # made-up people
    ("+84000000001", "+84000000001"),
    ("+84 000 000 012", "+84000000012"),
]


@pytest.mark.parametrize(("written", "number"), WRITTEN)
def test_written_in_any_way(written: str, number: str) -> None:
    assert normalise(written) == number
    assert normalise(number) == number


@pytest.mark.parametrize(
    "written",
    [
        *("", "abc", "39431234", "0912 345 67", "0912 345 6789", "12", "a@x.vn", "+84", "0"),
        *("+999123456789", "0912345678 máy lẻ 5", "²³¹", "0000000001", "١٢٣٤٥"),
    ],
)
def test_no_number(written: str) -> None:
    with pytest.raises(Refused) as refusal:
        normalise(written)
    assert refusal.value.code == "lib.not_a_phone"
    assert refusal.value.params == {"written": written.strip()}


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("0912.345.678 - 024 3943 1234", ["+84912345678", "+842439431234"]),
        ("0912345678; 0987 654 321", ["+84912345678", "+84987654321"]),
        ("0912345678/0987654321", ["+84912345678", "+84987654321"]),
        ("0912345678 0987654321", ["+84912345678", "+84987654321"]),
        ("0912,345,678, 0987,654,321", ["+84912345678", "+84987654321"]),
        ("024.39431234\n0912 345 678", ["+842439431234", "+84912345678"]),
        ("0912-345-678 hoặc 0987-654-321", ["+84912345678", "+84987654321"]),
        ("NR: 02439431234 DĐ: 0912345678", ["+842439431234", "+84912345678"]),
        ("ĐT: (024) 39.431.234, máy lẻ 105", ["+842439431234"]),
        ("024.39431234 (105)", ["+842439431234"]),
        ("024.39431234 ext. 105; 0912345678", ["+842439431234", "+84912345678"]),
        ("ĐT: 024.39431234; Fax: 024.39431235", ["+842439431234"]),
        ("ĐT/Fax: 0203 3825 555", ["+842033825555"]),
        ("84912345678", ["+84912345678"]),
        ("912345678.0", ["+84912345678"]),
        ("8.4912345678E10", ["+84912345678"]),
        ("912 345 678", ["+84912345678"]),
        ("0912 345 678 (Zalo)", ["+84912345678"]),
        ("0912345678, 0912.345.678", ["+84912345678", "+84912345678"]),
        ("19001234; 1022", ["19001234", "1022"]),
        ("Đường dây nóng: 1022", ["1022"]),
        ("phòng 105", []),
        ("", []),
        ("không có", []),
    ],
)
def test_several_in_one_cell(cell: str, numbers: list[str]) -> None:
    assert [normalise(piece) for piece in split(cell)] == numbers


@pytest.mark.parametrize("cell", ["0912 345 67", "39431234", "9.12E+08"])
def test_what_is_no_number_is_given_back_to_be_told(cell: str) -> None:
    (piece,) = split(cell)
    assert piece == cell
    assert not is_phone(piece)


def test_split_is_bounded() -> None:
    assert len(split("0912345678 " * 500)) == 1
    split("1 " * 5000)
    split("0" * 100_000)


def test_every_old_number_has_one_of_today() -> None:
    assert len(AREAS) == 59 and len(set(AREAS.values())) == 59
    assert len(MOBILES) == len(set(MOBILES.values())) == 21
    for old, new in AREAS.items():
        subscriber = "38222222" if len(new) == 2 else "3822222"
        assert normalise(f"(0{old}) {subscriber}") == f"+84{new}{subscriber}"


ANY = st.one_of(
    st.from_regex(r"0[35789][0-9]{8}", fullmatch=True),
    st.from_regex(r"02[0-9]{9}", fullmatch=True),
    st.from_regex(r"01[2689][0-9]{8}", fullmatch=True),
    st.from_regex(r"0[2-8][0-9]{8,9}", fullmatch=True),
    st.from_regex(r"1[89]00[0-9]{4}([0-9]{2})?", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{2,4}", fullmatch=True),
    st.from_regex(r"\+84000[0-9]{6}", fullmatch=True),
    st.from_regex(r"069[0-9]{5,7}", fullmatch=True),
    st.from_regex(r"\+(1|49|81|86|33)[0-9]{9,11}", fullmatch=True),
)


@given(ANY)
def test_what_is_shown_is_read_back(written: str) -> None:
    assume(is_phone(written))
    number = normalise(written)
    assert normalise(number) == number
    assert normalise(shown(number)) == number
    assert [normalise(piece) for piece in split(shown(number))] == [number]


@given(st.lists(ANY.filter(lambda n: is_phone(n) and len(n) > 9), min_size=1, max_size=3))
def test_numbers_side_by_side_are_told_apart(numbers: list[str]) -> None:
    wanted = list(dict.fromkeys(normalise(n) for n in numbers))
    cell = "; ".join(shown(n) for n in wanted)
    assert [normalise(piece) for piece in split(cell)] == wanted


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    for piece in [text, *split(text)]:
        if is_phone(piece):
            assert is_phone(phones.shown(normalise(piece)))
