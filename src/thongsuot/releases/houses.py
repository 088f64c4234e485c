"""The message house of a topic: what may be said now, what not yet, by whom. Pure.

Lines marked `inside` and everything under `not_yet` stay with the units whatever the reach.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from html import escape
from typing import Any
from uuid import UUID

from thongsuot.lib.text.fold import nfc
from thongsuot.lib.text.markup import clean

MOST_MESSAGES = 5
NOBODY = UUID(int=0)
"""In place of a speaker or a series that is not chosen yet: such a line is unfinished."""


@dataclass(frozen=True)
class Line:
    """One key message."""

    text: str
    inside: bool = False


@dataclass(frozen=True)
class Answered:
    """A question that people ask, and what is said to it."""

    question: str
    answer: str
    inside: bool = False


@dataclass(frozen=True)
class HouseFigure:
    """A series of the bank; `value` is the value pinned when the text was saved, `written` how it
    reads. Empty until then."""

    series: UUID
    words: str = ""  # what stands before it: «Thuê bao đã chuẩn hóa thông tin»
    value: UUID | None = None
    written: str = ""
    as_of: date | None = None
    inside: bool = False


@dataclass(frozen=True)
class Quote:
    """Words that may be used, of somebody with the mandate to say them. `post` is of the day."""

    text: str
    speaker: UUID
    name: str = ""
    post: str = ""
    inside: bool = False


@dataclass(frozen=True)
class Document:
    """What the lines rest on: number, date, title; an address where it can be read."""

    title: str
    number: str = ""
    url: str = ""
    inside: bool = False


@dataclass(frozen=True)
class House:
    """All of it. `valid_until` is the last day on which the lines hold; `review_on` the day by
    which the owner looks at them again."""

    one_line: str = ""
    messages: tuple[Line, ...] = ()
    answers: tuple[Answered, ...] = ()
    figures: tuple[HouseFigure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    not_yet: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    valid_until: date | None = None
    review_on: date | None = None


SECTIONS: dict[str, Any] = {
    "messages": Line,
    "answers": Answered,
    "figures": HouseFigure,
    "quotes": Quote,
    "documents": Document,
}
"""The parts of a house whose lines may each stay inside, with what a line of it is."""

_NEEDED = {
    "messages": ("text",),
    "answers": ("question", "answer"),
    "figures": ("series",),
    "quotes": ("text", "speaker"),
    "documents": ("title",),
}
"""What a line needs to be finished."""


# As data -----------------------------------------------------------------------------------------


def data(house: House) -> dict[str, Any]:
    """As JSON holds it: never empty, so that an empty object says «no house»."""
    return {name: _plain(value) for name, value in asdict(house).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def read(kept: dict[str, Any] | None) -> House:
    """A house out of its data; what is not there is empty. ValueError for a malformed id or day."""
    kept = kept or {}
    lines = {
        name: tuple(_line(kind, each) for each in kept.get(name) or ())
        for name, kind in SECTIONS.items()
    }
    return House(
        one_line=kept.get("one_line") or "",
        not_yet=tuple(kept.get("not_yet") or ()),
        valid_until=_day(kept.get("valid_until")),
        review_on=_day(kept.get("review_on")),
        **lines,
    )


_READERS: dict[str, Any] = {
    "series": UUID,
    "speaker": UUID,
    "value": UUID,
    "as_of": date.fromisoformat,
}


def _line(kind: Any, kept: dict[str, Any]) -> Any:
    known = {each.name for each in fields(kind)}
    return kind(
        **{
            name: _READERS[name](value) if name in _READERS and isinstance(value, str) else value
            for name, value in kept.items()
            if name in known
        }
    )


def _day(kept: str | date | None) -> date | None:
    return date.fromisoformat(kept) if isinstance(kept, str) else kept


def tidied(house: House) -> House:
    """NFC, no space around anything, no empty line, no address but of the web."""
    return replace(
        house,
        one_line=" ".join(nfc(house.one_line).split()),
        not_yet=tuple(told for each in house.not_yet if (told := nfc(each).strip())),
        **_parts(lambda name: _tidied(getattr(house, name))),
    )


def _parts(lines: Callable[[str], Iterable[Any]]) -> dict[str, Any]:
    """Each part of a house with its lines."""
    return {name: tuple(lines(name)) for name in SECTIONS}


def _tidied(lines: Iterable[Any]) -> tuple[Any, ...]:
    tidy = [
        replace(line, **{k: _tidy(k, v) for k, v in vars(line).items() if isinstance(v, str)})
        for line in lines
    ]
    return tuple(line for line in tidy if _begun(line))


def _begun(line: Any) -> bool:
    """Whether anything at all stands in it."""
    return any(value and value not in (True, NOBODY) for value in vars(line).values())


def unfinished(house: House) -> list[str]:
    """The parts (keys of `SECTIONS`) that have a line in which something needed is missing."""
    return [
        name
        for name, needed in _NEEDED.items()
        if any(
            getattr(line, each) in ("", NOBODY) for line in getattr(house, name) for each in needed
        )
    ]


def _tidy(name: str, words: str) -> str:
    words = nfc(words).strip()
    if name == "words":  # a colon follows them anyway
        return words.rstrip(" :")
    return "" if name == "url" and not words.startswith(("https://", "http://")) else words


# What is open, and what stays inside -------------------------------------------------------------


def open_part(house: House) -> House:
    """What goes as far as the text's reach."""
    kept = _parts(lambda name: (each for each in getattr(house, name) if not each.inside))
    return replace(house, not_yet=(), **kept)


