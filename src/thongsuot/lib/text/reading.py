"""HTML of any origin into blocks: the editor, Word's clipboard, mammoth, Google Docs, mail.

nh3 parses and takes out what is dangerous; a walk over the remaining tree keeps what an edition may
hold and says it in one way only. So writing the blocks again and reading them changes nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal
from uuid import UUID

import nh3

from .blocks import (
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
from .inline import look_of, one_line, paragraphs, single_line, tidy

_INLINE = {
    "a",
    "b",
    "strong",
    "i",
    "em",
    "cite",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "sub",
    "sup",
}
_INLINE |= {
    "span",
    "font",
    "code",
    "small",
    "mark",
    "abbr",
    "time",
    "br",
    "img",
    "label",
}
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
_BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "center",
    "pre",
    "address",
}
_BLOCKS |= {
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "hr",
    "figure",
    "figcaption",
}
_BLOCKS |= {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"} | set(_HEADINGS)
_ATTRIBUTES = {
    "*": {"style"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_VOID = {"br", "hr", "img"}
_DEEPEST = 60  # deeper markup is read as if its outermost 60 levels were all
_DEEPEST_LIST = 6
_WIDEST_SPAN = 40
_UNMARKED = Run("")

_OUR_FILE = re.compile(r"/tep/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list:\s*l\d+\s+level(\d+)")
_WORD_BULLET = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"\s*\(?(\d+|[a-zA-Z]|[ivx]+)[.)]")

Place = Literal["body", "quote", "item", "cell"]


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["_Node | str"] = field(default_factory=list)

    @property
    def style(self) -> str:
        return self.attributes.get("style", "")


def read(html: str) -> tuple[Block, ...]:
    """The blocks of any HTML; never fails, drops what an edition cannot hold."""
    safe = nh3.clean(
        tidy(html),
        tags=_INLINE | _BLOCKS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return tuple(_shallow(block, 1) for block in _flow(_tree(safe), "body"))


class _Builder(HTMLParser):
    """Builds the tree out of nh3's well-formed output."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("")
        self.open = [self.root]
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.open[-1].children.append(node)
        elif len(self.open) > _DEEPEST:
            self.skipped += 1
        else:
            self.open[-1].children.append(node)
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.skipped:
            self.skipped -= 1
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _tree(safe: str) -> _Node:
    builder = _Builder()
    builder.feed(safe)
    builder.close()
    return builder.root


