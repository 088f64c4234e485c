"""The value of a cell as text."""

import re
from datetime import date, datetime, time

from thongsuot.lib.text.fold import nfc

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n ?")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff]|_x000D_")
_SHIELDED = re.compile(r"'+[=+\-@]")


def text_of(value: object) -> str:
    """NFC text with single spaces; lines inside a cell stay apart.

    A whole number has no «.0», a day is ISO 8601, an error of the sheet is nothing.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return _moment(value)


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        day_only = value.time() == time()
        return value.date().isoformat() if day_only else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value.isoformat("minutes") if isinstance(value, time) else str(value)


def _clean(value: str) -> str:
    text = _INVISIBLE.sub("", nfc(value)).replace("\r\n", "\n").replace("\r", "\n")
    text = _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    if text in ERRORS:
        return ""
    return text[1:] if _SHIELDED.match(text) else text


def shielded(text: str) -> str:
    """For files that know no types (CSV): an apostrophe before what a sheet would calculate."""
    return f"'{text}" if re.match(r"'*[=+\-@\t\r]", text) else text


def doubled(text: str) -> str:
    """For files that know text: only what would be taken for a shield gets one more."""
    return f"'{text}" if _SHIELDED.match(text) else text
