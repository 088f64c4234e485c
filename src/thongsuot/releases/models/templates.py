"""What a new text begins from."""

import uuid
from typing import ClassVar

from django.db import models

from thongsuot.lib import clock
from thongsuot.network.models import Person, Unit
from thongsuot.releases.models.texts import Kind


class Template(models.Model):
    """A beginning for texts of a kind, of every unit or of one; kept by the centre.

    `required` are headings that must stand in the body with words below them; `standing` closes
    every text that begins here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, blank=True)  # of one that is shipped, whatever its name
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="templates")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")  # null: every unit
    name = models.CharField(max_length=160)
    title = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    required = models.JSONField(default=list, blank=True)
    standing = models.TextField(blank=True)
    with_contact = models.BooleanField(default=True)  # the unit's spokesperson and officer below
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="template_code_once"
            )
        ]
