"""A report for people and for machines: text, JSON, SARIF 2.1.0, one page of HTML.

Each takes what was looked at, in order, and gives the whole output as one string.
"""

from collections.abc import Callable, Sequence

from thongsuot.lib.clarity.printing import data, page, plain, sarif
from thongsuot.lib.clarity.printing.looked import Looked

FORMATS: dict[str, Callable[[Sequence[Looked], str], str]] = {
    "text": plain.text,
    "json": data.json,
    "sarif": sarif.log,
    "html": page.page,
}

__all__ = ["FORMATS", "Looked"]
