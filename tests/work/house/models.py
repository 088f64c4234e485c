from django.db import models


class Effect(models.Model):
    """Something a job or a sweep did, in which process, and when."""

    what = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    pid = models.IntegerField()
    at = models.FloatField()

    class Meta:
        app_label = "house"
