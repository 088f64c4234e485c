"""Sentences and paragraphs that are long or full against what the press writes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import ReadField, Reading, Sentence
from thongsuot.lib.clarity.rewriting.listing import listed
from thongsuot.lib.clarity.rewriting.splitting import split
from thongsuot.lib.clarity.rulebook import Rule

_OPENING = re.compile(
    r"(?:Nhằm|Để|Với|Thực hiện|Căn cứ|Trên cơ sở|Tiếp tục|Phát huy|Hưởng ứng|Triển khai|Trước"
    r"|Xuất phát từ|Sau khi|Nhân|Trong|Qua)\s(?!đó|khi|số|quy)"
)
_MAIN = re.compile(r"[(\"“”:;]|(?<!\w)(?:thì|là|nhưng|đã|sẽ|có)(?!\w)")
_FIGURE = re.compile(r"\d[\d.,]*%?")
_DATED = re.compile(r"(?:ngày|tháng|năm|lúc|quý|số|điều|khoản|đến|từ|khóa|thứ|lần|[-–/])\s?\Z")
_JOIN = re.compile(r",(?= )|;|(?<!\w)(?:và|hoặc)(?!\w)")
_MOST = 2000  # characters of a sentence that a pattern can still put better
_LISTS = re.compile(r"(?<!\w)gồm(?!\w)|như sau|: ")


def long_sentence(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Each sentence of more than `threshold.least` syllables (and at most `threshold.most`)."""
    least, most = rule.threshold["least"], rule.threshold.get("most", 10**9)
    for field, sentence in _sentences(rule, reading):
        if least < (count := sentence.last - sentence.first) <= most:
            yield _offered(field, sentence, count, split)


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
    """Each sentence of more than `threshold.least` syllables with `threshold.semicolons`, or that
    says it lists («gồm», a colon) and has `threshold.joins` commas, semicolons and «và»."""
    for field, sentence in _sentences(rule, reading):
        if sentence.last - sentence.first <= rule.threshold["least"]:
            continue
        words = field.text[sentence.start : sentence.end]
        count = len(_JOIN.findall(words))
        parted = words.count("; ") >= rule.threshold["semicolons"]
        if parted or (count >= rule.threshold["joins"] and _LISTS.search(words)):
            yield _offered(field, sentence, count, listed)


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
    """Each sentence of `threshold.least` or more figures; days and numbers of acts do not count."""
    for field, sentence in _sentences(rule, reading):
        words = field.text[sentence.start : sentence.end]
        figures = [
            found
            for found in _FIGURE.finditer(words)
            if not _DATED.search(words[max(found.start() - 7, 0) : found.start()].lower())
            and words[found.end() : found.end() + 1] not in ("/", "-", "h", "g", ":")
        ]
        if len(figures) >= rule.threshold["least"]:
            yield Hit(field, sentence.start, sentence.end, {"count": len(figures)})


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
