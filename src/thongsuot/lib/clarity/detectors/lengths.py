"""Sentences and paragraphs that are long or full against what the press writes."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from thongsuot.lib.clarity.glue import glued
from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import ReadField, Reading, Sentence
from thongsuot.lib.clarity.rewriting.listing import listed, parts
from thongsuot.lib.clarity.rewriting.splitting import split
from thongsuot.lib.clarity.rulebook import Rule
from thongsuot.lib.text.letters import CAPITAL
from thongsuot.lib.text.mentions import Kind, Mention

_OPENING = re.compile(
    r"(?:Nhằm|Để|Với|Thực hiện|Căn cứ|Trên cơ sở|Tiếp tục|Phát huy|Hưởng ứng|Triển khai|Trước"
    r"|Xuất phát từ|Sau khi|Nhân|Trong|Qua)\s(?!đó|khi|số|quy)"
)
_MAIN = re.compile(r"[(\"“”:;]|(?<!\w)(?:thì|là|nhưng|đã|sẽ|có)(?!\w)")
_FIGURES = (Kind.COUNT, Kind.PERCENT, Kind.MONEY, Kind.MEASURE)
_UNCOUNTED = {"tuổi", "giờ", "phút", "giây", "năm", "tháng", "ngày"}
_NUMBERED = re.compile(  # a figure that is part of a name or says which, not how many
    rf"(?:(?<!\A)(?<!\. ){CAPITAL}[\w-]*|(?<!\w)(?:câu|mã|số|km|thứ|lớp|khóa|điều|tuổi|vòng))\s?\Z"
    r"|[^\W\d_][-.]?\Z|(?<!\w)m\s\Z|\w - \Z|\dx?\s?x\s?\Z"
)
_ALONE = re.compile(
    rf"\s?[,.;)]|\s(?!{CAPITAL})[^\W\d_]"
)  # a count without a noun, not one of a table
_CELL = re.compile(rf"\d[)%]?\s+{CAPITAL}\w*\s+\w")  # of a table run into a line
_CELLS = 3
_NAMES = re.compile(rf"(?<![\w-]){CAPITAL}[\w-]*(?: {CAPITAL}[\w-]*){{2,}}")
_WORD = re.compile(r"\w+")
_LAW = re.compile(r"\A[\"“]?\s*[a-zđ]\)\s|sửa đổi(?:, bổ sung)? như sau|[\"“][a-zđ]\) ")
_DASHED = re.compile(rf"\s[-–]\s{CAPITAL}")
_DASHES = 4  # that many open lines of a list that stands in one line
_SPOKEN = re.compile(
    r"(?<!\w)(?:khẳng định|nhấn mạnh|nêu rõ|cho rằng|bày tỏ|cảm ơn|chúc|mong|đề nghị|yêu cầu"
    r"|chỉ đạo|nhất trí|thống nhất|đánh giá|cho biết|nói|ghi nhận|biểu dương|tin tưởng|hy vọng"
    r"|kêu gọi)(?!\w)"
)
_ITEM = re.compile(r"\A(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)|Một là|Hai là|Ba là|Bốn là)(?!\w)")
_POSTS = re.compile(
    r"(?<!\w)(?:ông|bà|đồng chí|[Cc]hủ tịch|[Gg]iám đốc|[Bb]ộ trưởng|SN|tuổi"
    r"|anh|chị|[Tt]iến sĩ|[Tt]hạc sĩ)(?!\w)"
)
_PEOPLE = 3  # that many posts or ages: a row of people
_MOST = 2000  # characters of a sentence that a pattern can still put better
_LISTS = re.compile(r"(?<!\w)gồm(?!\w)|(?<!\d):\s")


def long_sentence(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Each sentence of more than `threshold.least` syllables (and at most `threshold.most`), if it
    is one; one with a `threshold.quoted` is looked at as speech and names are."""
    least, most = rule.threshold["least"], rule.threshold.get("most", 10**9)
    for field, sentence in _sentences(rule, reading):
        count = sentence.last - sentence.first
        if not least < count <= most or _is_no_sentence(field, sentence):
            continue
        if "quoted" in rule.threshold and _is_light(field, sentence, rule.threshold):
            continue
        yield _offered(field, sentence, count, split)


def _is_no_sentence(field: ReadField, sentence: Sentence) -> bool:
    """Lines stuck together, a clause of a law word by word, a list with its dashes."""
    words = field.text[sentence.start : sentence.end]
    return glued(words) or bool(_LAW.search(words)) or len(_DASHED.findall(words)) >= _DASHES


