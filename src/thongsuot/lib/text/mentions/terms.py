"""The words of mentions."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of text names."""

    COUNT = "count"  # 32 cơ quan; unit is the noun, as written, in small letters
    PERCENT = "percent"
    MONEY = "money"  # value in đồng, unit "đồng"; other currencies keep their own code
    MEASURE = "measure"  # 10 km; unit is the sign of the unit
    ORDINAL = "ordinal"  # lần thứ 3, quý II, khóa XV; unit is the word before it
    RANGE = "range"  # 10-12; value "10..12"
    RATIO = "ratio"  # 63/63; value "63/63"
    DATE = "date"  # value ISO: 2023-11-28, --11-28 without a year, 2023-11, --11, ---28, 2023
    TIME = "time"  # value 08:30
    DOCUMENT = "document"  # 09/2017/NĐ-CP; value in capitals without spaces
    PHONE = "phone"
    ADDRESS = "address"  # a page or a mail address
    QUOTE = "quote"  # what stands between quotation marks, without them


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention in a shadow text.

    The span begins at the first digit and ends after the word of size, the sign or the currency;
    `about` («gần», «trên», «hơn», «khoảng», «dưới» … or «») and the noun of a count lie outside.
    """

    kind: Kind
    start: int
    end: int
    value: str
    unit: str = ""
    about: str = ""
