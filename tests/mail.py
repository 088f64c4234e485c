"""A real mail server on loopback for the tests that send."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from thongsuot.channels.email.sink import Sink


@pytest.fixture
def refusals() -> dict[str, list[str]]:
    """Whom the mail server refuses for ever and for now; a file with other people says its own."""
    return {"bounces": ["officer@hue.example"], "deferred": ["officer@camau.example"]}


@pytest.fixture
def sink(tmp_path: Path, settings: Any, refusals: dict[str, list[str]]) -> Iterator[Sink]:
    """The server; the product sends to it."""
    with Sink(tmp_path, **refusals) as server:
        settings.CONFIG = replace(
            settings.CONFIG, email_host="127.0.0.1", email_port=server.port, email_security="none"
        )
        # pytest-django would keep the mails back.
        settings.EMAIL_BACKEND = "thongsuot.notices.backend.Backend"
        yield server