def _is_light(field: ReadField, sentence: Sentence, threshold: Mapping[str, Any]) -> bool:
    """Whether a sentence is short with each name taken for one word, or is mostly what somebody
    said and has at most `threshold.quoted` syllables."""
    count = sentence.last - sentence.first
    words = field.text[sentence.start : sentence.end]
    named = sum(len(_WORD.findall(found[0])) - 1 for found in _NAMES.finditer(words))
    said = sum(
        min(end, sentence.end) - max(start, sentence.start)
        for start, end in field.quotes
        if start < sentence.end and end > sentence.start
    )
    mostly = 2 * said > sentence.end - sentence.start or field.is_said(sentence.start)
    return count - named <= threshold["least"] or (mostly and count <= threshold["quoted"])


def long_paragraph(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Each block of more than `threshold.least` syllables in `threshold.sentences` or more."""
    for field in reading.fields:
        sentences = Counter(sentence.block for sentence in field.sentences)
        for number, (block, count) in enumerate(
            zip(field.blocks, field.block_syllables, strict=True)
        ):
            least = rule.threshold["least"], rule.threshold["sentences"]
            if block.part in rule.scope and count > least[0] and sentences[number] >= least[1]:
                told = {"count": count, "sentences": sentences[number]}
                yield Hit(field, block.start, block.end, told)


def list_in_sentence(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Each sentence of more than `threshold.least` syllables that lists `threshold.parts` things
    between semicolons (`threshold.opened` after «gồm» or a colon)."""
    for field, sentence in _sentences(rule, reading):
        words = field.text[sentence.start : sentence.end]
        if sentence.last - sentence.first <= rule.threshold["least"] or ";" not in words:
            continue
        count, opened = parts(words), _LISTS.search(words.partition(";")[0])
        if count < rule.threshold["opened" if opened else "parts"]:
            continue
        if not (_is_no_sentence(field, sentence) or _is_no_list(words)):
            yield _offered(field, sentence, count, listed)


def _is_no_list(words: str) -> bool:
    """What somebody says in several clauses, an item of a list, a row of people."""
    head = words.partition(";")[0]
    told = _SPOKEN.search(head) and not _LISTS.search(head)
    return bool(told or _ITEM.search(words)) or len(_POSTS.findall(words)) >= _PEOPLE


def long_opening(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The words before the first comma of a sentence, where they are an adverbial clause of more
    than `threshold.least` syllables."""
    for field, sentence in _sentences(rule, reading):
        if not _OPENING.match(field.text, sentence.start):
            continue
        comma = field.text.find(", ", sentence.start, sentence.end)
        if comma < 0 or _MAIN.search(field.text, sentence.start, comma):
            continue
        starts = [t[0] for t in field.tokens[sentence.first : sentence.last]]
        count = sum(start < comma for start in starts)
        if count > rule.threshold["least"]:
            yield Hit(field, sentence.start, comma, {"count": count})


def many_figures(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Each sentence with at least `threshold.least` and at most `threshold.most` counts, shares,
    sums and measures; days, ages and what is part of a name do not count."""
    for field in reading.fields:
        starts = [each.start for each in field.mentions]
        for sentence in field.sentences:
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            if sentence.part not in rule.scope or last - first < rule.threshold["least"]:
                continue
            count = sum(_is_figure(field, each) for each in field.mentions[first:last])
            fits = rule.threshold["least"] <= count <= rule.threshold["most"]
            table = len(_CELL.findall(field.text, sentence.start, sentence.end)) >= _CELLS
            if fits and not (table or _is_no_sentence(field, sentence)):
                yield Hit(field, sentence.start, sentence.end, {"count": count})


def _is_figure(field: ReadField, each: Mention) -> bool:
    if each.kind not in _FIGURES or each.unit in _UNCOUNTED:
        return False
    if not each.unit and each.kind == Kind.COUNT and not _ALONE.match(field.text, each.end):
        return False
    return not _NUMBERED.search(field.text[max(each.start - 20, 0) : each.start])


def _offered(field: ReadField, sentence: Sentence, count: int, better: Callable[[str], str]) -> Hit:
    """The sentence with what would stand better: out of the words as they were given."""
    start, end = field.shadow.span(sentence.start, sentence.end)
    instead = better(field.given.text[start:end]) if end - start <= _MOST else ""
    told = {"count": count}
    return Hit(field, sentence.start, sentence.end, told, (instead,) if instead else ())


def _sentences(rule: Rule, reading: Reading) -> Iterator[tuple[ReadField, Sentence]]:
    for field in reading.fields:
        for sentence in field.sentences:
            if sentence.part in rule.scope:
                yield field, sentence


DETECTORS = {
    "long_sentence": long_sentence,
    "long_paragraph": long_paragraph,
    "list_in_sentence": list_in_sentence,
    "long_opening": long_opening,
    "many_figures": many_figures,
}
