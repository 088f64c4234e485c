"""The database's own guard: no entry is deleted, and none changed but by its one sealing.

Whoever may write SQL may also drop a trigger; the chain finds that out. The trigger stops the
mistakes: a console, a migration, a cascade.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

CONTENT = ["id", "at", "act", "by", "subject_kind", "subject_id", "facts"]


def install(connection: BaseDatabaseWrapper) -> None:
    remove(connection)
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def remove(connection: BaseDatabaseWrapper) -> None:
    names = ["journal_entry_kept", "journal_entry_unchanged", "journal_entry_whole"]
    on = "" if connection.vendor == "sqlite" else " ON journal_entry"
    _run(connection, [f"DROP TRIGGER IF EXISTS {name}{on}" for name in names])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_CHANGED = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in CONTENT)
SQLITE = [
    (
        "CREATE TRIGGER journal_entry_kept BEFORE DELETE ON journal_entry"
        " BEGIN SELECT RAISE(ABORT, 'a journal entry is never deleted'); END"
    ),
    (
        "CREATE TRIGGER journal_entry_unchanged BEFORE UPDATE ON journal_entry"
        f" WHEN OLD.number IS NOT NULL OR NEW.number IS NULL OR {_CHANGED}"
        " BEGIN SELECT RAISE(ABORT, 'a journal entry is never changed'); END"
    ),
]

_CHANGED_PG = " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in CONTENT)
POSTGRESQL = [
    (
        "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'a journal entry is never changed or deleted'; END $$"
    ),
    (
        "CREATE TRIGGER journal_entry_kept BEFORE DELETE ON journal_entry"
        " FOR EACH ROW EXECUTE FUNCTION journal_refuse()"
    ),
    (
        "CREATE TRIGGER journal_entry_whole BEFORE TRUNCATE ON journal_entry"
        " FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
    ),
    (
        "CREATE TRIGGER journal_entry_unchanged BEFORE UPDATE ON journal_entry FOR EACH ROW"
        f" WHEN (OLD.number IS NOT NULL OR NEW.number IS NULL OR {_CHANGED_PG})"
        " EXECUTE FUNCTION journal_refuse()"
    ),
]
