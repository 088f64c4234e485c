"""Sending with the ledger, as a worker does it: claim, splice, send, record, count.

Each measurement is a process of its own, in a throwaway installation that another one furnished:
its memory is what a worker needs, and its CPU is nobody else's.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from thongsuot.project.bench.circulation import furnishing, material
from thongsuot.project.bench.circulation.measuring import peak_megabytes
from thongsuot.project.bench.circulation.sink import Running, running

PARAGRAPHS = 16  # of the edition: with its heads and feet the mail has 20 kB
URGENT = 270  # people of an urgent dispatch
EVERYBODY = ("leader", "officer", "journalist", "spokesperson")

Told = dict[str, Any]


def measure(database_url: str, recipients: int, *, chunking: bool, delay: float = 0.0) -> Told:
    """`cpu_us_per_message`, `messages_per_s`, `peak_mb`, `process_mb` and `messages` of sending one
    dispatch to so many people, job after job. `peak_mb` is what sending takes at most beside the
    loaded worker, `process_mb` the whole process. The database of the URL must be empty; without
    one it is SQLite.

    Raises AssertionError unless the sink, the ledger and the counts say the same.
    """
    return _measured(database_url, recipients, "send", chunking=chunking, delay=delay)


def measure_urgent(recipients: int) -> Told:
    """`seconds`: from the start of an urgent dispatch's jobs until its last mail is recorded,
    while four threads send a bulk of so many in the same process (SQLite)."""
    return _measured("", recipients, "urgent", chunking=False)


def measure_two(database_url: str, recipients: int) -> Told:
    """`messages_per_s` of one process and of two, over a relay that answers after 5 ms; `ratio`.
    PostgreSQL."""
    return _measured(database_url, recipients, "two", chunking=False, delay=0.005)


def _measured(
    database_url: str, recipients: int, how: str, *, chunking: bool, delay: float = 0.0
) -> Told:
    with (
        tempfile.TemporaryDirectory(prefix="thongsuot-bench-") as home,
        running(chunking=chunking, delay=delay) as sink,
    ):
        environment = _environment(Path(home), database_url, sink)
        _run("furnish", str(recipients), environment)
        found = _run(how, str(recipients), environment)
        kept = sink.stop()["messages"]
    assert kept == found["messages"], (kept, found)
    return found


def _environment(home: Path, database_url: str, sink: Running) -> dict[str, str]:
    told = {
        "THONGSUOT_HOME": str(home),
        "THONGSUOT_MODE": "test",
        "THONGSUOT_WORK_ENGINE": "direct",
        "THONGSUOT_SITE_URL": "http://localhost",
        "THONGSUOT_EMAIL_HOST": "127.0.0.1",
        "THONGSUOT_EMAIL_PORT": str(sink.port),
        "THONGSUOT_UNDO_SECONDS": "0",
        "THONGSUOT_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "thongsuot.project.settings",
    }
    others = {k: v for k, v in os.environ.items() if not k.startswith("THONGSUOT_")}
    return others | told | ({"THONGSUOT_DATABASE_URL": database_url} if database_url else {})


def _run(how: str, told: str, environment: dict[str, str]) -> Told:
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", __name__, how, told],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def furnish(people: int) -> Told:
    """An installation with so many people, and a dispatch to all of them, planned."""
    from thongsuot.project.bench import place

    place.move_in(Path(os.environ["THONGSUOT_HOME"]), os.environ.get("THONGSUOT_DATABASE_URL", ""))
    from thongsuot.releases import actions as releases

    coordinator, _units = furnishing.network(people)
    releases.load_kinds_and_topics()
    return {"dispatch": _planned(_edition(coordinator).pk, coordinator)}


def _edition(coordinator: Any) -> Any:
    """A sealed edition whose mail has 20 kB."""
    from thongsuot.network import actions as network_actions
    from thongsuot.network import queries
    from thongsuot.releases import actions

    author = network_actions.add_person(name="Người Soạn", by=None)
    centre = queries.centre()
    network_actions.give_mandate(person=author, unit=centre.id, role="officer", by=None)
    release = actions.draft(kind="press_release", unit=centre.id, by=author)
    actions.save(
        release=release,
        by=author,
        title=material.subject(),
        summary="Nộp hồ sơ tại bất kỳ điểm tiếp nhận nào.",
        body=f"<p>{material.PARAGRAPH}</p>" * PARAGRAPHS,
        files=[],
        base=0,
    )
    actions.submit(release=release, by=author)
    return actions.shorten(release=release, by=coordinator, reason="đo tốc độ")


def _planned(edition: Any, by: Any, *, urgent: bool = False, people: tuple[str, ...] = ()) -> str:
    from thongsuot.circulation import actions
    from thongsuot.circulation.jobs import planning
    from thongsuot.circulation.terms import Audience

    audience = Audience(persons=people) if people else Audience(mandates=EVERYBODY)
    row = actions.circulate(edition=edition, audience=audience, by=by, again=True, urgent=urgent)
    planning.plan(dispatch=str(row.pk))
    return str(row.pk)


def send(recipients: int) -> Told:
    """Every batch's job, one after the other."""
    from thongsuot.work import registry

    registry.load()
    dispatch = _first()
    before = peak_megabytes()
    began, cpu = time.perf_counter(), time.process_time()
    _work_off(dispatch)
    cpu, seconds = time.process_time() - cpu, time.perf_counter() - began
    sent = _sent(dispatch)
    return {
        "cpu_us_per_message": round(cpu / sent * 1e6, 2),
        "messages_per_s": round(sent / seconds),
        "peak_mb": round(peak_megabytes() - before, 1),
        "process_mb": round(peak_megabytes(), 1),
        "messages": sent,
    }


