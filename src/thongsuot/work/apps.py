"""Registers the room; the engine's own tables are made and upgraded after every `migrate`."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class WorkConfig(AppConfig):
    name = "thongsuot.work"
    label = "work"

    def ready(self) -> None:
        post_migrate.connect(_make_engine_tables, sender=self)


def _make_engine_tables(using: str, **_: Any) -> None:
    if settings.WORK_ENGINE == "dbos" and using == "default":
        from thongsuot.work import engine

        engine.make_tables()
