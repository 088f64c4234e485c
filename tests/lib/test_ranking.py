"""Ranking: a question as people type it finds what it is about."""

import pytest

from thongsuot.lib.text.fold import fold
from thongsuot.lib.text.ranking import Entry, Index, index, rank

ENTRIES = [
    Entry(
        "sim",
        (("name", "Chuẩn hóa thông tin thuê bao"), ("keyword", "sim chính chủ, sim rác")),
        (
            ("Sim không chính chủ có bị khóa không?", "Bị khóa một chiều sau khi được nhắc."),
            ("Chuẩn hóa qua cuộc gọi video thế nào?", "Nhà mạng gọi, anh chị cầm căn cước."),
        ),
    ),
    Entry("storm", (("name", "Truyền thông phòng chống bão"), ("message", "Bão số 3 đổ bộ"))),
    Entry("press", (("name", "Báo chí"), ("keyword", "nhà báo, họp báo, người phát ngôn"))),
    Entry("speed", (("name", "Tốc độ Internet"), ("keyword", "mạng chậm, đứt cáp quang biển"))),
]


@pytest.fixture(scope="module")
def made() -> Index:
    return index(ENTRIES)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("sim không chính chủ có bị khóa không", "sim"),
        ("sim khong chinh chu co bi khoa khong", "sim"),
        ("SIM RÁC LÀ GÌ?", "sim"),
        ("thuebao bao gio phai chuan hoa", "sim"),  # two syllables as one; «bao giờ» is no storm
        ("thuê baò của tôi", "sim"),  # a tone on the wrong letter
        ("thuen bao", "sim"),  # a letter too many
        ("mnag cham qua", "speed"),  # letters swapped
        ("bao giờ bão vào", "storm"),
        ("ai là người phát ngôn", "press"),
        ("hop bao khi nao", "press"),
    ],
)
def test_a_question_finds_its_entry(made: Index, question: str, found: str) -> None:
    assert rank(made, question)[0].key == found


@pytest.mark.parametrize(("question", "first"), [("báo", "press"), ("bão", "storm")])
def test_accents_decide_where_they_are_typed(made: Index, question: str, first: str) -> None:
    assert rank(made, question)[0].key == first
    assert {hit.key for hit in rank(made, fold(question))} >= {"press", "storm"}


@pytest.mark.parametrize("question", ["", "   ", "?!", "xyzzy", "la gi the nao"])
def test_what_says_nothing_finds_nothing_that_counts(made: Index, question: str) -> None:
    assert all(hit.score < 1 for hit in rank(made, question))


@pytest.mark.parametrize(
    ("question", "answer"),
    [("sim co bi khoa khong", 0), ("chuẩn hóa bằng video", 1), ("họp báo", None)],
)
def test_the_answer_that_fits_best(made: Index, question: str, answer: int | None) -> None:
    assert rank(made, question)[0].answer == answer


def test_the_same_index_answers_the_same(made: Index) -> None:
    again = index(ENTRIES)
    assert rank(again, "sim rac", limit=2) == rank(made, "sim rac", limit=2)
    assert len(rank(made, "bao", limit=1)) == 1
    assert rank(index([]), "sim") == []
