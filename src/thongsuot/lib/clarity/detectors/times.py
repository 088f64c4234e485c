"""Times that are told from the day of writing: «sáng nay», «năm ngoái», «vừa qua»."""

import re
from collections.abc import Iterator

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.kinds.standing import guarded
from thongsuot.lib.clarity.reading import ReadField, Reading, Sentence
from thongsuot.lib.clarity.rulebook import Rule
from thongsuot.lib.clarity.terms import Part

_DAY = re.compile(
    r"(?<![\d/.,-])[0-3]?\d ?[/.-] ?[01]?\d(?:[/.-](?:\d{4}|\d\d))?(?![\d/%]|[.,-]\d| ?%)"
    r"|(?<!\d)[0-3]?\d tháng [01]?\d(?!\d)|ngày [0-3]?\d(?!\d| ngày)"
)
_YEAR = re.compile(r"(?<![\d.,])(?:\d{1,2}[./-])?(?:19|20)\d\d(?![\d.,]\d)")
_MONTH = re.compile(r"tháng \d|(?<!\d)\d{1,2}[./-](?:19|20)\d\d")
_ASKED = {"năm": ("năm", "year", _YEAR), "tháng": ("tháng", "month", _MONTH)}
_FOLLOWED = re.compile(
    r"(?: nhất| thôi|,? ?\(?(?:(?:vào|từ|trong|hồi|cuối|đầu|giữa|là|ngày|tháng|năm) )+\d| \()"
)
_THANKED = re.compile(
    r"cảm ơn|hoan nghênh|đánh giá cao|ghi nhận|biểu dương|khen|quan hệ|hợp tác|luôn quan tâm"
    r"|tri ân|chúc mừng|tự hào|xu thế|xu hướng"
)
_RESULT = re.compile(
    r"(?<!\w)(?:đạt|vượt|hoàn thành|tăng|giảm|cấp|xử lý|xử phạt|thu hồi|tiếp nhận|phát hiện"
    r"|ban hành|yêu cầu|tổ chức|kiểm tra)(?!\w)"
)
_COUNTED = re.compile(r"(?<![\w/.,-])\d[\d.,]*(?![\d/.:h-])(?= ?%| [^\W\d_])")


def relative_day(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """«Sáng nay», «năm ngoái» with no day (month, year) beside them, in the title, or told the
    first time that the words stood."""
    dated: set[str] = set()
    titled = any(_dated(field, Part.TITLE) for field in reading.fields)
    for field in reading.fields:
        for start, end in _standing(rule, field):
            words = field.lower[start:end]
            asked, in_english, known = _ASKED.get(words.split()[0], ("ngày tháng", "day", _DAY))
            if any(field.sentence_has(known, near) for near in _around(field, start)):
                dated.add(words)
            elif not (words in dated or field.is_said(start) or (titled and known is _DAY)):
                yield Hit(field, start, end, {"asked": asked, "asked_en": in_english})


def vague_time(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """«Mới đây» anywhere, «vừa qua» at the head of a sentence, «thời gian qua» there if the
    sentence tells a result or a count; not where a day stands near, nor in words of thanks."""
    for field in reading.fields:
        for start, end in _standing(rule, field):
            sentence = field.sentence_at(start)
            if sentence is None or field.is_said(start) or _FOLLOWED.match(field.text, end):
                continue
            if any(field.sentence_has(_DAY, near) for near in _around(field, start)[:2]):
                continue
            if _tells(field, sentence, start, end):
                yield Hit(field, start, end)


def _tells(field: ReadField, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words between `start` and `end` date what their sentence tells."""
    words = field.lower[start:end]
    if words == "mới đây":
        return True
    head = field.text[start].isupper() or field.text[sentence.start : start] == "Trong "
    if words == "vừa qua" or not head:
        return head
    if field.sentence_has(_THANKED, start) or field.sentence_has(_YEAR, start):
        return False
    return field.sentence_has(_RESULT, start) or field.sentence_has(_COUNTED, start)


def _standing(rule: Rule, field: ReadField) -> Iterator[tuple[int, int]]:
    if rule.pattern is None or not any(word in field.lower for word in rule.needs):
        return
    for found in field.matches(rule.pattern):
        start, end = found.span("hit")
        if field.part_at(start) in rule.scope and not guarded(rule, field, start, end):
            yield start, end


def _around(field: ReadField, place: int) -> list[int]:
    """Where the sentence of a place begins, then the one before it and the one after it, where
    they stand in its block; the one before is the place's own where there is none."""
    sentences, number = field.sentences, field.sentence_number(place)
    if number < 0:
        return []
    here = sentences[number]
    before = sentences[number - 1] if number else here
    after = sentences[number + 1] if number + 1 < len(sentences) else here
    return [
        each.start if each.block == here.block else here.start for each in (here, before, after)
    ]


def _dated(field: ReadField, part: Part) -> bool:
    return any(b.part == part and _DAY.search(field.text, b.start, b.end) for b in field.blocks)


DETECTORS = {"relative_day": relative_day, "vague_time": vague_time}
