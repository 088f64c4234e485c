"""Words of the refusals of the exchange of information inside the network."""

WORDS: dict[str, tuple[str, str]] = {}
