"""Every action writes its journal entry, in its own transaction.

That it never writes two is observed while all other tests run (tests/observing.py).
"""

import ast
import inspect
from pathlib import Path

import pytest

from tests.observing import ROOMS

NO_ACT = {
    "circulation.send_out": "part of an upper room's command, which tells of it",
    "circulation.settle": "part of an upper room's command, which tells of it",
    "circulation.stop_asking": "part of an upper room's command, which tells of it",
    "releases.compose": "part of an upper room's command, which tells of it",
    "releases.issue": "part of an upper room's command, which tells of it",
    "facts.put_values": "part of an upper room's command, which tells of it",
    "releases.autosave": "typing is not an act; saving is",
    "releases.autosave_house": "typing lines is not an act; saving them is",
    "releases.discard_draft": "throws away a copy that nobody else ever saw",
    "network.signal": "half a handshake of two browsers; the call's end is the act",
    "network.note_presence": "being on a page is not an act",
    "releases.make_seal_key": "belongs to the installation, which is not set up yet",
    "circulation.note_feed_read": "a machine asks for what is new; a day is kept, once",
    "peers.note_fetched": "a machine asks for what is new, each minute",
}

NOT_ATOMIC = {
    "circulation.reconcile": "reads a whole ledger before it locks a few rows",
    "network.load_profile": "in chunks, so that a long load can go on where it stopped",
    "circulation.try_address": "writes its entry, then waits for another machine",
    "circulation.try_channel": "writes its entry, then waits for another machine",
    "releases.ask_outside": "writes its entry, then waits for another machine",
    "releases.make_seal_key": "writes a file, not rows",
}

ACTIONS = sorted(
    (room.__name__.split(".")[1], name)
    for room in ROOMS
    for name in room.__all__
    if inspect.isfunction(getattr(room, name))
)


RECORDING = {"journal.record"} | {f"{room}.{name}" for room, name in ACTIONS}
"""A lower room's action, called as `releases.agree_to_hold`, writes the entry of the whole act."""


def _functions(room: str) -> dict[str, ast.FunctionDef]:
    module = next(m for m in ROOMS if m.__name__ == f"thongsuot.{room}.actions")
    place = Path(module.__file__ or "")
    files = sorted(place.parent.glob("*.py")) if place.name == "__init__.py" else [place]
    return {
        node.name: node
        for file in files
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def _records(name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    """Whether the function, or one of the room's functions that it calls, writes an entry."""
    if name in seen or name not in functions:
        return False
    seen.add(name)
    for node in ast.walk(functions[name]):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute) and ast.unparse(called) in RECORDING:
                return True
            if isinstance(called, ast.Name) and _records(called.id, functions, seen):
                return True
        elif isinstance(node, ast.Name) and node.id != name and _records(node.id, functions, seen):
            return True
    return False


@pytest.mark.parametrize(("room", "name"), ACTIONS)
def test_an_action_writes_its_entry(room: str, name: str) -> None:
    if f"{room}.{name}" in NO_ACT:
        assert not _records(name, _functions(room), set())
        return
    assert _records(name, _functions(room), set()), "no journal.record on its way"


@pytest.mark.parametrize(("room", "name"), ACTIONS)
def test_an_action_takes_only_keywords_and_is_atomic(room: str, name: str) -> None:
    if f"{room}.{name}" in NOT_ATOMIC:
        return
    node = _functions(room)[name]
    assert not node.args.args, "positional parameters"
    assert "transaction.atomic" in {ast.unparse(each) for each in node.decorator_list}


def test_the_list_of_exceptions_is_not_stale() -> None:
    assert set(NO_ACT) | set(NOT_ATOMIC) <= {f"{room}.{name}" for room, name in ACTIONS}
