"""One table of searchable texts. Its full-text twin is made by the migrations, per engine."""

from typing import ClassVar

from django.db import models


class Indexed(models.Model):
    """A searchable thing, keyed by an opaque subject. Who may see it is not known here.

    The four columns below `text` are its words apart from one another, and are what the twin
    indexes: triggers feed SQLite's `search_words`, generated columns PostgreSQL's vectors.
    """

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    title = models.TextField()
    text = models.TextField()
    title_exact = models.TextField()  # NFC, small letters
    exact = models.TextField()
    title_folded = models.TextField()  # without accents
    folded = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "subject"], name="indexed_once")
        ]
