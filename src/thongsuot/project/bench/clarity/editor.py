"""How much of the server's CPU one pause in typing costs, through the real view of the editor."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from thongsuot.project.bench.clarity.corpus import drawn

PARAGRAPH = 120  # words; articles of the corpus have lost their line ends


@dataclass(frozen=True)
class Timing:
    """CPU milliseconds of a request, over `pauses` of them; `first` is the first one ever."""

    words: int
    pauses: int
    first: float
    median: float
    worst: float
    remarks: int


def measure(person: Any, *, folder: Path, words: int, pauses: int, seed: int) -> Timing:
    """A text of so many words, a word longer at each pause, asked about as the editor asks."""
    from django.test import Client

    client = Client()
    client.force_login(person.account)
    address = _address(person)
    text = _words(folder, words, seed)
    taken = []
    for pause in range(pauses + 1):
        asked = json.dumps(_sent([*text, *("thêm" for _ in range(pause))]))
        start = time.process_time()
        answer = client.post(address, asked, content_type="application/json")
        taken.append(1000 * (time.process_time() - start))
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    first, *rest = (round(each, 1) for each in taken)
    marks = len(answer.json()["marks"])
    return Timing(words, pauses, first, round(median(rest), 1), max(rest), marks)


def _address(person: Any) -> str:
    from django.urls import reverse

    from thongsuot.network import queries as network
    from thongsuot.releases import actions

    actions.load_kinds_and_topics()
    release = actions.draft(kind="press_release", unit=network.centre().id, by=person, title="Đo")
    return reverse("desk:clarity_look", args=[release.id])


def _words(folder: Path, most: int, seed: int) -> list[str]:
    found: list[str] = []
    for article in drawn(folder, ("news_2017",), seed):
        found += article.body.split()
        if len(found) >= most:
            break
    return found[:most]


def _sent(words: list[str]) -> dict[str, Any]:
    starts = range(0, len(words), PARAGRAPH)
    lines = [" ".join(words[start : start + PARAGRAPH]) for start in starts]
    body = [{"part": "body", "text": line, "item": False} for line in lines]
    return {"title": "Đo một bài", "lead": "", "body": body, "captions": {}, "version": 1}
