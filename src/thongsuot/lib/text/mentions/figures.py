"""Counts, percents, sums of money and measures, with the noun that follows."""

import re
from decimal import Decimal
from functools import lru_cache

from thongsuot.lib.numbers import read

from .terms import Kind, Mention

_ONE = r"\d{1,3}(?:[ ]\d{3})+(?!\d|[.,]\d)|\d+(?:[.,]\d+)*"
_SCALE = r"(?:nghìn|ngàn|triệu|vạn)(?:[ ]tỷ)?|tỷ|tỉ"
_CURRENCY = r"""đồng|VN[ĐD]|vnđ|đ|₫|USD|đô[ ]la(?:[ ]Mỹ)?|đôla|EUR|[Ee]uro|yên|NDT
    |nhân[ ]dân[ ]tệ|won|bảng[ ]Anh|baht|[$€£¥]"""
_SIGNS = r"""km/h|km/giờ|km[2²]|m[23²³]|mm|cm|dm|km|m|ha|hecta|héc-ta|kg|mg|g|tấn|tạ|lít|ml|l|kWh|kW
    |MW|GW|kV|W|V|[KMGT]B|[KMG]bps|[kMG]?Hz|°C|độ[ ]C|mét(?:[ ](?:vuông|khối))?|in(?:ch)?"""
NUMBER = rf"""(?P<number>{_ONE})
    (?:[ ]?/[ ]?(?P<whole>{_ONE})
    |(?:[ ]?[-–][ ]?|[ ](?:đến|tới)[ ])(?P<upper>{_ONE})(?![/-]\d))?
    (?:[ ]?(?P<scale>{_SCALE})(?!\w)
        (?:[ ](?P<more>\d{{1,3}})[ ](?P<less>triệu|nghìn|ngàn)(?!\w))?)?
    (?:[ ]?(?:(?P<percent>%|phần[ ]trăm(?!\w))
        |(?P<currency>{_CURRENCY})(?!\w)
        |(?P<sign>{_SIGNS})(?![\w²³])))?"""

_LONGEST = 30
_IN_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,000)+")  # nobody writes 500 with three decimals
_CODES = {
    "usd": "USD", "đô la": "USD", "đô la mỹ": "USD", "đôla": "USD", "$": "USD", "eur": "EUR",
    "euro": "EUR", "€": "EUR", "yên": "JPY", "¥": "JPY", "ndt": "CNY", "nhân dân tệ": "CNY",
    "won": "KRW", "bảng anh": "GBP", "£": "GBP", "baht": "THB",
}  # fmt: skip
_MEASURES = {
    "mét vuông": "m2", "mét khối": "m3", "mét": "m", "m²": "m2", "m³": "m3", "km²": "km2",
    "hecta": "ha", "héc-ta": "ha", "độ C": "°C", "km/giờ": "km/h", "lít": "l", "inch": "in",
}  # fmt: skip
_LABELS = frozenset(
    """thứ lần số điều khoản điểm mục chương phần bài tập trang câu quyển phường quận ấp tổ khu khóm
    đường phố ngõ ngách hẻm lớp khối cấp hạng nhóm giải tầng phòng lô vòng đợt kỳ phiên khóa nhiệm
    lộ tuyến cầu cửa ga bến cảng ca giai quý top no tuần tháng mẫu loại bậc chặng hiệp tiểu bảng
    phút km vực lượt đội mã bước
    """.split()  # noqa: SIM905 - words
)
_PAIRS = {
    "xấp xỉ": "xấp xỉ", "ước khoảng": "khoảng", "ước tính": "ước tính", "ước đạt": "ước đạt",
    "ít nhất": "ít nhất", "tối thiểu": "tối thiểu", "tối đa": "tối đa", "không quá": "không quá",
    "nhiều nhất": "nhiều nhất", "lên tới": "tới", "lên đến": "tới", "không dưới": "không dưới",
}  # fmt: skip
_SINGLE = frozenset("gần trên hơn khoảng dưới chừng ngót cỡ quá tầm".split())  # noqa: SIM905 - words
TIMES = frozenset("năm tháng ngày giờ phút giây tuần tuổi lần".split())  # noqa: SIM905 - words
_LUNAR = (" tháng giêng", " tháng chạp")
_CROWDS = frozenset("nhóm tổ đội lớp vòng kỳ".split())  # noqa: SIM905 - words
_MEMBERS = frozenset("người em bạn học thành đối cháu".split())  # noqa: SIM905 - words
_WORD = r"[^\W\d_]+(?:[-&][^\W\d_]+)*"
_NOUN = re.compile(rf"[ ]({_WORD}(?:[ ]{_WORD}){{0,3}})")
EMPTY = frozenset(
    """của thuộc và trong tại đã được có ở từ là cho với này đó bị trên dưới về do để khi mà thì như
    đang sẽ phải cùng hoặc hay nhưng bằng theo đến tới vào ra lên xuống ngoài sau trước nữa khác
    còn cũng đều chưa không rồi một mỗi các những
    """.split()  # noqa: SIM905 - words
)
"""Words that stand everywhere and say nothing of what is counted."""
_STOPS = EMPTY.union(
    """tham gia thứ trở hôm đạt tăng giảm so gồm nhằm qua nào vừa mới gần hơn khoảng lại đi nên vẫn
    chỉ nằm mang mắc tử thiệt nói nhận chiếm tương top
    """.split()  # noqa: SIM905 - words
)


