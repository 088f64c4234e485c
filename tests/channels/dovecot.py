"""A real Dovecot (Debian's dovecot-imapd) on loopback, with a configuration of its own."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port, listening

USER, PASSWORD = "hop-thu", "mat-khau-thu"
CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{home}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def absent() -> str:
    """Why it cannot run here, or ""."""
    if shutil.which("dovecot") is None:
        return "dovecot-imapd is not installed"
    return "" if os.geteuid() == 0 else "Dovecot changes users, so it needs root"


@contextmanager
def running(folder: Path) -> Iterator[int]:
    """The port where it listens; mails are put into `folder`/mail/new."""
    port = free_port()
    user = pwd.getpwnam("nobody")
    home = folder / "dovecot"
    for name in ("run", "mail/new", "mail/cur", "mail/tmp"):
        (home / name).mkdir(parents=True)
    for path in [home, *home.rglob("*")]:
        os.chown(path, user.pw_uid, user.pw_gid)
    folder.chmod(0o755)  # whoever it becomes may pass
    group = "nogroup"
    file = home / "dovecot.conf"
    told = {"home": home, "port": port, "user": "nobody", "group": group, "password": PASSWORD}
    file.write_text(CONFIGURATION.format(**told))
    process = subprocess.Popen(["dovecot", "-F", "-c", str(file)])
    try:
        log = home / "log"
        assert listening(port), log.read_text() if log.exists() else "Dovecot does not listen"
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def put(folder: Path, name: str, octets: bytes) -> None:
    """A mail arrives."""
    place = folder / "dovecot" / "mail" / "new" / name
    place.write_bytes(octets)
    user = pwd.getpwnam("nobody")
    os.chown(place, user.pw_uid, user.pw_gid)
