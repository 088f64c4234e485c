"""A worker process: runs the engine with every registered job and sweep until it is stopped."""

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dbos import DBOS, WorkflowStatus
from django.db import OperationalError, close_old_connections, connection
from sqlalchemy.exc import DBAPIError

from thongsuot.work import actions, engine, queries, registry, running
from thongsuot.work.locks import Lock, LockLost, for_this_database
from thongsuot.work.models import Worker
from thongsuot.work.sweeping import Sweeper
from thongsuot.work.terms import Lane

log = logging.getLogger("thongsuot.work")

# Places per worker, and seconds between two looks. Throughput is about places / seconds.
LANES = {Lane.URGENT: (8, 0.1), Lane.NORMAL: (8, 0.2), Lane.BULK: (4, 0.5), Lane.TIMER: (4, 1.0)}

GRACE = 20  # seconds a running job is given to finish when the worker is asked to stop
SIGN = 5.0  # seconds between two signs of life, and two looks at what was held
QUIET = 1.2  # seconds without work after which `drain` believes that there is none: two ticks


@dataclass
class Shift:
    """One worker at work: its lock, the sweeps it runs if it leads, and its last sign of life."""

    lock: Lock
    sweepers: list[Sweeper] = field(default_factory=list)
    signed: float = field(default_factory=time.monotonic)
    grace: int = GRACE


def serve() -> None:
    """Run until SIGTERM or SIGINT, then end the process; what did not finish is done again.

    Exit code 0, or 1 if the worker could not go on (its lock is lost): start it again.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    code = 0
    try:
        run(stop)
    except Exception as error:
        log.critical("the worker cannot go on", extra={"error": running.place(error)})
        code = 1
    # A job that outlasted the grace must not keep the process: its call is unfinished in the
    # engine's tables and is found again.
    logging.shutdown()
    os._exit(code)


def run(stop: threading.Event) -> None:
    """Work until `stop` is set, then give running jobs a grace period.

    Raises AnotherWorker (SQLite: one is running), LockLost (PostgreSQL: start it again).
    """
    with _shift(GRACE) as shift:
        _tend(shift)
        while not stop.wait(1.0):
            _tend(shift)


def drain(timeout: float = 60) -> None:
    """Work in this process until every sweep has run and nothing is due. Raises TimeoutError."""
    busy = began = time.monotonic()
    with _shift(0) as shift:
        while time.monotonic() < busy + QUIET or not all(it.finished for it in shift.sweepers):
            if time.monotonic() > began + timeout:
                raise TimeoutError(f"still work after {timeout} s: {queries.waiting_counts()}")
            _tend(shift)
            if any(waiting.ready or waiting.running for waiting in queries.waiting_counts()):
                busy = time.monotonic()
            time.sleep(0.1)


@contextmanager
def _shift(grace: int) -> Iterator[Shift]:
    registry.load()
    with for_this_database() as lock:
        shift = Shift(lock, grace=grace)
        actions.check_in(lock.executor)
        _launch(lock.executor)
        try:
            yield shift
        except LockLost:
            shift.grace = 0  # others may be at our calls already
            raise
        finally:
            _end(shift)
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


def _end(shift: Shift) -> None:
    for sweeper in shift.sweepers:
        sweeper.stop()
    DBOS.destroy(workflow_completion_timeout_sec=shift.grace, destroy_registry=True)
    for sweeper in shift.sweepers:
        sweeper.join(5)


def _tend(shift: Shift) -> None:
    """Once a second: prove that we live, lead if nobody does, take over from the dead."""
    shift.lock.check()
    try:
        close_old_connections()
        _sign(shift)
        if shift.lock.lead():
            _lead(shift)
    except (OperationalError, DBAPIError) as error:
        # A busy or restarting database is no reason to end; a lost lock is, and says so itself.
        log.warning("the database did not answer", extra={"error": running.place(error)})
        connection.close()


def _sign(shift: Shift) -> None:
    if time.monotonic() > shift.signed + SIGN:
        actions.check_in(shift.lock.executor)
        _bring_back_held()
        shift.signed = time.monotonic()


def _lead(shift: Shift) -> None:
    if not shift.sweepers:
        shift.sweepers.extend(Sweeper(sweep) for sweep in registry.sweeps())
    others = Worker.objects.exclude(executor=shift.lock.executor)
    for executor in others.values_list("executor", flat=True):
        if shift.lock.dead(executor):
            try:
                _take_over(executor)
            finally:
                shift.lock.release(executor)


def _take_over(executor: str) -> None:
    """Give the unfinished calls of a dead worker back to their lanes; no person is needed."""
    left = engine.client().list_workflows(
        status="PENDING", executor_id=executor, load_input=False, load_output=False
    )
    for call in left:
        _give_back(call)
    actions.forget_worker(executor)
    if left:
        log.warning("took over from a dead worker", extra={"calls": len(left)})


def _give_back(call: WorkflowStatus) -> None:
    """Counted by ourselves, since resuming resets the engine's count: a call that kills every
    worker that runs it must end, parked."""
    deaths = (call.attributes or {}).get("deaths", 0) + 1
    client = engine.client()
    client.update_workflow_attributes(call.workflow_id, {"deaths": deaths}, merge=True)
    if deaths > running.DEATHS:
        client.cancel_workflow(call.workflow_id)
    else:
        lane = call.queue_name or Lane.NORMAL.value
        client.resume_workflow(call.workflow_id, queue_name=lane)


def _bring_back_held() -> None:
    """Once sending is free, what was put aside is due at once."""
    if queries.held():
        return
    client = engine.client()
    for call in client.list_workflows(
        status="DELAYED", workflow_id_prefix=actions.HELD, load_input=False, load_output=False
    ):
        client.set_workflow_delay(call.workflow_id, delay_seconds=0)
