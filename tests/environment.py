"""Loaded before Django's settings are (`-p tests.environment`): the tests' own installation.

Each process of a run has one: the home, and with it the SQLite database, is its own. On PostgreSQL
pytest-django gives each a database of its own on the server of THONGSUOT_TEST_PG_URL.
"""

import atexit
import os
import shutil
import sys
import tempfile

HOME = tempfile.mkdtemp(prefix="thongsuot-test-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ.update(
    THONGSUOT_MODE="test",
    THONGSUOT_HOME=HOME,
    THONGSUOT_WORK_ENGINE="direct",
    THONGSUOT_SITE_URL="http://localhost",
    THONGSUOT_UNDO_SECONDS="0",
    DJANGO_SETTINGS_MODULE="thongsuot.project.settings",
)
os.makedirs(os.path.join(HOME, "static"))
if os.environ.get("THONGSUOT_TEST_DATABASE") == "postgresql":
    os.environ["THONGSUOT_DATABASE_URL"] = os.environ["THONGSUOT_TEST_PG_URL"]
# The tests start hundreds of processes; each would compile every module anew: 2 s of work.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
