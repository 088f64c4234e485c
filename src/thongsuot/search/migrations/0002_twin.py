"""The full-text twin of `search_indexed`, per engine.

SQLite: an external-content FTS5 table, fed by triggers (a contentless one refuses deletions in
SQLite 3.40, and what is withdrawn must leave the index). Whoever alters `search_indexed` on
SQLite must run `make` again afterwards: Django copies the table and its triggers are lost.
PostgreSQL: generated vectors with GIN.
"""

from django.db import migrations

COLUMNS = ("title_exact", "exact", "title_folded", "folded")
NAMES = ", ".join(COLUMNS)
OLD = ", ".join(f"old.{name}" for name in COLUMNS)
NEW = ", ".join(f"new.{name}" for name in COLUMNS)
TAKE_OUT = (
    f"INSERT INTO search_words(search_words, rowid, {NAMES}) VALUES ('delete', old.id, {OLD});"
)
PUT_IN = f"INSERT INTO search_words(rowid, {NAMES}) VALUES (new.id, {NEW});"

SQLITE = (
    f"CREATE VIRTUAL TABLE search_words USING fts5({NAMES}, content='search_indexed',"
    " content_rowid='id', prefix='2 3', tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER search_put_in AFTER INSERT ON search_indexed BEGIN {PUT_IN} END",
    f"CREATE TRIGGER search_take_out AFTER DELETE ON search_indexed BEGIN {TAKE_OUT} END",
    f"CREATE TRIGGER search_change AFTER UPDATE OF {NAMES} ON search_indexed"
    f" BEGIN {TAKE_OUT} {PUT_IN} END",
    "INSERT INTO search_words(search_words) VALUES ('rebuild')",
)
NOT_SQLITE = (
    "DROP TRIGGER search_put_in",
    "DROP TRIGGER search_take_out",
    "DROP TRIGGER search_change",
    "DROP TABLE search_words",
)


def _vector(name: str, title: str, text: str) -> str:
    return (
        f"ALTER TABLE search_indexed ADD COLUMN {name} tsvector GENERATED ALWAYS AS ("
        f"setweight(to_tsvector('simple', {title}), 'A') ||"
        f" setweight(to_tsvector('simple', {text}), 'D')) STORED"
    )


POSTGRESQL = (
    _vector("folded_vector", "title_folded", "folded"),
    _vector("exact_vector", "title_exact", "exact"),
    "CREATE INDEX search_folded_words ON search_indexed USING gin (folded_vector)",
)
NOT_POSTGRESQL = (
    "ALTER TABLE search_indexed DROP COLUMN folded_vector, DROP COLUMN exact_vector",
)


def make(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": NOT_SQLITE, "postgresql": NOT_POSTGRESQL}[vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
