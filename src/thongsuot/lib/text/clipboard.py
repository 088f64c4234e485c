"""Lists in Word's clipboard, which are but paragraphs with «mso-list: l0 level2» and a bullet."""

import re
from collections.abc import Iterator

from .tree import Node

_LIST = re.compile(r"mso-list:\s*l\d+\s+level(\d+)")
_BULLET = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\(?(\d+|[a-zA-Z]|[ivx]+)[.)]")


def with_lists(children: list[Node | str]) -> Iterator[Node | str]:
    """The children of an element with Word's paragraphs made into lists."""
    waiting: list[tuple[int, Node]] = []
    for child in children:
        level = _level(child)
        if level:
            assert isinstance(child, Node)
            waiting.append((level, child))
        elif waiting and isinstance(child, str) and not child.strip():
            continue
        else:
            yield from _nested(waiting)
            waiting = []
            yield child
    yield from _nested(waiting)


def _level(child: Node | str) -> int:
    if isinstance(child, str) or child.tag not in ("p", "div"):
        return 0
    found = _LIST.search(child.style)
    return min(int(found[1][:3]), 6) if found else 0


def _nested(waiting: list[tuple[int, Node]]) -> list[Node]:
    lists: list[Node] = []
    path: list[tuple[int, Node]] = []  # the open lists, outermost first
    for level, paragraph in waiting:
        while path and path[-1][0] > level:
            path.pop()
        if not path or path[-1][0] < level:
            fresh = Node("ol" if _is_numbered(paragraph) else "ul")
            if path:
                item = path[-1][1].children[-1]
                assert isinstance(item, Node)
                item.children.append(fresh)
            else:
                lists.append(fresh)
            path.append((level, fresh))
        bare = Node("p", {}, paragraph.children)
        path[-1][1].children.append(Node("li", {}, [bare]))
    return lists


def is_bullet(node: Node) -> bool:
    """Whether that is only the sign before an item."""
    return bool(_BULLET.search(node.style))


def _is_numbered(paragraph: Node) -> bool:
    for child in paragraph.children:
        if isinstance(child, Node):
            if is_bullet(child):
                return bool(_NUMBER.match(_text(child)))
            if _is_numbered(child):
                return True
    return False


def _text(node: Node) -> str:
    return "".join(c if isinstance(c, str) else _text(c) for c in node.children)
