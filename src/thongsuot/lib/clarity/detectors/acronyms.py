"""Short forms: whether a reader can know them, and whether they are written in one way."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.offices import of_state
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule

_SHORT = re.compile(r"(?<![\w&/.@-])[A-ZĐ]{2,}(?:[-&][A-ZĐ]{2,})*(?![\w/@&-]|\.\w)")
_DEFINED = re.compile(r"(?<= )\(([A-ZĐ]{2,8}(?:[-&][A-ZĐ]{2,8})*)\)")
_HEAD = re.compile(r"(?:[Bb]ộ|[Ss]ở|[Nn]gành) $")
_OFFICE = re.compile(
    r"(?<!\w)(?:[Bb]ộ|[Ss]ở|[Nn]gành|[Pp]hòng|Vụ|[Bb]an|[Cc]ục|(?:[Bb]ộ|[Tt]hứ|[Pp]hòng) trưởng|"
    r"[Vv]iện|Trường|(?:Trung|trung) tâm|[Tt]hanh tra|Quỹ|[Cc]ơ quan|[Đđ]ội) $"
)  # heads of an office's name
_PROPER = re.compile(r" [A-ZĐ][^\W\d_]*[a-zà-ỹ]")
_LINK = r"(?:[ ,–-]| và | & )+"
_BARE = re.compile(r"(?<!\w)(?:với|do|cho|bởi|tại|gửi|báo cáo) $")

Used = tuple[ReadField, int, int, str]


def unexplained(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """The first use of a short form that the house or the rule's list can spell out, in a text for
    outside readers that does not say what it stands for."""
    if not reading.document.outside:
        return
    known = _known(rule, reading)
    official = _variants(reading)
    seen: set[str] = set()
    for field, start, end, short in _used(rule, reading):
        if short in seen or short not in known:
            continue
        seen.add(short)
        of_office = _OFFICE.search(field.text, max(start - 12, 0), start)
        if of_office and known[short][0].islower() and _PROPER.match(field.text, end):
            continue  # «Ủy ban ATGT Quốc gia»: a name of its own
        if not _explained(reading, field, start, short, known[short]):
            said = _cased(known[short], bool(of_office))
            full = f"{said} ({official.get(short, short)})"
            yield Hit(field, start, end, {"full": said}, (full,))


def _cased(full: str, of_office: bool) -> str:
    """A full name as it stands here: in an office's name with a capital, a field of work («tổ
    chức khoa học và công nghệ») without."""
    if of_office:
        return full[0].upper() + full[1:]
    return full.lower() if full in _fields() else full


@cache
def _fields() -> frozenset[str]:
    """What ministries are named after."""
    return frozenset(o.name.removeprefix("Bộ ") for o in of_state() if o.name.startswith("Bộ "))


def two_meanings(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """A short form tied to two full names; and one that names a field of work everywhere
    («Sở TT-TT») and stands for an office here («phối hợp với TT-TT»)."""
    tied: dict[str, str] = {}
    for field in reading.fields:
        for found in _DEFINED.finditer(field.text):
            full = _tail(field.text[max(found.start() - 80, 0) : found.start()], found[1])
            other = tied.setdefault(found[1], full) if full else full
            if full and full != other and field.part_at(found.start(1)) in rule.scope:
                yield Hit(field, *found.span(1), {"one": other, "two": full})
    uses: dict[str, list[tuple[Used, str]]] = defaultdict(list)
    for use in _used(rule, reading):
        if "-" in use[3] or "&" in use[3]:
            uses[use[3]].append((use, use[0].text[max(use[1] - 12, 0) : use[1]]))
    for short, among in uses.items():
        headed = sum(bool(_HEAD.search(before)) for _use, before in among)
        if headed < max(3, 0.8 * (len(among) - 1)):
            continue
        for (field, start, end, _short), before in among:
            if _BARE.search(before):
                yield Hit(field, start, end, {"one": f"ngành {short}", "two": "một cơ quan"})


def unofficial(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Other writings of a short form of the register."""
    variants = _variants(reading)
    if variants:
        own = {short for field in reading.fields for short in field.once(_of_fields)}
        for field, start, end, short in _used(rule, reading):
            if short in variants and short.lower() not in rule.allow and short not in own:
                yield Hit(field, start, end, {"short": variants[short]}, (variants[short],))


