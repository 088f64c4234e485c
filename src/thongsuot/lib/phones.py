"""Telephone numbers as people write them, brought to one form: E.164.

Numbers of before 2017 and 2018 are given their present form: `MOBILES` and `AREAS` say how. Numbers
that exist only inside Viet Nam have no E.164 form and are kept as digits: 1800 and 1900 numbers
and services of three to five digits (113, 1022).

Numbers that begin with 000 after +84 are kept as they are. They cannot exist, since no subscriber's
number begins with 0: they are the numbers of the made-up people of demonstrations and tests.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from thongsuot.lib.refused import Refused
from thongsuot.lib.text.fold import fold, nfc

HOME = 84


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.partition(">")[::2] for pair in text.split())


MOBILES: Mapping[str, str] = _pairs(
    "120>70 121>79 122>77 126>76 128>78 "
    "123>83 124>84 125>85 127>81 129>82 "
    "162>32 163>33 164>34 165>35 "
    "166>36 167>37 168>38 169>39 "
    "186>56 188>58 199>59 "
)
"""Prefixes of mobile numbers of eleven digits -> those since 15 September 2018 (without the 0).

Circular 22/2014/TT-BTTTT (the numbering plan) and the Ministry's plan of May 2018; the pairs as
the press printed them then."""

AREAS: Mapping[str, str] = _pairs(
    # first stage, 11 February 2017: Sơn La … Hà Tĩnh
    "22>212 231>213 20>214 230>215 29>216 52>232 "
    "53>233 54>234 510>235 511>236 37>237 38>238 "
    "39>239 "
    # second stage, 15 April 2017: Quảng Ninh … Ninh Bình, Cà Mau … Sóc Trăng
    "33>203 240>204 25>205 26>206 27>207 280>208 "
    "281>209 320>220 321>221 241>222 31>225 351>226 "
    "36>227 350>228 30>229 780>290 781>291 710>292 "
    "711>293 74>294 76>296 77>297 79>299 "
    # third stage, 17 June 2017: Hà Nội, Thành phố Hồ Chí Minh, Đồng Nai … Đồng Tháp
    "4>24 8>28 61>251 62>252 64>254 55>255 56>256 "
    "57>257 58>258 68>259 60>260 501>261 500>262 "
    "63>263 59>269 70>270 651>271 72>272 73>273 "
    "650>274 75>275 66>276 67>277 "
)
"""Area codes of 59 provinces before and since 2017 (without the 0): Decision 2036/QĐ-BTTTT of 21
November 2016. Vĩnh Phúc 211, Phú Thọ 210, Hòa Bình 218 and Hà Giang 219 stayed as they were.

