"""Two revisions side by side."""

from hypothesis import given
from hypothesis import strategies as st

from thongsuot.lib.text import clean
from thongsuot.lib.text.compare import Change, Row, compare


def _shown(rows: list[Row]) -> list[tuple[str, str, str]]:
    signs = {Change.SAME: "{}", Change.REMOVED: "-{}-", Change.ADDED: "+{}+"}
    sides = [
        [
            "".join(signs[piece.change].format(piece.text) for piece in line.pieces) if line else ""
            for line in (row.old, row.new)
        ]
        for row in rows
    ]
    return [(row.change.value, old, new) for row, (old, new) in zip(rows, sides, strict=True)]


def test_words_of_paired_lines_are_marked() -> None:
    old = "<p>Đạt 94,2% trong năm 2025.</p><p>Bỏ hẳn đoạn này đi.</p><ul><li>Giữ nguyên</li></ul>"
    new = "<p>Đạt 92,4% trong năm 2025.</p><ul><li>Giữ nguyên</li><li>Một ý khác</li></ul>"
    assert _shown(compare(old, new)) == [
        ("changed", "Đạt -94,2-% trong năm 2025.", "Đạt +92,4+% trong năm 2025."),
        ("removed", "-Bỏ hẳn đoạn này đi.-", ""),
        ("same", "Giữ nguyên", "Giữ nguyên"),
        ("added", "", "+Một ý khác+"),
    ]


def test_neighbouring_changes_are_one_piece() -> None:
    rows = compare("<p>một hai ba bốn năm sáu</p>", "<p>một ABC DEF bốn năm sáu</p>")
    assert _shown(rows) == [("changed", "một -hai ba- bốn năm sáu", "một +ABC DEF+ bốn năm sáu")]


def test_table_rows_and_kinds() -> None:
    table = "<table><tr><td>2024</td><td>{}</td></tr></table>"
    [row] = compare(table.format(1), table.format(2))
    assert row.old
    assert row.new
    assert (row.old.kind, row.old.text, row.new.text) == ("row", "2024 | 1", "2024 | 2")


_BODY = st.lists(
    st.sampled_from(["<p>a b</p>", "<p>a c</p>", "<h2>x</h2>", "<ul><li>y z</ul>", "<hr>"])
)


@given(_BODY, _BODY)
def test_nothing_is_lost(old: list[str], new: list[str]) -> None:
    rows = compare("".join(old), "".join(new))
    for parts, side in ((old, "old"), (new, "new")):
        lines = [getattr(row, side) for row in rows]
        alone = compare("".join(parts), "".join(parts))
        assert [(x.kind, x.text) for x in lines if x] == [
            (r.new.kind, r.new.text) for r in alone if r.new
        ]
        assert all(row.change is Change.SAME for row in alone)


def test_a_wholly_new_long_text() -> None:
    old = "".join(f"<p>cũ {n}</p>" for n in range(100))
    new = "".join(f"<p>mới tinh {n * 7}</p>" for n in range(90))
    assert len(compare(clean(old), clean(new))) == 100
