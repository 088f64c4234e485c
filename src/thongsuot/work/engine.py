"""DBOS over Django's database: its address, its tables, and enqueueing inside our transaction.

The trap this module exists for: SQLAlchemy, handed Django's connection, rolls it back when it
first connects and again when it lets go. Django then reports success while its row is gone and
the job stays. `_Borrowed` takes commit, rollback and close out of SQLAlchemy's hands.
"""

import os
from typing import Any, TypedDict

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, WorkflowSerializationFormat
from dbos._serialization import DBOSPortableJSONSerializer
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from sqlalchemy.pool import NullPool

APPLICATION = "thongsuot"
# Recovery filters by it. It is not the product's version: raising it would strand waiting work.
APPLICATION_VERSION = "1"


class Call(TypedDict):
    """What the engine stores of one call of a job: plain JSON."""

    key: str
    args: dict[str, Any]
    attempt: int


class _Borrowed:
    """Django's DBAPI connection, lent to SQLAlchemy, which may neither end it nor change it."""

    def __init__(self, lent: Any) -> None:
        object.__setattr__(self, "_lent", lent)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lent, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in {"autocommit", "isolation_level"}:
            setattr(self._lent, name, value)

    def _leave(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing: Django owns the transaction, the connection and its functions."""

    commit = rollback = close = create_function = _leave


def url() -> str:
    """SQLAlchemy's address of Django's default database, the one in use (tests rename it)."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        if connection.is_in_memory_db():  # type: ignore[attr-defined]
            raise ImproperlyConfigured("durable work needs a database file, not one in memory")
        return f"sqlite:///{told['NAME']}"
    address = sa.URL.create(
        "postgresql+psycopg",
        username=told["USER"] or None,
        password=told["PASSWORD"] or None,
        host=told["HOST"] or None,
        port=int(told["PORT"]) if told["PORT"] else None,
        database=str(told["NAME"]),
    )
    return address.render_as_string(hide_password=False)


def config(executor: str) -> DBOSConfig:
    """How a worker runs the engine. Its own connections wait 30 s for SQLite's writer."""
    return {
        "name": APPLICATION,
        "system_database_url": url(),
        "application_version": APPLICATION_VERSION,
        "executor_id": executor,
        "serializer": DBOSPortableJSONSerializer(),
        "sys_db_pool_size": 10,
        "log_level": "WARNING",
        "notification_listener_polling_interval_sec": 1.0,
    }


def make_tables() -> None:
    """Create or upgrade the engine's tables, beside ours."""
    DBOS.migrate(url())


_clients: dict[tuple[int, str], DBOSClient] = {}
_lent_engines: dict[str, sa.Engine] = {}


def client() -> DBOSClient:
    """The engine's client of this process; it connects only when it is asked something."""
    key = (os.getpid(), url())
    if key not in _clients:
        _clients[key] = DBOSClient(
            system_database_url=key[1],
            serializer=DBOSPortableJSONSerializer(),
            application_name=APPLICATION,
            lazy=True,
        )
    return _clients[key]


def enqueue(id: str, *, job: str, lane: str, call: Call, delay: float | None = None) -> None:
    """Write one call into Django's open transaction. An id that exists is left as it is."""
    options: EnqueueOptions = {
        "workflow_name": job,
        "queue_name": lane,
        "workflow_id": id,
        "app_version": APPLICATION_VERSION,
        "serialization_type": WorkflowSerializationFormat.PORTABLE,
    }
    if delay is not None:
        options["delay_seconds"] = delay
    with _lent_engine().connect() as lent:
        client().enqueue_in_transaction(lent, options, call)


def _lent_engine() -> sa.Engine:
    """An SQLAlchemy engine whose every connection is Django's own of the calling thread."""
    kind = connection.vendor
    if kind not in _lent_engines:
        dialect = "sqlite://" if kind == "sqlite" else "postgresql+psycopg://"
        options = {} if kind == "sqlite" else {"use_native_hstore": False}
        _lent_engines[kind] = sa.create_engine(
            dialect, creator=_lend, poolclass=NullPool, **options
        )
    return _lent_engines[kind]


def _lend() -> Any:
    connection.ensure_connection()
    return _Borrowed(connection.connection)
