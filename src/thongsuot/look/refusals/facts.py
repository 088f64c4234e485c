"""Words of the refusals of the fact bank."""

WORDS: dict[str, tuple[str, str]] = {}
