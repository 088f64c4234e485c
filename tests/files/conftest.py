"""A storage of its own for every test, and real files made on the spot."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import override_settings


@pytest.fixture(autouse=True)
def storage(tmp_path: Path) -> Iterator[Path]:
    folder = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    with override_settings(STORAGES=storages.backends | {"default": folder}):
        yield tmp_path
