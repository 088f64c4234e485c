"""The tree of `thongsuot up`: what ends is started again; what never stays up ends it."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from thongsuot.project.commands import running

ONCE_DEAD = """
import pathlib, os, signal, sys, time
seen = pathlib.Path(sys.argv[1])
lives = seen.read_text() if seen.exists() else ""
seen.write_text(lives + "x")
if lives:
    os.kill(os.getppid(), signal.SIGTERM)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_one_that_ends_is_started_again(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    tree = running.Tree([[sys.executable, "-c", ONCE_DEAD, str(seen)]])
    assert tree.run() == 0
    assert seen.read_text() == "xx"
    assert [process.poll() for process in tree.running.values()] == [-signal.SIGTERM]


def test_one_that_never_stays_up_ends_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(running, "RESTARTS", 2)
    code = "import sys; open(sys.argv[1], 'a').write('x'); sys.exit(1)"
    tree = running.Tree([[sys.executable, "-c", code, str(tmp_path / "seen")]])
    assert tree.run() == 1
    assert (tmp_path / "seen").read_text() == "xxx"
