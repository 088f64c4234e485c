"""Figures as people of the page's language write them: 1.234,5 or 1,234.5."""

from decimal import Decimal

from django.utils.translation import get_language

from thongsuot.lib import numbers

Number = int | float | Decimal


def number(value: Number | None, digits: int = 0) -> str:
    """A number with its thousands grouped and at most `digits` decimals; zeros at the end drop."""
    if value is None or value == "":
        return ""
    return numbers.digits(value, digits, get_language() or "vi")


def percent(share: Number | None) -> str:
    """A share from 0 to 1: "73,1%"."""
    return "" if share is None or share == "" else f"{number(100 * float(share), 1)}%"


def percent_of(part: Number, whole: Number) -> str:
    """`part` of `whole` in per cent; a dash when there is no whole."""
    return percent(part / whole) if whole else "–"  # type: ignore[operator]


def filesize(octets: int | None) -> str:
    """A file's size in powers of 1,000: "37 kB", "1,2 MB"."""
    if octets is None or octets == "":
        return ""
    size, units = float(octets), ["B", "kB", "MB", "GB", "TB"]
    while size >= 999.5 and len(units) > 1:
        size, units = size / 1000, units[1:]
    return f"{number(size, 1 if size < 10 and units[0] != 'B' else 0)}\N{NO-BREAK SPACE}{units[0]}"


def unlocalised(value: object) -> str:
    """A number as HTML attributes want it, whatever the language."""
    return str(value)
