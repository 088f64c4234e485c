"""Texts taken over from another body's edition, and where editions were posted."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models import Person, Unit
from thongsuot.releases.models.editions import Edition
from thongsuot.releases.models.texts import Release
from thongsuot.releases.terms import OriginMove, Place


class Adaptation(models.Model):
    """That a text was taken over, and what became of its origin since.

    `origin` is the newest edition of it in this house; of another installation `foreign` names it
    ("<installation>/<edition>"). `taken` is what was taken over, `newest` the words that correct
    it (`releases.origins.Origin` as data).
    """

    release = models.OneToOneField(Release, models.PROTECT, related_name="adaptation")
    origin = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="adaptations")
    foreign = models.CharField(max_length=120, blank=True, db_index=True)
    taken = models.JSONField()
    newest = models.JSONField(default=dict)
    taken_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)
    moved = models.CharField(max_length=10, choices=choices(OriginMove), blank=True)
    moved_at = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)  # with the correction, by a person
    compared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(origin__isnull=False) | ~Q(foreign=""), name="adaptation_has_its_origin"
            ),
            models.CheckConstraint(
                condition=Q(moved="") | Q(moved_at__isnull=False), name="moved_has_its_time"
            ),
        ]


class Posting(models.Model):
    """Where and when an edition was put before people: a link, a group, a loudspeaker."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.CharField(max_length=12, choices=choices(Place))
    where = models.CharField(max_length=200)
    link = models.CharField(max_length=700, blank=True)
    posted_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    taken_down_at = models.DateTimeField(null=True)
    taken_down_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