class _Flow:
    """Collects the blocks of one place; text that stands loose becomes paragraphs."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.blocks: list[Block] = []
        self.loose: list[Run] = []

    def flush(self) -> None:
        self.blocks += [Paragraph(runs) for runs in paragraphs(self.loose)]
        self.loose = []

    def add(self, *blocks: Block) -> None:
        self.flush()
        for block in blocks:
            self.blocks += _fitting(block, self.place)


def _flow(node: _Node, place: Place, look: Run = _UNMARKED) -> tuple[Block, ...]:
    flow = _Flow(place)
    _walk(node, look, flow)
    flow.flush()
    return tuple(_parted(flow.blocks))


def _walk(node: _Node, look: Run, flow: _Flow) -> None:
    children = iter(_word_lists(node.children))
    for child in children:
        if isinstance(child, str):
            flow.loose.append(Run(re.sub(r"\s+", " ", child), look.marks, look.href))
        elif child.tag == "br":
            flow.loose.append(Run("\n"))
        elif child.tag == "img":
            flow.add(*_figure(child, ()))
        elif child.tag in _INLINE:
            if not _WORD_BULLET.search(child.style):
                _walk(child, look_of(child.tag, child.attributes, look), flow)
        else:
            _block(child, look, flow)


def _block(node: _Node, look: Run, flow: _Flow) -> None:
    tag = node.tag
    if tag in _HEADINGS:
        flow.add(*_heading(node, look, flow.place))
    elif tag in ("ul", "ol"):
        flow.add(*_listing(node, tag == "ol", look))
    elif tag == "blockquote":
        blocks = _flow(node, "quote", look)
        flow.add(*([Quote(blocks)] if blocks else []))
    elif tag == "table":
        flow.add(*_table(node, look))
    elif tag == "hr":
        flow.add(Rule())
    elif tag == "figure":
        flow.add(*_whole_figure(node, look))
    else:
        flow.flush()
        _walk(node, look, flow)
        flow.flush()


def _heading(node: _Node, look: Run, place: Place) -> list[Block]:
    level = _HEADINGS[node.tag]
    found: list[Block] = []
    for block in _flow(node, place, look):
        if isinstance(block, Paragraph):
            found.append(Heading(level, _without_bold(single_line(block.runs))))
        else:
            found.append(block)
    return found


def _without_bold(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    # A heading is bold by itself; Word and Docs say so again in every heading.
    bare = [Run(run.text, run.marks - {"strong"}, run.href) for run in runs]
    return next(iter(paragraphs(bare)), ())


def _listing(node: _Node, ordered: bool, look: Run) -> list[Block]:
    items: list[tuple[Block, ...]] = []
    for child in node.children:
        if isinstance(child, str):
            child = _Node("li", {}, [child])
        if child.tag in ("ul", "ol") and items:
            # A list directly inside a list (Word, old Docs) belongs to the item before it.
            items[-1] = (*items[-1], *_listing(child, child.tag == "ol", look))
            continue
        blocks = _flow(child if child.tag == "li" else _Node("li", {}, [child]), "item", look)
        if blocks:
            items.append(blocks)
    return [Listing(ordered, tuple(items))] if items else []


def _table(node: _Node, look: Run) -> list[Block]:
    before = [block for caption in _of(node, "caption") for block in _flow(caption, "cell", look)]
    rows: list[tuple[Cell, ...]] = []
    head = 0
    for section, row in _rows(node):
        cells = tuple(_cell(cell, look) for cell in _of(row, "td", "th"))
        if not any(cell.blocks for cell in cells):
            continue
        if head == len(rows) and (section == "thead" or all(cell.header for cell in cells)):
            head += 1
        rows.append(cells)
    if not rows:
        return before
    return [*before, Table(tuple(rows), min(head, len(rows) - 1))]


def _rows(table: _Node) -> Iterator[tuple[str, _Node]]:
    for part in _of(table, "thead", "tbody", "tfoot", "tr"):
        if part.tag == "tr":
            yield "", part
        else:
            yield from ((part.tag, row) for row in _of(part, "tr"))


def _of(node: _Node, *tags: str) -> list[_Node]:
    return [child for child in node.children if isinstance(child, _Node) and child.tag in tags]


def _cell(node: _Node, look: Run) -> Cell:
    return Cell(
        _flow(node, "cell", look),
        node.tag == "th",
        _span(node, "colspan"),
        _span(node, "rowspan"),
    )


def _span(node: _Node, name: str) -> int:
    value = node.attributes.get(name, "").strip()
    return max(1, min(int(value), _WIDEST_SPAN)) if re.fullmatch(r"[0-9]{1,4}", value) else 1


def _whole_figure(node: _Node, look: Run) -> list[Block]:
    captions = [_flow(child, "cell", look) for child in _of(node, "figcaption")]
    runs = [block.runs for blocks in captions for block in blocks if isinstance(block, Paragraph)]
    caption = single_line(_spaced(runs))
    rest = _Node(
        "",
        {},
        [c for c in node.children if isinstance(c, str) or c.tag != "figcaption"],
    )
    blocks = _flow(rest, "body", look)
    figures = [block for block in blocks if isinstance(block, Figure)]
    if not figures or not caption:
        return [*blocks, *([Paragraph(caption)] if caption else [])]
    captioned = Figure(figures[0].file_id, figures[0].alt, caption)
    return [captioned if block is figures[0] else block for block in blocks]


def _spaced(many: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    return tuple(run for runs in many for run in (*runs, Run(" ")))


def _figure(node: _Node, caption: tuple[Run, ...]) -> list[Block]:
    ours = _OUR_FILE.fullmatch(node.attributes.get("src", "").strip())
    if not ours:
        return []
    alt = one_line(node.attributes.get("alt", ""))
    return [Figure(UUID(ours[1]), alt, caption)]


def _fitting(block: Block, place: Place) -> list[Block]:
    """The block as it may stand in that place: only the body holds headings, quotes, tables."""
    if place == "body" or isinstance(block, (Paragraph, Listing)):
        return [block]
    if isinstance(block, Heading):
        return [Paragraph(block.runs)]
    if isinstance(block, Quote):
        return list(block.blocks)
    if isinstance(block, Table):
        return [inner for row in block.rows for cell in row for inner in cell.blocks]
    if isinstance(block, Figure) and block.caption:
        return [Paragraph(block.caption)]
    return []


def _shallow(block: Block, depth: int) -> Block:
    """Lists nest six deep; what lies deeper joins the item of the sixth."""
    if isinstance(block, Quote):
        return Quote(tuple(_shallow(inner, depth) for inner in block.blocks))
    if isinstance(block, Table):
        rows = tuple(tuple(_shallow_cell(cell, depth) for cell in row) for row in block.rows)
        return Table(rows, block.head)
    if not isinstance(block, Listing):
        return block
    if depth < _DEEPEST_LIST:
        items = [tuple(_shallow(inner, depth + 1) for inner in item) for item in block.items]
    else:
        items = [tuple(_flattened(item)) for item in block.items]
    return Listing(block.ordered, tuple(items))


def _shallow_cell(cell: Cell, depth: int) -> Cell:
    blocks = tuple(_shallow(block, depth) for block in cell.blocks)
    return Cell(blocks, cell.header, cell.colspan, cell.rowspan)


def _flattened(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Listing):
            for item in block.items:
                yield from _flattened(item)
        else:
            yield block


def _parted(blocks: list[Block]) -> Iterator[Block]:
    """A rule only where it parts two blocks: none at either end, none twice."""
    rule: Rule | None = None
    begun = False
    for block in blocks:
        if isinstance(block, Rule):
            rule = block if begun else None
            continue
        if rule:
            yield rule
        rule, begun = None, True
        yield block


def _word_lists(children: list[_Node | str]) -> Iterator[_Node | str]:
    """Word's clipboard has no lists, only paragraphs with «mso-list: l0 level2»."""
    waiting: list[tuple[int, _Node]] = []
    for child in children:
        level = _word_level(child)
        if level:
            assert isinstance(child, _Node)
            waiting.append((level, child))
        elif waiting and isinstance(child, str) and not child.strip():
            continue
        else:
            yield from _nested(waiting)
            waiting = []
            yield child
    yield from _nested(waiting)


