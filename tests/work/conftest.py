"""Real processes on a real database of their own: what is tested is what survives kill -9."""

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
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import pytest

HERE = Path(__file__).parent
PG = os.environ.get("THONGSUOT_TEST_PG_URL", "")
needs_postgresql = [
    pytest.mark.postgresql,
    pytest.mark.skipif(not PG, reason="needs PostgreSQL: THONGSUOT_TEST_PG_URL is not set"),
]

BEGIN = """
import json, os, sys, threading, time
import django
django.setup()
from django.db import connection, transaction
from thongsuot.lib import clock
from thongsuot.work import actions, queries, worker
from house.models import Effect
def say(it): print(json.dumps(it))
def effects(*what): return list(
    Effect.objects.filter(what__in=what).order_by("at").values_list("what", "key", "pid"))
"""


class House:
    """A database and the processes on it."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.database = home, database
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("THONGSUOT_")},
            "HOUSE_HOME": str(home),
            "HOUSE_DATABASE": database,
            "DJANGO_SETTINGS_MODULE": "house.settings",
            "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent.parent / "src")]),
        }
        self.log = home / "worker.log"
        self.workers: list[subprocess.Popen[bytes]] = []

    def do(self, code: str) -> Any:
        """Run code in a process of its own; what it last said."""
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + textwrap.dedent(code)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1]) if done.stdout else None

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", BEGIN + "worker.serve()"],
                env={**self.environment, **environment},
                stderr=log,
            )
        self.workers.append(process)
        return process

    def effects(self, *what: str, until: int = 0, seconds: float = 120) -> list[list[Any]]:
        """[what, key, pid] in order, once there are `until` of them."""
        end = time.monotonic() + seconds
        while len(found := self._effects(what)) < until:
            assert time.monotonic() < end, found
            time.sleep(0.05)
        return found

    def _effects(self, what: tuple[str, ...]) -> list[list[Any]]:
        asked = 'SELECT what, "key", pid FROM house_effect ORDER BY "at"'
        return [list(row) for row in self._connection.execute(asked).fetchall() if row[0] in what]

    def enough(self) -> None:
        """Whoever toils may end."""
        self._connection.execute(
            """INSERT INTO house_effect (what, "key", pid, "at") VALUES ('enough', '', 0, 0)"""
        )

    @cached_property
    def _connection(self) -> Any:
        """Beside Django: a look takes a millisecond, a process of its own a second."""
        if self.database:
            return psycopg.connect(self.database, autocommit=True)
        file = self.home / "thongsuot.sqlite3"
        return sqlite3.connect(file, timeout=20, isolation_level=None)

    def close(self) -> None:
        if "_connection" in vars(self):
            self._connection.close()
        for process in self.workers:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                process.wait()


MIGRATE = """
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)
"""


@pytest.fixture(scope="session")
def sqlite_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty house, copied for every test."""
    home = tmp_path_factory.mktemp("plan")
    House(home, "").do(MIGRATE)
    return home / "thongsuot.sqlite3"


@pytest.fixture(scope="session")
def postgresql_plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with _database() as name:
        House(tmp_path_factory.mktemp("plan"), _address(name)).do(MIGRATE)
        yield name


@pytest.fixture
def sqlite_house(tmp_path: Path, sqlite_plan: Path) -> Iterator[House]:
    shutil.copy(sqlite_plan, tmp_path)
    yield from _house(House(tmp_path, ""))


@pytest.fixture
def postgresql_house(tmp_path: Path, postgresql_plan: str) -> Iterator[House]:
    with _database(f"TEMPLATE {postgresql_plan}") as name:
        yield from _house(House(tmp_path, _address(name)))


POSTGRESQL = pytest.param("postgresql", marks=needs_postgresql)
on_postgresql = pytest.mark.parametrize("house", [POSTGRESQL], indirect=True)


@pytest.fixture(params=["sqlite", POSTGRESQL])
def house(request: pytest.FixtureRequest) -> House:
    return request.getfixturevalue(f"{request.param}_house")


def _house(house: House) -> Iterator[House]:
    try:
        yield house
    finally:
        house.close()


def _address(database: str) -> str:
    return f"{PG.rpartition('/')[0]}/{database}"


@contextmanager
def _database(how: str = "") -> Iterator[str]:
    name = f"house_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(PG, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} {how}")
        try:
            yield name
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
