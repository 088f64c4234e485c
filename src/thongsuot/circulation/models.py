"""The ledger: who should have an edition, what was sent where, and which bodies have answered."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thongsuot.circulation.terms import (
    DeliveryState,
    DispatchReason,
    DispatchState,
    FollowUp,
    Through,
)
from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models import Person, Unit
from thongsuot.network.terms import ChannelName
from thongsuot.releases.models import Edition, Topic


class TopicFollowing(models.Model):
    """A person wants editions of a topic."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="topics_followed")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="followers")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "topic"], name="topic_followed_once")
        ]


class SavedList(models.Model):
    """A list of people kept by a unit for its own dispatches."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    people = models.ManyToManyField(Person, related_name="+")


class Dispatch(models.Model):
    """One sending of an edition to an audience, frozen when it was made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="dispatches")
    reason = models.CharField(max_length=12, choices=choices(DispatchReason))
    audience = models.JSONField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, db_index=True)
    acknowledge_by = models.DateTimeField(null=True)
    under_embargo = models.BooleanField(default=False)
    not_before = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    again = models.BooleanField(default=False)  # also to those who have the edition
    note = models.TextField(blank=True)  # the sender's words above the text
    asks = models.BooleanField(default=False)  # a request: only an answer settles what is owed
    carried_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="carries")
    """The dispatch whose mail names this edition too: people have it, nothing is sent for it."""
    state = models.CharField(
        max_length=10, choices=choices(DispatchState), default=DispatchState.PLANNING
    )
    planned_until = models.UUIDField(null=True)  # the last person planned; people go by id
    closed_at = models.DateTimeField(null=True)  # the plan was closed: sending may begin
    done_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)  # moves with every change; the page's ETag


class Recipient(models.Model):
    """A person who should have the edition through this dispatch, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="recipients")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="received")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    acknowledgement = models.ForeignKey(
        "Acknowledgement", models.PROTECT, null=True, related_name="people"
    )
    held_since = models.DateTimeField(null=True)  # agreed to hold an embargo

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "person"], name="recipient_once")
        ]
        indexes: ClassVar = [models.Index(fields=["person", "edition"])]


class Delivery(models.Model):
    """One address on a push channel for one recipient: the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=12, choices=choices(ChannelName))
    contact_point = models.UUIDField()
    address = models.CharField(max_length=320)
    state = models.CharField(
        max_length=10, choices=choices(DeliveryState), default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    batch = models.PositiveIntegerField()  # deliveries of a batch share a connection and a job
    claim = models.UUIDField(null=True)  # the run of that job that has it in hand
    tried = models.JSONField(default=list)  # contact points that failed before this one, and why
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipient", "channel"], name="delivery_once"),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(sent_at__isnull=False),
                name="sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.FAILED) | ~Q(reason=""),
                name="failure_has_its_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["dispatch", "batch", "state"])]


class Acknowledgement(models.Model):
    """What one body owes for one dispatch: its leader or an officer settles it for all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="acknowledgements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    through = models.CharField(max_length=10, choices=choices(Through), blank=True)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    follow_up = models.CharField(max_length=16, choices=choices(FollowUp), default=FollowUp.NONE)
    next_follow_up_at = models.DateTimeField(null=True, db_index=True)
    reminded_at = models.DateTimeField(null=True)  # by hand, beside the steps of following up

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "unit"], name="body_answers_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="settled_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(through=""),
                name="settled_has_how",
            ),
        ]


class FollowUpAct(models.Model):
    """One act of following up a late body: kept, shown, measured."""

    acknowledgement = models.ForeignKey(
        Acknowledgement, models.PROTECT, related_name="follow_up_acts"
    )
    stage = models.CharField(max_length=16, choices=choices(FollowUp))
    at = models.DateTimeField(default=clock.now)
    people = models.JSONField(default=list)  # who was told

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["acknowledgement", "stage"], name="followed_up_once_per_stage"
            )
        ]


class ReadinessDay(models.Model):
    """How ready the network was on a day: counts of bodies, of one kind or ("") of all.

    A measure, computed from the records by a sweep: no act, so no entry in the journal.
    """

    day = models.DateField()
    kind = models.CharField(max_length=20, blank=True)
    bodies = models.PositiveIntegerField()
    with_leader = models.PositiveIntegerField()
    with_officer = models.PositiveIntegerField()
    verified = models.PositiveIntegerField()
    two_channels = models.PositiveIntegerField()
    reached = models.PositiveIntegerField()
    ready = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "kind"], name="readiness_once_a_day")
        ]
