"""HTML of any origin into blocks: the editor, Word's clipboard, mammoth, Google Docs, mail.

nh3 parses and takes out what is dangerous; a walk over the remaining tree keeps what an edition may
hold and says it in one way only. So writing the blocks again and reading them changes nothing.
"""

import re
from collections.abc import Iterator
from uuid import UUID

from .blocks import Block, Cell, Figure, Heading, Listing, Paragraph, Quote, Rule, Run, Table
from .clipboard import is_bullet, with_lists
from .fitting import Place, fitting, parted, shallow
from .inline import look_of, one_line, paragraphs, single_line
from .tree import HEADINGS, INLINE, Node, tree

_WIDEST_SPAN = 40
_UNMARKED = Run("")
_OUR_FILE = re.compile(r"/tep/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?", re.IGNORECASE)


def read(html: str) -> tuple[Block, ...]:
    """The blocks of any HTML; never fails, drops what an edition cannot hold."""
    return tuple(shallow(block) for block in _flow(tree(html), "body"))


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
            self.blocks += fitting(block, self.place)


def _flow(node: Node, place: Place, look: Run = _UNMARKED) -> tuple[Block, ...]:
    flow = _Flow(place)
    _walk(node, look, flow)
    flow.flush()
    return tuple(parted(flow.blocks))


def _walk(node: Node, look: Run, flow: _Flow) -> None:
    children = iter(with_lists(node.children))
    for child in children:
        if isinstance(child, str):
            flow.loose.append(Run(re.sub(r"\s+", " ", child), look.marks, look.href))
        elif child.tag == "br":
            flow.loose.append(Run("\n"))
        elif child.tag == "img":
            flow.add(*_figure(child, ()))
        elif child.tag in INLINE:
            if not is_bullet(child):
                _walk(child, look_of(child.tag, child.attributes, look), flow)
        else:
            _block(child, look, flow)


def _block(node: Node, look: Run, flow: _Flow) -> None:
    tag = node.tag
    if tag in HEADINGS:
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


def _heading(node: Node, look: Run, place: Place) -> list[Block]:
    level = HEADINGS[node.tag]
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


def _listing(node: Node, ordered: bool, look: Run) -> list[Block]:
    items: list[tuple[Block, ...]] = []
    for child in node.children:
        if isinstance(child, str):
            child = Node("li", {}, [child])
        if child.tag in ("ul", "ol") and items:
            # A list directly inside a list (Word, old Docs) belongs to the item before it.
            items[-1] = (*items[-1], *_listing(child, child.tag == "ol", look))
            continue
        blocks = _flow(child if child.tag == "li" else Node("li", {}, [child]), "item", look)
        if blocks:
            items.append(blocks)
    return [Listing(ordered, tuple(items))] if items else []


def _table(node: Node, look: Run) -> list[Block]:
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


def _rows(table: Node) -> Iterator[tuple[str, Node]]:
    for part in _of(table, "thead", "tbody", "tfoot", "tr"):
        if part.tag == "tr":
            yield "", part
        else:
            yield from ((part.tag, row) for row in _of(part, "tr"))


def _of(node: Node, *tags: str) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node) and child.tag in tags]


def _cell(node: Node, look: Run) -> Cell:
    return Cell(
        _flow(node, "cell", look),
        node.tag == "th",
        _span(node, "colspan"),
        _span(node, "rowspan"),
    )


def _span(node: Node, name: str) -> int:
    value = node.attributes.get(name, "").strip()
    return max(1, min(int(value), _WIDEST_SPAN)) if re.fullmatch(r"[0-9]{1,4}", value) else 1


def _whole_figure(node: Node, look: Run) -> list[Block]:
    captions = [_flow(child, "cell", look) for child in _of(node, "figcaption")]
    runs = [block.runs for blocks in captions for block in blocks if isinstance(block, Paragraph)]
    caption = single_line(_spaced(runs))
    rest = Node(
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


def _figure(node: Node, caption: tuple[Run, ...]) -> list[Block]:
    ours = _OUR_FILE.fullmatch(node.attributes.get("src", "").strip())
    if not ours:
        return []
    alt = one_line(node.attributes.get("alt", ""))
    return [Figure(UUID(ours[1]), alt, caption)]
