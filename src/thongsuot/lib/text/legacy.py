"""Text typed in the fonts of before Unicode, and what old sheets do to names.

TCVN3 (ABC, fonts «.VnTime»), VNI («VNI-Times») and VISCII show in a sheet as letters of Western
Europe: «NguyÔn V¨n An», «Nguyeãn Vaên An», «Trß·ng phòng». Every such string could also be German
or French, so a conversion is believed only where it makes Vietnamese syllables out of what was
none. Where one short cell cannot tell («Hµ», «Leâ An»), its column can: `encoding_of`, then
`repaired` with that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ftfy import fix_encoding
from viparse.normalize.encodings import get_charmap
from viparse.normalize.tables import Charmap, convert

from .fold import nfc
from .syllables import is_syllable

TCVN3, VNI, VISCII, MOJIBAKE = "tcvn3", "vni", "viscii", "mojibake"
ENCODINGS = (TCVN3, VNI, VISCII)

_LEGACY_SIGN = "\u0080-\u009f\u00a1-\u00b4\u00b5-\u00b9\u00bb-\u00be\u00d7\u00f7\u2212\u2219"
_TOUCHED = re.compile(r"[\u00a1-\u00ff\u2212\u2219]")
_SIGN = re.compile(rf"[{_LEGACY_SIGN}]")
_TOKEN = re.compile(rf"[\w{_LEGACY_SIGN}]+")
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")
_SHOUTED_INSIDE = re.compile("[a-z][À-Þ]|[a-zà-ÿ][À-Þ][a-z]")
_MOJIBAKE = re.compile("[ÃÄÅÆáâ][\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_READABLE = 100_000  # characters of one text: more is no line and no cell
_ENOUGH = 2  # words that became Vietnamese, before one cell is believed
_SHARE = 0.8  # of the words that a conversion changes, how many must be syllables then


@dataclass(frozen=True, slots=True)
class Repair:
    """`text` is NFC. `encoding` is what it was in, or «» if nothing was changed."""

    text: str
    encoding: str = ""


@dataclass(slots=True)
class _Tally:
    """What a conversion does to the words that hold a letter it knows."""

    touched: int = 0
    sound: int = 0  # syllables after it
    won: int = 0  # … that were none before
    lost: int = 0  # syllables before it that are none after
    long: int = 0  # won, and of more than two letters: «Lü», «µm» prove nothing
    sure: int = 0  # long, and with a sign no living language writes inside a word

    @property
    def believable(self) -> bool:
        enough = (self.won >= _ENOUGH and self.long > 0) or self.sure > 0
        return enough and self.sound >= _SHARE * self.touched and self.lost * 10 <= self.won


def repaired(text: str, encoding: str | None = None, mixed: bool = False) -> Repair:
    """The text in Unicode. The identity on text that is right already, in any language.

    Without `encoding` the text must prove by itself what it is. With the `encoding` of its column
    (`encoding_of`) word by word: one that becomes a syllable is converted, one of another language
    is left. A cell that holds letters only Unicode has is never touched; nor, in a `mixed` column,
    which has such cells, one whose words are Vietnamese as they stand («Lê» is «Lờ» in TCVN3).
    """
    text = nfc(text)
    if text.isascii():
        return Repair(text)
    unbroken = _from_mojibake(text)
    if unbroken is not None:
        return Repair(unbroken, MOJIBAKE)
    if is_unicode(text):
        return Repair(text)
    if encoding is not None:
        if mixed and all(is_syllable(word) for word in _TOKEN.findall(text) if not word.isascii()):
            return Repair(text)
        known = _TOKEN.sub(lambda found: _word(found[0], encoding), text)
        return Repair(known, encoding if known != text else "")
    found = encoding_of([text])
    return Repair(_converted(text, found), found) if found else Repair(text)


def is_unicode(text: str) -> bool:
    """Whether the text has letters that Vietnamese in Unicode has and old fonts have not."""
    return bool(_UNICODE_ONLY.search(text))


def is_broken(text: str) -> bool:
    """Whether there are traces of UTF-8 that was read as Western European («Nguyá»…n»)."""
    return bool(_MOJIBAKE.search(text))


def encoding_of(cells: Iterable[str]) -> str | None:
    """What the cells are written in, «tcvn3» or «vni»; None for Unicode, or where it is unclear.

    Each different word counts once, so that one odd word many times over proves nothing.
    """
    words: set[str] = set()
    for cell in cells:
        if not cell.isascii() and not is_unicode(cell):
            words.update(word for word in _TOKEN.findall(cell) if _TOUCHED.search(word))
    if not words:
        return None
    tallies = {encoding: _tally(words, encoding) for encoding in ENCODINGS}
    believed = sorted(
        (tally.won, encoding) for encoding, tally in tallies.items() if tally.believable
    )
    if not believed or (len(believed) > 1 and believed[0][0] == believed[1][0]):
        return None
    return believed[-1][1]


def _tally(words: Iterable[str], encoding: str) -> _Tally:
    tally = _Tally()
    for word in words:
        after = _converted(word, encoding)
        if not any(char.isascii() and char.isalpha() for char in word):
            continue  # a sign or a letter standing alone is no evidence: «§», «©», «1½»
        was, now = is_syllable(word), is_syllable(after)
        won = now and not was
        tally.touched += 1
        tally.sound += now
        tally.won += won
        tally.lost += was and not now
        tally.long += won and len(word) > 2
        tally.sure += won and _is_sure(word)
    return tally


def _is_sure(word: str) -> bool:
    return len(word) > 2 and bool(_SIGN.search(word) or _SHOUTED_INSIDE.search(word))


def _word(word: str, encoding: str) -> str:
    """One word of a text whose encoding is known."""
    after = _converted(word, encoding)
    if is_syllable(after) or _SIGN.search(word) or not any(c.isascii() for c in word):
        return after
    return after if after.isupper() else word  # «§HQG» is one; «Müller» stays


@lru_cache(maxsize=50_000)
def _converted(text: str, encoding: str) -> str:
    if encoding == VISCII:
        return text.translate(_viscii())
    return str(convert(text, _charmap(encoding)))


@lru_cache(maxsize=1)
def _viscii() -> dict[int, str]:
    """RFC 1456, without the seven capitals that it puts upon control signs and the hard space."""
    pairs = _charmap(VISCII).pairs
    return {ord(sign): letter for sign, letter in pairs if sign > " " and sign != "\u00a0"}


def _charmap(encoding: str) -> Charmap:
    found = get_charmap(encoding)
    if found is None:
        raise ValueError(f"no such encoding: {encoding}")
    return found


# UTF-8 that was read as Western European --------------------------------------------------------


def _from_mojibake(text: str) -> str | None:
    """«Nguyá»…n» gives «Nguyễn»; None where the bytes are no UTF-8 or the words no Vietnamese."""
    if not _MOJIBAKE.search(text):
        return None
    read = nfc(fix_encoding(text[:_READABLE])) + text[_READABLE:]
    if read == text:
        return None
    words = [word for word in re.findall(r"[^\W\d_]+", read) if not word.isascii()]
    return read if words and sum(map(is_syllable, words)) >= _SHARE * len(words) else None


# Names ------------------------------------------------------------------------------------------

_DEGREES = "GS PGS TS TSKH ThS BS BSCK KS CN LS NB NSND NSƯT NGND NGƯT KTS CKI CKII"
_TITLES = {title.lower(): title for title in _DEGREES.split()}
_NAME_PART = re.compile(r"[^\W\d_]+")


def proper_name(written: str) -> str:
    """«NGUYỄN VĂN AN» and «nguyễn văn an» give «Nguyễn Văn An»; mixed writing is left as it is.

    «NGUYễN VăN AN» counts as capitals: TCVN3 has no accented ones, its capital fonts only draw them
    so. Degrees keep their own writing (PGS.TS, ThS).
    """
    name = " ".join(nfc(written).split())
    words = [word for word in _NAME_PART.findall(name) if word.lower() not in _TITLES]
    plain = [char for char in "".join(words) if char.isascii()]
    shouted = bool(plain) and all(char.isupper() for char in plain)
    whispered = bool(words) and "".join(words).islower()
    if not (shouted or whispered):
        return name
    return _NAME_PART.sub(lambda found: _capitalised(found[0]), name)


def _capitalised(word: str) -> str:
    return _TITLES.get(word.lower()) or word[:1].upper() + word[1:].lower()
