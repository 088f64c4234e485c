"""The laws of the house that import contracts cannot see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

import thongsuot
from thongsuot.look.refusals import REFUSALS

HOUSE = Path(thongsuot.__file__).parent
FLOORS = [
    ["lib"],
    ["channels"],
    ["work"],
    ["journal"],
    ["files", "search"],
    ["notices"],
    ["network"],
    ["facts"],
    ["releases"],
    ["circulation"],
    ["exchange", "peers"],
    ["look"],
    ["desk", "portal", "api"],
    ["project"],
]
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
WRITES = {"bulk_create", "bulk_update", "create", "delete", "get_or_create", "save"}
WRITES |= {"update_or_create"}


def sources(*, without: str = r"/migrations/") -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(HOUSE.rglob("*.py")):
        if not re.search(without, path.as_posix()):
            yield path, ast.parse(path.read_text("utf-8"))


def where(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(HOUSE)}{line}"


def test_every_room_stands_on_a_floor_and_has_its_page() -> None:
    rooms = {p.name for p in HOUSE.iterdir() if p.is_dir() and not p.name.startswith("__")}
    assert rooms == set(FLOOR)
    missing = [room for room in sorted(rooms) if not (HOUSE / room / "README.md").exists()]
    assert missing == []


def test_foreign_keys_never_point_up() -> None:
    """Django resolves "releases.Release" from a string, so import contracts cannot see it."""
    pointing_up = []
    for model in apps.get_models():
        room = model.__module__.split(".")[1]
        if not model.__module__.startswith("thongsuot.") or room not in FLOOR:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or target is None:
                continue
            other = target.__module__.split(".")[1]
            if target.__module__.startswith("thongsuot.") and FLOOR[other] > FLOOR[room]:
                pointing_up.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert pointing_up == []


def _is_write(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr == "update":  # of a queryset: only keywords; of a dict: an argument
        return bool(node.keywords) and not node.args and "objects" in ast.dump(node.func)
    return node.func.attr in WRITES and "objects" in ast.dump(node.func)


def test_only_actions_and_jobs_write() -> None:
    """The demonstration and the command line go through actions like everybody else."""
    allowed = r"/migrations/|/actions(\.py|/)|/jobs(\.py|/)|/channels/"
    writing = [
        where(path, node)
        for path, tree in sources(without=allowed)
        for node in ast.walk(tree)
        if _is_write(node)
    ]
    assert writing == []


def test_rooms_use_each_other_through_actions_queries_terms() -> None:
    """Rows of a lower room may be named in types and foreign keys by a room, never by a door;
    its rules and jobs are its own."""
    trespassing = []
    for path, tree in sources():
        room = path.relative_to(HOUSE).parts[0]
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                parts = node.module.split(".")
                if parts[0] == "thongsuot" and len(parts) > 2 and parts[1] != room:
                    private = {"rules", "jobs"} & {parts[2]}
                    if private and room not in ("project",):
                        trespassing.append(f"{where(path, node)} imports {node.module}")
    assert trespassing == []


def test_doors_never_read_an_edition_without_a_viewer() -> None:
    """Circulation does, for those it has planned; the functions for it are not for doors."""
    unseen = {"edition_row", "document_to_circulate"}
    asking = [
        where(path, node)
        for path, tree in sources()
        for node in ast.walk(tree)
        if path.relative_to(HOUSE).parts[0] in {"desk", "portal", "api"}
        and isinstance(node, ast.Attribute)
        and node.attr in unseen
    ]
    assert asking == []


def _codes() -> Iterator[tuple[str, str]]:
    """Every code raised as a Refused or stated as a Finding, with its place."""
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
                "Refused",
                "Finding",
            }:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and "." in str(first.value):
                    yield str(first.value), where(path, node)


def test_every_refusal_has_its_words_in_both_languages() -> None:
    speechless = [f"{code} ({place})" for code, place in _codes() if code not in REFUSALS]
    assert speechless == []
    assert [code for code, (vi, en) in REFUSALS.items() if not vi or not en] == []


def test_the_two_languages_of_a_refusal_need_the_same_parameters() -> None:
    holes = re.compile(r"{(\w+)")
    unequal = [
        code
        for code, (vi, en) in REFUSALS.items()
        if not set(holes.findall(en)) <= set(holes.findall(vi)) | {"limit"}
    ]
    assert unequal == []


def test_no_room_is_a_junk_room() -> None:
    banned = {"utils", "helpers", "managers", "base", "core", "common", "misc"}
    found = [where(p) for p in HOUSE.rglob("*") if p.stem in banned and "locale" not in p.parts]
    assert [f for f in found if "templates/allauth" not in f] == []


def _functions() -> Iterator[tuple[str, int]]:
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield where(path, node), (node.end_lineno or node.lineno) - node.lineno + 1


def test_functions_are_short() -> None:
    lengths = sorted(length for _, length in _functions())
    assert lengths[len(lengths) // 2] <= 9
    assert [f"{place} ({length})" for place, length in _functions() if length > 80] == []


def test_files_are_short() -> None:
    long = {
        where(path): count
        for path, _ in sources()
        if (count := len(path.read_text("utf-8").splitlines())) > 600
        and path.name != "refusals.py"  # a list of sentences
    }
    assert long == {}


# Their pages name themselves.
LAYOUTS = {"card.html", "desk.html", "office.html", "portal.html", "print.html"}
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: "/".join(p.parts[-3:]))
def test_a_page_has_a_title_and_nothing_inline(template: Path) -> None:
    """A page extends a layout and names itself; no style, handler or script stands in it."""
    text = template.read_text("utf-8")
    bare = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", text, flags=re.DOTALL)
    if re.search(r"{%\s*extends", bare) and template.name not in LAYOUTS:
        assert re.search(r"{%\s*block\s+(title|head_title)\s*%}", bare), "no title block"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", bare), "inline handler"
    assert not re.search(r"\sstyle\s*=\s*[\"']", bare), "inline style"
    assert not re.search(r"<script(?![^>]*(src|type=\"application/json\"))[^>]*>", bare)
