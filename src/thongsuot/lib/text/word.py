"""A Word file (.docx) into a draft."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import mammoth

from thongsuot.lib.refused import Refused

from .blocks import Block, Heading, Paragraph, plain
from .reading import read
from .writing import html

LARGEST = 30 * 1024 * 1024  # bytes of the file
_LARGEST_UNPACKED = 200 * 1024 * 1024
_LARGEST_XML = 30 * 1024 * 1024
_MOST_PARTS = 3000
_MOST_TAGS = 400_000  # some hundred pages; a packed file of some kilobytes may hold millions
_LONGEST_HTML = 3_000_000  # characters
_XML = (".xml", ".rels")
_LONGEST_TITLE = 300
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
u => u
"""


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture out of the file: not yet checked, its type is what the file claims."""

    name: str
    content_type: str
    alt: str
    content: bytes


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word file holds. The body has no pictures: they come beside it, in order."""

    title: str  # a guess, may be empty; then the body still has everything
    html: str
    pictures: tuple[WordPicture, ...]


def read_word(content: bytes) -> WordText:
    """The text of a .docx. Refused: ``text.too_large`` (limit, in MB), ``text.too_long``,
    ``text.not_a_word_file``."""
    _check(content)
    pictures: list[WordPicture] = []

    def keep(image: Any) -> dict[str, str]:
        with image.open() as stream:
            held = stream.read()
        kind = str(image.content_type)
        suffix = re.sub(r"[^a-z0-9]", "", kind.rpartition("/")[2].lower())[:5] or "bin"
        name = f"hinh-{len(pictures) + 1}.{suffix}"
        pictures.append(WordPicture(name, kind, str(image.alt_text or ""), held))
        return {"src": ""}

    try:
        converted = mammoth.convert_to_html(
            BytesIO(content), style_map=_STYLES, convert_image=mammoth.images.img_element(keep)
        )
    except Exception as broken:  # whatever the file made it stumble over, the file is at fault
        raise Refused("text.not_a_word_file") from broken
    if len(converted.value) > _LONGEST_HTML:
        raise Refused("text.too_long")
    title, blocks = _titled(read(str(converted.value)))
    return WordText(title, html(blocks), tuple(pictures))


def _check(content: bytes) -> None:
    if len(content) > LARGEST:
        raise Refused("text.too_large", limit=LARGEST // 2**20)
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _check_sizes(parts)
            package.getinfo("word/document.xml")
            texts = [package.read(part) for part in parts if part.filename.endswith(_XML)]
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, OSError, ValueError) as broken:
        raise Refused("text.not_a_word_file") from broken
    if sum(text.count(b"<") for text in texts) > _MOST_TAGS:
        raise Refused("text.too_long")
    # A Word file has no document type; one that has may hide an entity bomb.
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in texts):
        raise Refused("text.not_a_word_file")


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    xml = sum(part.file_size for part in parts if part.filename.endswith(_XML))
    whole = sum(part.file_size for part in parts)
    if whole > _LARGEST_UNPACKED or xml > _LARGEST_XML or len(parts) > _MOST_PARTS:
        raise Refused("text.too_large", limit=LARGEST // 2**20)


def _titled(blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """The title, if the text begins with a heading or a short paragraph all in bold."""
    first = blocks[0] if blocks else None
    if not isinstance(first, (Heading, Paragraph)):
        return "", blocks
    bold = all("strong" in run.marks or not run.text.strip() for run in first.runs)
    words = " ".join(plain(first.runs).split())
    if len(words) > _LONGEST_TITLE or not (bold or isinstance(first, Heading)):
        return "", blocks
    return words, blocks[1:]
