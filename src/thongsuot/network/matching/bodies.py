"""Which body a cell means: «Sở TT&TT», «STTTT», «So Thong tin & Truyen thong tinh Ha Giang».

A name is compared by its words without accents and «và», whole or as initials, and by the province
it names; a province may also come from a column or the title. Only what leaves one body standing
today is a match. Old names, codes alone and misspellings are offered, never taken.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from uuid import UUID

from thongsuot.lib.text.fold import fold
from thongsuot.lib.text.order import sort_key

OFFERED = 8
"""Beyond so many candidates a choice is no help: the sheet must say more."""

_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_PLACE_KINDS = ("thanh pho", "tinh", "tp")
_KINDS = re.compile(r"\b(?:thanh pho|tinh|tp|va|cua)\b")
"""Words that one writer has and the next leaves out."""
_ALIASES: Mapping[str, str] = {
    "hcm": "ho chi minh",
    "tphcm": "ho chi minh",
    "sai gon": "ho chi minh",
    "hn": "ha noi",
    "tphn": "ha noi",
    "dak lac": "dak lak",
    "dac lac": "dak lak",
    "daklak": "dak lak",
    "dac nong": "dak nong",
    "daknong": "dak nong",
    "bac can": "bac kan",
    "brvt": "ba ria vung tau",
    "br vt": "ba ria vung tau",
    "vung tau": "ba ria vung tau",
    "tt hue": "thua thien hue",
    "qui nhon": "binh dinh",
}
"""Other ways to write provinces, folded; those the network knows by name need no entry."""


@dataclass(frozen=True)
class KnownBody:
    """A body with all it was ever called. `heirs`: who succeeds it, if it stands no more."""

    id: UUID
    name: str
    short_name: str = ""
    former: tuple[tuple[str, str], ...] = ()
    """Names and short names of before."""
    provinces: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    standing: bool = True
    heirs: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Found:
    """One body; or several to choose from; or nothing. `too_many`: the sheet must say where."""

    unit: UUID | None = None
    candidates: tuple[UUID, ...] = ()
    too_many: bool = False


@dataclass(frozen=True)
class _Named:
    """A name taken apart: its words without the place, and the place («» if none)."""

    words: tuple[str, ...]
    place: str

    @property
    def whole(self) -> str:
        return "".join(self.words)

    def forms(self) -> set[str]:
        """Whole, by initials («stttt»), by its head and initials («sotttt», «cucattt»)."""
        first = "".join(word[0] for word in self.words)
        if len(first) < 3:
            return {self.whole}
        return {self.whole, first, *("".join(self.words[:n]) + first[n:] for n in (1, 2))}


@dataclass
class Bodies:
    """All bodies of the network, ready to be asked."""

    known: dict[UUID, KnownBody]
    province_ids: dict[str, UUID]
    """Provinces of today by their folded name."""
    places: dict[str, str]
    """Every way to write a province, folded -> its name, folded."""
    exact: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    now: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    former: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    codes: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    whole: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    places_of: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    memo: dict[tuple[str, str], Found] = field(default_factory=dict)


def index(
    bodies: Iterable[KnownBody], provinces: Collection[str], province_ids: Mapping[str, UUID]
) -> Bodies:
    """`provinces`: names of every province there ever was; `province_ids`: those of today."""
    names = {way: _plain(name) for name in provinces for way in (_spaced(name), _plain(name))}
    aliases = {alias: name for alias, name in _ALIASES.items() if name in names}
    known = {body.id: body for body in bodies}
    made = Bodies(known, {_plain(n): key for n, key in province_ids.items()}, aliases | names)
    for body in known.values():
        made.places_of[body.id] |= {_plain(name) for name in body.provinces}
        _learn(made, body, (body.name, body.short_name), body.standing)
        for pair in body.former:
            _learn(made, body, pair, False)
        for code in body.codes if body.standing else ():
            made.codes[fold(code.partition(":")[2] or code)].add(body.id)
    return made


def _learn(made: Bodies, body: KnownBody, pair: tuple[str, str], today: bool) -> None:
    """A name is known in all its forms, a short name as it is."""
    names = made.now if today else made.former
    for written, short in zip(pair, (False, True), strict=True):
        named = _taken_apart(made, written)
        if named.place:
            made.places_of[body.id].add(named.place)
        for form in ({named.whole} if short else named.forms()) - {""}:
            names[form].add(body.id)
        if today and written:
            made.exact[_spaced(written)].add(body.id)
            made.whole[named.whole].add(body.id)


def find(bodies: Bodies, written: str, hint: str = "") -> Found:
    """The body of that name. `hint`: words that may name the province: a column, a title."""
    asked = (written, hint)
    if asked not in bodies.memo:
        bodies.memo[asked] = _find(bodies, written, hint)
    return bodies.memo[asked]


def province(bodies: Bodies, written: str) -> UUID | None:
    """The province of today that words name."""
    return bodies.province_ids.get(_place(bodies, written))


def place_in(bodies: Bodies, text: str) -> str:
    """The province that some words name, folded; «» if none."""
    return _place(bodies, text)


def in_title(bodies: Bodies, title: str) -> UUID | None:
    """The one body whose name or short name, with its place, ends a line of the title: «DANH SÁCH
    CÁN BỘ ĐẦU MỐI SỞ TT&TT TỈNH HÀ GIANG»."""
    for line in title.split("\n"):
        words = line.split()
        for start in range(len(words)):
            found = _find(bodies, " ".join(words[start:]), "", guess=False)
            if found.unit and len(words) - start > 1:
                return found.unit
    return None


def _find(bodies: Bodies, written: str, hint: str, guess: bool = True) -> Found:
    same = bodies.exact.get(_spaced(written), set())
    if len(same) == 1:
        return Found(next(iter(same)))
    named = _taken_apart(bodies, written)
    place = named.place or _place(bodies, hint)
    if not named.words:
        return Found()
    found = same or bodies.now.get(named.whole, set())
    there = _there(bodies, found, place)
    if len(there) == 1 and _certain(bodies, there, named):
        return Found(next(iter(there)))
    if there or not guess:
        return _offer(bodies, there)
    if found and not place:
        return _offer(bodies, found)
    return _guess(bodies, written, named, place)


def _certain(bodies: Bodies, there: Collection[UUID], named: _Named) -> bool:
    """A name with a place names no body that is known to be nowhere."""
    return not named.place or all(bodies.places_of[key] for key in there)


def _there(bodies: Bodies, found: Collection[UUID], place: str) -> set[UUID]:
    """Those of the place; where none is, those that are known to be nowhere."""
    if not place:
        return set(found)
    of_place = {key for key in found if place in bodies.places_of[key]}
    nowhere = {key for key in found if not bodies.places_of[key]}
    return of_place or nowhere


def _guess(bodies: Bodies, written: str, named: _Named, place: str) -> Found:
    old = _there(bodies, bodies.former.get(named.whole, set()), place)
    if old:
        return _offer(bodies, _successors(bodies, old))
    if coded := bodies.codes.get(fold(written)):
        return _offer(bodies, coded)
    near = get_close_matches(named.whole, bodies.whole, n=OFFERED, cutoff=0.86)
    ending = [form for form in bodies.whole if len(form) > 7 and named.whole.endswith(form)]
    alike = {key for form in (*near, *ending) for key in bodies.whole[form]}
    return _offer(bodies, _there(bodies, alike, place))


def _successors(bodies: Bodies, old: Iterable[UUID]) -> set[UUID]:
    """Bodies of today that succeed these; a body that only changed its name succeeds itself."""
    found: set[UUID] = set()
    waiting, passed = list(old), set()
    while waiting:
        key = waiting.pop()
        body = bodies.known.get(key)
        if body is None or key in passed:
            continue
        passed.add(key)
        if body.standing:
            found.add(key)
        waiting += () if body.standing else body.heirs
    return found


def _offer(bodies: Bodies, found: Collection[UUID]) -> Found:
    if len(found) > OFFERED:
        return Found(too_many=True)
    return Found(candidates=tuple(sorted(found, key=lambda key: sort_key(bodies.known[key].name))))


def _spaced(text: str) -> str:
    return " ".join(_NOT_WORDS.sub(" ", fold(text)).split())


def _plain(province: str) -> str:
    """A province without its kind: «thành phố Hồ Chí Minh», «tỉnh Hà Giang»."""
    words = _spaced(province).split()
    for kind in _PLACE_KINDS:
        size = len(kind.split())
        if " ".join(words[:size]) == kind and len(words) > size:
            return " ".join(words[size:])
    return " ".join(words)


def _place(bodies: Bodies, text: str) -> str:
    spaced = _spaced(text)
    span = _last_place(bodies, spaced.split())
    return bodies.places[" ".join(spaced.split()[span[0] : span[1]])] if span else ""


def _last_place(bodies: Bodies, words: list[str]) -> tuple[int, int] | None:
    """The last province among the words, the longest way to write it."""
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - 4), end):
            if " ".join(words[start:end]) in bodies.places:
                return start, end
    return None


def _taken_apart(bodies: Bodies, written: str) -> _Named:
    words = _spaced(written.replace("&", " va ")).split()
    span = _last_place(bodies, words)
    place = ""
    if span:
        place = bodies.places[" ".join(words[span[0] : span[1]])]
        words = [*words[: span[0]], *words[span[1] :]]
    return _Named(tuple(_KINDS.sub("", " ".join(words)).split()), place)
