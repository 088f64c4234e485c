"""Letters that are not what they seem, tone marks placed in two ways or astray, words no
Vietnamese syllable can be. Whether a well formed word is the right one, nothing here knows."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule
from thongsuot.lib.text import tones
from thongsuot.lib.text.legacy import is_broken, repaired
from thongsuot.lib.text.shadow import mended
from thongsuot.lib.text.syllables import LONGEST, is_syllable

Place = tuple[ReadField, int, int]

_WORDS = re.compile(r"[^ \n]+")
_LETTER = re.compile(r"[^\W\d_]")


def unseen(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Words with letters that only look Vietnamese, parted accents, invisible characters: one hit
    for all such words of a sentence."""
    for field in reading.fields:
        text = field.given.text
        if text.isascii() or is_broken(text) or mended(text) == text:
            continue
        for start, end in _stretches(field, rule):
            words = (found.span() for found in _WORDS.finditer(text, start, end))
            odd = [
                (a, b) for a, b in words if mended(text[a:b]) != text[a:b] and _spoken(text, a, b)
            ]
            if odd:
                begin, stop = _reaching(field, odd[0][0], odd[-1][1])
                given = text[slice(*field.shadow.span(begin, stop))]
                right = mended(given)
                yield Hit(field, begin, stop, instead=(right,) if right != given else ())


def _stretches(field: ReadField, rule: Rule) -> Iterator[tuple[int, int]]:
    """The sentences of a field in the original, each from the end of the one before it."""
    done = 0
    for sentence in field.sentences:
        end = field.shadow.span(sentence.start, sentence.end)[1]
        if sentence.part in rule.scope:
            yield done, end
        done = end


def _spoken(text: str, start: int, end: int) -> bool:
    return bool(_LETTER.search(text, start, end))


