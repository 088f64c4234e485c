"""Hits of one rule drawn from a corpus, for a person to judge."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def samples(
    rules: Sequence[Rule],
    *,
    folder: Path,
    among: tuple[str, ...],
    hits: int,
    seed: int,
    registry: Registry = NOTHING,
) -> Iterator[tuple[Sheet, list[str]]]:
    """Of each rule a sheet without verdicts and the surroundings of its hits (for the screen only).

    Articles come in an order of chance until a rule has POOL times as many hits as asked for, at
    most EACH of one article; of these so many are drawn. A rule's sheet is the same whichever
    rules are asked for with it.
    """
    chances = {rule.id: Random(f"{seed} {rule.id}") for rule in rules}  # noqa: S311 - a sample
    pools = _pools(rules, drawn(folder, among, seed), POOL * hits, chances, registry)
    for rule in rules:
        pool = pools[rule.id]
        taken = chances[rule.id].sample(pool, min(hits, len(pool)))
        sheet = Sheet(
            rule=rule.id,
            version=rule.version,
            seed=seed,
            corpus="+".join(among),
            drawn=clock.now().date().isoformat(),
            judges=1,
            hits=tuple(_judged(article, finding) for article, finding in taken),
        )
        yield sheet, [_context(article, finding) for article, finding in taken]


def _pools(
    rules: Sequence[Rule],
    articles: Iterable[Article],
    enough: int,
    chances: Mapping[str, Random],
    registry: Registry,
) -> dict[str, list[tuple[Article, Finding]]]:
    pools: dict[str, list[tuple[Article, Finding]]] = {rule.id: [] for rule in rules}
    for article in articles:
        wanting = [rule for rule in rules if len(pools[rule.id]) < enough]
        if not wanting:
            break
        reading = Reading(article.document(), registry)
        for rule in wanting:
            found = findings(reading, [rule])
            some = chances[rule.id].sample(found, min(len(found), EACH))
            pools[rule.id] += [(article, finding) for finding in some]
    return pools


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
