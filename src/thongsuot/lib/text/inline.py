"""Text inside a block: what characters it may hold, how it may look, where it may link."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from .blocks import Run
from .figure_links import address_of, value_of

_MARK_OF = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em"}
_MARK_OF |= {
    "u": "u",
    "ins": "u",
    "s": "s",
    "strike": "s",
    "del": "s",
    "sub": "sub",
    "sup": "sup",
}

# Unseen characters: controls, soft hyphen, zero-width space, byte order mark, those that turn the
# direction of text (a spoof), and what XML cannot hold.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_HREF = re.compile(
    r"(?:https?://[^\s<>\"'`\\^{|}]+|(?:mailto|tel):[^\s<>\"'`\\^{|}]+)", re.IGNORECASE
)
_LONGEST_HREF = 2000
_BOLD = re.compile(r"font-weight:\s*(bold|bolder|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight:\s*(normal|lighter|[1-5]00)", re.IGNORECASE)
_STYLED = (
    (re.compile(r"font-style:\s*(italic|oblique)", re.IGNORECASE), "em"),
    (re.compile(r"text-decoration[^;]*:[^;]*underline", re.IGNORECASE), "u"),
    (re.compile(r"text-decoration[^;]*:[^;]*line-through", re.IGNORECASE), "s"),
    (re.compile(r"vertical-align:\s*super", re.IGNORECASE), "sup"),
    (re.compile(r"vertical-align:\s*sub\b", re.IGNORECASE), "sub"),
)


def tidy(text: str) -> str:
    """Without characters nobody sees; lone surrogates, which no file can hold, become U+FFFD."""
    sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _UNSEEN.sub("", sound)


def one_line(text: str) -> str:
    """Tidy, NFC and on one line: titles, names, captions in every rendition."""
    return " ".join(unicodedata.normalize("NFC", tidy(text)).split())


def href_of(address: str) -> str:
    """The address if a body may link to it (http, https, mailto, tel), else nothing.

    One of a figure in the bank is relative, whatever it was.
    """
    found = tidy(address).strip().replace(" ", "%20")
    if value := value_of(found):
        return address_of(value)
    if len(found) > _LONGEST_HREF or not _HREF.fullmatch(found):
        return ""
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    return unicodedata.normalize("NFC", found) if parts.netloc or parts.path else ""


def look_of(tag: str, attributes: dict[str, str], outer: Run) -> Run:
    """How text inside that element looks, given how it looks outside."""
    marks, style = set(outer.marks), attributes.get("style", "")
    if tag in _MARK_OF:
        marks.add(_MARK_OF[tag])
    if _BOLD.search(style):
        marks.add("strong")
    elif _NOT_BOLD.search(style):  # Google Docs wraps everything in a <b> that is not bold
        marks.discard("strong")
    if tag != "a":  # browsers underline links, that is not the author's mark
        marks |= {mark for pattern, mark in _STYLED if pattern.search(style)}
    href = href_of(attributes.get("href", "")) if tag == "a" else ""
    return Run("", frozenset(marks), href or outer.href)


def paragraphs(runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """Paragraphs out of loose runs: an empty line parts them, a single break stays a break."""
    lines: list[tuple[Run, ...]] = []
    for line in [*_lines(runs), ()]:
        if line:
            lines.append(line)
        elif lines:
            yield tuple(run for each in lines for run in (Run("\n"), *each))[1:]
            lines = []


def single_line(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with breaks turned into spaces (headings, captions)."""
    return _line([Run(" ") if run.is_break else run for run in runs])


def _lines(runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    line: list[Run] = []
    for run in runs:
        if run.is_break:
            yield _line(line)
            line = []
        else:
            line.append(run)
    yield _line(line)


def _line(runs: list[Run]) -> tuple[Run, ...]:
    return tuple(_merged(_collapsed(_merged(_composed(_merged(_plain_blanks(runs)))))))


def _plain_blanks(runs: Iterable[Run]) -> Iterator[Run]:
    """Characters cleaned; space alone has no look."""
    for run in runs:
        text = re.sub(r"\s+", " ", tidy(run.text))
        if text:
            yield Run(text) if text == " " else Run(text, run.marks, run.href)


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    held: Run | None = None
    for run in runs:
        if held and (held.marks, held.href) == (run.marks, run.href):
            held = Run(held.text + run.text, held.marks, held.href)
        else:
            if held:
                yield held
            held = run
    if held:
        yield held


def _composed(runs: Iterable[Run]) -> Iterator[Run]:
    """NFC, with no run beginning with an accent: it belongs to the letter before it.

    Otherwise normalising the HTML later would join the accent with the ">" of a tag.
    """
    held = Run(" ")
    for run in runs:
        whole = _without_stray_accents(held.text + run.text)
        border = len(_without_stray_accents(held.text)) if held.text else 0
        while border < len(whole) and _is_accent(whole[border]):
            border += 1
        yield Run(unicodedata.normalize("NFC", whole[:border]), held.marks, held.href)
        held = Run(whole[border:], run.marks, run.href)
    yield Run(unicodedata.normalize("NFC", held.text), held.marks, held.href)


def _without_stray_accents(text: str) -> str:
    kept: list[str] = []
    for char in text:
        if not (_is_accent(char) and (not kept or kept[-1] == " ")):
            kept.append(char)
    return "".join(kept)


def _is_accent(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _collapsed(runs: Iterable[Run]) -> list[Run]:
    """One space at a time, none at the ends."""
    kept: list[Run] = []
    for run in runs:
        text = re.sub(" +", " ", run.text)
        if not kept or kept[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            kept.append(Run(text) if text == " " else Run(text, run.marks, run.href))
    if kept and kept[-1].text.endswith(" "):
        last = kept.pop()
        text = last.text.rstrip(" ")
        if text:
            kept.append(Run(text, last.marks, last.href))
    return kept
