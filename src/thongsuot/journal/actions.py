"""The only writers of the journal: record an act, seal, tell the subscribers."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from thongsuot.journal import chain, queries
from thongsuot.journal.models import Cursor, Entry, Head, Salt
from thongsuot.journal.subscribers import Subscriber, registered
from thongsuot.journal.terms import FIRST, EntryView, check_act, plain
from thongsuot.lib import clock
from thongsuot.work import registry

BATCH = 500  # entries sealed in one transaction: some 50 ms of SQLite's one writer
LONGEST_PAUSE = 300  # seconds between two tries of a failing subscriber


def record(act: str, *, by: object, subject: tuple[str, object], **facts: Any) -> EntryView:
    """Write one entry into the caller's transaction; it is sealed within seconds.

    `act` is noun.verb_past; `by` a person, an opaque id, or None for the system; `subject` a
    kind and a row or id; `facts` are ids, numbers, codes and digests (`terms.plain`).
    Raises RuntimeError outside a transaction, ValueError for a malformed act or free text.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{act}: an act is recorded inside its own transaction")
    check_act(act)
    entry = Entry.objects.create(
        at=clock.now(),
        act=act,
        by=_id(by),
        subject_kind=subject[0],
        subject_id=_id(subject[1]),
        facts=plain(facts),
    )
    return queries.view(entry)


def digest(value: str, *, of: tuple[str, object]) -> str:
    """A digest of something too personal to keep, under a salt that belongs to its subject.

    Whoever has the value can show that it is the one meant, while the salt exists. A key of the
    whole installation would not do: phone numbers and addresses are few enough to be tried, so
    erasing a person must be able to destroy what makes the digest testable. See README.
    """
    row, _ = Salt.objects.get_or_create(
        subject_kind=of[0], subject_id=_id(of[1]), defaults={"salt": secrets.token_bytes(32)}
    )
    return hmac.new(bytes(row.salt), value.encode(), hashlib.sha256).hexdigest()


def forget(of: tuple[str, object]) -> bool:
    """Destroy a subject's salt: its digests can never be tested again. The chain is untouched."""
    return Salt.objects.filter(subject_kind=of[0], subject_id=_id(of[1])).delete()[0] > 0


def seal() -> int:
    """Number and chain what is unsealed, one batch; returns how many. Safe to run anywhere."""
    if not Entry.objects.filter(number=None).exists():
        return 0  # asked without a lock, so that an idle sealer never takes SQLite's writer
    with transaction.atomic():
        head = _locked_head()
        entries = list(Entry.objects.filter(number=None).order_by("id")[:BATCH])
        for entry in entries:
            head.number += 1
            previous, head.hash = head.hash, chain.hash_of(entry, head.number, head.hash)
            Entry.objects.filter(pk=entry.pk).seal(
                number=head.number, previous_hash=previous, hash=head.hash
            )
        head.save()
    return len(entries)


def _locked_head() -> Head:
    """The last seal; holding its row makes this the only sealer."""
    Head.objects.get_or_create(pk=1, defaults={"number": 0, "hash": FIRST})
    return Head.objects.select_for_update().get(pk=1)


def tell(*, patient: bool = True) -> list[Exception]:
    """Advance every subscriber as far as it goes; returns what was raised, one each at most.

    A patient call leaves alone who failed lately; the other tries everybody.
    """
    raised = []
    for subscriber in registered():
        try:
            _advance(subscriber, patient)
        except Exception as error:
            _note_failure(subscriber, error)
            raised.append(error)
    return raised


def catch_up() -> None:
    """Seal and tell until nothing is left (tests, the demo). Raises what a subscriber raised."""
    registry.load()
    while True:
        while seal():
            pass
        if raised := tell(patient=False):
            raise raised[0]
        if not queries.unsealed_count():
            return


def _advance(subscriber: Subscriber, patient: bool) -> None:
    head = queries.sealed_count()
    cursor = _cursor(subscriber, head)
    if cursor.number >= head or (patient and cursor.retry_at and cursor.retry_at > clock.now()):
        return
    for entry in queries.sealed(after=cursor.number, until=head, acts=subscriber.acts):
        _deliver(subscriber, entry)
    _move(subscriber, head)


def _cursor(subscriber: Subscriber, head: int) -> Cursor:
    start = 0 if subscriber.from_start else head
    found = Cursor.objects.filter(pk=subscriber.name).first()
    return found or Cursor.objects.get_or_create(pk=subscriber.name, defaults={"number": start})[0]


@transaction.atomic
def _deliver(subscriber: Subscriber, entry: EntryView) -> None:
    """One entry to one subscriber: what it writes and its cursor are one transaction."""
    assert entry.number is not None
    cursor = Cursor.objects.select_for_update().get(pk=subscriber.name)
    if cursor.number < entry.number:
        subscriber.hear(entry)
        _move(subscriber, entry.number)


def _move(subscriber: Subscriber, number: int) -> None:
    Cursor.objects.filter(pk=subscriber.name, number__lt=number).update(
        number=number, failures=0, reason="", retry_at=None
    )


def _note_failure(subscriber: Subscriber, error: Exception) -> None:
    """Say what stopped it, without the message: that may hold a name or an address."""
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(pk=subscriber.name)
        cursor.failures += 1
        cursor.reason = type(error).__name__
        pause = min(2 ** min(cursor.failures, 10), LONGEST_PAUSE)
        cursor.retry_at = clock.now() + timedelta(seconds=pause)
        cursor.save()


def _id(of: object) -> str:
    """An opaque id: of a row its primary key, "" for the system."""
    return "" if of is None else str(getattr(of, "pk", of))
