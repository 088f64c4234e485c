"""A call is part of the caller's transaction, and one key is one call."""

import pytest


def waiting(house) -> list:
    return house.do("say([[w.lane, w.job, w.ready, w.later] for w in queries.waiting_counts()])")


def test_a_call_lives_and_dies_with_the_transaction(house):
    rows = house.do(
        """
        def both(name):
            Effect.objects.create(what="row", key=name, pid=0, at=0)
            actions.enqueue("house.note", key=name, named=name)
        with transaction.atomic():
            both("committed")
        try:
            with transaction.atomic():
                both("rolled back")
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        with transaction.atomic():
            both("before the savepoint")
            try:
                with transaction.atomic():
                    both("in the savepoint")
                    raise ZeroDivisionError
            except ZeroDivisionError:
                pass
            both("after the savepoint")
        actions.enqueue("house.note", key="alone", named="alone")
        worker.drain(120)
        say([[e[1] for e in effects("row")], sorted(e[1] for e in effects("noted"))])
        """
    )
    kept = ["committed", "before the savepoint", "after the savepoint"]
    assert rows == [kept, sorted([*kept, "alone"])]


def test_django_goes_on_using_its_connection_after_an_enqueue(house):
    assert house.do(
        """
        with transaction.atomic():
            for name in "abc":
                actions.enqueue("house.note", key=name, named=name)
                Effect.objects.create(what="row", key=name, pid=0, at=0)
                assert connection.in_atomic_block and Effect.objects.exists()
        assert connection.get_autocommit()
        connection.close()
        with transaction.atomic():
            actions.enqueue("house.note", key="d", named="d")
        say([len(effects("row")), queries.waiting_counts()[0].ready])
        """
    ) == [3, 4]


def test_the_same_key_is_one_call_even_after_it_ran(house):
    assert (
        house.do(
            """
        for time_ in range(3):
            with transaction.atomic():
                actions.enqueue("house.note", key=7, named="seven")
                actions.enqueue("house.note", key=7, named="seven")
            worker.drain(120)
        say(len(effects("noted")))
        """
        )
        == 1
    )


def test_a_due_call_waits_for_its_time(house):
    assert house.do(
        """
        from datetime import timedelta
        soon, late = (clock.now() + timedelta(seconds=s) for s in (4, 3600))
        actions.enqueue("house.note", key="soon", due=soon, named="soon")
        actions.enqueue("house.note", key="late", due=late, named="late")
        actions.enqueue("house.note", key="past", due=soon - timedelta(days=1), named="past")
        before = [[w.ready, w.later] for w in queries.waiting_counts()]
        time.sleep(max(0, (soon - clock.now()).total_seconds()) + 0.1)
        worker.drain(120)
        say([before, sorted(e[1] for e in effects("noted")),
             [[w.ready, w.later] for w in queries.waiting_counts()]])
        """
    ) == [[[1, 2]], ["past", "soon"], [[0, 1]]]


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("actions.enqueue('house.unknown', key=1)", "LookupError"),
        ("actions.enqueue('house.note', key=1, named=clock.now())", "TypeError"),
    ],
)
def test_a_mistaken_call_is_refused_at_once(sqlite_house, call, error):
    assert (
        sqlite_house.do(
            f"""
        try:
            {call}
        except Exception as error:
            say(type(error).__name__)
        """
        )
        == error
    )


def test_no_call_of_many_writers_is_lost_while_a_worker_runs(house):
    house.worker()
    house.do(
        """
        def write(n):
            for m in range(25):
                with transaction.atomic():
                    Effect.objects.create(what="row", key=f"{n}.{m}", pid=0, at=0)
                    actions.enqueue("house.note", key=f"{n}.{m}", named=f"{n}.{m}")
            connection.close()
        threads = [threading.Thread(target=write, args=[n]) for n in range(4)]
        for t in threads: t.start()
        for t in threads: t.join()
        """
    )
    noted = house.effects("noted", until=100)
    assert len({key for _, key, _ in noted}) == len(noted) == 100
