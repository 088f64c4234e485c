"""What units are asked, what they answered, and what was made of the answers."""

import uuid
from typing import ClassVar

from django.db import models

from thongsuot.circulation.models import Dispatch
from thongsuot.exchange.terms import Into, RequestState, Rhythm
from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models import Immutable, Person, Unit
from thongsuot.releases.models import Edition, Release, Topic


class Asking(models.Model):
    """What a request and a routine have in common. `wants` is a list of `Wanted`; `series` is a
    list of ids in the bank."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # who asks
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    question = models.TextField()
    wants = models.JSONField(default=list)
    series = models.JSONField(default=list, blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+")
    audience = models.JSONField()  # circulation's Audience as data

    class Meta:
        abstract = True


class Routine(Asking):
    """A request that is asked again: every week on a day, or every month on a day, at an hour."""

    rhythm = models.CharField(max_length=8, choices=choices(Rhythm))
    day = models.PositiveSmallIntegerField()  # 1 Monday … 7 Sunday; or 1 … 28 of the month
    hour = models.PositiveSmallIntegerField()  # in Viet Nam
    answer_within_hours = models.PositiveSmallIntegerField(default=48)
    next_at = models.DateTimeField(null=True, db_index=True)  # null: it rests
    created_at = models.DateTimeField(default=clock.now)


class Request(Asking):
    """A question to units. It circulates as an edition; an answer settles what a unit owes."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="+")
    dispatch = models.OneToOneField(Dispatch, models.PROTECT, related_name="+")
    routine = models.ForeignKey(Routine, models.PROTECT, null=True, related_name="requests")
    asked_at = models.DateTimeField(default=clock.now, db_index=True)
    due_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=8, choices=choices(RequestState), default=RequestState.OPEN)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")


class Answer(Immutable):
    """What a unit answered. A change of mind is a further answer; the newest counts, none is lost.
    `noted_by` is the coordinator who wrote down what `answered_by` said on the telephone.

    `figures` are ids of values that were stated into the bank with it, `files` ids in the files
    room.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="answers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)
    nothing = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    figures = models.JSONField(default=list, blank=True)
    files = models.JSONField(default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "unit", "number"], name="answer_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(nothing=False) | models.Q(text=""),
                name="nothing_is_nothing",
            ),
        ]


class Consolidation(Immutable):
    """Answers made into a draft, a message house or a sheet; which ones, so that none is lost."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="consolidations")
    into = models.CharField(max_length=8, choices=choices(Into))
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    answers = models.ManyToManyField(Answer, related_name="consolidations")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
