"""Sheets on their way into the network: the file, what was read of it, what each row comes to.

All of it is there for the days until it is decided, and then erased: counts stay, people do not.
"""

import uuid
from typing import ClassVar

from django.db import models

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models.people import Person
from thongsuot.network.terms import RowOutcome, SheetState


class Sheet(models.Model):
    """One table of one file, from the day it was brought until its rows are erased.

    `columns`: for each column {"heading", "field", "group", "refused"}; `settings`: what holds for
    all rows that say nothing else, {"unit", "role", "province"}; `counts`: rows by outcome.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=255)  # of the file
    tab = models.CharField(max_length=100, blank=True)  # of the sheet in it
    title = models.TextField(blank=True)  # the lines above the headings
    state = models.CharField(max_length=10, choices=choices(SheetState), default=SheetState.COLUMNS)
    columns = models.JSONField(default=list)
    settings = models.JSONField(default=dict)
    encodings = models.JSONField(default=list)
    brought_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(default=clock.now)
    round = models.PositiveSmallIntegerField(default=0)  # how often it was read
    rows_read = models.PositiveIntegerField(default=0)
    read_whole = models.BooleanField(default=False)
    rows_judged = models.PositiveIntegerField(default=0)
    rows_written = models.PositiveIntegerField(default=0)  # the place it was written up to
    counts = models.JSONField(default=dict)
    failure = models.JSONField(default=dict)  # {"code", "params"}, where it cannot be read on
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)


class SheetFile(models.Model):
    """The bytes as they came, columns that are never kept included: erased with the decision."""

    sheet = models.OneToOneField(Sheet, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()


class SheetRow(models.Model):
    """One person or body of a sheet. `line` is what was read, `cells` what was written, `after`
    how the network would be; all of it personal data, and erased with the sheet's rows."""

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField()
    number = models.PositiveIntegerField()  # of the row in the file
    line = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)
    about = models.CharField(max_length=140, blank=True)
    unit = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=choices(RowOutcome), blank=True)
    changes = models.JSONField(default=list)
    after = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    candidates_are = models.CharField(max_length=6, blank=True)  # unit | person
    unit_choice = models.CharField(max_length=36, blank=True)
    person_choice = models.CharField(max_length=36, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "place"], name="one_row_per_place")
        ]
        indexes: ClassVar = [
            models.Index(fields=["sheet", "outcome", "place"]),
            models.Index(fields=["sheet", "about"]),
        ]
