"""An enumeration as the choices of a column: (stored, shown). Doors show words of their own."""

from enum import StrEnum


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Each word twice, in its order."""
    return [(word.value, word.value) for word in words]
