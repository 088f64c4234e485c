"""Small letters and capitals for patterns: `re` knows letters, and not which of them are small."""

_LETTERS = "a-zß-öø-ÿăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
SMALL = f"[{_LETTERS}]"
"""A small letter of Vietnamese or of Western Europe."""
CAPITAL = f"[^\\W\\d_{_LETTERS}]"
"""A letter that is none of them."""
