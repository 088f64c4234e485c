"""Found words marked in a text, whatever their accents; and a person's initials."""

import unicodedata
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from thongsuot.lib.text import fold
from thongsuot.search.terms import Piece


def highlight(text: str | None, query: str | None) -> SafeString | str:
    """`text` escaped, with every word of `query` in `<mark>`: "ha noi" finds "Hà Nội"."""
    if not text or not query or not query.strip():
        return conditional_escape(text or "")
    text = unicodedata.normalize("NFC", text)
    flat, origin = _flat(text)
    hits = _joined(_hits(flat, [_flat(word)[0] for word in query.split()]))
    out, at = [], 0
    for start, end in hits:
        first, last = origin[start], origin[end - 1] + 1
        out += [
            conditional_escape(text[at:first]),
            format_html("<mark>{}</mark>", text[first:last]),
        ]
        at = last
    out.append(conditional_escape(text[at:]))
    return mark_safe("".join(out))  # noqa: S308 - every piece was escaped above


def _flat(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, and for each letter of it where it came from."""
    letters, origin = [], []
    for index, letter in enumerate(text):
        for part in " " if letter.isspace() else fold(letter):
            letters.append(part)
            origin.append(index)
    return "".join(letters), origin


def _hits(flat: str, words: list[str]) -> list[tuple[int, int]]:
    hits = []
    for word in filter(None, words):
        at = flat.find(word)
        while at >= 0:
            if at == 0 or not flat[at - 1].isalnum():
                hits.append((at, at + len(word)))
            at = flat.find(word, at + len(word))
    return sorted(hits)


def _joined(hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in hits:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def pieces(found: Iterable[Piece]) -> SafeString:
    """A title or snippet that the search room has cut into pieces, with the found ones marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", p.text) if p.marked else p.text,) for p in found)
    )


def initials(name: str | None) -> str:
    """Family name's and given name's first letters: "Đỗ Công Anh" gives "ĐA"."""
    words = unicodedata.normalize("NFC", name or "").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
