"""The same texts through ours and through what else there is: how much each says, how fast."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import util
from pathlib import Path
from random import Random
from typing import Any

from thongsuot.lib import clock
from thongsuot.lib.clarity import Document, Registry
from thongsuot.lib.clarity.checking import findings
from thongsuot.lib.clarity.precision import Judged, Sheet, of, read, shown, wilson_low
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import rules
from thongsuot.project.bench.clarity import vale
from thongsuot.project.bench.clarity.corpus import Article, drawn

OURS = "thong-suot"
PEER = "vietnamese-writing-skills"
VALE = "vale-style"
LEFT_OUT = frozenset({"PAR1"})
"""Of ours: rules on paragraphs, since the articles of the corpus have lost their line ends."""
EACH = 3  # hits at most of one article in a sample


@dataclass(frozen=True)
class Peer:
    """One checker over all texts. `seconds` are of the processor; `right` is the judged share of
    what it says that is right and useful, of `judged` hits (for ours: the shares of its judged
    rules, weighed by how often each spoke); None where nobody judged."""

    name: str
    findings: int
    per_thousand: float
    rules: int
    seconds: float
    sentences_per_second: float
    right: float | None
    wilson_low: float | None
    judged: int
    most: tuple[tuple[str, int], ...]


Say = Callable[[Article], list[vale.Found]]


def measure(
    *, folder: Path, among: tuple[str, ...], articles: int, seed: int, registry: Registry,
    sheets: Path,
) -> list[Peer]:  # fmt: skip
    """Every checker over the same articles, one after the other."""
    taken = drawn(folder, among, seed)[:articles]
    read_all = [Reading(each.document()) for each in taken]
    syllables = sum(len(field.tokens) for each in read_all for field in each.fields)
    sentences = sum(len(field.sentences) for each in read_all for field in each.fields)
    saying = checkers(registry)
    return [_measured(name, say, taken, syllables, sentences, sheets)
            for name, say in saying.items()]  # fmt: skip


def checkers(registry: Registry) -> dict[str, Say]:
    """Ours, and the others that can be asked here."""
    found: dict[str, Say] = {
        OURS: _ours(registry),
        VALE: lambda article: vale.find(text(article)),
    }
    if util.find_spec("vietnamese_writing_skills"):
        found[PEER] = _writing_skills
    return found


def text(article: Article) -> str:
    """An article as one string, as the others take it."""
    return "\n\n".join(filter(None, (article.title, article.lead, article.body)))


def sample(
    name: str,
    *,
    folder: Path,
    among: tuple[str, ...],
    articles: int,
    hits: int,
    seed: int,
    registry: Registry,
) -> tuple[Sheet, list[str]]:
    """Hits of one checker, drawn with a seed, with their surroundings for the screen."""
    chance = Random(seed)  # noqa: S311 - a sample, not a secret
    say = checkers(registry)[name]
    pool: list[tuple[Article, vale.Found]] = []
    for article in drawn(folder, among, seed)[:articles]:
        found = say(article)
        pool += [(article, each) for each in chance.sample(found, min(len(found), EACH))]
    taken = chance.sample(pool, min(hits, len(pool)))
    sheet = Sheet(
        name, 1, seed, "+".join(among), clock.now().date().isoformat(), 1,
        tuple(_judged(article, each) for article, each in taken),
    )  # fmt: skip
    return sheet, [_context(article, each) for article, each in taken]


def _measured(
    name: str, say: Say, taken: Sequence[Article], syllables: int, sentences: int, sheets: Path
) -> Peer:
    say(taken[0])  # what is read and compiled once is not measured
    began = time.process_time()
    said = [rule for article in taken for _start, _end, rule in say(article)]
    seconds = time.process_time() - began
    count = Counter(said)
    right, low, judged = _right(name, count, sheets)
    return Peer(
        name, len(said), round(1000 * len(said) / max(syllables, 1), 2), len(count),
        round(seconds, 2), round(sentences / max(seconds, 1e-9)), right, low, judged,
        tuple(count.most_common(5)),
    )  # fmt: skip


def _right(name: str, count: Counter[str], sheets: Path) -> tuple[float | None, float | None, int]:
    """The share that is right, its lower bound (none for ours, which is a weighed mean), hits."""
    sheet = sheets / f"{name}.tsv"
    if sheet.exists():
        told = of(read(sheet.read_text("utf-8")))
        return round(told.tp / told.n, 3), round(wilson_low(told.tp, told.n), 3), told.n
    judged = [(count[rule.id], rule.precision) for rule in rules() if rule.precision]
    heard = [(times, told) for times, told in judged if times]
    spoke, hits = sum(times for times, _ in heard), sum(told.n for _, told in heard)
    if not spoke:
        return None, None, 0
    right = sum(times * told.tp / told.n for times, told in heard)
    return round(right / spoke, 3), None, hits


def _ours(registry: Registry) -> Say:
    asked = [rule for rule in rules() if rule.id not in LEFT_OUT]

    def say(article: Article) -> list[vale.Found]:
        document: Document = article.document()
        found = findings(Reading(document, registry), asked)
        before = _before(article)
        return [
            (before[each.field] + each.start, before[each.field] + each.end, each.rule)
            for each in found
        ]

    return say


def _before(article: Article) -> dict[str, int]:
    """Where each field of an article begins in its text."""
    lead = len(article.title) + 2 if article.title else 0
    body = lead + (len(article.lead) + 2 if article.lead else 0)
    return {"title": 0, "lead": lead, "body": body}


def _writing_skills(article: Article) -> list[vale.Found]:
    whole = text(article)
    starts = [0]
    for line in whole.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found = []
    for issue in _linter()(whole):
        first = issue["occurrences"][0]
        start = starts[first["line"] - 1] + first["column"] - 1
        found.append((start, start + len(first["matched_text"]), issue["pattern_id"]))
    return found


@lru_cache(maxsize=1)
def _linter() -> Callable[[str], list[dict[str, Any]]]:
    """Its `lint_text`, with its patterns read once: it reads its files anew for every text, which
    would be all that one measures."""
    from vietnamese_writing_skills.cli import lint

    patterns = list(lint.iter_patterns())
    index = lint.pattern_index()
    lint.iter_patterns = lambda _folder=None: patterns
    lint.pattern_index = lambda _folder=None: index
    found: Callable[[str], list[dict[str, Any]]] = lint.lint_text
    return found


def _judged(article: Article, found: vale.Found) -> Judged:
    start, end, rule = found
    match = shown(text(article)[start:end])
    return Judged(article.corpus, article.id, f"text:{rule}", start, end, match)


def _context(article: Article, found: vale.Found) -> str:
    start, end, rule = found
    whole = text(article)
    around = (
        f"{whole[max(start - 110, 0) : start]}⟦{whole[start:end][:200]}⟧{whole[end : end + 110]}"
    )
    return f"[{rule}] {' '.join(around.split())}"
