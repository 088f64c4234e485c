"""Snippets are cut from the text as written, around what was searched for."""

from hypothesis import given
from hypothesis import strategies as st

from thongsuot.search.asking import understand
from thongsuot.search.marking import AROUND, mark, snippet
from thongsuot.search.terms import Piece
from thongsuot.search.words import storable

LONG = "Câu mở đầu dài dòng không nói gì cả. " * 20 + "Bộ đội đến Đà Nẵng sáng nay. " + "Hết. " * 60


def shown(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_a_long_text_is_cut_around_the_words() -> None:
    cut = shown(snippet(LONG, understand("da nang bo doi")))
    assert "[Bộ] [đội] đến [Đà] [Nẵng] sáng" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) < AROUND + 30


def test_a_phrase_is_one_mark_and_a_prefix_marks_the_word() -> None:
    assert shown(mark("Bộ đội và đội bóng", understand('"bộ đội"'))) == "[Bộ đội] và đội bóng"
    assert shown(mark("Thông cáo 12/2026", understand("12/2026"))) == "Thông cáo [12/2026]"
    assert shown(mark("truyền thông", understand("truy"))) == "[truyền] thông"


def test_without_the_words_it_is_the_beginning() -> None:
    assert shown(snippet(LONG, understand("xyz"))).startswith("Câu mở đầu")


@given(st.text(max_size=600), st.text(min_size=1, max_size=30))
def test_pieces_are_the_text(text: str, asked: str) -> None:
    text, sought = storable(text), understand(asked)
    if sought:
        assert "".join(piece.text for piece in mark(text, sought)) == text
        cut = [p.text for p in snippet(text, sought) if p.text not in ("… ", " …")]
        assert "".join(cut) in text or "…" in text
