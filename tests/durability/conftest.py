"""Whole installations of their own, worked by real processes that are killed by their id."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.durability.killing import delivered
from thongsuot.channels.email.sink import LOG, Delivery, Folder
from thongsuot.project import installing

ROOT = Path(__file__).parent.parent.parent
PG = os.environ.get("THONGSUOT_TEST_PG_URL", "")
needs_postgresql = [
    pytest.mark.postgresql,
    pytest.mark.skipif(not PG, reason="needs PostgreSQL: THONGSUOT_TEST_PG_URL is not set"),
]
CLI = [sys.executable, "-m", "thongsuot.project.cli"]

BEGIN = """
import json
import django
django.setup()
from thongsuot.circulation import actions as circulation, queries
from thongsuot.circulation.terms import Audience
from thongsuot.network.models import Person
from thongsuot.releases.models import Edition
def say(it): print(json.dumps(it, default=str))
def circulate(**audience):
    by = Person.objects.get(mandates__role="coordinator", name="Phạm Thu Hà")
    edition = Edition.objects.get().pk
    return circulation.circulate(edition=edition, audience=Audience(**audience), by=by)
"""


class Installation:
    """A home, a database, a mail server that keeps everything, and workers."""

    def __init__(self, home: Path, database: str = "", sink: Path | None = None) -> None:
        self.home, self.database = home, database
        self.sink = Folder(sink or home.parent / "sink")
        self.port = 9  # nobody listens there: no mail leaves before `serve_mail`
        self.direct = False  # jobs are called by the test's own process, not by workers
        self.processes: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> dict[str, str]:
        others = {k: v for k, v in os.environ.items() if not k.startswith("THONGSUOT_")}
        told = {
            "THONGSUOT_HOME": str(self.home),
            "THONGSUOT_SITE_URL": "http://localhost",
            "THONGSUOT_EMAIL_HOST": "127.0.0.1",
            "THONGSUOT_EMAIL_PORT": str(self.port),
            "THONGSUOT_LOG_LEVEL": "WARNING",
            "THONGSUOT_UNDO_SECONDS": "0",
            "DJANGO_SETTINGS_MODULE": "thongsuot.project.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        if self.direct:
            told |= {"THONGSUOT_WORK_ENGINE": "direct", "THONGSUOT_MODE": "test"}
        if self.database:
            told["THONGSUOT_DATABASE_URL"] = self.database
        return {**others, **told}

    def furnish(self) -> None:
        installing.make_keys(self.home)
        self.do("from tests.durability.furnish import furnish; furnish()")

    def do(self, code: str) -> Any:
        """Run code in a process of its own; what it last said."""
        done = self._run([sys.executable, "-c", BEGIN + textwrap.dedent(code)])
        return json.loads(done.stdout.splitlines()[-1]) if done.stdout else None

    def command(self, *words: str, code: int = 0) -> str:
        """A command of the product; its words. Fails unless it ends with the code."""
        done = self._run([*CLI, *words], code)
        return done.stdout + done.stderr

    def _run(self, command: list[str], code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def serve_mail(self, *without: str) -> None:
        """The sink, in a process of its own, which outlives every worker; it does not offer what
        it is told to do without."""
        command = [sys.executable, "-m", "thongsuot.channels.email.sink", str(self.sink.path)]
        process = subprocess.Popen(
            command + [f"--without={offer}" for offer in without],
            env=self.environment,
            stdout=subprocess.PIPE,
        )
        self.processes.append(process)
        assert process.stdout is not None
        self.port = int(process.stdout.readline())
        process.stdout.close()

    def worker(self) -> subprocess.Popen[bytes]:
        with (self.home.parent / "worker.log").open("ab") as log:
            process = subprocess.Popen([*CLI, "worker"], env=self.environment, stderr=log)
        self.processes.append(process)
        return process

    @contextmanager
    def working(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker that is asked to stop at the end, and does."""
        process = self.worker()
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(120) == 0

    def mails(self) -> list[Delivery]:
        """What circulation sent, without the notices that people got on the way."""
        return [m for m in self.sink.deliveries() if not m.message_id.startswith("<notice.")]

    def arrived(self) -> int:
        """How many mails the sink has, notices among them."""
        return delivered(self.sink.path / LOG)

    def mail_connections(self) -> int:
        """How many the mail server has not hung up on: it still takes what stood on the wire."""
        lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
        ends = [(line.split()[1], line.split()[3]) for line in lines]
        open_states = {"01", "08"}  # established; closed by the other side and not yet by us
        return sum(
            state in open_states and int(local.partition(":")[2], 16) == self.port
            for local, state in ends
        )

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """What the database holds, asked beside Django: a look takes a millisecond."""
        return list(self._connection.execute(question).fetchall())

    def number(self, question: str) -> int:
        return int(self.rows(question)[0][0] or 0)

    @cached_property
    def _connection(self) -> Any:
        if self.database:
            return psycopg.connect(self.database, autocommit=True)
        return sqlite3.connect(self.home / "thongsuot.sqlite3", timeout=20)

    def close(self) -> None:
        if "_connection" in vars(self):
            self._connection.close()
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.wait()


def kill(*processes: subprocess.Popen[bytes]) -> None:
    """SIGKILL, all before any is waited for."""
    for process in processes:
        process.send_signal(signal.SIGKILL)
    for process in processes:
        assert process.wait(60) == -signal.SIGKILL, "it had ended before it was killed"


def wait_until(true: Callable[[], object], seconds: float = 300, pause: float = 0.005) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"waited {seconds} s in vain"
        time.sleep(pause)


@pytest.fixture(scope="session")
def sqlite_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A furnished installation, copied for every test."""
    home = tmp_path_factory.mktemp("durability") / "home"
    home.mkdir()
    Installation(home).furnish()
    return home


@pytest.fixture(scope="session")
def postgresql_plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    home = tmp_path_factory.mktemp("durability") / "home"
    home.mkdir()
    with new_database() as name:
        Installation(home, address(name)).furnish()
        yield home, name


@pytest.fixture
def sqlite_installation(tmp_path: Path, sqlite_plan: Path) -> Iterator[Installation]:
    shutil.copytree(sqlite_plan, tmp_path / "home")
    with contextlib.closing(Installation(tmp_path / "home")) as found:
        yield found


@pytest.fixture
def postgresql_installation(
    tmp_path: Path, postgresql_plan: tuple[Path, str]
) -> Iterator[Installation]:
    home, plan = postgresql_plan
    shutil.copytree(home, tmp_path / "home")
    with (
        new_database(f"TEMPLATE {plan}") as name,
        contextlib.closing(Installation(tmp_path / "home", address(name))) as found,
    ):
        yield found


POSTGRESQL = pytest.param("postgresql", marks=needs_postgresql)
on_postgresql = pytest.mark.parametrize("installation", [POSTGRESQL], indirect=True)


@pytest.fixture(params=["sqlite", POSTGRESQL])
def installation(request: pytest.FixtureRequest) -> Installation:
    return request.getfixturevalue(f"{request.param}_installation")


def address(database: str) -> str:
    return f"{PG.rpartition('/')[0]}/{database}"


@contextmanager
def new_database(how: str = "") -> Iterator[str]:
    name = f"durability_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(PG, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} {how}")
        try:
            yield name
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
