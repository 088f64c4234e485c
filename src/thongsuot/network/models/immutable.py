"""Rows that are written once."""

from typing import Never

from django.db import models


class Immutable(models.Model):
    """Written once. An update or a deletion is a fault of the program, never of a person."""

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is written once")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> Never:
        raise TypeError(f"{type(self).__name__} is never deleted")
