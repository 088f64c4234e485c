"""Planning at scale: an audience of a made-up network becomes recipients and deliveries.

In processes of their own: one furnishes, one plans, and one writes a row all along and notes how
long it had to wait.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from thongsuot.project.bench.circulation.measuring import peak_megabytes

MODULE = "thongsuot.project.bench.circulation.planning"
FURNISHED = "furnished.json"
PAUSE = 0.05  # seconds between two writes of the other writer: a busy office


def measure(database_url: str | None, recipients: int) -> dict[str, Any]:
    """Plan a quarter, a half, and all of so many people on an empty database (None: SQLite).

    Of all: `rows_per_s` (recipients and deliveries), `recipients_per_s`, `cpu_us_per_recipient` of
    the planning process, its `peak_mb` (all three plans) and `longest_wait_s` of another writer.
    `seconds` by number of recipients tells whether time is linear: `linearity` is what a recipient
    costs among all against among a quarter.
    """
    with tempfile.TemporaryDirectory(prefix="thongsuot-bench-") as home:
        told = [home, database_url or "", str(recipients)]
        _run("furnish", *told)
        return _run("plan", *told)


def _run(what: str, *told: str) -> dict[str, Any]:
    command = [sys.executable, "-m", MODULE, what, *told]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return dict(json.loads(done.stdout.splitlines()[-1]))


def furnish(home: Path, database_url: str, recipients: int) -> dict[str, Any]:
    from thongsuot.project.bench import place
    from thongsuot.project.bench.circulation import furnishing

    place.move_in(home, database_url)
    coordinator, units = furnishing.network(recipients)
    editions = [str(edition.pk) for edition in furnishing.editions(coordinator, 3)]
    told = {"coordinator": str(coordinator.pk), "units": units, "editions": editions}
    (home / FURNISHED).write_text(json.dumps(told), "utf-8")
    return {}


def plan(home: Path, database_url: str, recipients: int) -> dict[str, Any]:
    from thongsuot.project.bench import place

    place.come_back(home, database_url)
    furnished = json.loads((home / FURNISHED).read_text("utf-8"))
    shares = zip((4, 2, 1), furnished["editions"], strict=True)
    with _writer(home, database_url) as waits:
        runs = [_plan(furnished, edition, share) for share, edition in shares]
    quarter, _, whole = runs
    return {
        "engine": "postgresql" if database_url else "sqlite",
        "recipients": whole["recipients"],
        "rows_per_s": round((whole["recipients"] + whole["deliveries"]) / whole["seconds"]),
        "recipients_per_s": round(whole["recipients"] / whole["seconds"]),
        "cpu_us_per_recipient": round(whole["cpu"] / whole["recipients"] * 1e6, 1),
        "peak_mb": round(peak_megabytes(), 1),
        **waits,
        "seconds": {run["recipients"]: round(run["seconds"], 2) for run in runs},
        "linearity": round(_each(whole) / _each(quarter), 2),
    }


def _each(run: dict[str, Any]) -> float:
    return float(run["seconds"] / run["recipients"])


def _plan(furnished: dict[str, Any], edition: str, share: int) -> dict[str, Any]:
    from thongsuot.circulation.actions import circulate
    from thongsuot.circulation.jobs import planning
    from thongsuot.circulation.models import Dispatch
    from thongsuot.circulation.terms import Audience
    from thongsuot.network import queries as network
    from thongsuot.work import direct

    units = furnished["units"]
    audience = Audience(units=tuple(units[: len(units) // share]))
    by = network.person(furnished["coordinator"])
    row = circulate(edition=UUID(edition), audience=audience, by=by)
    began, cpu = time.perf_counter(), time.process_time()
    planning.plan(str(row.pk))
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    direct.clear()
    row = Dispatch.objects.get(pk=row.pk)
    if row.state != "sending":
        raise RuntimeError(f"the plan was not closed: {row.state}")
    deliveries = sum(row.batches.values_list("planned", flat=True))
    counted = row.recipients.count()
    return {"recipients": counted, "deliveries": deliveries, "seconds": seconds, "cpu": cpu}


@contextmanager
def _writer(home: Path, database_url: str) -> Iterator[dict[str, Any]]:
    """Somebody else who writes all along; how long that took is told when it has ended."""
    told: dict[str, Any] = {}
    command = [sys.executable, "-m", MODULE, "write", str(home), database_url, "0"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        (process.stdout or sys.stdin).readline()  # it writes by now
        yield told
        told |= json.loads(process.communicate("", timeout=60)[0].splitlines()[-1])
    finally:
        process.kill()


def write(home: Path, database_url: str, _: int) -> dict[str, Any]:
    """Touch every dispatch, as an acknowledgement or a page would, until standard input ends."""
    from thongsuot.project.bench import place

    place.come_back(home, database_url)
    ended = threading.Event()
    threading.Thread(target=_until_the_end, args=[ended], daemon=True).start()
    waits = [_touch()]
    print("ready", flush=True)
    while not ended.wait(PAUSE):
        waits.append(_touch())
    waits.sort()
    return {
        "longest_wait_s": round(waits[-1], 3),
        "wait_p99_s": round(waits[len(waits) * 99 // 100], 3),
        "writes": len(waits),
    }


def _until_the_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def _touch() -> float:
    from django.db import connection, transaction

    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE circulation_dispatch SET version = version + 1")
    return time.perf_counter() - began


STEPS = {"furnish": furnish, "plan": plan, "write": write}


def main() -> None:
    """``python -m thongsuot.project.bench.circulation.planning STEP HOME DATABASE RECIPIENTS``"""
    step, home, database_url, recipients = sys.argv[1:]
    print(json.dumps(STEPS[step](Path(home), database_url, int(recipients))))


if __name__ == "__main__":
    main()
