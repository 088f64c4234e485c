"""Words of the clarity checker. Code -> (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "clarity.unjudged": (
        "Tờ của quy tắc {rule}, hàng {row}: phán xét là right hoặc wrong, không phải «{verdict}».",
        "Sheet of rule {rule}, row {row}: the verdict must be right or wrong, not “{verdict}”.",
    ),
    "clarity.no_such_hit": (
        "Tờ của quy tắc {rule} không có hàng {row}.",
        "The sheet of rule {rule} has no row {row}.",
    ),
}
