"""What others may ask of durable work."""

import re
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from thongsuot.lib import clock
from thongsuot.work import direct, engine, registry
from thongsuot.work.models import Hold, Worker
from thongsuot.work.terms import Failed, Held, Waiting

# A call's id: put aside while sending was held, its job and key, and later attempts.
_ID = re.compile(r"(?:held \d+ )?[^: ]+:(?P<key>.*?)(?:#\d+|\+)*")
PARKED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED"]


def held() -> Held | None:
    """The hold on sending that stands, the oldest first; None if sending is free."""
    row = Hold.objects.filter(lifted_at=None).order_by("at").first()
    return Held(row.reason, row.by, row.at) if row else None


def waiting_counts() -> list[Waiting]:
    """Per lane and job what is ready, what is due later, and what runs now."""
    if settings.WORK_ENGINE == "direct":
        return _counted(
            [(registry.find(j).lane.value, j, "ENQUEUED", 1) for j, *_ in direct.waiting()]
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT queue_name, name, status, count(*) FROM {_table()}"  # noqa: S608 (our constant)
            " WHERE status IN ('ENQUEUED', 'DELAYED', 'PENDING') GROUP BY 1, 2, 3 ORDER BY 1, 2"
        )
        return _counted(cursor.fetchall())


def standing(job: str) -> set[str]:
    """Keys of a job's calls that have not ended well: they wait, run, are held or are parked."""
    if settings.WORK_ENGINE == "direct":
        return {key for name, key, _ in direct.waiting() if name == job}
    statuses = ["ENQUEUED", "DELAYED", "PENDING", *PARKED]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT workflow_uuid FROM {_table()} WHERE name = %s"  # noqa: S608 (our constant)
            f" AND status IN ({', '.join(['%s'] * len(statuses))})",
            [job, *statuses],
        )
        ids = [_ID.fullmatch(id) for (id,) in cursor.fetchall()]
    return {found["key"] for found in ids if found}


def _table() -> str:
    return "workflow_status" if connection.vendor == "sqlite" else "dbos.workflow_status"


def _counted(rows: list[tuple[str, str, str, int]]) -> list[Waiting]:
    found: dict[tuple[str, str], dict[str, int]] = {}
    for lane, job, status, count in rows:
        states = found.setdefault((lane, job), {})
        states[status] = states.get(status, 0) + count
    return [
        Waiting(lane, job, s.get("ENQUEUED", 0), s.get("DELAYED", 0), s.get("PENDING", 0))
        for (lane, job), s in found.items()
    ]


def failed(limit: int = 100) -> list[Failed]:
    """Parked calls, latest first, without those that were given another try."""
    if settings.WORK_ENGINE == "direct":
        return []
    client = engine.client()
    rows = client.list_workflows(status=PARKED, limit=limit, sort_desc=True)
    retried = {
        row.workflow_id.removesuffix("+")
        for row in client.list_workflows(
            workflow_ids=[row.workflow_id + "+" for row in rows] or ["-"],
            load_input=False,
            load_output=False,
        )
    }
    return [
        Failed(
            id=row.workflow_id,
            job=row.name,
            key=row.input["args"][0]["key"] if row.input else "",
            reason=str(row.error) if row.error else "worker died every time",
            at=datetime.fromtimestamp(row.completed_at / 1000, UTC) if row.completed_at else None,
        )
        for row in rows
        if row.workflow_id not in retried
    ]


def worker_alive(within_seconds: float = 30) -> bool:
    """Whether any worker gave a sign within so many seconds."""
    since = clock.now() - timedelta(seconds=within_seconds)
    return Worker.objects.filter(seen_at__gte=since).exists()
