"""What every test may use. The settings come from tests/environment.py, which is loaded first.

Tests run on SQLite; with THONGSUOT_TEST_DATABASE=postgresql on the server of THONGSUOT_TEST_PG_URL.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis

from tests import observing
from tests.pages import CarefulClient
from thongsuot.lib import clock, seal
from thongsuot.work import direct

pytest_plugins = ["tests.spreading", "tests.mail", "tests.browsers"]
if os.environ.get("THONGSUOT_TEST_NO_SKIPS"):
    # What lands is judged by the same examples every time; other runs look for new ones.
    hypothesis.register_profile("landing", derandomize=True)
    hypothesis.load_profile("landing")
MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # Monday, 08:30 in Hà Nội


@pytest.fixture
def morning() -> Iterator[datetime]:
    """It is 08:30 on a working Monday in Hà Nội."""
    with clock.frozen(MORNING):
        yield MORNING


@pytest.fixture(autouse=True)
def _direct_work() -> Iterator[None]:
    """Each test starts and ends with an empty queue of the direct engine."""
    direct.clear()
    yield
    direct.clear()


@pytest.fixture(autouse=True, scope="session")
def seal_key() -> None:
    """This installation has a key to seal with."""
    file = settings.CONFIG.home / "keys" / "seal.key"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(seal.new_key())
    file.chmod(0o600)


@pytest.fixture(autouse=True, scope="session")
def one_entry_per_action() -> None:
    """The law of the journal, watched wherever an action runs."""
    observing.observe()


@pytest.fixture
def client() -> CarefulClient:
    """A browser without scripts that checks every page it is given."""
    return CarefulClient()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where nothing may be skipped (THONGSUOT_TEST_NO_SKIPS), a skip fails the run."""
    if os.environ.get("THONGSUOT_TEST_NO_SKIPS") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("skipped tests are not allowed here", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped") if reporter else None
    if os.environ.get("THONGSUOT_TEST_NO_SKIPS") and skipped and exitstatus == 0:
        session.exitstatus = 1
