"""How a text is spelled in short messages: GSM 7-bit (3GPP TS 23.038) or UCS-2, and in how many
parts (TS 23.040): 160 letters in one, 153 in each of several; 70 and 67 in UCS-2."""

import re
import unicodedata
from dataclasses import dataclass

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = {
    "\f": 0x0A,
    "^": 0x14,
    "{": 0x28,
    "}": 0x29,
    "\\": 0x2F,
    "[": 0x3C,
    "~": 0x3D,
    "]": 0x3E,
    "|": 0x40,
    "€": 0x65,
}
_CODES = {letter: bytes([code]) for code, letter in enumerate(_BASIC) if letter != "\x1b"} | {
    letter: bytes([0x1B, code]) for letter, code in _EXTENDED.items()
}
_ALIKE = str.maketrans(
    {"đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}
    | {"…": "...", "«": '"', "»": '"', "\u00a0": " ", "\u202f": " ", "₫": "d", "•": "-", "×": "x"}
)
_WHOLE, _PART = {7: 160, 16: 140}, {7: 153, 16: 134}


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text as it goes out: `parts` are the octets of each, one octet a letter in GSM 7-bit
    (as SMPP takes it), two in UCS-2."""

    text: str
    unicode: bool
    parts: tuple[bytes, ...]


def spelled(text: str, *, accents: bool, most_parts: int) -> Spelled:
    """A line in at most that many parts; it is shortened before its last word, which is a link.

    Without `accents` every letter is brought to GSM 7-bit; with them a Vietnamese text goes in
    UCS-2, unless it needs none.
    """
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    if not accents:
        line = _bare(line)
    made = _spelled(line)
    if len(made.parts) <= most_parts:
        return made
    words, _, link = line.rpartition(" ")
    low, high = 0, len(words)  # the longest beginning that fits, by halves
    while low < high:
        middle = (low + high + 1) // 2
        if len(_spelled(_cut(words, middle, link)).parts) <= most_parts:
            low = middle
        else:
            high = middle - 1
    return _spelled(_cut(words, low, link))


def _cut(words: str, length: int, link: str) -> str:
    kept = re.sub(r"\s+\S*$", "", words[:length]) if length < len(words) else words
    return f"{kept.rstrip(' .,;:')}... {link}".lstrip(". ") if kept else link


def _bare(text: str) -> str:
    """Without accents, letter by letter; what GSM 7-bit does not know is a question mark."""
    found = []
    for letter in unicodedata.normalize("NFD", text.translate(_ALIKE)):
        if not unicodedata.combining(letter):
            found.append(letter if letter in _CODES else "?")
    return "".join(found)


def _spelled(text: str) -> Spelled:
    coded = [_CODES.get(letter) for letter in text]
    known = [code for code in coded if code is not None]
    if len(known) == len(coded):
        return Spelled(text, False, _parts(known, 7))
    return Spelled(text, True, _parts([letter.encode("utf-16-be") for letter in text], 16))


def _parts(letters: list[bytes], bits: int) -> tuple[bytes, ...]:
    """Cut so that no letter of two codes is torn apart."""
    whole = b"".join(letters)
    if len(whole) <= _WHOLE[bits]:
        return (whole,)
    parts, part = [], b""
    for letter in letters:
        if len(part) + len(letter) > _PART[bits]:
            parts.append(part)
            part = b""
        part += letter
    return (*parts, part)