def urgent(recipients: int) -> Told:
    """Bulk in the places of its lane; after a while an urgent dispatch in the places of its."""
    from thongsuot.circulation.models import Dispatch, Recipient
    from thongsuot.network.models import Person

    bulk = Dispatch.objects.get()
    some = Recipient.objects.filter(dispatch=bulk).values_list("person_id", flat=True)[:URGENT]
    by = Person.objects.filter(mandates__role="coordinator").order_by("pk").first()
    hurried = _planned(bulk.edition_id, by, urgent=True, people=tuple(str(one) for one in some))
    slow = _threads(str(bulk.pk), 4, "send")
    time.sleep(1.0)
    began = time.perf_counter()
    fast = _threads(hurried, 8, "send_urgently")
    for thread in fast:
        thread.join()
    seconds = time.perf_counter() - began
    still = any(thread.is_alive() for thread in slow)
    for thread in slow:
        thread.join()
    handed = _sent(hurried)
    return {
        "seconds": round(seconds, 3),
        "urgent": handed,
        "bulk_was_running": still,
        "messages": handed + _sent(str(bulk.pk)),
    }


def two(recipients: int) -> Told:
    """A third of the batches by one process, then two thirds by two: as much for each of them."""
    dispatch = _first()
    batches = _batches(dispatch)
    third = len(batches) // 3
    alone, together = (
        _crews(dispatch, b, n) for b, n in ((batches[:third], 1), (batches[third:], 2))
    )
    return {
        "messages_per_s": {"1": round(alone), "2": round(together)},
        "ratio": round(together / alone, 2),
        "messages": _sent(dispatch),
    }


def _crews(dispatch: str, batches: list[int], crew: int) -> float:
    """Messages a second of so many processes that share the batches."""
    from django.db import connections

    from thongsuot.circulation.models import Batch

    numbers = Batch.objects.filter(dispatch=UUID(str(dispatch)), number__in=batches)
    messages = sum(numbers.values_list("planned", flat=True))
    connections.close_all()
    began = time.perf_counter()
    children = []
    for mine in range(crew):
        child = os.fork()
        if not child:
            _jobs(dispatch, batches[mine::crew], "send")
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * crew
    return messages / (time.perf_counter() - began)


def _first() -> str:
    from thongsuot.circulation.models import Dispatch

    return str(Dispatch.objects.get().pk)


def _batches(dispatch: str) -> list[int]:
    from thongsuot.circulation.models import Batch

    rows = Batch.objects.filter(dispatch=UUID(str(dispatch))).order_by("number")
    return list(rows.values_list("number", flat=True))


def _work_off(dispatch: str) -> None:
    _jobs(dispatch, _batches(dispatch), "send")


def _jobs(dispatch: str, batches: list[int], job: str) -> None:
    from django.db import connection

    from thongsuot.circulation.jobs import sending

    for batch in batches:
        getattr(sending, job)(dispatch=dispatch, batch=batch, round=1)
    connection.close()


def _threads(dispatch: str, places: int, job: str) -> list[threading.Thread]:
    """The jobs of a dispatch in as many threads as its lane has places."""
    batches = _batches(dispatch)
    threads = [
        threading.Thread(target=_jobs, args=(dispatch, batches[place::places], job))
        for place in range(places)
    ]
    for thread in threads:
        thread.start()
    return threads


def _sent(dispatch: str) -> int:
    """How many its ledger says, if its counts and its state say the same."""
    from thongsuot.circulation.actions import reconcile
    from thongsuot.circulation.models import Dispatch

    found = reconcile(dispatch=Dispatch.objects.get(pk=dispatch).pk)
    assert found.agrees and found.counted.sent == found.counted.planned, found
    assert Dispatch.objects.get(pk=dispatch).state == "done"
    return found.counted.sent


HOW = {"furnish": furnish, "send": send, "urgent": urgent, "two": two}


def main() -> None:
    """``python -m thongsuot.project.bench.circulation.ledger HOW RECIPIENTS``"""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("how", choices=sorted(HOW))
    parser.add_argument("recipients", type=int)
    told = parser.parse_args()
    if told.how != "furnish":
        import django

        django.setup()
    print(json.dumps(HOW[told.how](told.recipients)))


if __name__ == "__main__":
    main()
