"""Blocks into HTML (one way only) and into plain text."""

from collections.abc import Iterable
from html import escape

from .blocks import (
    MARKS,
    Block,
    Cell,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from .figure_links import value_of


def html(blocks: Iterable[Block]) -> str:
    """The HTML of blocks, one block a line."""
    return "\n".join(_html(block) for block in blocks)


def text(blocks: Iterable[Block]) -> str:
    """Plain text: blocks parted by an empty line."""
    return "\n\n".join(filter(None, (_text(block) for block in blocks)))


def _html(block: Block) -> str:
    match block:
        case Paragraph(runs):
            return f"<p>{_inline(runs)}</p>"
        case Heading(level, runs):
            return f"<h{level}>{_inline(runs)}</h{level}>"
        case Listing(ordered, items):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_inner(item)}</li>' for item in items)}</{tag}>"
        case Quote(blocks):
            return f"<blockquote>{''.join(map(_html, blocks))}</blockquote>"
        case Table():
            return _table(block)
        case Figure(file_id, alt, caption):
            words = f"<figcaption>{_inline(caption)}</figcaption>" if caption else ""
            return f'<figure><img src="/tep/{file_id}" alt="{escape(alt)}">{words}</figure>'
        case Rule():
            return "<hr>"


def _inner(blocks: tuple[Block, ...]) -> str:
    """Of an item or a cell: its first paragraph stands bare if it is the only one."""
    alone = sum(isinstance(block, Paragraph) for block in blocks) == 1
    if blocks and alone and isinstance(blocks[0], Paragraph):
        return _inline(blocks[0].runs) + "".join(map(_html, blocks[1:]))
    return "".join(map(_html, blocks))


def _table(table: Table) -> str:
    rows = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows]
    head, body = "".join(rows[: table.head]), "".join(rows[table.head :])
    return f"<table>{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.header else "td"
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<{tag}{spans}>{_inner(cell.blocks)}</{tag}>"


def _inline(runs: tuple[Run, ...]) -> str:
    parts: list[str] = []
    open_tags: list[tuple[str, str]] = []
    for run in runs:
        wanted = _tags(run)
        shared = 0
        while shared < min(len(open_tags), len(wanted)) and open_tags[shared] == wanted[shared]:
            shared += 1
        parts += [f"</{tag}>" for tag, _ in reversed(open_tags[shared:])]
        parts += [f"<{tag}{attributes}>" for tag, attributes in wanted[shared:]]
        parts.append("<br>" if run.is_break else escape(run.text, quote=False))
        open_tags = wanted
    return "".join(parts) + "".join(f"</{tag}>" for tag, _ in reversed(open_tags))


def _tags(run: Run) -> list[tuple[str, str]]:
    link = [("a", f' href="{escape(run.href)}" rel="noopener"')] if run.href else []
    return link + [(mark, "") for mark in MARKS if mark in run.marks]


def _text(block: Block) -> str:
    match block:
        case Paragraph(runs) | Heading(_, runs):
            return spoken(runs)
        case Listing(ordered, items):
            return "\n".join(
                _item(f"{number}. " if ordered else "- ", item)
                for number, item in enumerate(items, start=1)
            )
        case Quote(blocks):
            return "\n".join(f"> {line}".rstrip() for line in text(blocks).split("\n"))
        case Table(rows):
            return "\n".join(" | ".join(_cell_text(cell) for cell in row) for row in rows)
        case Figure(_, alt, caption):
            words = spoken(caption) or alt
            return f"[{words}]" if words else ""
        case Rule():
            return "* * *"


def _item(sign: str, blocks: tuple[Block, ...]) -> str:
    lines = "\n".join(_text(block) for block in blocks).split("\n")
    indent = " " * len(sign)
    return "\n".join((indent if place else sign) + line for place, line in enumerate(lines))


def _cell_text(cell: Cell) -> str:
    return " ".join(text(cell.blocks).split())


def spoken(runs: tuple[Run, ...]) -> str:
    """Runs as plain text, a link as «words (address)», one to a figure as its words."""
    parts: list[str] = []
    for place, run in enumerate(runs):
        parts.append(_raised(run))
        following = runs[place + 1].href if place + 1 < len(runs) else ""
        if run.href and following != run.href and not _says_address(runs, place):
            parts.append(f" ({_address(run.href)})")
    return "".join(parts)


_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def _raised(run: Run) -> str:
    """10<sup>6</sup> must not read 106: digits have raised forms, the rest gets a sign."""
    for mark, table, sign in (("sup", _RAISED, "^"), ("sub", _LOWERED, "_")):
        if mark in run.marks:
            known = all(ord(char) in table for char in run.text)
            return run.text.translate(table) if known else f"{sign}({run.text})"
    return run.text


def _says_address(runs: tuple[Run, ...], place: int) -> bool:
    """Whether nobody misses the address: the words are the address, or it is a figure's."""
    href = runs[place].href
    if value_of(href):
        return True
    words = "".join(run.text for run in runs[: place + 1] if run.href == href)
    return _address(href).rstrip("/").endswith(words.strip().rstrip("/"))


def _address(href: str) -> str:
    scheme, _, rest = href.partition(":")
    return rest if scheme.lower() in ("mailto", "tel") else href
