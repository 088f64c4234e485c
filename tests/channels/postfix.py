"""A real Postfix with a configuration and a queue of its own, for as long as a test needs it."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port, listening

COMMAND = shutil.which("postfix", path="/usr/sbin:/usr/bin")

MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/log
maillog_file_prefixes = {home}
myhostname = relay.bo.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_address_preference = ipv4
mynetworks = 127.0.0.0/8
local_recipient_maps =
alias_maps =
alias_database =
relayhost = [127.0.0.1]:{behind}
smtp_tls_security_level = none
smtp_skip_5xx_greeting = no
default_destination_concurrency_limit = 20
smtpd_recipient_restrictions =
  check_recipient_access inline:{{ {refused} }}, permit_mynetworks, reject
smtpd_error_sleep_time = 0
smtpd_peername_lookup = no
message_size_limit = 1000000
"""
SERVICES = """
cleanup   unix  n - n -     0  cleanup
qmgr      unix  n - n 300   1  qmgr
rewrite   unix  - - n -     -  trivial-rewrite
bounce    unix  - - n -     0  bounce
defer     unix  - - n -     0  bounce
trace     unix  - - n -     0  bounce
smtp      unix  - - n -     -  smtp
relay     unix  - - n -     -  smtp
anvil     unix  - - n -     1  anvil
scache    unix  - - n -     1  scache
error     unix  - - n -     -  error
retry     unix  - - n -     -  error
postlog   unix-dgram n - n - 1 postlogd
"""


def absent() -> str:
    """Why no Postfix can be started here; "" where one can."""
    if COMMAND is None:
        return "postfix is not installed (Debian: apt-get install postfix)"
    return "" if os.geteuid() == 0 else "postfix starts as root only"


@contextmanager
def running(
    home: Path, *, behind: int, without: Mapping[str, str], refused: str
) -> Iterator[dict[str, int]]:
    """A relay that hands on to 127.0.0.1:`behind`; `without` names doors and what each does not
    offer. Gives the port of each door."""
    assert COMMAND
    home.chmod(0o755)
    for parent in home.parents:
        if parent.owner() == home.owner() and parent != Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o011)
    config, data = home / "config", home / "data"
    for folder in (config, data, home / "queue"):
        folder.mkdir()
    shutil.chown(data, "postfix")
    ports = {name: free_port() for name in without}
    (config / "main.cf").write_text(
        MAIN.format(home=home, behind=behind, refused=f"{refused}=REJECT").lstrip()
    )
    doors = "".join(
        f"127.0.0.1:{ports[name]} inet n - n - - smtpd\n  -o smtpd_discard_ehlo_keywords={words}\n"
        for name, words in without.items()
    )
    (config / "master.cf").write_text(doors + SERVICES.lstrip())
    subprocess.run([COMMAND, "-c", config, "start"], check=True, capture_output=True, timeout=60)
    try:
        assert all(map(listening, ports.values())), "Postfix does not listen"
        yield ports
    finally:
        subprocess.run([COMMAND, "-c", config, "stop"], capture_output=True, timeout=60)