The first two stages up to 710 and the new codes of the third as carriers and papers printed them;
711, 74, 76, 77, 79 and the old codes of the third stage are from memory, unverified."""

_MARKS = re.compile(r"[\s.,\-‐‑–—_()'’\u200b\ufeff]")
_FICTION = re.compile(r"\+84000\d{6}")
_HOTLINE = re.compile(r"1[89]00\d{4}(?:\d{2})?")
_SERVICE = re.compile(rf"{_HOTLINE.pattern}|[1-9]\d{{2,4}}")
_POLICE = re.compile(r"69\d{7}")  # the Ministry of Public Security's own net; no library knows it
_NOT_TODAY = re.compile("1|2[48][01]|3[01]")
"""No number of a person begins so: 01 is for machines since 2018, 0240, 0241, 0280, 0281 were areas
(no number of 024 or 028 goes on like that), as were 030 and 031 (mobiles begin at 032)."""
_TWO_DIGIT_AREA = re.compile(r"\(?0[48]\)?(?=[\s.\-)–])")
_IN_BRACKETS = re.compile(r"\(0?(\d{1,4})\)|\(0\)")


def normalise(written: str) -> str:
    """The one form of a number: E.164 («+84912345678»), or digits for what only works in Viet Nam.

    Where an old area code has become a mobile prefix (033 3825555 was Hạ Long and is a mobile
    today), the way of writing decides: a code in brackets, or 04 and 08 set apart, is an area;
    anything else is read as it would be dialled today. The zero that Excel loses is put back.
    Raises `Refused` («lib.not_a_phone», written).
    """
    text = nfc(written).strip()
    compact = _MARKS.sub("", text)
    if _FICTION.fullmatch(compact):
        return compact
    digits = compact.removeprefix("+")
    if not re.fullmatch("[0-9]{3,15}", digits):
        raise Refused("lib.not_a_phone", written=text)
    if compact.startswith("+") or digits.startswith("00"):
        found = _abroad(digits.removeprefix("00"), text)
    elif _SERVICE.fullmatch(digits):
        return digits
    else:
        found = _at_home(digits, text)
    if found is None:
        raise Refused("lib.not_a_phone", written=text)
    return found


def is_phone(written: str) -> bool:
    try:
        normalise(written)
    except Refused:
        return False
    return True


def shown(number: str) -> str:
    """For reading: «0912 345 678», «024 3943 1234», «1900 1234», «+49 30 123456»."""
    if _FICTION.fullmatch(number):
        return f"+84 {number[3:6]} {number[6:9]} {number[9:]}"
    if not number.startswith("+"):
        return f"{number[:4]} {number[4:]}" if len(number) > 5 else number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    home = parsed.country_code == HOME
    form = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def is_mobile(number: str) -> bool:
    """Whether a number in its one form can carry messages; a made-up one passes for mobile."""
    return bool(_FICTION.fullmatch(number) or re.fullmatch(r"\+84[35789]\d{8}", number))


def _abroad(digits: str, text: str) -> str | None:
    if digits.startswith(str(HOME)):
        return _today(digits[2:].removeprefix("0"), text)
    try:
        parsed = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    return _e164(parsed) if phonenumbers.is_valid_number(parsed) else None


def _at_home(digits: str, text: str) -> str | None:
    if digits.startswith("0"):
        return _today(digits[1:], text)
    if digits.startswith(str(HOME)) and len(digits) >= 11:
        return _today(digits[2:].removeprefix("0"), text)
    return _today(digits, text) if len(digits) in (9, 10) else None


def _today(national: str, text: str) -> str | None:
    """E.164 of a national number (without 0) of any year."""
    if _HOTLINE.fullmatch(national):
        return national
    if _written_as_area(national, text):
        candidates = [*_moved(national), national]
    else:
        candidates = [national, *_moved(national)]
    return next((f"+{HOME}{number}" for number in candidates if _exists(number)), None)


def _exists(national: str) -> bool:
    if not national or national.startswith("0") or _NOT_TODAY.match(national):
        return False
    known = PhoneNumber(country_code=HOME, national_number=int(national))
    return bool(_POLICE.fullmatch(national)) or phonenumbers.is_valid_number(known)


def _moved(national: str) -> Iterator[str]:
    """What an old number became: first the mobile ones, then areas by the longest code."""
    if len(national) == 10 and national[:3] in MOBILES:
        yield MOBILES[national[:3]] + national[3:]
    for length in (3, 2, 1):
        code, subscriber = national[:length], national[length:]
        if code in AREAS and len(subscriber) == (8 if length == 1 else 7):
            yield AREAS[code] + subscriber


def _written_as_area(national: str, text: str) -> bool:
    bare = re.sub(r"^\s*(?:\+|00)84[\s.\-]*", "", text)
    if _TWO_DIGIT_AREA.match(bare):
        return True
    bracketed = _IN_BRACKETS.search(text)
    code = bracketed and bracketed[1]
    return bool(code) and national.startswith(str(code)) and str(code) in AREAS


def _e164(parsed: PhoneNumber) -> str:
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


# Several in one cell -----------------------------------------------------------------------------

_LONGEST_CELL = 500  # characters; beyond is prose
_FLOAT = re.compile(r"\d{6,15}\.0")
_SCIENTIFIC = re.compile(r"\d(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_LABELLED = re.compile(r"(?:^|:)\s*$")
_STOP = re.compile(r"[;|\n\r]|\s/\s")
_RUN = re.compile(r"(?:\+\s?|\(\s?\+?)?\d(?:[\d\s.,\-‐‑–—()/+'’\u200b]*\d)?\)?")
_GROUP = re.compile(r"\(?\+?\d+\)?")
_EXTENSION = re.compile(r"\b(?:le|nhanh|ext|extension|line|noi bo|x)[\s.:(]*$")
_FAX = re.compile(r"\bfax[\s.:(]*$")
_ALSO_PHONE = re.compile(r"(?:d ?t|tel|dien thoai)[^;,]*fax[\s.:(]*$")
_MOST_GROUPS = 40
_WIDEST = 7  # groups of digits of one number: +84 9 12 34 56 78


def split(cell: str) -> list[str]:
    """The numbers written in one cell, each as it was written and ready for `normalise`.

    Words («ĐT:», «Zalo»), fax numbers and extensions («máy lẻ 105») are left out. Something long
    that is no number is given back as it stands, so that whoever imports can say so. A cell that
    Excel made a number («912345678.0», «8.4912345678E10») is read as its digits.
    """
    text = _unfloated(nfc(cell).strip())[:_LONGEST_CELL]
    if is_phone(text) or _SCIENTIFIC.fullmatch(text):
        return [text]
    pieces: list[str] = []
    for part in _STOP.split(text):
        for found in _RUN.finditer(part):
            pieces += _numbers(found[0], part[: found.start()], part[found.end() :])
    return list(dict.fromkeys(pieces))


def _unfloated(text: str) -> str:
    """The digits of a number that a sheet holds as a number; as it stands when digits are lost."""
    short = _SCIENTIFIC.fullmatch(text)
    whole = short and len(short[1] or "") >= int(short[2]) - 2
    if _FLOAT.fullmatch(text) or whole:
        return str(int(Decimal(text.replace(",", "."))))
    return text


def _numbers(run: str, before: str, after: str) -> list[str]:
    """Of one stretch of digits and marks, and what stands around it."""
    label = fold(before)
    if _FAX.search(label) and not _ALSO_PHONE.search(label):
        return []
    groups = list(_GROUP.finditer(run))[:_MOST_GROUPS]
    if _EXTENSION.search(label):
        groups = groups[1:]
    spans = _best(run, groups)
    pieces = [_trimmed(run[groups[a].start() : groups[b - 1].end()]) for a, b in spans]
    alone = len(pieces) == 1 and bool(_LABELLED.search(before)) and not after.strip(" .)")
    return [piece for piece in pieces if len(_MARKS.sub("", piece)) > 5 or _stands(piece, alone)]


def _stands(piece: str, alone: bool) -> bool:
    """A short number counts only where nothing else stands: beside others it is an extension."""
    return alone and is_phone(piece)


def _trimmed(piece: str) -> str:
    stripped = piece.strip(" ,")
    unbalanced = stripped.count("(") != stripped.count(")")
    return stripped.strip("()") if unbalanced else stripped


def _best(run: str, groups: list[re.Match[str]]) -> list[tuple[int, int]]:
    """How to cut the groups of digits: as few digits as can be outside a number, then few cuts."""
    best: list[tuple[int, int, list[tuple[int, int]]]] = [(0, 0, [])]
    for end in range(1, len(groups) + 1):
        options = []
        for start in range(max(0, end - _WIDEST), end):
            lost, cuts, before = best[start]
            piece = run[groups[start].start() : groups[end - 1].end()]
            cost = 0 if _plain(piece) else len(_MARKS.sub("", piece))
            options.append((lost + cost, cuts + 1, [*before, (start, end)]))
        best.append(min(options, key=lambda option: option[:2]))
    return best[-1][2]


def _plain(piece: str) -> bool:
    """Whether that is a number among others: one that lost its zero must stand in one group."""
    compact = _MARKS.sub("", piece).strip("+")
    if len(compact) <= 5 or "/" in piece:
        return False
    whole = len(_GROUP.findall(piece)) == 1 or compact.startswith(("0", "84", "18", "19"))
    return (whole or "+" in piece) and is_phone(_trimmed(piece))
