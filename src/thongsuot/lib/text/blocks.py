"""What the body of an edition is made of: a small tree between HTML and every rendition."""

from dataclasses import dataclass
from uuid import UUID

MARKS = ("strong", "em", "u", "s", "sup", "sub")  # also the order in which they nest


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look. A line break is a run of its own, ``Run("\\n")``."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""

    @property
    def is_break(self) -> bool:
        return self.text == "\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 2 or 3: the title of the edition is level 1
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulleted or numbered list; an item holds paragraphs and lists."""

    ordered: bool
    items: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple["Block", ...]  # paragraphs and lists


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: tuple["Block", ...]  # paragraphs and lists; may be empty
    header: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first `head` rows are the heading."""

    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture out of our own files."""

    file_id: UUID
    alt: str = ""
    caption: tuple[Run, ...] = ()


Block = Paragraph | Heading | Listing | Quote | Table | Rule | Figure


def plain(runs: tuple[Run, ...]) -> str:
    """The text of runs without looks."""
    return "".join(run.text for run in runs)