def of_number(found: re.Match[str], low: str, before: list[str]) -> Mention | None:
    """A match of `NUMBER` as a count, percent, sum, measure, ordinal, range or ratio; `low` is the
    text after it, `before` the words before it, both in small letters."""
    first = value_of(found["number"])
    if first is None:
        return None
    start, end = found.start("number"), found.end()
    if start and found.string[start - 1] == "+":
        return None  # Km152+080
    kind, unit = _kind(found)
    factor = _factor(found["scale"])
    about = _about(before)
    if found["whole"]:
        second = value_of(found["whole"])
        if second is None:
            return None
        said = f"{written(first)}/{written(second)}"
        return Mention(Kind.RATIO, start, end, said, unit or noun(low), about)
    if found["upper"]:
        return _range(found, first, factor, unit or noun(low), about)
    first *= factor
    if found["more"]:
        first += Decimal(found["more"]) * _factor(found["less"])
    if kind is Kind.COUNT:
        unit = noun(low)
        if not found["scale"] and before and first == int(first) and _is_label(before[-1], unit):
            return Mention(Kind.ORDINAL, start, end, written(first), before[-1])
        if low.startswith(_LUNAR):
            return Mention(Kind.ORDINAL, start, end, written(first), "ngày")
        if not unit and not about and 1900 <= first <= 2099 and found[0].isdigit():
            return Mention(Kind.DATE, start, end, written(first))
    return Mention(kind, start, end, written(first), unit, about)


def _is_label(word: str, unit: str) -> bool:
    """«tầng 5», not «nhóm 5 người» or «trong vòng 5 năm»."""
    if word not in _LABELS:
        return False
    following = unit.partition(" ")[0]
    return not (word in _CROWDS and (following in TIMES or following in _MEMBERS))


def _range(
    found: re.Match[str], first: Decimal, factor: Decimal, unit: str, about: str
) -> Mention | None:
    upper = value_of(found["upper"])
    if upper is None:
        return None
    start, end = found.start("number"), found.end()
    if first >= upper:
        return Mention(Kind.RATIO, start, end, f"{written(first)}-{written(upper)}", unit, about)
    if not found["scale"] and 1800 <= first < upper <= 2100 and len(found["number"]) == 4:
        return Mention(Kind.RANGE, start, end, f"{first}..{upper}", "năm", about)
    said = f"{written(first * factor)}..{written(upper * factor)}"
    return Mention(Kind.RANGE, start, end, said, unit, about)


def _kind(found: re.Match[str]) -> tuple[Kind, str]:
    if found["percent"]:
        return Kind.PERCENT, "%"
    if found["currency"]:
        return Kind.MONEY, _CODES.get(found["currency"].lower(), "đồng")
    if found["sign"]:
        return Kind.MEASURE, _MEASURES.get(found["sign"], found["sign"])
    return Kind.COUNT, ""


@lru_cache(maxsize=4096)
def value_of(number: str) -> Decimal | None:
    """Digits with their marks as a number; None for what is none (1.2.3)."""
    try:
        if _IN_THOUSANDS.fullmatch(number):
            number = number.replace(",", "")
        return read(number) if len(number) < _LONGEST else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def written(number: Decimal) -> str:
    """Without an exponent and without zeros at the end: "1234.5"."""
    said = f"{number:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


@lru_cache(maxsize=64)
def _factor(scale: str | None) -> Decimal:
    return read(f"1 {scale}") if scale else Decimal(1)


def noun(after: str) -> str:
    """The words right after a number, up to one that begins something else: at most four."""
    found = _NOUN.match(after)
    if not found:
        return ""
    words: list[str] = []
    for word in found[1].split():
        if words and words[0] in TIMES:
            break
        if word in _STOPS:
            break
        words.append(word)
    return " ".join(words)


def _about(before: list[str]) -> str:
    if not before:
        return ""
    if len(before) > 1 and (pair := _PAIRS.get(f"{before[-2]} {before[-1]}")):
        return pair
    return before[-1] if before[-1] in _SINGLE else ""
