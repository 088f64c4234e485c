"""One text that was looked at: its name, what stands in it, what is said of it."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from thongsuot.lib.clarity.rewriting import Proposal
from thongsuot.lib.clarity.terms import Document, Finding, Report

_LONGEST = 200_000  # characters of a file in which every remark is looked for
_BESIDE = (40, 20, 10, 5, 2, 0)  # characters around the words of a remark


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
    are there if somebody asked for them. `source`: the file itself where it is text with signs of
    its own (Markdown, HTML); then lines are those of the file where the words are found in it."""

    name: str
    document: Document
    report: Report
    proposals: tuple[Proposal, ...] = ()
    source: str = ""

    @cached_property
    def lines(self) -> list[str]:
        return [line for field in self.document.fields for line in field.text.split("\n")]

    def place(self, finding: Finding | Proposal) -> Place:
        """Where it stands in the file, or else in the document's text."""
        return self._in_source(finding) or self._in_text(finding)

    def is_exact(self, finding: Finding | Proposal) -> bool:
        """Whether its place is one in the file: what is written there may be replaced."""
        return not self.source or self._in_source(finding) is not None

    def _in_source(self, finding: Finding | Proposal) -> Place | None:
        """The words are looked for with those around them, as many as stand in the file as often as
        in the document."""
        if not self.source or len(self.source) > _LONGEST:
            return None
        low = self._before[finding.field]
        start, end = low + finding.start, low + finding.end
        for beside in _BESIDE:
            left, right = max(start - beside, 0), min(end + beside, len(self._text))
            words = self._text[left:right]
            times = self._text.count(words)
            if times and times == self._flat.count(words):
                place = self._flat.find(words)
                for _before in range(self._text.count(words, 0, left)):
                    place = self._flat.find(words, place + len(words))
                return self._at(place + start - left, place + end - left)
        return None

    def _at(self, start: int, end: int) -> Place:
        line, end_line = self.source.count("\n", 0, start), self.source.count("\n", 0, end)
        return Place(
            line=line + 1,
            column=start - self.source.rfind("\n", 0, start),
            end_line=end_line + 1,
            end_column=end - self.source.rfind("\n", 0, end),
            words=self.source.split("\n")[line],
        )

    @cached_property
    def _text(self) -> str:
        """The words of all fields, paragraph after paragraph, in one line."""
        return " ".join(field.text for field in self.document.fields).replace("\n", " ")

    @cached_property
    def _flat(self) -> str:
        return self.source.replace("\n", " ")

    @cached_property
    def _before(self) -> dict[str, int]:
        found, before = {}, 0
        for field in self.document.fields:
            found[field.name] = before
            before += len(field.text) + 1
        return found

    def _in_text(self, finding: Finding | Proposal) -> Place:
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
