"""Articles of a folder of gzipped JSON lines, as documents.

Newspaper texts are their papers' own: they are read where they lie, and nothing of them is kept.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random

from thongsuot.lib.clarity import Document, Part
from thongsuot.lib.clarity.documents import field

FOLDER = Path("../shared/corpus")
ALL = ("news_2017", "sector", "clusters_newsmds", "clusters_vmds")
READ_ON = date(2026, 3, 2)
"""Each article is looked at as if it were to come out on this day."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: `corpus` is the file, `id` its own within it."""

    corpus: str
    id: str
    title: str
    lead: str
    body: str

    def document(self) -> Document:
        parts = (
            ("title", self.title, Part.TITLE),
            ("lead", self.lead, Part.LEAD),
            ("body", self.body, Part.BODY),
        )
        return Document(tuple(field(*part) for part in parts if part[1]), today=READ_ON)


def articles(folder: Path, among: Iterable[str] = ALL) -> list[Article]:
    """All of the files, each body once, in their order. FileNotFoundError where one is missing."""
    seen: dict[str, Article] = {}
    for name in among:
        for article in _file(folder / f"{name}.jsonl.gz"):
            seen.setdefault(article.body, article)
    return list(seen.values())


def drawn(folder: Path, among: Iterable[str], seed: int) -> list[Article]:
    """All articles in an order of chance that a seed repeats."""
    found = articles(folder, among)
    Random(seed).shuffle(found)  # noqa: S311 - a sample, not a secret
    return found


@lru_cache(maxsize=8)
def _file(path: Path) -> list[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(_read(path.name.removesuffix(".jsonl.gz"), map(json.loads, lines)))


def _read(corpus: str, rows: Iterable[dict[str, str]]) -> Iterator[Article]:
    for row in rows:
        id = "/".join(filter(None, [row.get("cluster"), str(row["id"])]))
        lead = row.get("sapo") or row.get("summary") or ""
        body = row.get("body") or row.get("content") or ""
        if body:
            yield Article(corpus, id, row.get("title") or "", lead, body)