def _word_level(child: _Node | str) -> int:
    if isinstance(child, str) or child.tag not in ("p", "div"):
        return 0
    found = _WORD_LIST.search(child.style)
    return min(int(found[1][:3]), 6) if found else 0


def _nested(waiting: list[tuple[int, _Node]]) -> list[_Node]:
    lists: list[_Node] = []
    path: list[tuple[int, _Node]] = []  # the open lists, outermost first
    for level, paragraph in waiting:
        while path and path[-1][0] > level:
            path.pop()
        if not path or path[-1][0] < level:
            fresh = _Node("ol" if _is_numbered(paragraph) else "ul")
            if path:
                item = path[-1][1].children[-1]
                assert isinstance(item, _Node)
                item.children.append(fresh)
            else:
                lists.append(fresh)
            path.append((level, fresh))
        bare = _Node("p", {}, paragraph.children)
        path[-1][1].children.append(_Node("li", {}, [bare]))
    return lists


def _is_numbered(paragraph: _Node) -> bool:
    for child in paragraph.children:
        if isinstance(child, _Node):
            if _WORD_BULLET.search(child.style):
                return bool(_WORD_NUMBER.match(_text(child)))
            if _is_numbered(child):
                return True
    return False


def _text(node: _Node) -> str:
    return "".join(c if isinstance(c, str) else _text(c) for c in node.children)
