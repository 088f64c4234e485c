"""Where a long sentence parts into shorter ones: before a word that can open a sentence.

The words stay as they are but for what opens the new sentence; the writer judges the rest.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from thongsuot.lib.clarity.measures import LONG
from thongsuot.lib.clarity.phrases import TOKEN

ENOUGH = 37  # syllables: three in four press sentences are no longer
_PURPOSE = 2  # how weak it is to part there: only a sentence over LONG does
_LEAST = 8  # syllables a sentence keeps
_CLOSED = re.compile(r'[“"«][^“”"«»]*(?:[”"»]|\Z)|\([^()]*(?:\)|\Z)')
# What begins a clause that cannot stand alone.
_LEANS = re.compile(
    r"(?:\A|[,:;]\s+)(?:mặc dù|cho dù|dù|tuy|không chỉ|không những|nếu|giả sử|trong khi|để)\s",
    re.IGNORECASE,
)
# After a purpose these belong to the clause around it: «công trình nhằm giảm … đã được duyệt».
_NEEDED = re.compile(  # a purpose that its word cannot do without
    r"(?<!\w)(?:dùng|cách|làm thế nào|thời gian|điều kiện|đủ|cơ hội|dịp|chỗ|nơi|căn cứ|cơ sở|có)\Z"
)
_GOES_ON = re.compile(r"\s(?:đã|sẽ|đang|là|khiến|làm|thì|vẫn|cũng)\s|\s[-–]\s")


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int  # where the first sentence ends
    end: int  # where the second one goes on
    opening: str
    weak: int  # 0 reads well as it is; more needs more judgement
    open: int  # where what the first sentence says last begins: after its last colon, or 0


_JOINED = "đồng thời|tuy nhiên|qua đó|từ đó|nhờ đó|nhờ vậy|do đó|do vậy|vì vậy|vì thế|bởi vậy"
_JOINED += "|ngoài ra|bên cạnh đó|cùng với đó|sau đó|tiếp đó|mặt khác|trong đó"
# A subject: what follows «nhưng» without one leans on the sentence before.
_WHO = (
    "[A-ZĐ][^\\W\\d_]*|doanh nghiệp|người|các|những|nhiều|một|hai|ba|mọi|mỗi|đây|đó|điều|việc|ông"
)
_WHO += (
    "|bà|anh|chị|họ|tôi|chúng|nó|cơ quan|đơn vị|nhà|số|mức|giá|tỷ lệ|công ty|công tác|chất lượng"
)
_WHO += "|hầu hết|phần lớn|hiện|theo|đến nay|trên thực tế|do|vì|cả"
_CUTS: tuple[tuple[int, re.Pattern[str], str], ...] = (
    # «…; Vụ Kinh tế số trình bày …»: what follows has a subject of its own
    (0, re.compile(r";\s+(?=[^\W\d_a-zà-ỹđ])"), ""),
    (0, re.compile(rf"[,;]\s+(?:và\s+)?(?P<word>{_JOINED}),?\s+"), "{word}, "),
    (0, re.compile(rf"[,;]\s+(?P<word>nhưng|song|còn)\s+(?=(?:{_WHO})\s)"), "{word} "),
    (
        1,
        re.compile(r"[,;]\s+(?=(?:góp phần|giúp(?! đỡ)|tạo|mở ra|khẳng định|đánh dấu)\s)"),
        "Việc này ",
    ),
    (_PURPOSE, re.compile(r",?\s+(?:để|nhằm)\s+(?:mục đích\s+)?"), "Mục đích là "),
)


def split(sentence: str) -> str:
    """The sentence as several; «» where it is short or nothing parts it well."""
    parts = list(_parts(sentence))
    return " ".join(parts) if len(parts) > 1 else ""


def _parts(sentence: str) -> Iterator[str]:
    cut = _best(sentence)
    if cut is None:
        yield sentence
        return
    first = sentence[: cut.start].rstrip(" ,;") + "."
    rest = cut.opening + sentence[cut.end :]
    yield from _parts(first)
    yield from _parts(rest[:1].upper() + rest[1:])


def _best(sentence: str) -> _Cut | None:
    """The strongest cut; of equals the one nearest to the middle."""
    words = [found.start() for found in TOKEN.finditer(sentence)]
    if len(words) <= ENOUGH:
        return None
    fit = [cut for cut in _cuts(sentence) if _fits(cut, sentence, words)]
    middle = words[len(words) // 2]
    return min(fit, key=lambda cut: (cut.weak, abs(cut.start - middle)), default=None)


def _fits(cut: _Cut, sentence: str, words: list[int]) -> bool:
    before = bisect_left(words, cut.start)
    opened = bisect_left(words, cut.open)
    if before - opened < _LEAST or before > len(words) - _LEAST:
        return False
    head = sentence[cut.open : cut.start]
    row = sentence[cut.start] == ";" and (cut.open or " gồm " in head)  # of things
    if row or _LEANS.search(head):
        return False
    return cut.weak < _PURPOSE or (len(words) > LONG and not _GOES_ON.search(sentence, cut.end))


def _cuts(sentence: str) -> Iterator[_Cut]:
    closed = [found.span() for found in _CLOSED.finditer(sentence)]
    for weak, pattern, opening in _CUTS:
        for found in pattern.finditer(sentence):
            if any(start <= found.start() < end for start, end in closed):
                continue
            if weak == _PURPOSE and _NEEDED.search(sentence, 0, found.start()):
                continue
            word = found.groupdict().get("word", "")
            opened = opening.format(word=word)
            if word == "trong đó" and sentence.startswith("có ", found.end()):
                opened = "trong đó "
            yield _Cut(
                found.start(), found.end(), opened, weak, sentence.rfind(": ", 0, found.start()) + 1
            )
