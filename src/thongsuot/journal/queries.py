"""What others may ask of the journal."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.db.models import Q

from thongsuot.journal import chain
from thongsuot.journal.models import Cursor, Entry, Head
from thongsuot.journal.subscribers import registered
from thongsuot.journal.terms import FIRST, EntryView, Listening, Verdict


def view(entry: Entry) -> EntryView:
    return EntryView(
        id=entry.pk,
        number=entry.number,
        at=entry.at,
        act=entry.act,
        by=entry.by,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        facts=entry.facts,
        hash=entry.hash or None,
    )


def entries(
    subject: tuple[str, object] | None = None,
    act: str | None = None,
    by: object = None,
    before: int | None = None,
    limit: int = 50,
    since: datetime | None = None,
    until: datetime | None = None,
    within: Mapping[str, Collection[object]] | None = None,
    within_by: object = None,
    ids: Collection[int] | None = None,
    after: int | None = None,
) -> list[EntryView]:
    """The latest entries first, sealed or not; `before` is the `id` where the last page ended.

    `since` and `until` narrow by time (until: not included). With `within` (per kind of subject
    the ids that may be shown) only entries about these are found, and those by `within_by`. `ids`
    asks for certain entries, `after` for those written since one.
    """
    rows = Entry.objects.order_by("-id")
    if subject:
        rows = rows.filter(
            subject_kind=subject[0], subject_id=str(getattr(subject[1], "pk", subject[1]))
        )
    if act:
        rows = rows.filter(act=act)
    if by is not None:
        rows = rows.filter(by=str(getattr(by, "pk", by)))
    if before is not None:
        rows = rows.filter(id__lt=before)
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lt=until)
    if within is not None:
        rows = rows.filter(_shown(within, within_by))
    if after is not None:
        rows = rows.filter(id__gt=after)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return [view(row) for row in rows[:limit]]


def _shown(within: Mapping[str, Collection[object]], by: object) -> Q:
    shown = Q(pk__in=()) if by is None else Q(by=str(getattr(by, "pk", by)))
    for kind, ids in within.items():
        shown |= Q(subject_kind=kind, subject_id__in=[str(id) for id in ids])
    return shown


def sealed(
    *, after: int, until: int, acts: frozenset[str] = frozenset(), batch: int = 200
) -> Iterator[EntryView]:
    """Sealed entries in order of number, after one and up to another, of these acts (or all)."""
    rows = Entry.objects.filter(number__lte=until).order_by("number")
    rows = rows.filter(act__in=acts) if acts else rows
    # Page by page and never one long cursor: a subscriber writes between two entries.
    while page := list(rows.filter(number__gt=after)[:batch]):
        yield from (view(row) for row in page)
        after = page[-1].number or after


def sealed_count() -> int:
    """The number of the last sealed entry."""
    return Head.objects.values_list("number", flat=True).first() or 0


def unsealed_count() -> int:
    return Entry.objects.filter(number=None).count()


def listening() -> list[Listening]:
    """Every subscriber, where it is, and what stopped it last."""
    head = sealed_count()
    cursors = {cursor.pk: cursor for cursor in Cursor.objects.all()}
    found = []
    for name in sorted({s.name for s in registered()} | set(cursors)):
        c = cursors.get(name) or Cursor(subscriber=name)
        found.append(Listening(name, c.number, head - c.number, c.failures, c.reason, c.retry_at))
    return found


def verify() -> Verdict:
    """Prove the chain from the first entry to the last seal, naming the first broken entry."""
    head = Head.objects.first() or Head(number=0, hash=FIRST)
    unsealed = unsealed_count()
    number, previous = 0, FIRST
    rows = Entry.objects.filter(number__isnull=False).order_by("number")
    for entry in rows.iterator(chunk_size=1000):
        reason = _broken(entry, number + 1, previous)
        if not reason and entry.number == head.number and entry.hash != head.hash:
            reason = "changed"
        if reason:
            return Verdict(False, number, number + 1, reason, unsealed)
        number, previous = number + 1, entry.hash
    if number < head.number:
        return Verdict(False, number, number + 1, "cut_off", unsealed)
    return Verdict(True, number, None, "", unsealed)


def _broken(entry: Entry, number: int, previous: str) -> str:
    if entry.number != number:
        return "missing"
    if entry.previous_hash != previous:
        return "unlinked"
    if entry.hash != chain.hash_of(entry, number, previous):
        return "changed"
    return ""