def broken(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Lines typed in an old font or read in a wrong encoding, with what they say."""
    for field in reading.fields:
        text = field.given.text
        if text.isascii():
            continue
        for block in field.given.blocks:
            if block.part in rule.scope:
                told = repaired(text[block.start : block.end])
                if told.encoding:
                    begin, stop = field.shadow.of(block.start), field.shadow.of(block.end)
                    yield Hit(field, begin, stop, instead=(told.text,))


def _reaching(field: ReadField, first: int, last: int) -> tuple[int, int]:
    """A span of the shadow that holds all of one of the original: invisible characters at its
    ends have no place of their own, so a neighbour is taken in."""
    start, end = field.shadow.of(first), field.shadow.of(last)
    if start > 0 and (start == end or field.shadow.span(start, end)[0] > first):
        start -= 1
    if end < len(field.text) and field.shadow.span(start, end)[1] < last:
        end += 1
    return start, end


# Tone marks --------------------------------------------------------------------------------------


def mixed_tones(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Where both ways stand in one document: all of the rarer one, or what is not the house's."""
    by_way = _by_way(rule, reading)
    if len(by_way) < 2:
        return
    few = min(by_way, key=lambda way: (len(by_way[way]), way == tones.OLD))
    wanted = reading.registry.tone_marks or _other(few)
    yield from _rewritten(by_way[_other(wanted)], wanted)


def foreign_tones(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """A document that keeps to one way, and it is not the house's."""
    wanted = reading.registry.tone_marks
    by_way = _by_way(rule, reading) if wanted else {}
    if len(by_way) == 1:
        yield from _rewritten(by_way.get(_other(wanted), []), wanted)


def stray_tones(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Signs on a letter that neither way allows (tóan, nghiã, đừơng)."""
    for field in reading.fields:
        text = field.given.text
        if text.isascii() or is_broken(text) or not unicodedata.is_normalized("NFC", text):
            continue
        for start, end, right in tones.strays(text):
            begin, stop = field.shadow.of(start), field.shadow.of(end)
            if field.part_at(begin) in rule.scope:
                yield Hit(field, begin, stop, instead=(right,))


def _by_way(rule: Rule, reading: Reading) -> dict[str, list[Place]]:
    """The words that could be written otherwise, by the way they are written. Names keep theirs:
    capitals are passed over."""
    found: dict[str, list[Place]] = defaultdict(list)
    for field in reading.fields:
        if is_broken(field.given.text):
            continue
        for start, end in tones.choices(field.text):
            if field.part_at(start) in rule.scope and field.text[start].islower():
                first, last = field.shadow.span(start, end)
                way = tones.placement(unicodedata.normalize("NFC", field.given.text[first:last]))
                if way:
                    found[way].append((field, start, end))
    return found


def _rewritten(places: Iterable[Place], way: str) -> Iterator[Hit]:
    for field, start, end in places:
        yield Hit(field, start, end, instead=(tones.moved(field.text[start:end], way),))


def _other(way: str) -> str:
    return tones.NEW if way == tones.OLD else tones.OLD


# i and y -----------------------------------------------------------------------------------------

_USUAL = "kỹ kỳ ký kỷ kỵ lý mỹ sĩ tỷ hy quý quy quỹ quỷ quỳ quỵ"
_TURNING = {word: usual for usual in _USUAL.split() for word in (usual, tones.turned(usual))}
_BY_NEIGHBOUR = frozenset({"tỷ", "ký", "hy", "lý"})  # «tỉ mỉ», «lí nhí», «hi hi» have one writing


def i_and_y(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """One syllable with i and with y in one document (kỹ năng, kĩ năng): the writing that
    official papers do not use, however often it stands there."""
    found: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for field in reading.fields:
        for place, (start, end, word) in enumerate(field.tokens):
            key = _TURNING.get(word)
            if key and field.text[start].islower() and field.part_at(start) in rule.scope:
                found[_meant(field, place, key)][word].append((field, start, end))
    for writings in found.values():
        if len(writings) == 2:
            other, usual = sorted(writings, key=lambda word: _TURNING[word] == word)
            for field, start, end in writings[other]:
                yield Hit(field, start, end, {"many": usual}, (usual,))


def _meant(field: ReadField, place: int, key: str) -> str:
    if key not in _BY_NEIGHBOUR or place + 1 == len(field.tokens):
        return key
    return f"{key} {field.tokens[place + 1][2]}"


# Syllables ---------------------------------------------------------------------------------------

_VIETNAMESE = re.compile(
    "[abcdđeghiklmnopqrstuvxyăâêôơưàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ]{2,}"
)
_VOWEL = re.compile("[^bcdđghklmnpqrstvx]")
_ATTACHED = "@/#_&'’."
_UO = re.compile("u([ơờớởỡợ])|ư([oòóỏõọ])")
_HORNED = dict(zip("oòóỏõọ", "ơờớởỡợ", strict=True))
_GH = re.compile("^(n?g)h(?=[^eêèềéếẻểẽễẹệiìíỉĩị])|^(n?g)(?=[eêèềéếẻểẽễẹệ])")


def impossible(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """Words in small letters with a letter of Vietnamese that no Vietnamese syllable can be. What
    was taken in from other languages is the rule's `allow`."""
    for field in reading.fields:
        if field.text.isascii() or is_broken(field.given.text):
            continue
        for start, end, word in field.tokens:
            if word.isascii() or is_syllable(word) or not _VIETNAMESE.fullmatch(word):
                continue
            if _is_wrong(rule, field, start, end) and field.part_at(start) in rule.scope:
                yield Hit(field, start, end, instead=_righted(field.text[start:end]))


def _is_wrong(rule: Rule, field: ReadField, start: int, end: int) -> bool:
    text = field.text
    if text[start:end].lower() in rule.allow or _is_name(field, start, end):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    in_address = after in _ATTACHED and text[end + 1 : end + 2].isalnum()
    if text.startswith(("...", "…", " ...", " …"), end):
        return False  # cut off: a list of news shows so many letters
    if (before and before in _ATTACHED) or (after and in_address):
        return False
    return bool(_VOWEL.search(text, start, end))


def _is_name(field: ReadField, start: int, end: int) -> bool:
    """Whether a word bears capitals for another reason than that a sentence begins with it."""
    text = field.text
    if text[start:end].islower():
        return False
    sentence = field.sentence_at(start)
    opens = sentence is not None and sentence.start == start and text[start + 1 : end].islower()
    return not (opens and text[end : end + 1] == " " and text[end + 1 : end + 2].islower())


def _righted(word: str) -> tuple[str, ...]:
    """What may be meant: two words run together, «ươ» half typed, g for gh."""
    horned = _UO.sub(lambda found: "ư" + (found[1] or _HORNED[found[2]]), word)
    written = _GH.sub(lambda found: found[1] or f"{found[2]}h", word)
    found = [each for each in (horned, written) if each != word and is_syllable(each)]
    if not found and len(word) <= 2 * LONGEST:
        cuts = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
        found = [f"{one} {two}" for one, two in cuts if _are_words(one, two)]
    return tuple(found[:2])


def _are_words(one: str, two: str) -> bool:
    accented = not (one.isascii() and two.isascii())
    return accented and min(len(one), len(two)) > 1 and {one, two} <= _common()


@cache
def _common() -> frozenset[str]:
    """The 2,200 syllables that stand most often in the press: what two words run together are made
    of. Counted over newspapers of 2017, names left out."""
    file = resources.files("thongsuot.lib.clarity") / "data" / "syllables.txt"
    return frozenset(file.read_text("utf-8").split())


DETECTORS = {
    "broken_letters": broken,
    "foreign_tones": foreign_tones,
    "i_and_y": i_and_y,
    "impossible_syllable": impossible,
    "mixed_tones": mixed_tones,
    "stray_tones": stray_tones,
    "unseen_letters": unseen,
}
