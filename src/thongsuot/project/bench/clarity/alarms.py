"""How often each rule speaks in a corpus, and how often that is likely to be wrong."""

import time
from dataclasses import dataclass
from pathlib import Path

from thongsuot.lib.clarity import NOTHING, Registry
from thongsuot.lib.clarity.checking import findings
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import Rule, rules
from thongsuot.project.bench.clarity.corpus import drawn


@dataclass(frozen=True)
class Alarms:
    """One rule: hits, hits for 1,000 syllables, the judged share that is right (None where nobody
    judged) and, with it, the false alarms to be expected for 1,000 syllables."""

    rule: str
    severity: str
    hits: int
    per_thousand: float
    precision: float | None
    false_per_thousand: float | None


@dataclass(frozen=True)
class Measured:
    """All rules over so many articles. `seconds` are of the processor, for everything."""

    articles: int
    syllables: int
    sentences: int
    seconds: float
    rules: tuple[Alarms, ...]

    @property
    def sentences_per_second(self) -> float:
        return self.sentences / max(self.seconds, 1e-9)


def measure(
    *, folder: Path, among: tuple[str, ...], articles: int, seed: int, registry: Registry = NOTHING
) -> Measured:
    """Every rule over articles drawn with a seed."""
    book = rules()
    counts = {rule.id: 0 for rule in book}
    syllables = sentences = 0
    documents = [each.document() for each in drawn(folder, among, seed)[:articles]]
    began = time.process_time()
    for document in documents:
        reading = Reading(document, registry)
        for finding in findings(reading, book):
            counts[finding.rule] += 1
        syllables += sum(len(field.tokens) for field in reading.fields)
        sentences += sum(len(field.sentences) for field in reading.fields)
    seconds = time.process_time() - began
    found = tuple(_alarms(rule, counts[rule.id], syllables) for rule in book)
    return Measured(len(documents), syllables, sentences, seconds, found)


def _alarms(rule: Rule, hits: int, syllables: int) -> Alarms:
    rate = 1000 * hits / max(syllables, 1)
    judged = rule.precision
    share = judged.tp / judged.n if judged and judged.n else None
    wrong = None if share is None else rate * (1 - share)
    return Alarms(rule.id, str(rule.severity), hits, rate, share, wrong)
