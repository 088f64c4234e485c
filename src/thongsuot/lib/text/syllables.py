"""What can be a Vietnamese syllable: onset, rime, tone. Spelling only; whether a word exists is
another matter («khoãng» is well formed).

Rimes are listed, not computed: about 160 are in use, and the list is what tells «nguyễn» from
«nguyeãn». The sign of the tone may stand as the old or as the new way has it (hòa, hoà; thúy,
thuý). After Hoàng Phê (ed.), Từ điển tiếng Việt, and Decision 240/QĐ of 1984 on spelling; kept wide
for names of places and persons (Đắk, Lắk, Kon). From memory, unverified against the book.
"""

import re
import unicodedata
from functools import lru_cache

_INITIALS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
ONSETS = frozenset(_INITIALS.split()) | {""}

_OPEN = "a e ê i o ô ơ u ư y ia ua ưa oa oe uê uy uơ uya"
_GLIDED = (
    "ai ao au ay âu ây eo êu iu oi ôi ơi ui ưi ưu iêu yêu uôi ươi ươu oai oao oay oeo uây uyu uêu"
)
_NASAL = (
    "am an ang anh ăm ăn ăng âm ân âng em en eng êm ên ênh im in inh iêm iên iêng yêm yên yêng "
    "om on ong oong ôm ôn ông ôông ơm ơn um un ung uôm uôn uông ưm ưn ưng ươm ươn ương "
    "oam oan oang oanh oăm oăn oăng oen oeng uân uâng uên uênh uyên uyn uynh uơn ym yn ynh"
)
_STOPPED = (
    "ac ach ap at ăc ăk ăp ăt âc âk âp ât ec ek ep et êch êp êt ic ich ip it iêc iêp iêt yêt "
    "oc ok op ot ooc ôc ôk ôp ôt ơp ơt uc uk up ut uôc uôp uôt ưc ưt ươc ươp ươt ak "
    "oac oach oap oat oăc oăt oet uât uêch uêt uych uyp uyt uyêt yt ych"
)
OPEN_RIMES = frozenset(_OPEN.split())
SOUNDING_RIMES = OPEN_RIMES | frozenset(_GLIDED.split()) | frozenset(_NASAL.split())
STOPPED_RIMES = frozenset(_STOPPED.split())
"""Rimes that end in c, ch, k, p, t: they bear the tones sắc and nặng alone."""

_RIMES = SOUNDING_RIMES | STOPPED_RIMES

_FRONT = "eêiy"  # c, g, ng are written k, gh, ngh before these
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWELS = "aăâeêioôơuưy"
_ONSET = re.compile("|".join(sorted(ONSETS - {""}, key=len, reverse=True)))
_EITHER_WAY = frozenset({"oa", "oe", "uy"})
_FIRST_BEARS = frozenset({"ia", "ua", "ưa"})


LONGEST = 7
"""Letters of a syllable: «nghiêng»."""
_APART = 3  # signs and letter of a letter that is written in parts


def is_syllable(word: str) -> bool:
    """Whether one word can be a Vietnamese syllable, in any case of letters; NFC or NFD."""
    return len(word) <= LONGEST * _APART and _is_syllable(word)  # long ones are not kept either


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    bare, tone, place = untoned(word)
    if tone is None:
        return False
    found = places(bare, tone)
    return bool(found) and (not tone or place in found)


def untoned(word: str) -> tuple[str, str | None, int]:
    """The small letters without tone, the sign («» for none, None for more than one), its place."""
    letters: list[str] = []
    tones: list[tuple[str, int]] = []
    for char in unicodedata.normalize("NFC", word.lower()):
        taken = unicodedata.normalize("NFD", char)
        tones += [(sign, len(letters)) for sign in taken if sign in _TONES]
        letters.append(unicodedata.normalize("NFC", "".join(c for c in taken if c not in _TONES)))
    if len(tones) > 1:
        return "".join(letters), None, -1
    tone, place = tones[0] if tones else ("", -1)
    return "".join(letters), tone, place


@lru_cache(maxsize=20_000)
def places(bare: str, tone: str) -> tuple[int, int] | tuple[()]:
    """Where the sign stands in a syllable of small letters without tone, by the old way and by the
    new one (hòa, hoà: 1, 2); nothing where letters and tone make no syllable."""
    if not bare.isalpha():
        return ()
    for cut in _cuts(bare):
        if _fits(bare[:cut], bare[cut:], tone):
            old, new = _bearers(bare[cut:])
            return cut + old, cut + new
    return ()


def _cuts(bare: str) -> list[int]:
    """Where the rime may begin; «gi» may lend its vowel to it (gì, giếng)."""
    found = _ONSET.match(bare)
    cut = found.end() if found else 0
    return [cut, cut - 1] if bare.startswith("gi") else [cut]


def _fits(onset: str, rime: str, tone: str) -> bool:
    if not rime or not _stops_well(rime, tone):
        return False
    if onset == "qu":
        return _follows_q(rime)
    return onset != "q" and rime in _RIMES and _spelt(onset, rime)


def _follows_q(rime: str) -> bool:
    return rime in _RIMES and rime[0] in "aăâeêiơôy" and rime not in ("ia", "iu")


def _spelt(onset: str, rime: str) -> bool:
    front = rime[0] in _FRONT
    if onset in ("c", "ng"):
        return not front
    if onset == "g":
        return not front or rime[0] == "i"  # gì, gìn, giếng: the i belongs to both
    if onset in ("gh", "ngh"):
        return front
    return rime == "y" or rime[0] != "y" or not onset  # ly, mỹ; but yêu, yến, and not «lyên»


def _stops_well(rime: str, tone: str) -> bool:
    if rime in STOPPED_RIMES and tone not in ("\u0301", "\u0323"):
        return not tone and rime.endswith("k")  # Đăk Nông, as it was long written
    return True


@lru_cache(maxsize=400)
def _bearers(rime: str) -> tuple[int, int]:
    """The places of the letters that bear the sign by the old way and by the new one."""
    vowels = [place for place, char in enumerate(rime) if char in _VOWELS]
    marked = [place for place in vowels if rime[place] in "ăâêôơư"]
    if rime in _EITHER_WAY:
        return vowels[0], vowels[1]
    if rime in _FIRST_BEARS or len(vowels) == 1:
        bearer = vowels[0]
    elif marked:
        bearer = marked[-1]
    else:
        bearer = vowels[-1] if rime[-1] not in _VOWELS else vowels[-2]  # oan, uyn; ai, oai, uya
    return bearer, bearer
