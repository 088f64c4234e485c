"""Workers are killed, hang up, and hand over; jobs fail, wait and come back."""

import signal

import pytest

from tests.work.conftest import on_postgresql

pytestmark = pytest.mark.slow


def test_a_failing_job_is_tried_again_and_at_last_parked_without_blocking(house):
    said = house.do(
        """
        actions.enqueue("house.stumble", key="twice", named="twice", times=2)
        actions.enqueue("house.stumble", key="ever", named="ever", times=99)
        actions.enqueue("house.note", key="behind", named="behind")
        until = time.monotonic() + 120
        threading.Thread(target=worker.run, args=[stop := threading.Event()]).start()
        while not (failed := queries.failed()) and time.monotonic() < until: time.sleep(0.2)
        tried = [e[1] for e in effects("tried")]
        again = actions.try_again(failed[0].id)
        while len(effects("tried")) < 9: time.sleep(0.2)
        while not (later := queries.failed()): time.sleep(0.2)
        stop.set()
        say([tried.count("twice"), tried.count("ever"), [e[1] for e in effects("noted")],
             [f.job for f in failed], failed[0].key, failed[0].reason,
             [f.id == failed[0].id for f in later]])
        """
    )
    assert said[:5] == [3, 3, ["behind"], ["house.stumble"], "ever"]
    assert said[5].startswith("ValueError at jobs.py:")
    assert "example.vn" not in said[5]
    assert said[6] == [False]


def test_sending_waits_while_held_and_goes_out_when_resumed(house):
    house.do("actions.hold_sending('restored copy')")
    house.worker()
    house.do(
        """
        actions.enqueue("house.post", key="letter", named="letter")
        actions.enqueue("house.note", key="other", named="other")
        """
    )
    assert [key for _, key, _ in house.effects("noted", until=1)] == ["other"]
    assert house.do(
        """
        time.sleep(2)
        held = queries.held()
        posted = len(effects("posted"))
        actions.resume_sending("somebody")
        say([held.reason, posted, queries.held()])
        """
    ) == ["restored copy", 0, None]
    assert [key for _, key, _ in house.effects("posted", until=1)] == ["letter"]


def test_a_worker_killed_in_the_middle_of_a_job_finishes_it_when_it_is_back(house):
    house.do("actions.enqueue('house.toil', key='long', named='long')")
    killed = house.worker()
    house.effects("began", until=1)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    back = house.worker()
    house.enough()
    assert house.effects("ended", until=1) == [["ended", "long", back.pid]]
    assert [pid for _, _, pid in house.effects("began")] == [killed.pid, back.pid]
    assert house.do("say(queries.worker_alive(30))")


@on_postgresql
def test_another_worker_takes_over_from_one_that_is_dead_for_good(house):
    first, second = house.worker(), house.worker()
    house.do(
        """
        for n in range(12):
            actions.enqueue("house.toil", key=n, named=str(n))
        """
    )
    busy = house.effects("began", until=12)
    assert {pid for *_, pid in busy} <= {first.pid, second.pid}
    dead, alive = (first, second) if busy[0][2] == first.pid else (second, first)
    dead.send_signal(signal.SIGKILL)
    house.enough()
    ended = house.effects("ended", until=12)
    assert {key for _, key, _ in ended} == {str(n) for n in range(12)}
    assert {pid for *_, pid in ended} == {alive.pid}


@on_postgresql
def test_a_call_that_kills_every_worker_is_parked_in_the_end(house):
    house.do("actions.enqueue('house.toil', key='deadly', named='deadly')")
    worker = house.worker()
    house.effects("began", until=1)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert house.do(
        """
        from thongsuot.work import running
        running.DEATHS = 0
        worker.drain(120)
        say([[f.job, f.key, f.reason] for f in queries.failed()])
        """
    ) == [["house.toil", "deadly", "worker died every time"]]


@on_postgresql
def test_a_worker_that_loses_its_lock_stops_and_the_other_goes_on(house):
    one = house.worker()
    house.do(
        """
        while not queries.worker_alive(): time.sleep(0.1)
        time.sleep(2)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                           " WHERE application_name = 'thongsuot worker'")
        """
    )
    assert one.wait(120) == 1
    other = house.worker()
    house.do("actions.enqueue('house.note', key='after', named='after')")
    assert house.effects("noted", until=1) == [["noted", "after", other.pid]]


def test_a_worker_asked_to_stop_finishes_what_it_is_doing(house):
    house.do("actions.enqueue('house.toil', key='long', named='long')")
    worker = house.worker()
    house.effects("began", until=1)
    worker.send_signal(signal.SIGTERM)
    house.enough()
    assert worker.wait(60) == 0
    assert [what for what, *_ in house.effects("began", "ended")] == ["began", "ended"]
    assert not house.do("say(queries.worker_alive())")


def test_a_sweep_never_overlaps_itself_on_any_number_of_workers(house, request):
    workers = [house.worker(HOUSE_SWEEPS="1")]
    if "postgresql" in request.node.name:
        workers.append(house.worker(HOUSE_SWEEPS="1"))
    swept = house.effects("swept from", "swept to", until=12)
    assert [what for what, *_ in swept[:12]] == ["swept from", "swept to"] * 6
    assert len({pid for *_, pid in swept}) == 1


def test_sqlite_has_one_worker_at_a_time(sqlite_house):
    assert (
        sqlite_house.do(
            """
        from thongsuot.work import locks
        with locks.for_this_database(0):
            try:
                with locks.for_this_database(0.2):
                    say("two")
            except locks.AnotherWorker:
                say("one")
        """
        )
        == "one"
    )


def test_no_log_line_holds_what_a_job_was_given(sqlite_house):
    sqlite_house.do("actions.enqueue('house.stumble', key='k', named='secret-name', times=99)")
    worker = sqlite_house.worker()
    sqlite_house.effects("tried", until=3)
    worker.send_signal(signal.SIGTERM)
    worker.wait(60)
    log = sqlite_house.log.read_text()
    assert "job parked" in log
    assert "secret-name" not in log
    assert "example.vn" not in log


def test_the_journal_is_sealed_within_seconds_by_a_worker(house):
    house.worker()
    assert house.do(
        """
        from thongsuot.journal import actions as journal, queries as entries
        while not queries.worker_alive(): time.sleep(0.1)
        time.sleep(2)
        with transaction.atomic():
            journal.record("release.approved", by=None, subject=("release", "1"))
        began = time.monotonic()
        while entries.unsealed_count(): time.sleep(0.05)
        say([entries.verify().ok, entries.verify().count, time.monotonic() - began < 30])
        """
    ) == [True, 1, True]
