"""One text that was looked at: its name, what stands in it, what is said of it."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from thongsuot.lib.clarity.rewriting import Proposal
from thongsuot.lib.clarity.terms import Document, Finding, Report


@dataclass(frozen=True)
class Place:
    """Where a finding begins and ends, counted from 1, and the first of its lines."""

    line: int
    column: int
    end_line: int
    end_column: int
    words: str


@dataclass(frozen=True)
class Looked:
    """`name` is the file as the caller wrote it. Lines are those of the document's text: a field
    is one stretch of lines, in order; for a plain text they are the lines of the file. `proposals`
    are there if somebody asked for them."""

    name: str
    document: Document
    report: Report
    proposals: tuple[Proposal, ...] = ()

    @cached_property
    def lines(self) -> list[str]:
        return [line for field in self.document.fields for line in field.text.split("\n")]

    def place(self, finding: Finding | Proposal) -> Place:
        starts, before = self._starts[finding.field]
        first = bisect_right(starts, finding.start) - 1
        last = max(bisect_right(starts, max(finding.end - 1, finding.start)) - 1, first)
        return Place(
            line=before + first + 1,
            column=finding.start - starts[first] + 1,
            end_line=before + last + 1,
            end_column=finding.end - starts[last] + 1,
            words=self.lines[before + first],
        )

    @cached_property
    def _starts(self) -> dict[str, tuple[list[int], int]]:
        """By field: where its lines start in it, and how many lines stand before it."""
        found, before = {}, 0
        for field in self.document.fields:
            starts = [0]
            for line in field.text.split("\n")[:-1]:
                starts.append(starts[-1] + len(line) + 1)
            found[field.name] = (starts, before)
            before += len(starts)
        return found
