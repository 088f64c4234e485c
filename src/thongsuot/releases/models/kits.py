"""An announcement prepared as one: texts that are approved together and go out together."""

import uuid
from typing import ClassVar

from django.db import models

from thongsuot.lib import clock
from thongsuot.lib.choices import choices
from thongsuot.network.models import Person, Unit
from thongsuot.releases.models.texts import Release, Topic
from thongsuot.releases.terms import PartRole


class Kit(models.Model):
    """One announcement: its parts share the hour, the approvals and the speakers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+")
    embargo_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    dropped_at = models.DateTimeField(null=True)


class KitPart(models.Model):
    """A text of the kit. Exactly one is the release that the others stand behind."""

    kit = models.ForeignKey(Kit, models.CASCADE, related_name="parts")
    release = models.OneToOneField(Release, models.PROTECT, related_name="kit_part")
    role = models.CharField(max_length=16, choices=choices(PartRole))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kit", "role"], name="kit_role_once")
        ]


class KitSpeaker(models.Model):
    """Who speaks, and on what. They may rehearse before the hour."""

    kit = models.ForeignKey(Kit, models.CASCADE, related_name="speakers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    speaks_on = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True)  # promised to hold it until its hour
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kit", "person"], name="kit_speaker_once")
        ]
