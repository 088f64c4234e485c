"""What editions said in figures, and what people made of the remarks on their texts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models import Immutable, Person
from thongsuot.releases.models.editions import Edition
from thongsuot.releases.models.texts import Release
from thongsuot.releases.verdicts import LONGEST_MATCH, LONGEST_NOTE, DismissReason, Outcome


class Extraction(models.Model):
    """An edition whose figures were read out, by which version of the reading. One that holds no
    figure has this row alone, so that nobody reads it again."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="extraction")
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=clock.now)


class Statement(Immutable):
    """A sentence of an edition with one figure in it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="statements")
    version = models.PositiveSmallIntegerField()
    """Of the extraction; rows of an older one are no longer looked at."""
    position = models.PositiveIntegerField()
    sentence = models.TextField()
    number = models.DecimalField(max_digits=30, decimal_places=6)
    measure = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "version", "position"], name="statement_place_once"
            )
        ]


class Verdict(models.Model):
    """What somebody made of a remark. Written once, but that a dismissal may be taken back."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="verdicts")
    rule = models.CharField(max_length=20, db_index=True)
    rule_version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=32)
    match = models.CharField(max_length=LONGEST_MATCH, blank=True)
    outcome = models.CharField(max_length=10, choices=choices(Outcome))
    reason = models.CharField(max_length=12, choices=choices(DismissReason), blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    restored_at = models.DateTimeField(null=True)
    restored_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["release", "fingerprint"],
                condition=Q(outcome=Outcome.DISMISSED, restored_at__isnull=True),
                name="dismissed_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.DISMISSED) ^ Q(reason=""),
                name="dismissal_has_its_reason",
            ),
        ]
