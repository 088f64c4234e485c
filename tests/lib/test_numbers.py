"""Numbers written, in words, and read back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.lib import numbers

NUMBERS = st.decimals(
    min_value=-(10**17), max_value=10**17, places=3, allow_nan=False, allow_infinity=False
)


@given(NUMBERS)
def test_digits_are_read_back(number: Decimal) -> None:
    assert numbers.read(numbers.digits(number, 3)) == number


@given(st.integers(-99_999, 99_999), st.sampled_from([3, 6, 9, 12, 15]))
def test_a_short_form_that_leaves_nothing_out_is_read_back(hundredths: int, power: int) -> None:
    number = Decimal(hundredths).scaleb(power - 2)
    assert numbers.read(numbers.short(number, 2)) == number
    assert numbers.read(numbers.short(number, 2, "en").replace(",", "")) == number


@given(NUMBERS)
def test_a_short_form_is_never_more_than_half_a_hundredth_of_its_unit_off(number: Decimal) -> None:
    shown = numbers.read(numbers.short(number))
    assert abs(shown - number) <= max(Decimal("0.5"), abs(number) / 200)


WORDS = [
    ("0", "không", "zero"),
    ("5", "năm", "five"),
    ("10", "mười", "ten"),
    ("11", "mười một", "eleven"),
    ("15", "mười lăm", "fifteen"),
    ("20", "hai mươi", "twenty"),
    ("21", "hai mươi mốt", "twenty-one"),
    ("24", "hai mươi bốn", "twenty-four"),
    ("55", "năm mươi lăm", "fifty-five"),
    ("101", "một trăm linh một", "one hundred one"),
    ("110", "một trăm mười", "one hundred ten"),
    ("115", "một trăm mười lăm", "one hundred fifteen"),
    ("1005", "một nghìn không trăm linh năm", "one thousand five"),
    ("1010", "một nghìn không trăm mười", "one thousand ten"),
    (
        "124500000",
        "một trăm hai mươi bốn triệu năm trăm nghìn",
        "one hundred twenty-four million five hundred thousand",
    ),
    ("1000000005", "một tỷ không trăm linh năm", "one billion five"),
    ("1200000000000", "một nghìn hai trăm tỷ", "one trillion two hundred billion"),
    ("97.3", "chín mươi bảy phẩy ba", "ninety-seven point three"),
    ("-5.05", "âm năm phẩy không năm", "minus five point zero five"),
]


@pytest.mark.parametrize(("number", "vietnamese", "english"), WORDS)
def test_in_words(number: str, vietnamese: str, english: str) -> None:
    assert numbers.words(Decimal(number), 2) == vietnamese
    assert numbers.words(Decimal(number), 2, "en") == english


@given(st.integers(0, 10**18 - 1))
def test_every_number_has_words_of_its_own(number: int) -> None:
    said = numbers.words(Decimal(number))
    assert said != numbers.words(Decimal(number + 1 if number + 1 < 10**18 else 0))
    assert "  " not in said and said == said.strip()


def test_beyond_eighteen_digits_there_are_no_words() -> None:
    with pytest.raises(ValueError):
        numbers.words(numbers.MOST)


SHORT = [
    ("999", "999", "999"),
    ("9999", "9.999", "9,999"),
    ("12500", "12,5 nghìn", "12.5 thousand"),
    ("999999", "1 triệu", "1 million"),
    ("124500000", "124,5 triệu", "124.5 million"),
    ("124567890", "124,57 triệu", "124.57 million"),
    ("1230000000", "1,23 tỷ", "1.23 billion"),
    ("1500000000000", "1,5 nghìn tỷ", "1.5 trillion"),
]


@pytest.mark.parametrize(("number", "vietnamese", "english"), SHORT)
def test_short(number: str, vietnamese: str, english: str) -> None:
    assert numbers.short(Decimal(number)) == vietnamese
    assert numbers.short(Decimal(number), language="en") == english


READ = [
    ("1.234,5", "1234.5"),
    ("1.234", "1234"),
    ("1,234", "1.234"),
    ("0,5", "0.5"),
    ("97,3%", "97.3"),
    ("97,3 %", "97.3"),
    ("124,5 triệu", "124500000"),
    ("124,5 TRIỆU", "124500000"),
    ("1,2 tỉ", "1200000000"),
    ("1,2 nghìn tỷ", "1200000000000"),
    ("12,5 ngàn", "12500"),
    ("1 234 567", "1234567"),
    ("1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", "1234567"),
    ("\N{MINUS SIGN}3", "-3"),
    ("1,234,567", "1234567"),
    ("1,234.5", "1234.5"),
    ("12.5", "12.5"),
]


@pytest.mark.parametrize(("written", "number"), READ)
def test_read(written: str, number: str) -> None:
    assert numbers.read(written) == Decimal(number)


@pytest.mark.parametrize(
    "written", ["", "số", "1.2.3", "1,23,4", "12 3", "5 con", "1..2", "--1", "1\n2", "٣"]
)
def test_what_is_no_number_is_not_read(written: str) -> None:
    with pytest.raises(ValueError):
        numbers.read(written)
