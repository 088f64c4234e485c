"""Loaded before Django's settings are (`-p tests.environment`): the tests' own installation."""

import os
import tempfile

os.environ.update(
    THONGSUOT_MODE="test",
    THONGSUOT_HOME=tempfile.mkdtemp(prefix="thongsuot-test-"),
    THONGSUOT_WORK_ENGINE="direct",
    THONGSUOT_SITE_URL="http://localhost",
    DJANGO_SETTINGS_MODULE="thongsuot.project.settings",
)
os.makedirs(os.path.join(os.environ["THONGSUOT_HOME"], "static"))
if os.environ.get("THONGSUOT_TEST_DATABASE") == "postgresql":
    os.environ["THONGSUOT_DATABASE_URL"] = os.environ["THONGSUOT_TEST_PG_URL"]
