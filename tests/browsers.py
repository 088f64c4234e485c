"""Chromium, started once for the tests of a file; each test opens a context of its own in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=vi-VN",
]


@contextmanager
def chromium(*flags: str) -> Iterator[Any]:
    """The system's Chromium; skips where there is none.

    Playwright has an event loop of its own in this thread, so Django must be told that this is no
    asynchronous code. It is not kept for the session: other tests would live in that loop.
    """
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("needs Chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        yield started
        started.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for a file."""
    with chromium() as started:
        yield started
