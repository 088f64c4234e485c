"""The route between a text and its edition: steps, decisions, opinions."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models import Immutable, Person, Unit
from thongsuot.releases.models.texts import Release, Revision
from thongsuot.releases.terms import Decision, StepState


class Step(models.Model):
    """One step of the route a submitted revision is on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, models.CASCADE, related_name="steps")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    roles = models.JSONField()
    state = models.CharField(max_length=10, choices=choices(StepState))
    pending_since = models.DateTimeField(null=True)
    note = models.TextField(blank=True)  # why moved (a code) or skipped (the reason given)
    skipped_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "position"], name="step_position_once")
        ]


class Approval(Immutable):
    """Who decided what on which revision. Never its author; never the same person twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    step = models.OneToOneField(Step, models.PROTECT, related_name="approval")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="approvals")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="approvals")
    deputising = models.BooleanField(default=False)
    decision = models.CharField(max_length=10, choices=choices(Decision))
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(decided_by=F("author")), name="approver_is_not_author"
            ),
            models.UniqueConstraint(fields=["revision", "decided_by"], name="approves_once"),
        ]


class Consultation(models.Model):
    """The topic's owner is asked for an opinion, in parallel, by a time. It never blocks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, models.CASCADE, related_name="consultations")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answer_by = models.DateTimeField()
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "unit"], name="consulted_once")
        ]
