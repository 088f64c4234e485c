"""Seal and tell, twice a second, in the one worker that leads.

No act wakes them: a wake-up written by every act would be one more row in every transaction,
for half a second gained.
"""

from thongsuot.journal import actions
from thongsuot.work.registry import every


@every(seconds=0.5, name="journal.seal")
def seal() -> None:
    while actions.seal() == actions.BATCH:
        pass


@every(seconds=0.5, name="journal.tell")
def tell() -> None:
    actions.tell()
