"""`flush` empties the whole database on purpose; the journal's guard steps aside for it."""

from typing import Any

from django.core.management.commands.flush import Command as Flush
from django.db import connections

from thongsuot.journal import triggers


class Command(Flush):
    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        guarded = "journal_entry" in connection.introspection.table_names()
        if guarded:
            triggers.remove(connection)
        try:
            super().handle(**options)
        finally:
            if guarded:
                triggers.install(connection)