def guarded_part(house: House) -> House | None:
    """What stays with the units; None where nothing does."""
    kept = _parts(lambda name: (each for each in getattr(house, name) if each.inside))
    if not house.not_yet and not any(kept.values()):
        return None
    return House(not_yet=house.not_yet, **kept)


def merge(opened: House, guarded: House | None) -> House:
    """Both together for the units: in each part the guarded lines follow the open ones."""
    if guarded is None:
        return opened
    whole = _parts(lambda name: (*getattr(opened, name), *getattr(guarded, name)))
    return replace(opened, not_yet=guarded.not_yet, **whole)


def renewed(house: House) -> House:
    """With no figure pinned: the next save takes the values that count then."""
    free = (replace(each, value=None, written="", as_of=None) for each in house.figures)
    return replace(house, figures=tuple(free))


def is_valid(house: House, day: date) -> bool:
    """Whether the lines still hold on a day."""
    return house.valid_until is None or day <= house.valid_until


# As a text ---------------------------------------------------------------------------------------

_WORDS = {
    "vi": {
        "messages": "Thông điệp chính",
        "answers": "Hỏi – đáp",
        "figures": "Số liệu",
        "quotes": "Lời trích được dùng",
        "documents": "Văn bản, tài liệu",
        "not_yet": "Chưa nói",
        "as_of": "tính đến",
        "until": "Nội dung có giá trị đến hết ngày",
    },
    "en": {
        "messages": "Key messages",
        "answers": "Questions and answers",
        "figures": "Figures",
        "quotes": "Quotes that may be used",
        "documents": "Documents",
        "not_yet": "Not to be said yet",
        "as_of": "as of",
        "until": "Valid until the end of",
    },
}


def body(house: House, language: str = "vi") -> str:
    """The open lines as the body of a text, clean: never a line from inside, never `not_yet`.

    The one line is the text's summary, which stands before it everywhere. A figure without a
    pinned value is left out: there is nothing to say yet.
    """
    words, seen = _WORDS.get(language, _WORDS["vi"]), open_part(house)
    parts: list[str] = []
    for name, written in (
        ("messages", _list("ol", (escape(each.text) for each in seen.messages))),
        ("answers", "".join(_answer(each) for each in seen.answers)),
        ("figures", _list("ul", (_figure(f, words["as_of"]) for f in seen.figures if f.value))),
        ("quotes", "".join(_quote(each) for each in seen.quotes)),
        ("documents", _list("ul", (_document(each) for each in seen.documents))),
    ):
        if written:
            parts += [f"<h2>{words[name]}</h2>", written]
    if seen.valid_until and parts:
        parts.append(f"<p>{words['until']} {_written(seen.valid_until)}.</p>")
    return clean("".join(parts))


def inside_body(house: House, language: str = "vi") -> str:
    """What stays with the units, as a text for them alone: those who work on it or decide. Empty
    where nothing does."""
    guarded = guarded_part(house)
    if guarded is None:
        return ""
    lifted = _parts(lambda name: (replace(line, inside=False) for line in getattr(guarded, name)))
    held = _list("ul", (escape(each) for each in guarded.not_yet))
    title = _WORDS.get(language, _WORDS["vi"])["not_yet"]
    return body(replace(guarded, not_yet=(), **lifted), language) + clean(
        f"<h2>{title}</h2>{held}" if held else ""
    )


def _list(tag: str, items: Iterable[str]) -> str:
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _answer(each: Answered) -> str:
    return f"<h3>{escape(each.question)}</h3>{_paragraphs(each.answer)}"


def _figure(each: HouseFigure, as_of: str) -> str:
    words = f"{escape(each.words)}: " if each.words else ""
    day = f" ({as_of} {_written(each.as_of)})" if each.as_of else ""
    return f'{words}<a href="/so-lieu/{each.value}/">{escape(each.written)}</a>{day}'


def _quote(each: Quote) -> str:
    who = ", ".join(escape(part) for part in (each.name, each.post) if part)
    said = _paragraphs(each.text)
    return f"<blockquote>{said}</blockquote>" + (f"<p>{who}</p>" if who else "")


def _document(each: Document) -> str:
    title = escape(each.title)
    if each.url:
        title = f'<a href="{escape(each.url)}">{title}</a>'
    return f"{escape(each.number)}: {title}" if each.number else title


def _written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
