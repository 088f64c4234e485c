"""Letters that look Vietnamese and are not: Cyrillic and Greek inside Latin words, Ð for Đ.

They come from keyboards, from scans, and from those who hide a word from a search («Нà Nội»). A
word wholly in another script is left as it is: it is a word of that language.
"""

import re

_CYRILLIC = dict(zip("АВЕІЈКМНОРСТХѴаеіјорсухѕԁһԛԝ", "ABEIJKMHOPCTXVaeijopcyxsdhqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι", "ABEZHIKMNOPTYXovi", strict=True))
LETTERS = _CYRILLIC | _GREEK
"""A letter of another script to the Latin one that it looks like."""

STROKES = {"\u00d0": "Đ", "\u0189": "Đ"}
"""Icelandic and African letters that fonts draw as Đ."""

_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u212a\u212b\ufb00-\ufb06]")
_WORD = re.compile(
    "[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff])*"
)


def latin(text: str) -> str:
    """The text with look-alikes made Latin in words that hold Latin letters; as long as before."""
    return _WORD.sub(_made_latin, text) if _OTHER.search(text) else text


def _made_latin(found: re.Match[str]) -> str:
    word = found[0]
    if not (_OTHER.search(word) and _LATIN.search(word)):
        return word
    return "".join(LETTERS.get(char, char) for char in word)
