"""Examples of rules made into documents: a string is the body; «[[…]]» marks what must be found."""

import re
from datetime import date
from typing import Any

from tests.lib.clarity.house import HOUSE
from thongsuot.lib.clarity import Document, Part
from thongsuot.lib.clarity.documents import field
from thongsuot.lib.clarity.reading import Reading

_MARKS = re.compile(r"\[\[|\]\]")
_PARTS = ("title", "lead", "body", "quote", "caption", "attachment")
TODAY = date(2026, 3, 2)


def reading(example: str | dict[str, Any]) -> Reading:
    """The example without its marks, read with the house of the tests."""
    told: dict[str, Any] = {"body": example} if isinstance(example, str) else dict(example)
    fields = [
        field(name, _MARKS.sub("", told[name]), Part(name)) for name in _PARTS if name in told
    ]
    today = date.fromisoformat(str(told["today"])) if "today" in told else TODAY
    document = Document(
        tuple(fields), kind=told.get("kind", ""), outside=told.get("outside", True), today=today
    )
    return Reading(document, HOUSE)


def marked(example: str | dict[str, Any]) -> set[tuple[str, int, int]]:
    """(field, start, end) of every mark."""
    told: dict[str, Any] = {"body": example} if isinstance(example, str) else example
    found = set()
    for name in _PARTS:
        taken, open_at = 0, []
        for mark in _MARKS.finditer(told.get(name, "")):
            place = mark.start() - taken
            taken += 2
            if mark[0] == "[[":
                open_at.append(place)
            else:
                found.add((name, open_at.pop(), place))
    return found
