"""Rows of the living work (Release, Draft), of what is kept for ever (Revision, Approval,
Edition), and of the route between them."""

import uuid
from typing import ClassVar, Never

from django.db import models
from django.db.models import F, Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models import Person, Unit
from thongsuot.releases.terms import (
    Decision,
    EditionState,
    FileRole,
    Follows,
    PolicyStage,
    Reach,
    ReleaseState,
    StepState,
)


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


class Kind(models.Model):
    """A kind of edition: data, shipped with the profile and edited by the centre.

    `route` is a list of {"roles": […], "at": "unit"|"centre"}.
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
    embargo_until = models.DateTimeField(null=True, blank=True)
    release_at = models.DateTimeField(null=True, blank=True)
    urgent = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="vi")
    title = models.CharField(max_length=300, blank=True)  # of the newest revision, for lists
    predecessor = models.ForeignKey(
        "Edition", models.PROTECT, null=True, blank=True, related_name="successors_in_work"
    )
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now, db_index=True)


class Text(models.Model):
    """What is written, alike in a draft, a revision and an edition.

    `files` is a list of {"file": id, "role": …, "caption": …, "credit": …}.
    """

    title = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    files = models.JSONField(default=list, blank=True)

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


class Edition(models.Model):
    """The numbered, approved, sealed thing that circulates.

    Only `state`, `superseded_by` and `opened_at` ever change, by opening and by successors.
    `stored` are the sealed bytes (JSON of title, summary, body, files), never serialised again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.OneToOneField(Release, models.PROTECT, related_name="edition")
    revision = models.OneToOneField(Revision, models.PROTECT, related_name="edition")
    kind = models.ForeignKey(Kind, models.PROTECT)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="editions")
    unit_name = models.CharField(max_length=255)  # of the day
    unit_short_name = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=100, blank=True)  # where it was issued
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=2, default="vi")
    reach = models.CharField(max_length=10, choices=choices(Reach))
    policy_stage = models.CharField(max_length=10, choices=choices(PolicyStage))
    stored = models.BinaryField()
    manifest = models.BinaryField()
    signature = models.BinaryField()
    key_id = models.CharField(max_length=64)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=choices(EditionState), default=EditionState.STANDING
    )
    sealed_at = models.DateTimeField(default=clock.now)
    embargo_until = models.DateTimeField(null=True)
    visible_from = models.DateTimeField(db_index=True)
    opened_at = models.DateTimeField(null=True)  # when the timer told the house it is out

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(embargo_until__isnull=True) | Q(visible_from__gte=F("embargo_until")),
                name="visible_after_embargo",
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.STANDING, superseded_by__isnull=True)
                | ~Q(state=EditionState.STANDING) & Q(superseded_by__isnull=False),
                name="superseded_has_its_successor",
            ),
        ]

    @property
    def number_label(self) -> str:
        """As printed: "12/2026/TTTT"."""
        parts = (str(self.number), str(self.year), self.unit_short_name)
        return "/".join(part for part in parts if part)


class EditionFile(Immutable):
    """A file as it stands in an edition. `file` is the id in the files room."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    file = models.UUIDField(db_index=True)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    role = models.CharField(max_length=10, choices=choices(FileRole))
    position = models.PositiveSmallIntegerField()
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=120, blank=True)


class Counter(models.Model):
    """The last number given to a unit's editions in a Vietnamese calendar year: no gaps, no twins.

    The row is locked for the length of the sealing, so a number is taken only if it is used.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_counter_a_year")
        ]


class SealKey(models.Model):
    """A public key that ever sealed an edition, kept so that old seals verify after rotation."""

    id = models.CharField(max_length=64, primary_key=True)
    public = models.BinaryField()
    first_used_at = models.DateTimeField(default=clock.now)


class EarlyReader(models.Model):
    """A trusted recipient who may read an edition before its hour, once they agreed to hold it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="early_readers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "person"], name="early_reader_once")
        ]
