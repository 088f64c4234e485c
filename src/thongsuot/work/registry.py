"""What can be done: the jobs and the periodic sweeps, registered by each room's `jobs.py`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

from django.apps import apps

from thongsuot.work.terms import Lane

F = TypeVar("F", bound=Callable[..., Any])

# Seconds before attempt 2, 3, …: long enough for a mail server's restart, then for a night.
PAUSES = (5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 10800.0)

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class Job:
    """A plain idempotent function and how it is run. `sends`: it waits while sending is held."""

    name: str
    function: Callable[..., Any]
    lane: Lane
    sends: bool
    pauses: tuple[float, ...]


@dataclass(frozen=True)
class Sweep:
    """A function run every so many seconds, by one worker at a time; missed ticks are lost."""

    name: str
    function: Callable[[], Any]
    seconds: float


_jobs: dict[str, Job] = {}
_sweeps: dict[str, Sweep] = {}


def job(
    name: str, *, lane: Lane = Lane.NORMAL, sends: bool = False, pauses: tuple[float, ...] = PAUSES
) -> Callable[[F], F]:
    """Register an idempotent function that takes JSON values by keyword.

    It may run more than once for one call (a worker died, an attempt failed), so it must read
    the state again and do only what is missing. After ``len(pauses) + 1`` failures it is parked.
    """
    _check_name(name)

    def register(function: F) -> F:
        _check_free(name, function, _jobs)
        _jobs[name] = Job(name, function, lane, sends, pauses)
        return function

    return register


def every(*, seconds: float, name: str) -> Callable[[F], F]:
    """Register a sweep without arguments; it never overlaps itself, on any number of workers."""
    _check_name(name)

    def register(function: F) -> F:
        _check_free(name, function, _sweeps)
        _sweeps[name] = Sweep(name, function, seconds)
        return function

    return register


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"a job is named room.verb, not {name!r}")


def _check_free(name: str, function: Any, known: dict[str, Any]) -> None:
    if name in known and known[name].function.__qualname__ != function.__qualname__:
        raise ValueError(f"two functions are registered as {name!r}")


def load() -> None:
    """Import the `jobs` module of every installed room that has one."""
    for config in apps.get_app_configs():
        if config.module and find_spec(f"{config.name}.jobs"):
            import_module(f"{config.name}.jobs")


def find(name: str) -> Job:
    """The job of that name. Raises LookupError."""
    if name not in _jobs:
        load()
    if name not in _jobs:
        raise LookupError(f"no job is registered as {name!r}")
    return _jobs[name]


def jobs() -> list[Job]:
    return list(_jobs.values())


def sweeps() -> list[Sweep]:
    return list(_sweeps.values())
