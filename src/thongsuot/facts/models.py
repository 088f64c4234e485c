"""The bank: what is measured (Indicator), of whom (Series), and what was stated (Value, Target)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thongsuot.facts.terms import Better, Cadence
from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.lib.text.fold import fold
from thongsuot.lib.text.order import sort_key
from thongsuot.network.models import Immutable, Person, Province, Unit
from thongsuot.network.terms import Reach


class Indicator(models.Model):
    """What is measured, alike for every body: one name, one measure, one way that is better."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=200, editable=False, unique=True)
    order = models.CharField(max_length=600, editable=False, db_index=True)
    measure = models.CharField(max_length=40)
    measure_en = models.CharField(max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    better = models.CharField(max_length=8, choices=choices(Better), default=Better.NEITHER)
    cadence = models.CharField(max_length=10, choices=choices(Cadence), default=Cadence.NONE)
    reach = models.CharField(max_length=10, choices=choices(Reach), default=Reach.UNITS)

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)[:200]
        self.order = sort_key(self.name)[:600]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Series(models.Model):
    """An indicator of one unit, of one province, or (both null) of the whole; kept by its owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="series")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    province = models.ForeignKey(Province, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    next_due_on = models.DateField(null=True, db_index=True)
    asked_for = models.DateField(null=True)  # the due day for which the owner was asked last
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(province__isnull=True), name="about_one_thing"
            ),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(unit__isnull=True, province__isnull=True),
                name="series_of_the_whole_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "unit"],
                condition=Q(unit__isnull=False),
                name="series_of_a_unit_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "province"],
                condition=Q(province__isnull=False),
                name="series_of_a_province_once",
            ),
        ]


class Stated(Immutable):
    """Written once: the bank only grows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.DecimalField(max_digits=24, decimal_places=6)
    source = models.CharField(max_length=300)  # the document, with its number and date
    source_url = models.CharField(max_length=500, blank=True)
    stated_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True


class Value(Stated):
    """What a body stated of a series as of a day. A correction is a later statement on that day."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="values")
    as_of = models.DateField()
    stated_for = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    own = models.BooleanField()  # whether that body owned the series then
    file = models.UUIDField(null=True)  # the source document, in the files room
    note = models.CharField(max_length=300, blank=True)
    settles = models.BooleanField(default=False)  # a coordinator decided between bodies

    class Meta:
        indexes: ClassVar = [models.Index(fields=["series", "as_of", "stated_at"])]


class Target(Stated):
    """What a series is to reach by a day. The newest statement for that day counts."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="targets")
    by = models.DateField()
