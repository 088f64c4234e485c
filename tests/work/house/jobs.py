"""Jobs that leave a row when they begin and when they end."""

import os
import time

from house.models import Effect

from thongsuot.work.registry import every, job
from thongsuot.work.terms import Lane


def did(what: str, key: str) -> None:
    Effect.objects.create(what=what, key=key, pid=os.getpid(), at=time.time())


@job("house.note", lane=Lane.URGENT)
def note(named: str) -> None:
    did("noted", named)


@job("house.toil", lane=Lane.NORMAL)
def toil(named: str) -> None:
    """As long as the test wants: until it says `enough`."""
    did("began", named)
    while not Effect.objects.filter(what="enough").exists():
        time.sleep(0.05)
    did("ended", named)


@job("house.post", lane=Lane.BULK, sends=True)
def post(named: str) -> None:
    did("posted", named)


@job("house.stumble", lane=Lane.URGENT, pauses=(0.1, 0.1))
def stumble(named: str, times: int) -> None:
    did("tried", named)
    if Effect.objects.filter(what="tried", key=named).count() <= times:
        raise ValueError("person@example.vn must not be logged")


if os.environ.get("HOUSE_SWEEPS"):

    @every(seconds=0.2, name="house.sweep")
    def sweep() -> None:
        did("swept from", "")
        time.sleep(0.5)
        did("swept to", "")
