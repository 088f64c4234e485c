"""Making an installation: its folder, its keys, its database, its static files."""

import os
import secrets
from pathlib import Path

from thongsuot.project.config import Config

TEMPLATE = """\
# Thông Suốt — thiết lập của bản cài đặt này (settings of this installation).
# Mỗi dòng cũng có thể đặt bằng biến môi trường THONGSUOT_… (or as an environment variable).
site_url = "{site_url}"
# listen = "127.0.0.1"            # đặt sau một máy chủ có TLS (behind a proxy with TLS)
# database_url = "postgresql://user:password@host/name"   # mặc định: SQLite trong thư mục này
email_host = "localhost"
email_port = 25
email_security = "none"           # none | starttls | tls
email_from = "mang-luoi@{host}"
email_from_name = "{name}"
# email_username = ""
# email_password = ""
idle_minutes = 15
remind_after_minutes = 60
"""


def make_keys(home: Path) -> None:
    """The secrets of an installation, each in a file only its owner can read; none replaced."""
    keys = home / "keys"
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("django.key", "links.key"):
        if not (keys / name).exists():
            write_secret(keys / name, secrets.token_urlsafe(48))


def write_secret(file: Path, content: str) -> None:
    """Create a file with mode 600. Raises FileExistsError: a key is never overwritten."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(content + "\n")


def make_settings(config: Config, name: str) -> Path:
    """`thongsuot.toml` with the usual settings, unless there is one."""
    file = config.home / "thongsuot.toml"
    if not file.exists():
        plain = name.replace('"', "").replace("\\", "")
        file.write_text(
            TEMPLATE.format(site_url=config.site_url, host=config.host, name=plain), "utf-8"
        )
    return file


def prepare() -> None:
    """Bring database and static files to this version. Needs Django set up; safe to repeat."""
    from django.core.management import call_command

    from thongsuot.releases import keys

    if not keys.file().exists():
        keys.make()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
