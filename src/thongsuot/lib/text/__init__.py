"""Vietnamese text: forms, order, the markup of a body, comparison, Word. Pure Python."""

from .fold import fold, nfc, slug
from .markup import clean, to_blocks, to_text
from .order import sort_key

__all__ = ["clean", "fold", "nfc", "slug", "sort_key", "to_blocks", "to_text"]
