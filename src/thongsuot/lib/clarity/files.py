"""Files as documents: .txt, .md, .docx, .html, .pdf; texts of old fonts are read in Unicode."""

import re
from collections.abc import Iterable
from pathlib import Path

from thongsuot.lib.clarity.documents import Line, field, lines_of, of_lines, of_text
from thongsuot.lib.clarity.terms import Document, Part
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import markdown
from thongsuot.lib.text.blocks import Block, Heading, plain
from thongsuot.lib.text.fold import nfc
from thongsuot.lib.text.legacy import encoding_of, repaired
from thongsuot.lib.text.markup import to_blocks, to_text
from thongsuot.lib.text.syllables import is_syllable

LARGEST = 20 * 2**20  # bytes
LONGEST = 1_000_000  # characters
MOST_TAGS = 30_000  # of HTML: one within the other they take time with the square of their number
_NAMES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "word",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
}
_MARKDOWN = {
    markdown.Kind.HEADING: Part.HEADING,
    markdown.Kind.QUOTE: Part.QUOTE,
    markdown.Kind.CELL: Part.CELL,
}
_HEAD = re.compile(r"<head[\s>].*?</head>", re.DOTALL | re.IGNORECASE)
_TITLES = (
    re.compile(r"<h1[^>]{0,500}>(.{0,1000}?)</h1>", re.DOTALL | re.IGNORECASE),
    re.compile(r"<title[^>]{0,100}>(.{0,1000}?)</title>", re.DOTALL | re.IGNORECASE),
)
_WORD = re.compile(r"[^\W\d_]+")
_SOUND = 0.8  # of the words with accents, how many must be syllables in a code page guessed


def read(source: Path | str | bytes, name: str = "") -> Document:
    """The document in a file, by its path or its bytes with a name; what it is, its ending says.

    Title and lead stand apart where the format tells them: «#» and «title:», «lead:» of Markdown,
    the title of a Word file, h1 or title of a page. Else all is body. OSError where there is no
    such file. Refused: ``text.unknown_kind`` (name), ``text.file_too_large`` (limit, MB),
    ``text.not_text``, ``text.not_a_word_file``, ``text.not_a_pdf``, ``text.locked``,
    ``text.scanned``, ``text.too_long``.
    """
    if not isinstance(source, bytes):
        path = Path(source)
        if path.stat().st_size > LARGEST:
            raise Refused("text.file_too_large", limit=LARGEST // 2**20)
        source, name = path.read_bytes(), name or path.name
    if len(source) > LARGEST:
        raise Refused("text.file_too_large", limit=LARGEST // 2**20)
    kind = _kind(source, name)
    if kind == "pdf":
        return _printed(source)
    if kind == "word":
        return _word(source)
    text = decoded(source)
    if len(text) > LONGEST:
        raise Refused("text.too_long")
    return {"text": of_text, "markdown": _marked, "html": _page}[kind](text)


def source(path: Path | str) -> str:
    """A file that is text with signs of its own, Markdown or HTML, as it stands; else nothing."""
    if _NAMES.get(Path(path).suffix.lower()) not in ("markdown", "html"):
        return ""
    return decoded(Path(path).read_bytes()).replace("\r\n", "\n")


def _kind(content: bytes, name: str) -> str:
    ending = Path(name.lower()).suffix
    if ending in _NAMES:
        return _NAMES[ending]
    if content.startswith(b"%PDF-"):
        return "pdf"
    if ending:
        raise Refused("text.unknown_kind", name=name)
    return "html" if re.match(rb"\s*(?:<!doctype html|<html)", content, re.IGNORECASE) else "text"


def decoded(content: bytes) -> str:
    """The words of a file of text: UTF-8, UTF-16 with its mark, Windows 1258, old fonts."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content[:10_000]:
        raise Refused("text.not_text")
    try:
        return _in_unicode(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        western = content.decode("cp1252", "replace")
        told = _in_unicode(western)
        if told != western:
            return told
        windows = nfc(content.decode("cp1258", "replace"))
        if not _is_vietnamese(windows):
            raise Refused("text.not_text") from None
        return windows


def _in_unicode(text: str) -> str:
    """The text with lines of an old font rewritten; as it was where there are none."""
    rows = text.split("\n")
    known = encoding_of(rows)
    told = [row if row.isascii() else repaired(row, known, mixed=True) for row in rows]
    fixed = [
        each if isinstance(each, str) else each.text if each.encoding else row
        for each, row in zip(told, rows, strict=True)
    ]
    return "\n".join(fixed)


def _is_vietnamese(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return bool(words) and sum(map(is_syllable, words)) >= _SOUND * len(words)


def _marked(text: str) -> Document:
    told, rest = markdown.front(text.replace("\r\n", "\n"))
    rows = markdown.lines(rest)
    title = told.get("title", "")
    if not title and rows and rows[0].level == 1:
        title, rows = rows[0].text, rows[1:]
    lead = told.get("lead") or told.get("summary") or told.get("description") or ""
    lines = ((_MARKDOWN.get(r.kind, Part.BODY), r.text, r.kind == markdown.Kind.ITEM) for r in rows)
    return _document(title, lead, lines)


def _page(text: str) -> Document:
    if text.count("<") > MOST_TAGS:
        raise Refused("text.too_long")
    found = next((each for each in (look.search(text) for look in _TITLES) if each), None)
    title = " ".join(to_text(found[1]).split()) if found else ""
    return _document(title, "", lines_of(_under(title, to_blocks(_HEAD.sub("", text, count=1)))))


def _under(title: str, blocks: tuple[Block, ...]) -> list[Block]:
    """The blocks of a page without the heading that is its title."""
    return [
        block
        for block in blocks
        if not (isinstance(block, Heading) and " ".join(plain(block.runs).split()) == title)
    ]


def _word(content: bytes) -> Document:
    from thongsuot.lib.text.word import read_word  # a second to load, and few files are Word's

    told = read_word(content)
    return _document(told.title, "", lines_of(to_blocks(told.html)))


def _printed(content: bytes) -> Document:
    from thongsuot.lib.text.printed import paragraphs

    return _document("", "", ((Part.BODY, each, False) for each in paragraphs(content)))


def _document(title: str, lead: str, lines: Iterable[Line]) -> Document:
    told = list(lines)
    if sum(len(text) for _, text, _ in told) > LONGEST:
        raise Refused("text.too_long")
    words = "\n".join(text.replace("\n", " ") for _, text, _ in told)
    texts = _in_unicode(words).split("\n") if told else []
    body = of_lines(
        "body", ((part, text, item) for (part, _, item), text in zip(told, texts, strict=True))
    )
    named = [
        field(name, _in_unicode(said), part)
        for name, said, part in (("title", title, Part.TITLE), ("lead", lead, Part.LEAD))
        if said
    ]
    return Document((*named, body))
