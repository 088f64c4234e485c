"""A worker process: runs the engine with every registered job and sweep until it is stopped."""

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from dbos import DBOS
from django.db import close_old_connections

from thongsuot.work import actions, engine, queries, registry, running
from thongsuot.work.locks import Lock, LockLost, for_this_database
from thongsuot.work.models import Worker
from thongsuot.work.sweeping import Sweeper
from thongsuot.work.terms import Lane

log = logging.getLogger("thongsuot.work")

# Places per worker, and seconds between two looks. Throughput is about places / seconds.
LANES = {Lane.URGENT: (8, 0.1), Lane.NORMAL: (8, 0.2), Lane.BULK: (4, 0.5), Lane.TIMER: (4, 1.0)}

GRACE = 20  # seconds a running job is given to finish when the worker is asked to stop
SIGN = 5.0  # seconds between two signs of life


def serve() -> None:
    """Run until SIGTERM or SIGINT, then end the process; what did not finish is done again.

    Exit code 0, or 1 if the worker had to stop because its lock was lost: start it again.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    code = 0
    try:
        run(stop)
    except LockLost:
        log.exception("the worker's lock is lost")
        code = 1
    # A job that outlasted the grace must not keep the process: its call is unfinished in the
    # engine's tables and is found again.
    logging.shutdown()
    os._exit(code)


def run(stop: threading.Event) -> None:
    """Work until `stop` is set, then give running jobs a grace period.

    Raises AnotherWorker (SQLite: one is running), LockLost (PostgreSQL: start it again).
    """
    with _working(GRACE) as (lock, sweepers):
        while True:
            _keep(lock, sweepers)
            if stop.wait(1.0):
                return


def drain(timeout: float = 60) -> None:
    """Work in this process until nothing is due and every sweep has run. Raises TimeoutError."""
    until = time.monotonic() + timeout
    with _working(0) as (lock, sweepers):
        while True:
            _keep(lock, sweepers)
            busy = time.monotonic()
            while not _something_due():
                if all(sweeper.finished > busy - 0.5 for sweeper in sweepers):
                    return
                time.sleep(0.1)
                if time.monotonic() - busy > 2:
                    return
            if time.monotonic() > until:
                raise TimeoutError(f"still work after {timeout} s: {queries.waiting_counts()}")
            time.sleep(0.1)


def _something_due() -> bool:
    return any(waiting.ready or waiting.running for waiting in queries.waiting_counts())


@contextmanager
def _working(grace: int) -> Iterator[tuple[Lock, list[Sweeper]]]:
    registry.load()
    sweepers: list[Sweeper] = []
    with for_this_database() as lock:
        actions.check_in(lock.executor)
        _launch(lock.executor)
        try:
            yield lock, sweepers
        finally:
            for sweeper in sweepers:
                sweeper.stop()
            DBOS.destroy(workflow_completion_timeout_sec=grace, destroy_registry=True)
            for sweeper in sweepers:
                sweeper.join(5)
            actions.check_out(lock.executor)


def _launch(executor: str) -> None:
    DBOS(config=engine.config(executor))
    for job in registry.jobs():
        running.register(job)
    DBOS.launch()
    for lane, (places, seconds) in LANES.items():
        DBOS.register_queue(
            lane.value,
            worker_concurrency=places,
            polling_interval_sec=seconds,
            on_conflict="always_update",
        )


_last_sign = 0.0


def _keep(lock: Lock, sweepers: list[Sweeper]) -> None:
    """Once a second: prove that we live, lead if nobody does, take over from the dead."""
    global _last_sign
    close_old_connections()
    lock.check()
    if time.monotonic() - _last_sign > SIGN:
        actions.check_in(lock.executor)
        _last_sign = time.monotonic()
    if not lock.lead():
        return
    if not sweepers:
        sweepers.extend(Sweeper(sweep) for sweep in registry.sweeps())
    _take_over(lock)
    _bring_back_held()


def _take_over(lock: Lock) -> None:
    """Give the unfinished calls of dead workers back to their lanes; no person is needed."""
    for executor in Worker.objects.exclude(executor=lock.executor).values_list(
        "executor", flat=True
    ):
        if lock.dead(executor):
            try:
                _requeue(executor)
                actions.forget_worker(executor)
            finally:
                lock.release(executor)


def _requeue(executor: str) -> None:
    left = engine.client().list_workflows(
        status="PENDING", executor_id=executor, load_input=False, load_output=False
    )
    lanes: dict[str, list[str]] = {}
    for call in left:
        lanes.setdefault(call.queue_name or Lane.NORMAL.value, []).append(call.workflow_id)
    for lane, ids in lanes.items():
        engine.client().resume_workflows(ids, queue_name=lane)
    log.warning("took over from a dead worker", extra={"calls": len(left)})


def _bring_back_held() -> None:
    """Once sending is free, what was put aside is due at once."""
    if queries.held():
        return
    client = engine.client()
    for call in client.list_workflows(
        status="DELAYED", workflow_id_prefix=actions.HELD, load_input=False, load_output=False
    ):
        client.set_workflow_delay(call.workflow_id, delay_seconds=0)
