"""The ledger: who should have an edition, what was sent where, and which bodies have answered."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thongsuot.circulation.terms import (
    DeliveryOutcome,
    DeliveryState,
    DispatchReason,
    DispatchState,
    FollowUp,
    Said,
    Through,
)
from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.lib.ids import in_order
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
    undo_until = models.DateTimeField(null=True)  # taken back before then, nobody ever had it
    planned_until = models.UUIDField(null=True)  # the last person planned; people go by id
    closed_at = models.DateTimeField(null=True)  # the plan was closed: sending may begin
    done_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)  # its hour went by while nothing worked
    proof_due_at = models.DateTimeField(null=True, db_index=True)  # urgent: look for receipts then
    version = models.PositiveIntegerField(default=0)  # moves with every change; the page's ETag


class Batch(models.Model):
    """Deliveries of a dispatch that share a channel, a connection and a job, with their counts.

    waiting = planned - sent - failed - stopped. The counts are written with the outcomes, and
    counted anew when a run takes the batch and when it leaves it: a page adds up batches, and
    never counts deliveries.
    """

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="batches", db_index=False)
    number = models.PositiveIntegerField()
    channel = models.CharField(max_length=12, choices=choices(ChannelName))
    planned = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    stopped = models.PositiveIntegerField(default=0)
    resent = models.PositiveIntegerField(default=0)  # sent again because an answer was lost

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "number"], name="batch_once")
        ]


class Recipient(models.Model):
    """A person who should have the edition through this dispatch, once."""

    id = models.UUIDField(primary_key=True, default=in_order, editable=False)
    dispatch = models.ForeignKey(
        Dispatch, models.PROTECT, related_name="recipients", db_index=False
    )
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="received", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    acknowledgement = models.ForeignKey(
        "Acknowledgement", models.PROTECT, null=True, related_name="people", db_index=False
    )
    held_since = models.DateTimeField(null=True)  # agreed to hold an embargo

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "person"], name="recipient_once")
        ]
        # A million rows are written at once: an index that no question needs costs seconds.
        indexes: ClassVar = [
            models.Index(fields=["person", "edition"]),
            models.Index(
                fields=["acknowledgement"],
                name="recipient_who_settles",
                condition=Q(acknowledgement__isnull=False),
            ),
        ]


class Delivery(models.Model):
    """One address on a push channel for one recipient: the ledger."""

    id = models.UUIDField(primary_key=True, default=in_order, editable=False)
    dispatch = models.ForeignKey(
        Dispatch, models.PROTECT, related_name="deliveries", db_index=False
    )
    recipient = models.ForeignKey(
        Recipient, models.PROTECT, related_name="deliveries", db_index=False
    )
    channel = models.CharField(max_length=12, choices=choices(ChannelName))
    contact_point = models.UUIDField()
    address = models.CharField(max_length=700)
    state = models.CharField(
        max_length=10, choices=choices(DeliveryState), default=DeliveryState.WAITING
    )
    outcome = models.CharField(max_length=10, choices=choices(DeliveryOutcome), blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    resent = models.PositiveSmallIntegerField(default=0)  # attempts after an answer was lost
    batch = models.PositiveIntegerField()  # the number of its `Batch`
    claim = models.UUIDField(null=True)  # the run of that job that has it in hand
    tried = models.JSONField(default=list)  # contact points that failed before this one, and why
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    via = models.CharField(max_length=60, blank=True)  # the relay or gateway that took it
    remote_id = models.CharField(max_length=120, blank=True)  # what the other side calls it
    received_at = models.DateTimeField(null=True)  # a receipt from beyond the relay or gateway
    bounced_at = models.DateTimeField(null=True)  # taken at first, then sent back

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
        indexes: ClassVar = [
            models.Index(fields=["dispatch", "batch"]),
            models.Index(
                fields=["remote_id"], name="delivery_by_remote_id", condition=~Q(remote_id="")
            ),
        ]


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


class FollowUpPlan(models.Model):
    """How editions of a kind are followed up, where the house changed what is shipped
    (`data/follow_up.json`); `kind` "" is for every kind without a plan of its own."""

    kind = models.CharField(max_length=40, unique=True, blank=True)
    acknowledge_within = models.PositiveIntegerField(null=True)  # minutes; None: only if asked for
    steps = models.JSONField(default=list)  # [{"stage": …, "after": minutes since the hour due}]
    proof_after = models.PositiveIntegerField(null=True)  # minutes; urgent editions only


class Proof(models.Model):
    """Whether an urgent edition was proved to have arrived among bodies of one kind."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="proofs")
    unit_role = models.CharField(max_length=20)
    bodies = models.PositiveIntegerField()
    receipts = models.PositiveIntegerField()  # acknowledgements and receipts from beyond a relay
    checked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "unit_role"], name="proved_once_per_kind")
        ]


class Reply(models.Model):
    """A mail that came back to a dispatch: an acknowledgement, a question, or something automatic.

    `digest` is of its Message-ID, so that a mail that two doors bring is one reply.
    """

    id = models.UUIDField(primary_key=True, default=in_order, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(default=clock.now)
    address = models.CharField(max_length=320)
    recipient = models.ForeignKey(Recipient, models.PROTECT, null=True, related_name="replies")
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, null=True, related_name="replies")
    says = models.CharField(max_length=12, choices=choices(Said))
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    handled_at = models.DateTimeField(null=True, db_index=True)
    handled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)


class FeedLink(models.Model):
    """An address of a feed that shows what its person may see; whoever has it reads along, so it
    can be taken back. Only the token's digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True)
    read_on = models.DateField(null=True)  # the last day it was asked for


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
