"""Where a sentence of press Vietnamese ends.

A line end ends a sentence; so does . ! ? … with what closes after it (”, »), where a capital, a
digit or an opening sign follows, and where the space after it was forgotten («xong.Bộ họp»), but
not in addresses (VietnamNet.Vn). No end is the point of a title or place (TP. Hồ Chí Minh, PGS.TS.
Nguyễn A), of an initial in a name (Nguyễn V. An), of a number at the head of a line (1. Tổ chức).
"""

import re

from .letters import CAPITAL, SMALL

# Possessive throughout: a page of points or of spaces must not be tried from each of its places.
_END = re.compile(
    rf"(?<![.!?…])[.!?…]++[\"”’»)\]]*+(?=\s++[\"“«‘'(\[–—-]*+\s*+(?:{CAPITAL}|\d))\s++|\n\s*+"
    rf"|(?:(?<={SMALL}{SMALL})|(?<={SMALL}[”\"])|(?<=, ))(?:\.\.\.|[.!?…])"
    rf"(?={CAPITAL}{SMALL})"
)
_ADDRESS = re.compile(r"(?:://|www|@|&)\S*\Z")
_SITE = re.compile(r"(?:com|vn|net|org|info|js|edu|gov)(?!\w)|\w+\.\w", re.IGNORECASE)
_SHORT_FORMS = """
TP Tp tp TX Tx tx TT Q P Đ ThS Ths TS Ts PGS Pgs GS Gs TSKH BS Bs KS Ks LS Ls CN DS NB KTS NSND NSƯT
NGND NGƯT Tr tr St Mr Mrs Ms Dr Prof No vs
"""
_SHORT = re.compile(rf"(?:^|[\s(.,/\"“])(?:{'|'.join(_SHORT_FORMS.split())})\.\Z")
_OF_NO_PLACE = re.compile(  # «… của TP. Trước đây, …»: no city has a small letter in its name
    rf"\s+(?!Vinh|Huế|Pleiku){CAPITAL}[^\W\d_]*\s+(?!{CAPITAL})[^\W\d_]"
)
_INITIAL = re.compile(r"(?:^|[\s.(\"“])[A-ZĐ]\.\Z")  # no Á, no Ý: those are countries
_IN_NAME = re.compile(
    rf"(?:{CAPITAL}[^\W\d_]*\.?[ ]|^|[(\"“.])"
    rf"(?<!Anh )(?<!Chị )(?<!Ông )(?<!Bà )(?<!Em )(?<!Cháu ){CAPITAL}\.\Z"
)
_ANOTHER = re.compile(rf"\s+{CAPITAL}\.")
_NUMBERED = re.compile(r"\s*[(]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXivx]{1,5}|[^\W\d_])[.)]+")
_BEFORE = 24  # characters that tell whether a point ends a sentence


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order, without the space between them."""
    return [text[start:end] for start, end in spans(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end, without the space between them."""
    found: list[tuple[int, int]] = []
    begin = len(text) - len(text.lstrip())
    for end in _END.finditer(text, begin):
        if _ends(text, begin, end):
            sentence = text[begin : end.start()] + end[0].rstrip()
            if sentence.rstrip():
                found.append((begin, begin + len(sentence.rstrip())))
            begin = end.end()
    stop = len(text.rstrip())
    return [*found, (begin, stop)] if begin < stop else found


def _ends(text: str, begin: int, end: re.Match[str]) -> bool:
    """Whether a sentence that began at `begin` ends with a mark found."""
    point = end.start() + 1
    before = text[max(begin, point - _BEFORE) : point]
    if not end[0][-1].isspace() and (_ADDRESS.search(before) or _SITE.match(text, end.end())):
        return False
    if "\n" in end[0] or end[0].rstrip() != ".":
        return True
    if _NUMBERED.fullmatch(text, begin, point):
        return False
    if _SHORT.search(before):
        return before[-3:].upper() == "TP." and bool(_OF_NO_PLACE.match(text, point))
    if not _INITIAL.search(before):
        return True
    return not (_IN_NAME.search(before) or _ANOTHER.match(text, point))


def gist(text: str, *, most: int, sentences_at_most: int = 4) -> str:
    """The first whole sentences of a text in at most so many characters.

    If not even the first one fits it is cut at a word, with «…».
    """
    kept = ""
    for sentence in sentences(" ".join(text.split()))[:sentences_at_most]:
        longer = f"{kept} {sentence}".strip()
        if len(longer) > most:
            break
        kept = longer
    return kept or shortened(" ".join(text.split()), most)


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters, cut at a word with «…»; empty if `most` is tiny."""
    if len(text) <= most:
        return text
    if most < 2:
        return ""
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–-") + "…"
