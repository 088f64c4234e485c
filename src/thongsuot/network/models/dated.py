"""Rows that are true from a day to a day."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q


class DatedRows(models.QuerySet[Any]):
    """The one place where rows are narrowed to a day."""

    def on(self, day: date) -> Self:
        """Those that are true on that day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def touching(self, first: date, last: date | None) -> Self:
        """Those that share a day with the span (null: until further notice)."""
        found = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
        return found if last is None else found.filter(valid_from__lte=last)


class Dated(models.Model):
    """True from a day (included) to a day (included; null: until further notice)."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = DatedRows.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_dates_in_order",
            )
        ]


def open_once(*fields: str) -> models.UniqueConstraint:
    """Of these, one at a time until further notice; rules see to overlaps of closed spans."""
    return models.UniqueConstraint(
        fields=fields,
        condition=Q(valid_to__isnull=True),
        name="%(app_label)s_%(class)s_one_until_further_notice",
    )
