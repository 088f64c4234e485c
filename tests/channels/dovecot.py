"""A real Dovecot (Debian's dovecot-imapd) on loopback, with a configuration of its own."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
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
        _wait(port, home / "log")
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


def _wait(port: int, log: Path) -> None:
    for _try in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text() if log.exists() else "Dovecot does not listen")
