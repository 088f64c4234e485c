"""A body by its headings: what stands under which."""

from dataclasses import dataclass

from . import reading, writing
from .blocks import Block, Heading, plain
from .fold import fold


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it up to the next one. `filled`: words stand below it, its own
    or under its smaller headings."""

    level: int
    heading: str
    html: str
    filled: bool


def sections(html: str) -> tuple[Section, ...]:
    """Every heading of a body in order; what stands before the first is left out."""
    blocks = reading.read(html)
    places = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    return tuple(_section(blocks, place) for place in places)


def _section(blocks: tuple[Block, ...], place: int) -> Section:
    head = blocks[place]
    assert isinstance(head, Heading)
    own = _until(blocks[place + 1 :], level=3)
    below = _until(blocks[place + 1 :], level=head.level)
    said = tuple(block for block in below if not isinstance(block, Heading))
    return Section(
        level=head.level,
        heading=plain(head.runs).strip(),
        html=writing.html(own),
        filled=bool(writing.text(said).strip()),
    )


def _until(blocks: tuple[Block, ...], level: int) -> tuple[Block, ...]:
    """The blocks before the next heading of that level or a greater one."""
    for place, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level <= level:
            return blocks[:place]
    return blocks


def lacking(html: str, headings: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the headings that do not stand in the body with words below them; found without
    regard to accents and case."""
    filled = {fold(section.heading) for section in sections(html) if section.filled}
    return tuple(heading for heading in headings if fold(heading) not in filled)
