"""Numbers as Vietnamese and English write them, short, in words, and read back.

«124.500.000», «124,5 triệu», «một trăm hai mươi bốn triệu năm trăm nghìn»; 124,500,000, 124.5
million. A dot groups thousands and a comma begins decimals in Vietnamese, the other way round in
English. Decimals are rounded half up; zeros at their end drop.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from thongsuot.lib.text.fold import nfc

MOST = Decimal(10) ** 18
"""Numbers are written in words below this."""

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
_SWAPPED = str.maketrans(",.", ".,")
_VI_SCALES = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")
_EN_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion")
_VI_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_EN_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_EN_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_POWER = {
    "nghìn": 3, "ngàn": 3, "triệu": 6, "tr": 6, "tỷ": 9, "tỉ": 9, "vạn": 4,
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15,
}  # fmt: skip
_WRITTEN = re.compile(r"([+\-\u2212]?)\s*([0-9][0-9.,\s]*?)\s*((?:[^\W\d_]+\s*)*)(%?)")


def digits(number: Decimal | int | float, decimals: int = 0, language: str = "vi") -> str:
    """Grouped digits with at most `decimals` decimals: "1.234,5", in English "1,234.5"."""
    if isinstance(number, Decimal):
        number = _rounded(number, decimals)
    text = f"{number:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text == "-0":
        text = "0"
    return text if language.startswith("en") else text.translate(_SWAPPED)


def short(number: Decimal, decimals: int = 0, language: str = "vi") -> str:
    """With the word of its size and at most two decimals: "124,5 triệu", "1,23 tỷ".

    Below ten thousand it is written in digits, with at most `decimals` decimals.
    """
    if abs(_rounded(number, decimals)) < 10_000:
        return digits(number, decimals, language)
    scales = _EN_SCALES if language.startswith("en") else _VI_SCALES
    sizes = [_rounded(number.scaleb(-3 * place, _CONTEXT), 2) for place in range(len(scales))]
    place = next((at for at, size in enumerate(sizes) if at and abs(size) < 1000), len(scales) - 1)
    return f"{digits(sizes[place], 2, language)} {scales[place]}"


def words(number: Decimal, decimals: int = 0, language: str = "vi") -> str:
    """In words, decimals digit by digit: "chín mươi bảy phẩy ba". ValueError from `MOST` on."""
    number = _rounded(number, decimals)
    if abs(number) >= MOST:
        raise ValueError("a number of more than eighteen digits")
    whole, _, fraction = f"{abs(number):f}".partition(".")
    fraction = fraction.rstrip("0")
    english = language.startswith("en")
    said = [("minus" if english else "âm")] if number < 0 else []
    said += (_english if english else _vietnamese)(int(whole))
    if fraction:
        names = _EN_DIGITS if english else _VI_DIGITS
        said += ["point" if english else "phẩy", *(names[int(each)] for each in fraction)]
    return " ".join(said)


def read(text: str) -> Decimal:
    """The number somebody wrote: "1.234,5", "124,5 triệu", "97,3%", "-3", "1,2 nghìn tỷ".

    Read as Vietnamese; what could only be English ("1,234,567", "12.5", "1,234.5") is read so.
    A "%" at the end is the measure and changes nothing. Raises ValueError.
    """
    found = _WRITTEN.fullmatch(nfc(text).strip().lower())
    if not found:
        raise ValueError(f"not a number: {text!r}")
    sign, number, scale, _percent = found.groups()
    value = _plain(re.sub(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))", "", number))
    value = value.scaleb(sum(_power(word, text) for word in scale.split()), _CONTEXT)
    value = Decimal(f"{value:f}")
    return -value if sign in ("-", "\u2212") else value


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), context=_CONTEXT)


def _power(word: str, text: str) -> int:
    if word not in _POWER:
        raise ValueError(f"not a number: {text!r}")
    return _POWER[word]


_GROUPED_VI = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_GROUPED_EN = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_BARE = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def _plain(number: str) -> Decimal:
    """Digits with their marks. "1.234" is grouped and "1,234" has decimals: Vietnamese first."""
    if _GROUPED_VI.fullmatch(number):
        return Decimal(number.replace(".", "").replace(",", "."))
    if _BARE.fullmatch(number):
        return Decimal(number.replace(",", "."))
    if _GROUPED_EN.fullmatch(number):
        return Decimal(number.replace(",", ""))
    raise ValueError(f"not a number: {number!r}")


def _groups(number: int) -> list[int]:
    """Threes of digits, the highest first; at least one."""
    found: list[int] = []
    while True:
        number, group = divmod(number, 1000)
        found.insert(0, group)
        if not number:
            return found


def _vietnamese(number: int) -> list[str]:
    """Above a thousand million everything counts in «tỷ»: a thousand of them, a million of them."""
    high, low = divmod(number, 10**9)
    said = [*_vietnamese(high), "tỷ"] if high else []
    groups = _groups(low)
    for place, group in enumerate(groups):
        if group or (len(groups) == 1 and not said):
            inner = bool(said)
            said += _hundreds(group, inner)
            said += [scale] if (scale := _VI_SCALES[len(groups) - 1 - place]) else []
    return said


def _hundreds(group: int, inner: bool) -> list[str]:
    """Three digits; `inner` says that others stand before, so nothing at the front is silent."""
    hundred, rest = divmod(group, 100)
    said = [_VI_DIGITS[hundred], "trăm"] if hundred or inner else []
    if not rest:
        return said or [_VI_DIGITS[0]]
    ten, one = divmod(rest, 10)
    if ten == 0:
        return [*said, *(["linh"] if said else []), _VI_DIGITS[one]]
    said += ["mười"] if ten == 1 else [_VI_DIGITS[ten], "mươi"]
    if one == 0:
        return said
    special = {5: "lăm"} if ten == 1 else {1: "mốt", 5: "lăm"}
    return [*said, special.get(one, _VI_DIGITS[one])]


def _english(number: int) -> list[str]:
    groups = _groups(number)
    if groups == [0]:
        return [_EN_DIGITS[0]]
    said = []
    for place, group in enumerate(groups):
        if group:
            said += _english_hundreds(group)
            said += [scale] if (scale := _EN_SCALES[len(groups) - 1 - place]) else []
    return said


def _english_hundreds(group: int) -> list[str]:
    hundred, rest = divmod(group, 100)
    said = [_EN_DIGITS[hundred], "hundred"] if hundred else []
    if rest >= 20:
        ten, one = divmod(rest, 10)
        tens = _EN_TENS[ten - 2]
        return [*said, f"{tens}-{_EN_DIGITS[one]}" if one else tens]
    if rest >= 10:
        return [*said, _EN_TEENS[rest - 10]]
    return [*said, _EN_DIGITS[rest]] if rest else said
