"""Where the sign of a tone stands: the old way (hòa, thúy) or the new one (hoà, thuý); i and y.

Both ways are in official use: laws write «Thủy sản», the school books of Decision 1989/QĐ-BGDĐT of
2018 «thuỷ». Only open oa, oe, uy differ. A sign on a letter that neither way allows («tóan»,
«đừơng», «nghiã») is moved to where it belongs, if that makes a syllable. No word changes.
"""

import re
import unicodedata
from functools import lru_cache

from .syllables import is_syllable, places, untoned

OLD, NEW = "old", "new"

_SIGNS = "\u0300\u0301\u0303\u0309\u0323"


def _toned(letters: str) -> str:
    """Every letter of these with every sign, in small letters and capitals."""
    both = letters + letters.upper()
    return "".join(unicodedata.normalize("NFC", char + sign) for char in both for sign in _SIGNS)


_LETTER = "[^\\W\\d_]"
_END = f"(?!{_LETTER})"
_LATE = (
    f"(?<=[aâeêioôơuưAÂEÊIOÔƠUƯ].)(?<![qQ][uU].)(?<![gG][iI].){_END}"  # hoà, cuả, nghiã; not quý
)
_EARLY = (
    f"(?<=[{_toned('oơuưi')}])(?:[aăâeêoôơyAĂÂEÊOÔƠY]{_LETTER}|[ăâêôơĂÂÊÔƠ])"  # tóan, đừơng
    f"|(?<=[qQ][{_toned('u')}])|(?<=[gG][{_toned('i')}])[^\\W\\d_nmNM]"  # qúy, gía
)
_OLD_ONLY = f"(?:(?<=[{_toned('o')}])[aeAE]|(?<=[{_toned('u')}])[yY]){_END}"
# All begin with the letter that bears the sign: a search skips all others at once.
_MOVABLE = {
    OLD: re.compile(f"[{_toned('aeioơuưy')}](?:{_LATE}|{_EARLY})"),
    NEW: re.compile(f"[{_toned('aeioơuưy')}](?:{_LATE}|{_EARLY}|{_OLD_ONLY})"),
}
"""Where a sign may have to move: wide, for `moved` has the last word."""
_CHOICE = re.compile(
    f"[{_toned('ou')}](?:(?<=[{_toned('o')}])[aeAE]|(?<=[{_toned('u')}])[yY]){_END}"
)
_WORD = re.compile(f"{_LETTER}++(?![\u0300-\u036f])")
_START = re.compile(f"(?<!{_LETTER}){_LETTER}+\\Z")
_LONGEST = 8  # letters of a syllable («nghiêng» has seven)


def old_style(text: str) -> str:
    """NFC text with every sign where the old way has it (hòa, khỏe, thúy); as long as before."""
    return _placed(text, OLD)


def new_style(text: str) -> str:
    """NFC text with every sign where the new way has it (hoà, khoẻ, thuý); as long as before."""
    return _placed(text, NEW)


def placement(word: str) -> str:
    """ "old" or "new" for a syllable whose sign could stand otherwise, "" for any other word."""
    if not is_syllable(word):
        return ""
    old, new = moved(word, OLD), moved(word, NEW)
    return "" if old == new else OLD if word == old else NEW


@lru_cache(maxsize=20_000)
def moved(word: str, way: str = OLD) -> str:
    """One word of NFC letters with its sign where `way` has it; itself where that is no syllable.

    «quý» and «giá» have one way only: their u and i belong to the consonant.
    """
    bare, sign, place = untoned(word)
    found = places(bare, sign) if sign else ()
    if not (sign and found) or len(bare) != len(word) or found[way == NEW] == place:
        return word
    letters = list(word)
    letters[place] = _without(letters[place], sign)
    right = found[way == NEW]
    letters[right] = unicodedata.normalize("NFC", letters[right] + sign)
    return "".join(letters)


def astray(word: str) -> str:
    """A word whose sign stands on a letter that neither way allows, as it should be; else «»."""
    right = moved(word, OLD)
    return "" if right == word or is_syllable(word) else right


def strays(text: str) -> list[tuple[int, int, str]]:
    """(start, end, right writing) of the words of NFC text that `astray` would write otherwise."""
    found: list[tuple[int, int, str]] = []
    for candidate in _MOVABLE[OLD].finditer(text):
        word = _around(text, candidate.start(), found[-1][1] if found else 0)
        right = astray(word[0]) if word else ""
        if word and right:
            found.append((word.start(), word.end(), right))
    return found


def choices(text: str) -> list[tuple[int, int]]:
    """Where words stand that the new way would write otherwise, in a text of the old way."""
    words = (_around(text, found.start(), 0) for found in _CHOICE.finditer(text))
    return [word.span() for word in words if word and moved(word[0], NEW) != word[0]]


def _around(text: str, place: int, least: int) -> re.Match[str] | None:
    """The word that a place lies in, if it begins at `least` or later and may be a syllable."""
    start = _START.search(text, max(place - _LONGEST, least), place + 1)
    word = _WORD.match(text, start.start()) if start else None
    return word if word and len(word[0]) <= _LONGEST else None


def _without(char: str, sign: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", char).replace(sign, ""))


def _placed(text: str, way: str) -> str:
    parts, done = [], 0
    for candidate in _MOVABLE[way].finditer(text):
        word = _around(text, candidate.start(), done)
        if word:
            parts += [text[done : word.start()], moved(word[0], way)]
            done = word.end()
    return "".join([*parts, text[done:]]) if parts else text


# i and y -----------------------------------------------------------------------------------------

_TURNED = re.compile(f"(?:[hklmst]|qu)([iy{_toned('iy')}])", re.IGNORECASE)
_I_Y = {**dict(zip(_toned("i"), _toned("y"), strict=True)), "i": "y", "I": "Y"}
_Y_I = {y: i for i, y in _I_Y.items()}


def turned(word: str) -> str:
    """The other writing of a syllable that is written with i or y (kỹ, kĩ; quý, quí); else «»."""
    found = _TURNED.fullmatch(word)
    if not found:
        return ""
    return word[:-1] + (_I_Y.get(found[1]) or _Y_I[found[1]])
