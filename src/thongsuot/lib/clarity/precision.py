"""How often a rule is right, as judged hit by hit: sheets of verdicts and what they come to.

A sheet is a TSV of hits drawn with a seed. Its first line says of which rule, version, seed and
corpus; each hit then gets a verdict ("right" or "wrong") and a reason. One judge's verdicts are one
judge's: the number of judges stands beside the figure.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import sqrt

from thongsuot.lib.refused import Refused

COLUMNS = ("corpus", "document", "field", "start", "end", "match", "verdict", "reason")
RIGHT, WRONG = "right", "wrong"
SHOWN = 40  # characters of a match that a sheet keeps: to find the place, not to hold the text


@dataclass(frozen=True)
class Precision:
    """What judged hits say of a rule. `judges` is how many people judged."""

    version: int
    tp: int
    fp: int
    n: int
    wilson_low: float
    corpus: str
    date: str
    judges: int


@dataclass(frozen=True, slots=True)
class Judged:
    """One hit with its verdict ("" while there is none). Places in the field as it was given."""

    corpus: str
    document: str
    field: str
    start: int
    end: int
    match: str
    verdict: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Sheet:
    """The drawn hits of one version of one rule. `drawn` is an ISO day."""

    rule: str
    version: int
    seed: int
    corpus: str
    drawn: str
    judges: int
    hits: tuple[Judged, ...]


def wilson_low(right: int, n: int, z: float = 1.959964) -> float:
    """The lower bound of a share at 95 % (E. B. Wilson, JASA 22, 1927); 0.0 of nothing."""
    if not n:
        return 0.0
    share = right / n
    middle = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max((middle - spread) / (1 + z * z / n), 0.0)


def of(sheet: Sheet) -> Precision:
    """What a sheet comes to. Refused("clarity.unjudged") where a hit has no verdict."""
    for row, hit in enumerate(sheet.hits, 1):
        if hit.verdict not in (RIGHT, WRONG):
            raise Refused("clarity.unjudged", rule=sheet.rule, row=row, verdict=hit.verdict)
    n, right = len(sheet.hits), sum(hit.verdict == RIGHT for hit in sheet.hits)
    low = int(wilson_low(right, n) * 10_000) / 10_000  # down, so that a gate is never rounded open
    return Precision(
        sheet.version, right, n - right, n, low, sheet.corpus, sheet.drawn, sheet.judges
    )


def written(sheet: Sheet) -> str:
    """A sheet as TSV."""
    told = f"rule={sheet.rule} version={sheet.version} seed={sheet.seed} corpus={sheet.corpus}"
    out = io.StringIO()
    out.write(f"# {told} drawn={sheet.drawn} judges={sheet.judges}\n")
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows([getattr(hit, column) for column in COLUMNS] for hit in sheet.hits)
    return out.getvalue()


def read(text: str) -> Sheet:
    """A sheet out of its TSV. KeyError or ValueError where it is none."""
    first, _, rest = text.partition("\n")
    told = dict(part.split("=", 1) for part in first.removeprefix("#").split())
    rows = csv.DictReader(io.StringIO(rest), delimiter="\t")
    hits = tuple(_hit(row) for row in rows)
    return Sheet(
        rule=told["rule"],
        version=int(told["version"]),
        seed=int(told["seed"]),
        corpus=told["corpus"],
        drawn=told["drawn"],
        judges=int(told["judges"]),
        hits=hits,
    )


def verdicts(sheet: Sheet, wrong: dict[int, str], reason: str) -> Sheet:
    """The sheet judged: the hits of `wrong` (row from 1 to reason) are wrong, all others right."""
    if beyond := [row for row in wrong if not 1 <= row <= len(sheet.hits)]:
        raise Refused("clarity.no_such_hit", rule=sheet.rule, row=beyond[0])
    hits = [
        replace(hit, verdict=WRONG, reason=wrong[row])
        if row in wrong
        else replace(hit, verdict=RIGHT, reason=reason)
        for row, hit in enumerate(sheet.hits, 1)
    ]
    return replace(sheet, hits=tuple(hits))


def table(sheets: Iterable[Sheet]) -> dict[str, Precision]:
    """By rule, as `rules/precision.json` has it."""
    return {sheet.rule: of(sheet) for sheet in sorted(sheets, key=lambda each: each.rule)}


def shown(match: str) -> str:
    """As much of a match as a sheet keeps, on one line."""
    return " ".join(match.split())[:SHOWN]


def _hit(row: dict[str, str]) -> Judged:
    places = {"start": int(row["start"]), "end": int(row["end"])}
    words = {column: row[column] or "" for column in COLUMNS if column not in places}
    return Judged(**words, **places)  # type: ignore[arg-type]
