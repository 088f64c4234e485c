"""The only writers of durable work: enqueue a call, hold and resume sending, workers' signs."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from thongsuot.lib import clock
from thongsuot.work import direct, engine, registry
from thongsuot.work.models import Hold, Worker


@transaction.atomic
def enqueue(job_name: str, *, key: object, due: datetime | None = None, **args: Any) -> str:
    """Have a job called with `args` (JSON values), now or at `due`, once for this `key`.

    It is part of the caller's transaction: both commit or neither does. The same job and key a
    second time changes nothing, silently. Returns the call's id.
    Raises LookupError for an unknown job, TypeError for arguments that are not JSON.
    """
    job = registry.find(job_name)
    json.dumps(args)
    if settings.WORK_ENGINE == "direct":
        direct.enqueue(job_name, str(key), due, args)
        return f"{job_name}:{key}"
    seconds = (due - clock.now()).total_seconds() if due else 0
    call = engine.Call(key=str(key), args=args, attempt=1)
    return _write(job, f"{job_name}:{key}", call, seconds)


@transaction.atomic
def enqueue_again(job: registry.Job, id: str, call: engine.Call, *, pause: float) -> None:
    """The next attempt of a failed call, under an id that a second failure cannot double."""
    stem = _without_held(id)
    stem = stem.rpartition("#")[0] if call["attempt"] > 1 else stem
    again = engine.Call(key=call["key"], args=call["args"], attempt=call["attempt"] + 1)
    _write(job, f"{stem}#{again['attempt']}", again, pause)


HELD = "held "
HELD_PAUSE = 3600.0


@transaction.atomic
def enqueue_held(job: registry.Job, id: str, call: engine.Call) -> None:
    """Put a call aside while sending is held; `resume_sending` brings it back, or an hour does."""
    times = int(id.split(" ", 2)[1]) if id.startswith(HELD) else 0
    _write(job, f"{HELD}{times + 1} {_without_held(id)}", call, HELD_PAUSE)


def _without_held(id: str) -> str:
    return id.split(" ", 2)[2] if id.startswith(HELD) else id


@transaction.atomic
def try_again(failed_id: str) -> str:
    """Give a parked call a new set of attempts. Raises LookupError if there is none."""
    found = engine.client().list_workflows(workflow_ids=[failed_id])
    if not found or not found[0].input:
        raise LookupError(f"no parked call {failed_id!r}")
    call: engine.Call = found[0].input["args"][0]
    fresh = engine.Call(key=call["key"], args=call["args"], attempt=1)
    return _write(registry.find(found[0].name), f"{failed_id}+", fresh, 0)


def _write(job: registry.Job, id: str, call: engine.Call, seconds: float) -> str:
    engine.enqueue(
        id, job=job.name, lane=job.lane.value, call=call, delay=seconds if seconds > 0 else None
    )
    return id


@transaction.atomic
def hold_sending(reason: str, by: object = None) -> Hold:
    """Hold all sending until a person resumes it. Held twice is held once."""
    standing = Hold.objects.filter(lifted_at=None).order_by("at").first()
    return standing or Hold.objects.create(reason=reason, by=opaque(by), at=clock.now())


@transaction.atomic
def resume_sending(by: object) -> Hold | None:
    """Lift the hold; what waited goes out within seconds. None if nothing was held."""
    standing = Hold.objects.filter(lifted_at=None).order_by("at").first()
    Hold.objects.filter(lifted_at=None).update(lifted_at=clock.now(), lifted_by=opaque(by))
    if standing:
        standing.refresh_from_db()
    return standing


def opaque(by: object) -> str:
    """A person's id as a string, or "" for the system."""
    return "" if by is None else str(getattr(by, "pk", by))


def check_in(executor: str) -> None:
    """A worker says that it lives."""
    now = clock.now()
    Worker.objects.update_or_create(
        executor=executor,
        defaults={"seen_at": now},
        create_defaults={"seen_at": now, "started_at": now, "name": settings.WORKER_NAME},
    )


def check_out(executor: str) -> None:
    """A worker stops by itself. Its row stays until its unfinished calls were taken over."""
    Worker.objects.filter(executor=executor).update(seen_at=None)


def forget_worker(executor: str) -> None:
    """The worker is dead and its calls are taken over."""
    Worker.objects.filter(executor=executor).delete()
