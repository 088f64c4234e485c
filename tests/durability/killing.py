"""A process that has everything loaded and forks crews that send, to kill them at any moment.

Forking costs milliseconds where starting a worker costs a second: so a hundred deaths cost little.
What is killed is the same code that a worker runs, one job after the other, each with its own
connections to the database and to the mail server.

`python -m tests.durability.killing CREW DEATHS LOG HOW` prints what it saw as JSON; HOW is "kill",
or "cut": the database server closes all connections instead, as when it is restarted.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import django

ENDED = os.WEXITED | os.WNOHANG | os.WNOWAIT  # looks, and leaves them to be waited for


def planned() -> str:
    from thongsuot.circulation import actions
    from thongsuot.circulation.jobs import planning
    from thongsuot.circulation.terms import Audience
    from thongsuot.network.models import Person
    from thongsuot.releases.models import Edition

    audience = Audience(
        unit_roles=("department", "press_agency"), mandates=("leader", "officer", "journalist")
    )
    by = Person.objects.get(mandates__role="coordinator", name="Phạm Thu Hà")
    row = actions.circulate(edition=Edition.objects.get().pk, audience=audience, by=by)
    planning.plan(dispatch=str(row.pk))
    return str(row.pk)


def work(dispatch: str, mine: int, crew: int) -> None:
    """The jobs of every crew-th batch, again and again until nothing of them is open."""
    from thongsuot.circulation.actions.reconciling import finish, open_batches
    from thongsuot.circulation.jobs import sending

    round = 1
    while left := [batch for batch in open_batches(dispatch) if batch % crew == mine]:
        for batch in left:
            sending.send(dispatch=dispatch, batch=batch, round=round)
        round += 1
    finish(dispatch)


def fork(dispatch: str, crew: int) -> list[int]:
    from django.db import connections

    connections.close_all()
    children = []
    for mine in range(crew):
        child = os.fork()
        if not child:
            code = 1
            try:
                work(dispatch, mine, crew)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    return children


def delivered(log: Path) -> int:
    return log.read_bytes().count(b"\n") if log.exists() else 0


def wait_for(log: Path, more: int, children: list[int]) -> bool:
    """Until so many more mails are there. False if the crew is done before."""
    target = delivered(log) + more
    while delivered(log) < target:
        if all(os.waitid(os.P_PID, child, ENDED) for child in children):
            return False
        time.sleep(0.002)
    return True


def cut() -> None:
    """What clients see of a database server that restarts."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def main(crew: int, deaths: int, log: Path, how: str) -> None:
    from tests.durability.furnish import RECIPIENTS

    dispatch = planned()
    chance = random.Random(20_261_123)
    happened = 0
    for death in range(deaths):
        children = fork(dispatch, crew)
        share = max((RECIPIENTS - delivered(log)) // (deaths - death + 1), 1)
        if not wait_for(log, chance.randint(0, share), children):
            break
        time.sleep(chance.uniform(0, 0.01))
        if how == "cut":
            cut()
        else:
            for child in children:
                os.kill(child, signal.SIGKILL)
        ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        happened += sum(code != 0 for code in ended)
    for child in fork(dispatch, 1):
        assert os.waitpid(child, 0)[1] == 0
    from django.db import connections

    connections.close_all()
    print(json.dumps({"dispatch": dispatch, "deaths": happened}))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
