"""What a text for the press must have: a title, a lead that answers, a source, somebody to ask."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule
from thongsuot.lib.clarity.terms import Part

_WHO = re.compile(
    r"(?<!\w)(?:[Bb]ộ|[Ss]ở|[Cc]ục|[Vv]ụ|[Bb]an|[Vv]iện|[Tt]rung tâm|[Hh]ội|[Tt]ập đoàn|[Cc]ông ty|"
    r"[Cc]hính phủ|[Qq]uốc hội|[Tt]hủ tướng|[Cc]hủ tịch|UBND|HĐND|Ủy ban|[Cc]ông an|[Tt]òa|[Ôô]ng|"
    r"[Bb]à|[Tt]rường|[Đđ]ại học|[Bb]ệnh viện|[Đđ]ội|[Nn]gân hàng|[Bb]áo|[Hh]ọc sinh|[Nn]gười|"
    r"[Cc]ơ quan|[Đđ]ơn vị|[Ll]ãnh đạo|[Đđ]ại diện|[Nn]hà)(?!\w)"
)
_WHEN = re.compile(
    r"\d{1,2}[/.-]\d{1,2}|(?<!\w)(?:[Nn]gày|[Tt]háng \d|[Nn]ăm \d|(?:19|20)\d\d|[Ss]áng|[Tt]rưa|"
    r"[Cc]hiều|[Tt]ối|[Đđ]êm|[Hh]ôm|[Tt]uần|[Qq]uý|\d{1,2} giờ|\d{1,2}h)(?!\w)"
)
_WHERE = re.compile(
    r"(?<!\w)(?:tại|Tại|ở|Ở|trên địa bàn|cả nước|toàn quốc|tỉnh|thành phố|TP|huyện|quận|xã|phường|"
    r"Hà Nội|Việt Nam)(?!\w)"
)
_NO_PLACE = re.compile(r"[Tt]ại (?:hội nghị|buổi|cuộc|lễ|phiên|họp báo|hội thảo|đây|sự kiện)")
_SLOTS = (("ai", "who", _WHO), ("khi nào", "when", _WHEN), ("ở đâu", "where", _WHERE))
_IN_NUMBER = re.compile(r"[./,:]|[./,:]? ?[-–] ?")
_POST = (
    r"(?:trưởng|[Gg]iám đốc|[Cc]hủ tịch|[Cc]hánh|[Pp]hó|[Pp]hát ngôn|[Tt]hư ký|[Cc]huyên viên|"
    r"[Bb]iên tập)"
)
_WITH = re.compile(r"(?<!\w)(?:[Vv]ới|[Cc]ùng)(?!\w)[^.;:\n]{1,60} và $")
_REACHABLE = re.compile(
    r"(?<![\d.])(?:\+84|0|1[89]00)[\d .()-]{6,14}\d(?![\d.])|(?<=\w)@[\w-]{1,63}\.\w|https?://|www\.|"
    r"(?<!\w)(?:[Ll]iên hệ|[Đđ]ường dây nóng|[Đđ]iện thoại)(?!\w)"
)


def long_title(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """A title of more than `threshold.least` syllables, or a text whose title is empty."""
    field = reading.field("title")
    if field is None:
        return
    count = _syllables(field)
    if count > rule.threshold["least"] or (count == 0 and _is_written(reading)):
        yield Hit(field, 0, len(field.text), {"count": count, "least": rule.threshold["least"]})


def _syllables(title: ReadField) -> int:
    """How long a title is: a number or a day counts once, a name between quotation marks not."""
    count, last = 0, -1
    for start, end, word in title.tokens:
        in_number = word[0].isdigit() and _IN_NUMBER.fullmatch(title.text, max(last, 0), start)
        if not in_number and not title.is_quoted(start):
            count += 1
        last = end if word[-1].isdigit() else -1
    return count


def empty_lead(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """A lead that leaves `threshold.least` or more of who, when and where open. Only in texts of a
    known kind: a feature in a paper owes no answer in its first lines."""
    field = reading.field("lead")
    if not reading.document.kind or field is None or not field.blocks:
        return
    if len(field.tokens) < rule.threshold["syllables"]:
        return
    missing = open_slots(field)
    if len(missing) >= rule.threshold["least"]:
        told = {"vi": ", ".join(vi for vi, _en in missing)}
        yield Hit(
            field, 0, len(field.text.rstrip()), told | {"en": ", ".join(e for _v, e in missing)}
        )


def open_slots(lead: ReadField) -> list[tuple[str, str]]:
    """What a lead leaves open, in both languages: ("ai", "who"), «when», «where»."""
    text = _NO_PLACE.sub(" ", lead.text)
    missing = [(vi, en) for vi, en, slot in _SLOTS if not slot.search(text)]
    return [each for each in missing if each[1] != "who"] if _is_named(text) else missing


def is_reachable(reading: Reading) -> bool:
    """Whether a text says anywhere whom to ask or where to look."""
    return any(_REACHABLE.search(field.text) for field in reading.fields)


def unreachable(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The last line of a release that nowhere says whom to ask. Only texts of a known kind."""
    body = reading.field("body")
    if not reading.document.kind or body is None or not body.sentences:
        return
    if not is_reachable(reading):
        last = body.sentences[-1]
        yield Hit(body, last.start, last.end)


