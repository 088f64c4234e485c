"""Periodic sweeps, each in a thread of its own in the one worker that leads."""

import logging
import threading
import time

from django.db import close_old_connections

from thongsuot.work.registry import Sweep
from thongsuot.work.running import place

log = logging.getLogger("thongsuot.work")


class Sweeper:
    """Runs a sweep every so many seconds until stopped. A tick missed is a tick lost."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        self.finished = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, name=sweep.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()

    def join(self, timeout: float) -> None:
        self._thread.join(timeout)

    def _loop(self) -> None:
        pause = 0.0
        while not self._stop.wait(pause):
            began = time.monotonic()
            self._once()
            self.finished = time.monotonic()
            pause = max(0.0, began + self.sweep.seconds - self.finished)

    def _once(self) -> None:
        close_old_connections()
        try:
            self.sweep.function()
        except Exception as error:
            log.warning("sweep failed", extra={"sweep": self.sweep.name, "error": place(error)})
        finally:
            close_old_connections()
