"""Offices and other names: their official writing, their dates, one writing in one text."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache

from thongsuot.lib.clarity.abroad import is_foreign
from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.kinds.standing import guarded
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule
from thongsuot.lib.clarity.terms import Office
from thongsuot.lib.text.shadow import shadow
from thongsuot.lib.text.syllables import is_syllable

Index = dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]
_LONGEST = 200  # characters of the longest name
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d|/[A-ZĐ])")
_ACT_OF = re.compile(
    r"(?<!\w)(?:[Qq]uyết định|[Tt]hông tư|[Cc]hỉ thị|[Cc]ông văn|[Vv]ăn bản số)"
    r"(?: [^.;:“”\n]{0,140})?"
    r" của (?:Bộ trưởng )?$"
)
_PAST_AFTER = re.compile(r" ?[(,]? ?(?:nay là|cũ|trước đây|\(cũ|đã (?:hợp nhất|sáp nhập|giải thể))")
_LONGER = re.compile(
    r" (?!(?:của|thuộc|và|đã|sẽ|tỉnh|thành|cho|trình|tổ|phối|là|có|cũng|vừa|về|tại|được|ban|công|"
    r"thông|yêu|chủ|đề|do|với|mở|họp|khẳng|nêu|trả)(?!\w))[^\W\d_]"
)
_NEAR = 2  # sentences on either side that may date one
_DASH = re.compile("[–—]")
_CREDIT = re.compile(r"(?:[Ảả]nh|[Nn]guồn)(?: minh họa)?[:.] ?[^.:\n]{2,40} $")
_FOLLOWING = re.compile(r"(?: [^\W\d_]+){1,3}")
_FIELDS = ("bộ", "sở", "cục", "chi cục", "ngành", "luật")
_COMMON_BEFORE = {"cán", "nội", "toàn", "đồng", "trung", "bắc", "nam", "tiến", "đội", "cơ", "hạ"}


def differently_written(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Names of offices whose words are the register's and whose writing is not."""
    index = _index(tuple(office.name for office in reading.registry.offices))
    firsts = {pair[0] for pair in index}
    for field in reading.fields:
        starts = (place for first in firsts for place in field.word_starts.get(first, ()))
        skip = 0
        for start in sorted(starts):
            if start < skip or not field.text[start].isupper():
                continue
            for end, size, name in _named_at(index, field.lower, start):
                skip = end
                said = field.text[start:end]
                if _DASH.sub("-", said) == _DASH.sub("-", shadow(name).text):
                    continue
                if _is_slip(field, rule, start, end, size) and not is_foreign(field, start, end):
                    yield Hit(field, start, end, {"name": name}, (name,))
                break


def _named_at(index: Index, lower: str, start: int) -> Iterator[tuple[int, int, str]]:
    """(end, words, name) of the names whose words begin at a place, the longest first."""
    found = list(_WORD.finditer(lower, start, start + _LONGEST))
    words = [word[0] for word in found]
    pair = tuple([word for word in words[:3] if word != "và"][:2])
    for sought, name in index.get(pair, ()):
        last = _runs(words, sought)
        if last >= 0:
            yield found[last].end(), len(sought), name


