"""The press norm: how articles of a corpus distribute over the measures of clarity."""

from pathlib import Path
from typing import Any

from thongsuot.lib import clock
from thongsuot.lib.clarity.measures import (
    CLICHES,
    COUNTED,
    ENOUGH,
    counted,
    quantiles,
    sentence_lengths,
)
from thongsuot.lib.clarity.reading import Reading
from thongsuot.lib.clarity.rulebook import by_id
from thongsuot.project.bench.clarity.corpus import drawn

_SENTENCE = (50, 75, 90, 95, 99)


def norm(*, folder: Path, among: tuple[str, ...], articles: int, seed: int) -> dict[str, Any]:
    """As `lib/clarity/norm.json` holds it. Articles too short to be measured are left out."""
    lengths: list[int] = []
    values: list[dict[str, float | int]] = []
    for article in drawn(folder, among, seed):
        reading = Reading(article.document())
        found = counted(reading)
        if found["syllables"] >= ENOUGH:
            values.append(found)
            lengths += sentence_lengths(reading)
        if len(values) == articles:
            break
    spread = quantiles(lengths)
    return {
        "articles": len(values),
        "corpus": "+".join(among),
        "seed": seed,
        "drawn": clock.now().date().isoformat(),
        "cliches": by_id()[CLICHES].version,
        "sentence": {f"p{share}": spread[share] for share in _SENTENCE},
        "quantiles": {
            name: quantiles(each[name] for each in values)
            for name in values[0]
            if name not in COUNTED
        },
    }
