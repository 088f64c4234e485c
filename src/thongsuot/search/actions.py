"""The only writers of the index. Part of upper rooms' commands: they write no journal entries."""

from uuid import UUID

from django.db import connection, transaction

from thongsuot.search.models import Indexed
from thongsuot.search.words import line, storable, words_of

AT_ONCE = 500


@transaction.atomic
def index(kind: str, subject: UUID | str, title: str, text: str) -> Indexed:
    """Make a thing findable, or findable by its new words."""
    row, _ = Indexed.objects.update_or_create(
        kind=kind, subject=subject, defaults=_columns(title, text)
    )
    return row


@transaction.atomic
def remove(kind: str, subject: UUID | str) -> bool:
    """Take a thing out of the index; whether it was there."""
    gone, _ = Indexed.objects.filter(kind=kind, subject=subject).delete()
    return gone > 0


def rebuild() -> int:
    """Write every row's words anew, as after a change of `fold`; how many rows. Short locks."""
    done, last = 0, 0
    while rows := list(Indexed.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        for row in rows:
            for name, value in _columns(row.title, row.text).items():
                setattr(row, name, value)
        Indexed.objects.bulk_update(rows, list(_columns("", "")), batch_size=50)
        done, last = done + len(rows), rows[-1].pk
    _rebuild_twin()
    return done


def _rebuild_twin() -> None:
    """PostgreSQL's vectors are columns of the table itself and need nothing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")


def _columns(title: str, text: str) -> dict[str, str]:
    title, text = storable(title), storable(text)
    of_title, of_text = words_of(title), words_of(text)
    return {
        "title": title,
        "text": text,
        "title_exact": line(word.exact for word in of_title),
        "exact": line(word.exact for word in of_text),
        "title_folded": line(word.folded for word in of_title),
        "folded": line(word.folded for word in of_text),
    }
