"""One call of a job, as the engine runs it: held, done, or tried again later; never blocking."""

import logging
import time
import traceback
from collections.abc import Callable
from typing import Any

from dbos import DBOS
from django.db import InterfaceError, OperationalError, close_old_connections

from thongsuot.work import actions, queries
from thongsuot.work.engine import Call
from thongsuot.work.registry import Job

log = logging.getLogger("thongsuot.work")

# How often a call may be found unfinished after its worker died, before it is parked.
DEATHS = 50
# Seconds between tries to write while the database does not answer: ten minutes in all.
AWAY = (0.5, 1.0, 2.0, 5.0, 10.0, *(30.0,) * 20)


class Parked(Exception):
    """A call used up its attempts. Says what was raised and where, without the message."""


def register(job: Job) -> None:
    """Make the job known to the engine of this process."""
    DBOS.workflow(name=job.name, max_recovery_attempts=DEATHS)(_workflow(job))


def _workflow(job: Job) -> Callable[[dict[str, Any]], str]:
    def run(call: dict[str, Any]) -> str:
        close_old_connections()
        try:
            return _attempt(job, DBOS.workflow_id or "", Call(**call))  # type: ignore[typeddict-item]
        finally:
            close_old_connections()

    run.__name__ = run.__qualname__ = job.name
    return run


def _attempt(job: Job, id: str, call: Call) -> str:
    try:
        if job.sends and queries.held():
            actions.enqueue_held(job, id, call)
            return "held"
        job.function(**call["args"])
    except Exception as error:
        return _failed(job, id, call, error)
    return "done"


def _failed(job: Job, id: str, call: Call, error: Exception) -> str:
    where = place(error)
    told = {"job": job.name, "attempt": call["attempt"], "error": where}
    if call["attempt"] > len(job.pauses):
        log.error("job parked", extra=told)
        raise Parked(f"{where}, {call['attempt']} attempts") from None
    pause = job.pauses[call["attempt"] - 1]
    log.warning("job failed, will be tried again", extra=told | {"seconds": pause})
    _come_back(job, id, call, pause)
    return "again"


def _come_back(job: Job, id: str, call: Call, pause: float) -> None:
    """Write the next attempt as soon as the database takes it: unwritten, the call would end here.
    What failed may have been the database; a process that dies meanwhile leaves the call to the
    next one."""
    for rest in AWAY:
        close_old_connections()
        try:
            actions.enqueue_again(job, id, call, pause=pause)
        except (OperationalError, InterfaceError):
            time.sleep(rest)
        else:
            return
    raise Parked("the database does not answer")


def place(error: BaseException) -> str:
    """What was raised and where. Never the message: it may hold an address or a name."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/lib/python3" not in frame.filename] or frames
    if not ours:
        return type(error).__name__
    return f"{type(error).__name__} at {ours[-1].filename.rpartition('/')[2]}:{ours[-1].lineno}"
