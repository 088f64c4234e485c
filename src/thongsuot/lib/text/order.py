"""Vietnamese dictionary order, as in Hoàng Phê's dictionary and the tables of TCVN 5712.

Syllable by syllable: first the letters (a ă â b c d đ e ê … o ô ơ … u ư …), then the tone of that
syllable (ngang huyền hỏi ngã sắc nặng), then the next syllable; so «ba con» stands before «bà ba».
Small letters before capitals when all else is equal. Digits count as numbers.
"""

import re
import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}

# Letters become ASCII from "@" on, tones "1".."6" below them, so a shorter syllable comes first.
_LETTERS = {letter: chr(0x40 + place) for place, letter in enumerate(ALPHABET)}
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_BETWEEN, _END, _NUMBER = "!", " ", "#"


def sort_key(text: str) -> str:
    """A string whose code point order is the dictionary's; for `sorted` and for columns.

    In a database the column must compare by code point (SQLite's default, PostgreSQL's "C").
    """
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", text))
    cases = "".join("1" if char.isupper() else "0" for char in "".join(tokens))
    return (
        _BETWEEN.join(_number(t) if t.isdecimal() else _syllable(t) for t in tokens) + _END + cases
    )


def _number(digits: str) -> str:
    short = digits.lstrip("0") or "0"
    return _NUMBER + chr(0x30 + min(len(short), 0x4F)) + short


def _syllable(word: str) -> str:
    tone, bare = "1", ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in TONES:
            tone = TONES[char]
        else:
            bare += char
    return "".join(_LETTERS.get(c, c) for c in unicodedata.normalize("NFC", bare)) + tone
