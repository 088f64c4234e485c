"""Rows of durable work that the engine does not keep: holds on sending, and live workers."""

from django.db import models


class Hold(models.Model):
    """Nothing is sent while a hold stands. A restored copy of the data begins with one."""

    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    lifted_by = models.CharField(max_length=64, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["lifted_at"]),)


class Worker(models.Model):
    """A worker process under its executor id. `seen_at` is empty once it stopped by itself."""

    executor = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
