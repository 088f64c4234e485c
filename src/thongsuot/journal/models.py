"""Rows of the journal. Triggers in the database guard them too: see `triggers.py`."""

from typing import Any, NoReturn

from django.db import models


class Immutable(Exception):
    """Entries are added and sealed, never changed or deleted."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def update(self, **_: Any) -> NoReturn:
        raise Immutable("an entry is never changed")

    def delete(self) -> NoReturn:
        raise Immutable("an entry is never deleted")

    def seal(self, *, number: int, previous_hash: str, hash: str) -> int:
        """The sealer's one change: number and hashes of an entry that has none."""
        unsealed = self.filter(number=None)
        return models.QuerySet.update(
            unsealed, number=number, previous_hash=previous_hash, hash=hash
        )


class Entry(models.Model):
    """One act. `number`, `previous_hash` and `hash` stay empty until it is sealed."""

    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=80, db_index=True)
    by = models.CharField(max_length=64, blank=True, db_index=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    number = models.BigIntegerField(null=True, unique=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["id"], condition=models.Q(number=None), name="journal_unsealed"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("an entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("an entry is never deleted")


class Head(models.Model):
    """The last seal, one row. Without it, entries cut off the end would leave no trace."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class Cursor(models.Model):
    """How far a subscriber has read, and what stopped it last."""

    subscriber = models.CharField(max_length=80, primary_key=True)
    number = models.BigIntegerField(default=0)
    failures = models.IntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    retry_at = models.DateTimeField(null=True)


class Salt(models.Model):
    """The secret under the digests of one subject. Deleting it makes them mean nothing."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="one_salt"),
        )
