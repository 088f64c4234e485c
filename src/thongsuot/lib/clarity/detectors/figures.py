"""Figures against each other, against the fact bank and against earlier editions."""

from collections.abc import Iterator

from thongsuot.lib.clarity.agreement import disagreements
from thongsuot.lib.clarity.bank import Sight, contradictions, sights, vague_sights
from thongsuot.lib.clarity.hits import Hit
from thongsuot.lib.clarity.kinds.standing import existence
from thongsuot.lib.clarity.namesakes import other_denials, other_names
from thongsuot.lib.clarity.reading import ReadField, Reading
from thongsuot.lib.clarity.rulebook import Rule
from thongsuot.lib.clarity.saying import FIGURES, Said
from thongsuot.lib.numbers import digits
from thongsuot.lib.text.mentions import Kind

_AROUND = 30
_SHOWN = (*FIGURES, Kind.RATIO, Kind.RANGE)


def unlike_parts(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """A figure, a day, a name or a denial that another part says differently."""
    fields = [field for field in reading.fields if not rule.scope.isdisjoint(field.parts)]
    if len(fields) < 2:
        return
    for found in disagreements(fields):
        one = found.one  # which of both is right only the writer knows: nothing is suggested
        yield Hit(one.field, *one.place, {"other": _shown(found.other)})
    for against in (*other_names(fields), *other_denials(fields)):
        yield Hit(against.field, against.start, against.end, {"other": against.other})


def unlike_bank(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """A figure that the fact bank has otherwise."""
    for sight in _sights(rule, reading):
        about = sight.mention.about
        if (about and not sight.is_near) or (not about and not sight.agrees):
            mention = sight.mention
            yield Hit(sight.field, mention.start, mention.end, _told(sight))


def vague_in_bank(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """«gần 80» where the fact bank has 78."""
    seen = set()
    for sight in (*_sights(rule, reading), *_vague_sights(rule, reading)):
        place = sight.field.name, sight.mention.start
        if sight.mention.about and sight.is_near and place not in seen:
            seen.add(place)
            start = _start_of_about(sight)
            exact = digits(sight.known.number, 6)
            scaled = sight.mention.unit.split()[:1] == sight.known.measure.lower().split()[:1]
            instead = (exact,) if scaled and sight.mention.kind == Kind.COUNT else ()
            yield Hit(sight.field, start, sight.mention.end, _told(sight), instead)


def unlike_editions(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """A figure that an earlier edition stated otherwise."""
    today = reading.document.today
    for field in _looked_at(rule, reading):
        for found in contradictions(field, reading.registry.stated, today):
            mention, stated = found.mention, found.stated
            if field.part_at(mention.start) in rule.scope:
                told = {
                    "edition": stated.edition,
                    "body": stated.body,
                    "day": f"{stated.day:%d/%m/%Y}",
                    "number": digits(stated.number, 6),
                    "measure": stated.measure,
                }
                yield Hit(field, mention.start, mention.end, told)


def claims_without_figures(rule: Rule, reading: Reading) -> Iterator[Hit]:
    """A result that is praised in a sentence without any figure, and none in the next one."""
    for hit in existence(rule, reading):
        sentence = hit.field.sentence_at(hit.start)
        if sentence is None:
            continue
        following = hit.field.sentence_at(sentence.end + 1)
        end = following.end if following and following.block == sentence.block else sentence.end
        inside = (m for m in hit.field.mentions if sentence.start <= m.start < end)
        if not any(mention.kind in _SHOWN for mention in inside):
            yield hit


def _sights(rule: Rule, reading: Reading) -> Iterator[Sight]:
    for field in _looked_at(rule, reading):
        for sight in sights(field, reading.registry.figures):
            if field.part_at(sight.mention.start) in rule.scope:
                yield sight


def _vague_sights(rule: Rule, reading: Reading) -> Iterator[Sight]:
    for field in _looked_at(rule, reading):
        for sight in vague_sights(field, reading.registry.figures):
            if field.part_at(sight.mention.start) in rule.scope:
                yield sight


def _looked_at(rule: Rule, reading: Reading) -> Iterator[ReadField]:
    return (field for field in reading.fields if not rule.scope.isdisjoint(field.parts))


def _told(sight: Sight) -> dict[str, object]:
    known = sight.known
    return {
        "number": digits(known.number, 6),
        "measure": known.measure,
        "day": f"{known.as_of:%d/%m/%Y}",
        "owner": known.owner,
    }


def _start_of_about(sight: Sight) -> int:
    """Where «gần» begins; a figure may be said with two words («xấp xỉ»)."""
    before = sight.field.lower[: sight.mention.start].rstrip()
    word = sight.mention.about
    return len(before) - len(word) if before.endswith(word) else sight.mention.start


def _shown(said: Said) -> str:
    """The words around a figure, cut at words."""
    text, (start, end) = said.field.text, said.place
    low = text.rfind("\n", 0, start) + 1
    before = text[max(low, start - _AROUND) : start]
    if start - _AROUND > low:
        before = "…" + before.partition(" ")[2]
    high = text.find("\n", end)
    rest = text[end : high if high >= 0 else len(text)]
    after = rest if len(rest) <= _AROUND else rest[:_AROUND].rpartition(" ")[0] + "…"
    return f"{before}{text[start:end]}{after}".strip()


DETECTORS = {
    "unlike_parts": unlike_parts,
    "unlike_bank": unlike_bank,
    "vague_in_bank": vague_in_bank,
    "unlike_editions": unlike_editions,
    "claims_without_figures": claims_without_figures,
}
