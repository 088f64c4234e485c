"""A house of three rooms only: work, journal, and one whose jobs leave visible effects."""

import os
from pathlib import Path

from thongsuot.project import config

SECRET_KEY = "only-for-tests"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": config.database(
        config.Config(
            home=Path(os.environ["HOUSE_HOME"]), database_url=os.environ.get("HOUSE_DATABASE", "")
        )
    )
}
INSTALLED_APPS = ["thongsuot.work", "thongsuot.journal", "house"]
WORK_ENGINE = "dbos"
WORKER_NAME = "tests"
