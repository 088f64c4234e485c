"""The chain: gapless, provable, and every kind of tampering named at its first entry."""

import threading

import pytest
from django.db import connection, transaction

from thongsuot.journal import actions, queries
from thongsuot.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_an_empty_journal_and_a_whole_one_are_proved(written):
    assert queries.verify().ok
    for n in range(7):
        written(step=n, share=0.1 * n, to=["a", "b"])
    assert actions.seal() == 7
    assert actions.seal() == 0
    verdict = queries.verify()
    assert (verdict.ok, verdict.count, verdict.first_broken) == (True, 7, None)


def test_unsealed_entries_are_reported_and_break_nothing(written):
    written()
    actions.seal()
    written()
    verdict = queries.verify()
    assert (verdict.ok, verdict.count, verdict.unsealed) == (True, 1, 1)
    assert queries.unsealed_count() == 1


def test_a_batch_bounds_one_sealing(written, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 2)
    for _ in range(5):
        written()
    assert [actions.seal() for _ in range(4)] == [2, 2, 1, 0]
    assert queries.verify().count == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "first_broken", "reason"),
    [
        ("UPDATE journal_entry SET facts = '{\"step\": 9}' WHERE number = 3", 3, "changed"),
        ("UPDATE journal_entry SET \"by\" = 'p-2' WHERE number = 1", 1, "changed"),
        ("UPDATE journal_entry SET hash = previous_hash WHERE number = 4", 4, "changed"),
        ("UPDATE journal_entry SET previous_hash = hash WHERE number = 4", 4, "unlinked"),
        ("UPDATE journal_entry SET hash = previous_hash WHERE number = 6", 6, "changed"),
        ("DELETE FROM journal_entry WHERE number = 2", 2, "missing"),
        ("DELETE FROM journal_entry WHERE number = 1", 1, "missing"),
        ("DELETE FROM journal_entry WHERE number >= 5", 5, "cut_off"),
        ("DELETE FROM journal_entry", 1, "cut_off"),
        (
            (
                "UPDATE journal_entry SET facts = CASE number WHEN 2 THEN '{\"step\": 2}'"
                " ELSE '{\"step\": 1}' END WHERE number IN (2, 3)"
            ),
            2,
            "changed",
        ),
    ],
)
def test_tampering_is_named_at_its_first_entry(written, tamper, statement, first_broken, reason):
    for n in range(6):
        written(step=n)
    actions.seal()
    if connection.vendor == "postgresql":
        statement = statement.replace("END WHERE", "END::jsonb WHERE")
    tamper(statement)
    verdict = queries.verify()
    assert (verdict.ok, verdict.first_broken, verdict.reason) == (False, first_broken, reason)


@pytest.mark.django_db(transaction=True)
def test_rows_whose_numbers_were_swapped_are_found(written, tamper):
    for n in range(4):
        written(step=n)
    actions.seal()
    for number, becomes in ((2, 99), (3, 2), (99, 3)):
        tamper(f"UPDATE journal_entry SET number = {becomes} WHERE number = {number}")
    assert queries.verify().first_broken == 2


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_under_many_writers_and_two_sealers():
    stop = threading.Event()

    def write(who: int) -> None:
        for n in range(20):
            try:
                with transaction.atomic():
                    actions.record("release.saved", by=None, subject=("release", f"{who}"), n=n)
                    if n % 5 == 4:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                pass
        connection.close()

    def seal() -> None:
        while not stop.is_set():
            actions.seal()
        connection.close()

    writers = [threading.Thread(target=write, args=[who]) for who in range(4)]
    sealers = [threading.Thread(target=seal) for _ in range(2)]
    for thread in (*writers, *sealers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    actions.catch_up()
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 65))
    assert queries.verify().ok
