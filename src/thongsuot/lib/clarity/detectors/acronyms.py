"""Short forms: whether a reader can know them, and whether they are written in one way."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule

_SHORT = re.compile(r"(?<![\w&/.@-])[A-ZĐ]{2,}(?:[-&][A-ZĐ]{2,})*(?![\w/@&-]|\.\w)")
_DEFINED = re.compile(r"(?<= )\(([A-ZĐ]{2,8}(?:[-&][A-ZĐ]{2,8})*)\)")
_HEAD = re.compile(r"(?:[Bb]ộ|[Ss]ở|[Nn]gành) $")
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
        if not _explained(reading, field, start, short, known[short]):
            full = f"{known[short]} ({official.get(short, short)})"
            yield Hit(field, start, end, {"full": known[short]}, (full,))


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
        for field, start, end, short in _used(rule, reading):
            if short in variants:
                yield Hit(field, start, end, {"short": variants[short]}, (variants[short],))


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
    lowered = full.lower()
    for field in reading.fields:
        if tied.search(field.text):
            return True
        said = field.lower.find(lowered)
        if field is first:
            return 0 <= said < place or any(tied.search(f.text) for f in reading.fields)
        if said >= 0:
            return True
    return False


def _tail(words: str, short: str) -> str:
    """The last words of a run whose first letters are the short form, in small letters."""
    letters = short.replace("-", "").replace("&", "").lower()
    said = [word for word in re.findall(r"[^\W\d_]+", words.lower()) if word != "và"]
    last = said[-len(letters) :]
    tied = len(letters) > 2 and "".join(word[0] for word in last) == letters
    return " ".join(last) if tied else ""


DETECTORS = {
    "unexplained": unexplained,
    "two_meanings": two_meanings,
    "unofficial": unofficial,
    "two_writings": two_writings,
}
