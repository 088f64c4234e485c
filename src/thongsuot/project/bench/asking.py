"""How often a question in lay words finds its topic: `questions.csv` against what is shipped."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from thongsuot import releases
from thongsuot.lib.text import ranking
from thongsuot.project.demo import material
from thongsuot.releases import asking
from thongsuot.releases.houses import House

QUESTIONS = Path(__file__).parent / "questions.csv"
TOPICS = Path(releases.__file__).parent / "data" / "topics.json"
FIRST = 3


@dataclass(frozen=True)
class Asked:
    """One question, the topic that should be found, and those that were, best first."""

    question: str
    topic: str
    found: tuple[str, ...]

    @property
    def place(self) -> int:
        """1 for the first; 0 if it is not among them."""
        return self.found.index(self.topic) + 1 if self.topic in self.found else 0


def measure() -> list[Asked]:
    """Every question asked of the shipped topics with the demonstration's houses, as an officer
    sees them."""
    index = ranking.index(_entries(houses_shown()))
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = [(row["question"], row["topic"]) for row in csv.DictReader(file)]
    return [
        Asked(question, topic, tuple(hit.key for hit in ranking.rank(index, question, limit=5)))
        for question, topic in rows
    ]


def summary(asked: Iterable[Asked]) -> dict[str, Any]:
    """Counts, shares, and the questions that missed the first three, to be looked at."""
    rows = list(asked)
    first = sum(row.place == 1 for row in rows)
    among = sum(0 < row.place <= FIRST for row in rows)
    return {
        "questions": len(rows),
        "first": first,
        "first_three": among,
        "share_first": round(first / len(rows), 3),
        "share_first_three": round(among / len(rows), 3),
        "missed": [asdict(row) for row in rows if not 0 < row.place <= FIRST],
    }


def houses_shown() -> dict[str, House]:
    """The demonstration's houses, by topic: their words are all that counts here."""
    series: dict[str, UUID] = defaultdict(uuid4)
    return {
        row["topic"]: material.house_of(row, series, lambda unit: uuid4(), date(2026, 1, 1))
        for row in material.houses()
    }


def _entries(houses: dict[str, House]) -> list[ranking.Entry]:
    told = json.loads(TOPICS.read_text("utf-8"))
    return [
        asking.entry(
            topic["code"],
            (topic["name"], topic["name_en"]),
            tuple(topic.get("keywords", ())),
            houses.get(topic["code"]),
        )
        for topic in told
    ]
