"""What may be recorded, and that it stays as it was written."""

import uuid
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from thongsuot.journal import actions, queries
from thongsuot.journal.models import Entry, Immutable
from thongsuot.journal.terms import plain
from thongsuot.lib import clock

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_which_and_when(morning):
    person, release = SimpleNamespace(pk=uuid.uuid4()), SimpleNamespace(pk=uuid.uuid4())
    actions.record("release.approved", by=person, subject=("release", release), step=2)
    [entry] = queries.entries(subject=("release", release))
    assert (entry.act, entry.by, entry.subject_id) == (
        "release.approved",
        str(person.pk),
        str(release.pk),
    )
    assert (entry.facts, entry.at, entry.number) == ({"step": 2}, morning, None)


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        actions.record("release.approved", by=None, subject=("release", "1"))
    assert not queries.entries()


@pytest.mark.parametrize(
    "act", ["approved", "release approved", "Release.approved", "release.", "a.b.c", ""]
)
def test_an_act_is_named_noun_and_verb(act):
    with pytest.raises(ValueError, match="noun"):
        actions.record(act, by=None, subject=("release", "1"))


@pytest.mark.parametrize(
    ("fact", "kept"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("12/2026/SGDĐT", "12/2026/SGDĐT"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00+00:00"),
        ([1, "a"], [1, "a"]),
        ({"b", "a"}, ["a", "b"]),
        ({"n": {"m": 1}}, {"n": {"m": 1}}),
    ],
)
def test_facts_are_ids_numbers_codes_and_dates(fact, kept):
    assert plain(fact) == kept


@pytest.mark.parametrize("fact", ["Nguyễn Văn A", "a@example.vn", "x" * 201, ["so be it"]])
def test_free_text_and_addresses_are_no_facts(fact):
    with pytest.raises(ValueError, match="never free text"):
        plain(fact)


def test_an_object_is_no_fact():
    with pytest.raises(TypeError):
        plain(object())


def test_the_model_refuses_to_change_or_delete(written):
    written()
    entry = Entry.objects.get()
    for change in (entry.save, entry.delete, Entry.objects.all().delete):
        with pytest.raises(Immutable):
            change()
    with pytest.raises(Immutable):
        Entry.objects.update(by="p-2")
    with pytest.raises(Immutable):
        Entry.objects.bulk_update([entry], ["by"])


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal_entry",
        "UPDATE journal_entry SET act = 'release.returned'",
        "UPDATE journal_entry SET facts = '{}'",
        "UPDATE journal_entry SET number = NULL, act = 'a.b'",
    ],
)
def test_the_database_refuses_to_change_or_delete(written, statement, sealed):
    written(step=1)
    if sealed:
        actions.seal()
    with pytest.raises(DatabaseError, match="journal entry"), transaction.atomic():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(statement)
    assert queries.entries()[0].facts == {"step": 1}


def test_the_database_refuses_to_seal_twice(written):
    written()
    actions.seal()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute("UPDATE journal_entry SET number = 9")


def test_entries_are_found_by_act_person_and_page(written):
    made = [written(step=n).id for n in range(5)]
    written("release.returned")
    assert [e.id for e in queries.entries(act="release.approved", limit=2)] == made[:2:-1]
    assert [e.id for e in queries.entries(act="release.approved", before=made[2])] == [
        made[1],
        made[0],
    ]
    assert len(queries.entries(by="p-1")) == 6
    assert not queries.entries(by="p-2")


def test_a_digest_means_nothing_once_its_salt_is_forgotten():
    person = ("person", "p-1")
    before = actions.digest("0912 345 678", of=person)
    assert actions.digest("0912 345 678", of=person) == before
    assert actions.digest("0912 345 678", of=("person", "p-2")) != before
    assert actions.forget(person)
    assert actions.digest("0912 345 678", of=person) != before


def test_the_clock_of_an_entry_is_the_products_clock(written):
    with clock.frozen(datetime(2027, 1, 1, tzinfo=UTC)):
        assert written().at.year == 2027
