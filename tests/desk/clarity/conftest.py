"""The desk's world of texts, and a tab of the officer in Chromium."""

import pytest

from tests.browsers import browser  # noqa: F401 - a fixture
from tests.desk.releases.conftest import (  # noqa: F401 - fixtures
    _static_folder,
    enter,
    open_world,
)
from tests.desk.releases.test_editor_in_browser import (  # noqa: F401 - fixtures
    device,
    page,
    release,
)
from tests.releases.conftest import World


@pytest.fixture
def world(db: None) -> World:
    return open_world()
