"""Who may work: one worker on SQLite, any number on PostgreSQL, and who of them is dead.

A lock that dies with its process is the proof of life. On SQLite it is a file lock, and the
executor id is fixed, so that a restarted worker finds its own unfinished calls at once. On
PostgreSQL each worker holds an advisory lock on a connection of its own: a lock that can be
taken means that its owner is dead, and the leader takes over what it left.
"""

import fcntl
import hashlib
import time
import uuid
from pathlib import Path
from typing import IO, Protocol, Self

import psycopg
from django.db import connection

LEADER = "thongsuot.leader"


class AnotherWorker(Exception):
    """SQLite has one worker at a time, and one is running."""


class LockLost(Exception):
    """The connection that proved this worker alive is gone; others may take its calls."""


class Lock(Protocol):
    executor: str

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def check(self) -> None:
        """Raises LockLost."""

    def lead(self) -> bool:
        """Whether this worker is the one that sweeps and takes over."""

    def dead(self, executor: str) -> bool:
        """Whether that worker's lock could be taken; it is then ours until `release`."""

    def release(self, executor: str) -> None: ...


def for_this_database(patience: float = 15) -> Lock:
    """The lock that fits; on SQLite another worker is waited for `patience` seconds."""
    if connection.vendor == "sqlite":
        return FileLock(Path(f"{connection.settings_dict['NAME']}.worker"), patience)
    return AdvisoryLock()


class FileLock:
    """An exclusive lock on a file beside the database."""

    executor = "embedded"

    def __init__(self, path: Path, patience: float) -> None:
        self.path, self.patience = path, patience
        self.file: IO[str] | None = None

    def __enter__(self) -> Self:
        self.file = self.path.open("w")
        until = time.monotonic() + self.patience
        while True:
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return self
            except BlockingIOError:
                if time.monotonic() > until:
                    self.file.close()
                    raise AnotherWorker(str(self.path)) from None
                time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        if self.file:
            self.file.close()

    def check(self) -> None: ...

    def lead(self) -> bool:
        return True

    def dead(self, executor: str) -> bool:
        return False

    def release(self, executor: str) -> None: ...


class AdvisoryLock:
    """Session locks of PostgreSQL, on a connection that notices within seconds that it is cut.

    It must reach the server itself: a pooler that changes sessions between transactions would
    make every lock worthless.
    """

    def __init__(self) -> None:
        self.executor = uuid.uuid4().hex
        self.leading = False
        self.session: psycopg.Connection[tuple[bool]] | None = None

    def __enter__(self) -> Self:
        told = connection.get_connection_params()
        address = {k: told[k] for k in ("dbname", "user", "password", "host", "port") if k in told}
        self.session = psycopg.connect(
            **address,
            autocommit=True,
            application_name="thongsuot worker",
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=10_000,
        )
        self._try(self.executor)
        return self

    def __exit__(self, *_: object) -> None:
        if self.session:
            self.session.close()

    def check(self) -> None:
        self._ask("SELECT true", ())

    def lead(self) -> bool:
        self.leading = self.leading or self._try(LEADER)
        return self.leading

    def dead(self, executor: str) -> bool:
        # The owner of a session lock may take it again: never ask about ourselves.
        return executor != self.executor and self._try(executor)

    def release(self, executor: str) -> None:
        self._ask("SELECT pg_advisory_unlock(%s)", (_number(executor),))

    def _try(self, name: str) -> bool:
        return self._ask("SELECT pg_try_advisory_lock(%s)", (_number(name),))

    def _ask(self, question: str, about: tuple[int, ...]) -> bool:
        assert self.session is not None
        try:
            row = self.session.execute(question, about).fetchone()
        except psycopg.OperationalError as error:
            raise LockLost(type(error).__name__) from None
        return bool(row and row[0])


def _number(name: str) -> int:
    """PostgreSQL's advisory locks are 64-bit numbers."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
