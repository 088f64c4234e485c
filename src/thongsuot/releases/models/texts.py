"""The living work and what is written in it: Release, Draft, Revision, Comment."""

import uuid
from typing import ClassVar

from django.db import models

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models import Immutable, Person, Unit
from thongsuot.releases.terms import Follows, PolicyStage, Reach, ReleaseState


class Kind(models.Model):
    """A kind of edition: data, shipped with the profile and edited by the centre.

    `route` is a list of {"roles": […], "at": "unit"|"centre"}; empty for a kind that states
    nothing and only asks: it is issued without approval and never leaves the units.
    """

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    reach = models.CharField(max_length=10, choices=choices(Reach))
    route = models.JSONField()
    follows = models.CharField(max_length=10, choices=choices(Follows), blank=True)
    urgent = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)


class Topic(models.Model):
    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    owner = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    deputies = models.ManyToManyField(Unit, related_name="+")  # who answers where the owner cannot
    keywords = models.TextField(blank=True)  # what people call it in their own words, one a line
    review_every_days = models.PositiveSmallIntegerField(default=90)
    review_on = models.DateField(null=True)  # of the message house that stands; null: none yet
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)


class Release(models.Model):
    """The living work: one text on its way from the first line to an edition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.ForeignKey(Kind, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="releases")
    author = models.ForeignKey(Person, models.PROTECT, related_name="releases")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=choices(ReleaseState), default=ReleaseState.DRAFT
    )
    reach = models.CharField(max_length=10, choices=choices(Reach))
    policy_stage = models.CharField(
        max_length=10, choices=choices(PolicyStage), default=PolicyStage.NONE
    )
    cleared_for_publication = models.BooleanField(default=False)
    cleared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(null=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    release_at = models.DateTimeField(null=True, blank=True)
    urgent = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="vi")
    template = models.ForeignKey("Template", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=300, blank=True)  # of the newest revision, for lists
    predecessor = models.ForeignKey(
        "Edition", models.PROTECT, null=True, blank=True, related_name="successors_in_work"
    )
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now, db_index=True)


class Text(models.Model):
    """What is written, alike in a draft, a revision and an edition.

    `files` is a list of {"file": id, "role": …, "caption": …, "credit": …}. `house` is a message
    house as data (`releases.houses`), empty for every other kind; its open lines are the body too.
    """

    title = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    files = models.JSONField(default=list, blank=True)
    house = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class Draft(Text):
    """One person's unsaved copy: what autosave keeps. Save turns it into a Revision."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    base = models.PositiveIntegerField(default=0)  # number of the revision it started from
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "person"], name="one_draft_per_person")
        ]


class Revision(Immutable, Text):
    """An immutable save."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "number"], name="revision_number_once")
        ]


class Comment(models.Model):
    """A human remark on a text (góp ý); settled, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, models.CASCADE, related_name="comments")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="comments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    quote = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
