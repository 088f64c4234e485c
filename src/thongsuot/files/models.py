"""Rows of stored files. The bytes are in Django's default storage, under their SHA-256."""

import uuid

from django.db import models

from thongsuot.lib import clock


class File(models.Model):
    """An uploaded file: its own name, its real type, and the opaque subject it belongs to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(max_length=80, db_index=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField(default=clock.now)