def unnamed(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """«Đại diện Cục …» who speaks and has no name."""
    for field in reading.fields:
        if rule.pattern is None or not any(word in field.lower for word in rule.needs):
            continue
        for found in field.matches(rule.pattern):
            start, end = found.span("hit")
            if field.part_at(start) not in rule.scope or _names_somebody(field, rule, start, end):
                continue
            if not _is_introduced(reading, found):
                yield Hit(field, start, end)


def _is_introduced(reading: Reading, found: re.Match[str]) -> bool:
    """Whether the text anywhere names somebody with a post in that body: «Phó Cục trưởng Cục …».
    Names are held to be one where their first letters are: «Sở GD&ĐT», «Sở Giáo dục …»."""
    head, rest = found["head"], found["hit"][found.end("head") - found.start("hit") :].lstrip()
    called = rf" {re.escape(rest[0])}" if rest else r"(?!\w)"
    posts = [
        rf"{_POST}(?: [^\W\d_]+){{0,6}},?(?: [-–])? \(?(?i:{head}){called}",
        rf"(?i:{head}) trưởng{called}",
    ]
    if head == "Bộ":
        posts.append(rf"(?:Bộ|Thứ) trưởng{called}")
    told = re.compile("|".join(posts))
    return any(told.search(field.text) for field in reading.fields)


def _names_somebody(field: ReadField, rule: Rule, start: int, end: int) -> bool:
    """Whether a person stands in the words of a hit or just before («Linh Chi, đại diện»)."""
    before = field.text[max(start - 25, 0) : start]
    if _WITH.search(field.text, max(start - 80, 0), start):
        return True
    if before.endswith(", ") and before[:-2].split(" ")[-1][:1].isupper():
        return True
    said = f"{before[before.rfind('.') + 1 :]} {field.text[start:end]}"
    return bool(rule.within and rule.within.search(said.replace("Hồ Chí Minh", "")))


def _is_named(text: str) -> bool:
    """Whether two words with capitals stand together after the first word."""
    words = [word[0].isupper() for word in text.split()[1:] if word[0].isalpha()]
    return any(one and two for one, two in pairwise(words))


def _is_written(reading: Reading) -> bool:
    return any(b.part == Part.BODY for field in reading.fields for b in field.blocks)


DETECTORS: dict[str, Callable[[Rule, Reading], Iterable[Hit]]] = {
    "empty_lead": empty_lead,
    "long_title": long_title,
    "unnamed": unnamed,
    "unreachable": unreachable,
}
