"""A PostgreSQL of the test's own on loopback, which it may restart."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def absent() -> str:
    """Why none can be started here; "" where one can."""
    if not PROGRAMS:
        return "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
    return "" if os.geteuid() == 0 else "it starts as its own user, so it takes root"


@dataclass(frozen=True)
class Server:
    """A running server; `url` names its database."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def control(self, *what: str) -> None:
        """`start`, `restart` or `stop` of pg_ctl; waits until it is so."""
        told = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        folder, log = str(self.folder / "data"), str(self.folder / "log")
        _run("pg_ctl", "-D", folder, "-l", log, "-w", "-o", told, *what)


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """`folder` may be passed through by the server's user, and its data are made in it."""
    server = Server(folder, free_port())
    shutil.chown(folder, "postgres")
    _run("initdb", "-D", str(folder / "data"), "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    server.control("start")
    try:
        yield server
    finally:
        server.control("stop", "-m", "immediate")


def _run(program: str, *words: str) -> None:
    command = ["runuser", "-u", "postgres", "--", str(PROGRAMS[-1] / program), *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
