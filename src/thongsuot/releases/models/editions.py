"""What is kept for ever: the sealed edition, its files, numbers and keys."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models import Immutable, Person, Unit
from thongsuot.releases.models.texts import Kind, Release, Revision, Topic
from thongsuot.releases.terms import EditionState, FileRole, PolicyStage, Reach


class Edition(models.Model):
    """The numbered, approved, sealed thing that circulates.

    Only `state`, `superseded_by` and `opened_at` ever change, by opening and by successors.
    `stored` are the sealed bytes (JSON of title, summary, body, files and, of a message house, its
    open lines), never serialised again. `guarded` are the sealed bytes of the lines that stay
    inside the units, whatever the reach: empty where there are none.
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
    guarded = models.BinaryField(default=b"")
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
