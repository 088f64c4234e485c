"""The words of every refusal: code -> (Vietnamese, English). Rules say no in codes; doors speak.

The words say what is wrong and what to do next. Parameters in braces come from the refusal.
A test proves that every code used anywhere stands here, and that none stands here unused.
"""

from django.utils.translation import get_language

from thongsuot.lib.refused import Refused
from thongsuot.look.refusals import (
    channels,
    circulation,
    clarity,
    doors,
    exchange,
    facts,
    files,
    imports,
    network,
    peers,
    people,
    releases,
)

REFUSALS: dict[str, tuple[str, str]] = {
    **channels.WORDS,
    **circulation.WORDS,
    **clarity.WORDS,
    **doors.WORDS,
    **exchange.WORDS,
    **facts.WORDS,
    **files.WORDS,
    **imports.WORDS,
    **network.WORDS,
    **peers.WORDS,
    **people.WORDS,
    **releases.WORDS,
}


def words(refused: Refused, language: str | None = None) -> str:
    """The sentence for a refusal, in the active language unless another is asked for."""
    vietnamese, english = REFUSALS[refused.code]
    template = english if (language or get_language() or "vi").startswith("en") else vietnamese
    return template.format(**refused.params)
