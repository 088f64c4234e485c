"""How long the network's lists and search-as-you-type take, through the real views."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

TYPED = (
    "ng",
    "ngu",
    "nguyen v",
    "huong",
    "tran thi",
    "so do luong so 3",
    "bao do",
    "an",
    "le minh",
)


@dataclass(frozen=True)
class Timing:
    """Milliseconds over all requests of one kind, and how many questions one costs."""

    what: str
    p50: float
    p95: float
    queries: int


def measure(person: Any, repeat: int, seed: int = 1) -> list[Timing]:
    """Each kind of page `repeat` times, as the coordinator sees it; the order is shuffled, so
    that a busy moment of the machine falls on all alike."""
    from django.test import Client

    client = Client()
    client.force_login(person.account)
    turns = [(what, path) for what, paths in PAGES.items() for path in _spread(paths, repeat)]
    random.Random(seed).shuffle(turns)  # noqa: S311 - no secret
    times: dict[str, list[float]] = {what: [] for what in PAGES}
    for what, path in [*dict.fromkeys(turns), *turns]:  # once before it counts
        times[what].append(_one(client, path))
    warm = {what: taken[-repeat:] for what, taken in times.items()}
    return [_timing(client, what, warm[what]) for what in PAGES]


def _address(path: str, **asked: Any) -> str:
    return f"/ban/mang-luoi/{path}?{urlencode(asked)}"


PAGES: dict[str, Sequence[str]] = {
    "Danh sách đơn vị (list of bodies)": [_address("", trang=n) for n in range(1, 9)],
    "Danh sách đơn vị, có chữ (bodies, with words)": [_address("", q=q) for q in TYPED],
    "Cơ quan báo chí (press)": [_address("", tab="press", trang=n) for n in range(1, 12)],
    "Từng người (people)": [
        _address("", tab="people", trang=n) for n in (1, 2, 3, 50, 200, 500, 900)
    ],
    "Từng người, có chữ (people, with words)": [_address("", tab="people", q=q) for q in TYPED],
    "Gõ tới đâu tìm tới đó (search as you type)": [_address("tim/", q=q) for q in TYPED],
}


def _spread(paths: Sequence[str], repeat: int) -> list[str]:
    return [paths[n % len(paths)] for n in range(repeat)]


def _one(client: Any, path: str) -> float:
    start = time.perf_counter()
    response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path}: {response.status_code}")
    return 1000 * (time.perf_counter() - start)


def _timing(client: Any, what: str, taken: list[float]) -> Timing:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(PAGES[what][0])
    cuts = quantiles(taken, n=20)
    return Timing(what, round(cuts[9], 1), round(cuts[18], 1), len(asked))