def miswritten(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The rule's own names with other capitals than their official ones."""
    for field in reading.fields:
        for words, name in _official(rule).items():
            place = field.lower.find(words)
            while place >= 0:
                end = place + len(words)
                if _is_miswritten(field, place, end, name) and field.part_at(place) in rule.scope:
                    yield Hit(field, place, end, {"name": name}, (name,))
                place = field.lower.find(words, end)


@lru_cache(maxsize=8)
def _official(rule: Rule) -> dict[str, str]:
    """The names of a rule by their words in small letters."""
    return {" ".join(words): shadow(name).text for words, name in rule.phrases.items()}


def two_cases(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """A word of the rule's list before one and the same name, now with a capital and now without:
    offices and posts take one, common nouns of places take none. Words at the head of a sentence
    tell nothing."""
    if rule.pattern is None:
        return
    groups: dict[str, list[tuple[ReadField, int, int, str]]] = defaultdict(list)
    for field in reading.fields:
        for found in field.matches(rule.pattern):
            start, end = found.span("hit")
            if field.part_at(start) not in rule.scope or not _is_inside(field, start):
                continue
            if not _is_compound(field.text, start):
                groups[_named(field, found)].append((field, start, end, found["hit"]))
    for among in groups.values():
        head = among[0][3].lower()
        usual = head if head in rule.allow else head[0].upper() + head[1:]
        if len({use[3] for use in among}) < 2:
            continue
        for field, start, end, said in among:
            if said != usual:
                yield Hit(field, start, end, {"usual": usual}, (usual,))


def _named(field: ReadField, found: re.Match[str]) -> str:
    """What a head and its name are grouped by. A name of one Vietnamese word is cut off at a small
    letter («Công ty Cổ phần …»): what follows belongs to it."""
    said = found[0].lower()
    if " " in found["name"] or not is_syllable(found["name"].lower()):
        return said
    after = _FOLLOWING.match(field.lower, found.end())
    words = after[0].split() if after else []
    return " ".join([said, *words[: 1 if found["hit"].lower() in _FIELDS else 3]])


def lowered(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Common nouns of places with a capital inside a sentence."""
    for field in reading.fields:
        for found in field.matches(rule.pattern) if rule.pattern else ():
            start, end = found.span("hit")
            if field.part_at(start) in rule.scope and not _is_titled(
                field.words_beside(start, start)
            ):
                yield Hit(field, start, end, instead=(found["hit"].lower(),))


def gone(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Offices under a name that no longer holds on the day of the text, unless the sentence speaks
    of the time when it did."""
    today = reading.document.today
    for office, said, tails in _gone(reading.registry.offices, today) if today else ():
        for field, start, end in _said(reading, said, tails):
            if field.part_at(start) not in rule.scope or guarded(rule, field, start, end):
                continue
            if not (
                _speaks_of_then(field, start, end, office, today) or is_foreign(field, start, end)
            ):
                heir = office.heirs if len(office.heirs) == 1 else ()
                yield Hit(field, start, end, _told(office), heir)


@lru_cache(maxsize=8)
def _gone(
    offices: tuple[Office, ...], today: date
) -> tuple[tuple[Office, str, tuple[str, ...]], ...]:
    """Past offices under each name that none bears today, with the tails that make longer names of
    the register out of it."""
    standing = {said for o in offices if not _is_past(o, today) for said in (o.name, o.short)}
    past = [(o, said) for o in offices if _is_past(o, today) for said in (o.name, o.short)]
    names = [o.name for o in offices]
    return tuple(
        (o, said, tuple(n[len(said) :] for n in names if n.startswith(said) and n != said))
        for o, said in past
        if said and said not in standing
    )


def _is_past(office: Office, today: date) -> bool:
    return bool(office.until and office.until <= today)


def _said(
    reading: Reading, name: str, tails: tuple[str, ...]
) -> Iterator[tuple[ReadField, int, int]]:
    """Where a name stands whole, and is not the beginning of a longer one of the register."""
    sought = shadow(name).text
    for field in reading.fields:
        place = field.text.find(sought)
        while place >= 0:
            end = place + len(sought)
            before, after = field.text[max(place - 1, 0) : place], field.text[end : end + 1]
            inside = any(field.text.startswith(tail, end) for tail in tails)
            if not (before.isalnum() or after.isalnum() or after in {"&", "-"} or inside):
                yield field, place, end
            place = field.text.find(sought, end)


def _speaks_of_then(
    field: ReadField, start: int, end: int, office: Office, today: date | None
) -> bool:
    if _PAST_AFTER.match(field.text, end) or _ACT_OF.search(field.text, max(start - 180, 0), start):
        return True
    if field.is_said(start):
        return True
    number = field.sentence_number(start)
    if number < 0 or not office.until:
        return False
    near = field.sentences[max(number - _NEAR, 0) : number + _NEAR + 1]
    years = [int(y) for y in _YEAR.findall(field.text[near[0].start : near[-1].end])]
    passed = [year for year in years if today is None or year <= today.year]
    return bool(passed) and max(passed) <= office.until.year


def _told(office: Office) -> dict[str, object]:
    heirs, several = "; ".join(office.heirs), len(office.heirs) > 1
    until = office.until or date.max
    return {
        "until": f"{until.day}/{until.month}/{until.year}",
        "heirs": f"; {'tùy việc, nay là' if several else 'nay là'} {heirs}" if heirs else "",
        "heirs_en": f"; {'now, by its tasks,' if several else 'now'} {heirs}" if heirs else "",
        "by": f" theo {office.by}" if office.by else "",
        "by_en": f" under {office.by}" if office.by else "",
    }


@lru_cache(maxsize=8)
def _index(names: tuple[str, ...]) -> Index:
    """First two words to (all words but «và», name), the longest first. Shorter names are left."""
    index: Index = defaultdict(list)
    for name in names:
        words = tuple(w for w in _WORD.findall(shadow(name).text.lower()) if w != "và")
        if len(words) > 2:
            index[words[:2]].append((words, name))
    return {pair: sorted(found, key=lambda f: -len(f[0])) for pair, found in index.items()}


def _runs(lower: list[str], sought: tuple[str, ...]) -> int:
    """Where a run of words ends («và» or none between them) that they begin with; -1 if they do
    not run."""
    at = -1
    for word in sought:
        at += 1
        if at < len(lower) and lower[at] == "và" and word != "và":
            at += 1
        if at >= len(lower) or lower[at] != word:
            return -1
    return at


def _is_slip(field: ReadField, rule: Rule, start: int, end: int, words: int) -> bool:
    """Whether a writing is a slip: not a line in capitals, not two lines, and not the head of a
    longer name («Trung tâm thông tin đô thị»)."""
    said = field.text[start:end]
    if field.part_at(start) not in rule.scope or said.isupper() or "\n" in said or ":" in said:
        return False
    return words > 4 or not _LONGER.match(field.text, end)


def _is_miswritten(field: ReadField, start: int, end: int, name: str) -> bool:
    said = field.text[start:end]
    if said == name or said.isupper() or said.islower():
        return False
    if field.text[max(start - 1, 0) : start].isalnum() or field.text[end : end + 1].isalnum():
        return False
    if said[0].isupper():
        return not _is_titled(field.words_beside(start, end)) or not said.istitle()
    before = field.text[max(start - 12, 0) : start].lower().split()
    return not before or before[-1] not in _COMMON_BEFORE


def _is_titled(beside: tuple[str, ...]) -> bool:
    """Whether all words beside begin with capitals, as in the name of a work."""
    words = [word for word in beside if word[0].isalpha()]
    return bool(words) and all(word[0].isupper() for word in words)


def _is_compound(text: str, start: int) -> bool:
    """Whether a word in small letters goes with the one before: «Quảng trường», «Đạo luật»."""
    before = text[max(start - 12, 0) : start].split(" ")
    word = before[-2] if len(before) > 1 else ""
    return text[start].islower() and word[:1].isupper() and word[1:].islower()


def _is_inside(field: ReadField, start: int) -> bool:
    """Whether a place is neither the head of a sentence nor after a colon or an opening mark."""
    sentence = field.sentence_at(start)
    before = field.text[max(start - 2, 0) : start]
    if not sentence or start <= sentence.start:
        return False
    if before[1:] != " " or not (before[0].isalnum() or before[0] in ",;)"):
        return False
    return not _CREDIT.search(field.text, max(start - 60, 0), start)


DETECTORS: dict[str, Callable[[Rule, Reading], Iterable[Hit]]] = {
    "differently_written": differently_written,
    "miswritten": miswritten,
    "two_cases": two_cases,
    "gone": gone,
    "lowered": lowered,
}
