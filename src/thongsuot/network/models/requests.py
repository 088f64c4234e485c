"""Rows of privacy: what data subjects asked, who was looked up, who turned out to be one person."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models.people import Person
from thongsuot.network.terms import RequestKind, RequestOutcome


class DataRequest(models.Model):
    """A data subject asks something of the network, and when the law wants it answered and done.

    The subject is a person of the network, or somebody outside: then `name` and `reach` say who
    and how to answer. Words leave a year after closing; that it was asked and met stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=choices(RequestKind))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="data_requests")
    name = models.CharField(max_length=120, blank=True)
    reach = models.CharField(max_length=320, blank=True)
    text = models.TextField(blank=True)
    third_party = models.BooleanField(default=False)
    received_at = models.DateTimeField(default=clock.now)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer_due = models.DateTimeField(null=True)
    act_due = models.DateTimeField(null=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    sure = models.BooleanField(default=False)  # whether the rows of law and days were found
    extended_because = models.TextField(blank=True)
    extended_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=choices(RequestOutcome), blank=True)
    closed_at = models.DateTimeField(null=True, db_index=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)  # of a refusal, or what law keeps
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="data_request_closed_with_outcome",
            ),
        ]


class Look(models.Model):
    """An entry of the journal concerns the private address of this person: who looked is there."""

    entry = models.BigIntegerField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="looks")
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "entry"], name="look_once_per_entry")
        ]


class Merge(models.Model):
    """Two rows were one person. `moved` holds ids and days, to undo it exactly; no addresses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    moved = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(kept=F("other")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"
            ),
        ]


class NotSame(models.Model):
    """Somebody looked: these two are different people. The smaller id stands first."""

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="not_same_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_same_in_order"),
        ]
