"""HTML of any origin as a tree of elements, parsed and made safe by nh3."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from .inline import tidy

_INLINE_NAMES = """a b strong i em cite u ins s strike del sub sup
span font code small mark abbr time br img label"""
_BLOCK_NAMES = """p div section article header footer main center pre address ul ol li dl dt dd
blockquote hr figure figcaption table caption thead tbody tfoot tr th td"""
INLINE = frozenset(_INLINE_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}  # the title stands above all
_ATTRIBUTES = {
    "*": {"style"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_VOID = {"br", "hr", "img"}
_DEEPEST = 60  # deeper markup is read as if its outermost 60 levels were all


@dataclass(slots=True)
class Node:
    """An element with its children; the root has no tag."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def style(self) -> str:
        """The style attribute."""
        return self.attributes.get("style", "")


def tree(html: str) -> Node:
    """The root of a page's elements: only those an edition or its sources know."""
    safe = nh3.clean(
        tidy(html),
        tags=set(INLINE | _BLOCKS | HEADINGS.keys()),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    builder = _Builder()
    builder.feed(safe)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    """Builds the tree out of nh3's well-formed output."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
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
