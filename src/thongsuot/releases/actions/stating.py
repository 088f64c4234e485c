"""Remembering what an edition says in figures. No act: sealing, and a sweep for older editions,
call it inside their own."""

from django.db.models import Q

from thongsuot.releases import stating
from thongsuot.releases.lines import document_of
from thongsuot.releases.models import Edition, Extraction, Statement

SWEEP = 100  # editions in one go of the sweep: some seconds


def keep_statements(edition: Edition) -> int:
    """Read the figures out of an edition's words; how many there are. Once per version."""
    revision = edition.revision
    document = document_of(edition.release, edition.title, revision.summary, revision.body)
    found = stating.said(document) if edition.language == "vi" else []
    Statement.objects.bulk_create(
        Statement(
            edition=edition,
            version=stating.VERSION,
            position=position,
            sentence=each.sentence,
            number=each.number,
            measure=each.measure,
        )
        for position, each in enumerate(found)
    )
    Extraction.objects.update_or_create(edition=edition, defaults={"version": stating.VERSION})
    return len(found)


def unread() -> list[Edition]:
    """Editions whose figures were never read out, or by an older reading; the newest first."""
    rows = Edition.objects.filter(
        Q(extraction__isnull=True) | Q(extraction__version__lt=stating.VERSION)
    )
    return list(rows.select_related("release", "revision").order_by("-sealed_at")[:SWEEP])
