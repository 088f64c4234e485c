"""Every test runs on SQLite, or on PostgreSQL where THONGSUOT_TEST_PG_URL is set and
THONGSUOT_TEST_DATABASE=postgresql; the settings are those of an installation in test mode."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime

HOME = tempfile.mkdtemp(prefix="thongsuot-test-")
os.environ.update(
    THONGSUOT_MODE="test",
    THONGSUOT_HOME=HOME,
    THONGSUOT_WORK_ENGINE="direct",
    THONGSUOT_SITE_URL="http://localhost",
    DJANGO_SETTINGS_MODULE="thongsuot.project.settings",
)
if os.environ.get("THONGSUOT_TEST_DATABASE") == "postgresql":
    os.environ["THONGSUOT_DATABASE_URL"] = os.environ["THONGSUOT_TEST_PG_URL"]

import pytest

from thongsuot.lib import clock

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # Monday, 08:30 in Hà Nội


@pytest.fixture
def morning() -> Iterator[datetime]:
    """It is 08:30 on a working Monday in Hà Nội."""
    with clock.frozen(MORNING):
        yield MORNING


@pytest.fixture(autouse=True)
def _direct_work() -> Iterator[None]:
    """Each test starts and ends with an empty queue of the direct engine."""
    try:
        from thongsuot.work import direct
    except ImportError:
        yield
        return
    direct.clear()
    yield
    direct.clear()