def _of_fields(field: ReadField) -> set[str]:
    """Short forms that the text itself makes of common words: «khoa học công nghệ (KH-CN)»."""
    found = set()
    for match in _DEFINED.finditer(field.text):
        words = _run(field.text[max(match.start() - 80, 0) : match.start()], match[1])
        if words and words[0].islower():
            found.add(match[1])
    return found


def two_writings(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Short forms of the same letters, joined in two ways: the rarer ones."""
    groups: dict[str, list[Used]] = defaultdict(list)
    for use in _used(rule, reading):
        groups[use[3].replace("-", "").replace("&", "")].append(use)
    for among in groups.values():
        counts = Counter(use[3] for use in among)
        if len(counts) < 2:
            continue
        usual = max(counts, key=lambda short: (counts[short], "&" in short, short))
        for field, start, end, short in among:
            if short != usual:
                yield Hit(field, start, end, {"usual": usual}, (usual,))


def _used(rule: Rule, reading: Reading) -> Iterator[Used]:
    """Every short form in the rule's scope, but those in lines that stand in capitals."""
    for field in reading.fields:
        for start, end, short in field.once(_short_forms):
            if field.part_at(start) in rule.scope:
                yield field, start, end, short


def _short_forms(field: ReadField) -> list[tuple[int, int, str]]:
    return [
        (*found.span(), found[0])
        for found in _SHORT.finditer(field.text)
        if not _shouted(field.words_beside(*found.span()))
    ]


def _shouted(beside: tuple[str, ...]) -> bool:
    """Whether the words beside are in capitals too."""
    words = [word for word in beside if len(word) > 1 and word.isalpha()]
    return len(words) > 1 and sum(word.isupper() for word in words) > 1


def _variants(reading: Reading) -> dict[str, str]:
    """Other writings to the official one of the register."""
    official = {each.short for each in reading.registry.acronyms}
    return {
        variant: each.short
        for each in reading.registry.acronyms
        for variant in each.variants
        if variant not in official
    }


def _known(rule: Rule, reading: Reading) -> dict[str, str]:
    """Short form to full name: the register before the rule's own list; none that all know."""
    known = {" ".join(words).upper(): full for words, full in rule.phrases.items()}
    for each in reading.registry.acronyms:
        for short in (each.short, *each.variants):
            if each.common:
                known.pop(short, None)
            elif each.full:
                known[short] = each.full[0]
    return known


def _explained(reading: Reading, first: ReadField, place: int, short: str, full: str) -> bool:
    """Whether the text ties the short form to its name, or has said the name before."""
    tied = re.compile(
        rf"\([^()\n]{{0,40}}{re.escape(short)}[^()\n]{{0,3}}\)|{re.escape(short)} ?\(|"
        rf"(?:tắt là|[Tt]ên là|tức|[-–]) [“\"]?{re.escape(short)}"
    )
    words = map(re.escape, re.findall(r"[^\W_]+", re.sub(r" và ", " ", full.lower())))
    spelt = re.compile(_LINK.join(words))
    for field in reading.fields:
        if tied.search(field.text):
            return True
        said = spelt.search(field.lower)
        if field is first:
            before = said is not None and said.start() < place
            return before or any(tied.search(f.text) for f in reading.fields)
        if said:
            return True
    return False


def _tail(words: str, short: str) -> str:
    """The last words of a run whose first letters are the short form, in small letters."""
    return " ".join(_run(words, short)).lower() if len(_letters(short)) > 2 else ""


def _run(words: str, short: str) -> list[str]:
    letters = _letters(short)
    said = [word for word in re.findall(r"[^\W\d_]+", words) if word.lower() != "và"]
    last = said[-len(letters) :]
    return last if "".join(word[0].lower() for word in last) == letters else []


def _letters(short: str) -> str:
    return short.replace("-", "").replace("&", "").lower()


DETECTORS = {
    "unexplained": unexplained,
    "two_meanings": two_meanings,
    "unofficial": unofficial,
    "two_writings": two_writings,
}
