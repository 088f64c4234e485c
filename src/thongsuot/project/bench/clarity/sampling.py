"""Hits of one rule drawn from a corpus, for a person to judge."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from thongsuot.lib import clock
from thongsuot.lib.clarity import NOTHING, Finding, Registry
from thongsuot.lib.clarity.checking import findings
from thongsuot.lib.clarity.precision import Judged, Sheet, shown
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule
from thongsuot.project.bench.clarity.corpus import Article, drawn

POOL = 5  # hits gathered for each one drawn, so that no few articles make the sample
EACH = 3  # hits at most of one article
_AROUND = 160


def sample(
    rule: Rule,
    *,
    folder: Path,
    among: tuple[str, ...],
    hits: int,
    seed: int,
    registry: Registry = NOTHING,
) -> tuple[Sheet, list[str]]:
    """A sheet without verdicts, and for each hit its surroundings (for the screen only).

    Articles come in an order of chance until there are POOL times as many hits as asked for, at
    most EACH of one article; of these so many are drawn.
    """
    chance = Random(seed)  # noqa: S311 - a sample, not a secret
    pool: list[tuple[Article, Finding]] = []
    for article in drawn(folder, among, seed):
        found = _found(rule, article, registry)
        pool += chance.sample(found, min(len(found), EACH))
        if len(pool) >= POOL * hits:
            break
    taken = chance.sample(pool, min(hits, len(pool)))
    sheet = Sheet(
        rule=rule.id,
        version=rule.version,
        seed=seed,
        corpus="+".join(among),
        drawn=clock.now().date().isoformat(),
        judges=1,
        hits=tuple(_judged(article, finding) for article, finding in taken),
    )
    return sheet, [_context(article, finding) for article, finding in taken]


def contexts(sheet: Sheet, articles: Iterable[Article]) -> Iterator[str]:
    """The surroundings of a sheet's hits, found again in the corpus."""
    by_id = {(article.corpus, article.id): article for article in articles}
    for hit in sheet.hits:
        text = _text(by_id[hit.corpus, hit.document], hit.field)
        yield _around(text, hit.start, hit.end)


def _found(rule: Rule, article: Article, registry: Registry) -> list[tuple[Article, Finding]]:
    reading = Reading(article.document(), registry)
    return [(article, finding) for finding in findings(reading, [rule])]


def _judged(article: Article, finding: Finding) -> Judged:
    return Judged(
        article.corpus,
        article.id,
        finding.field,
        finding.start,
        finding.end,
        shown(finding.match),
    )


def _context(article: Article, finding: Finding) -> str:
    around = _around(_text(article, finding.field), finding.start, finding.end)
    instead = " | ".join(finding.suggestions)
    return f"[{finding.field}] {around}\n    {finding.message}" + (
        f"\n    → {instead}" if instead else ""
    )


def _text(article: Article, field: str) -> str:
    return {"title": article.title, "lead": article.lead, "body": article.body}[field]


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return f"{before}⟦{text[start:end]}⟧{after}"
