"""What is found, on either engine alike, and what can never be."""

import uuid
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thongsuot.search import actions, queries
from thongsuot.search.models import Indexed

pytestmark = pytest.mark.django_db

TEXTS = {
    "danang": ("Đà Nẵng họp báo quý III", "Thành phố Đà Nẵng mời các cơ quan báo chí."),
    "soldiers": ("Bộ đội giúp dân sau bão", "Hai trăm chiến sĩ bộ đội dọn đường ở Quảng Trị."),
    "unaccented": ("Ban tin khong dau", "Da Nang va bo doi duoc nhac den trong bai nay."),
    "number": ("Thông cáo 12/2026/TTTT", "Về an toàn thông tin mạng 5G và COVID-19."),
    "apart": ("Đội bóng của Bộ", "Giải đấu tại thành phố; đội thắng nhận cúp của bộ trưởng."),
    "daklak": ("ĐẮK LẮK", "Hòa bình, hoà thuận. Ủy ban nhân dân tỉnh."),
}

TABLE = [
    ("đà nẵng", ["danang", "unaccented"]),
    ("da nang", ["danang", "unaccented"]),
    ("ĐÀ NẴNG", ["danang", "unaccented"]),
    ("Bo doi", ["soldiers", "unaccented", "apart"]),
    ("bộ đội", ["soldiers", "unaccented", "apart"]),
    ('"bộ đội"', ["soldiers", "unaccented"]),
    ("“bộ đội”", ["soldiers", "unaccented"]),
    ('"bộ độ"', []),
    ("bộ độ", ["soldiers", "unaccented", "apart"]),
    ("bộ đ", []),  # one letter does not go on: it would find half of everything
    ("dak lak", ["daklak"]),
    ("đắk lắ", ["daklak"]),
    ("12/2026/TTTT", ["number"]),
    ("12 tttt", ["number"]),
    ("2026/12", []),
    ("5g", ["number"]),
    ("covid-19", ["number"]),
    ("cov", ["number"]),
    ("hòa thuận", ["daklak"]),
    ("u\u0309y ban", ["daklak"]),  # typed in pieces
    ("thành phố báo chí", ["danang"]),
    ("không có chữ này", []),
    ("AND OR NOT", []),
    ("bộ AND đội", []),
    ("title_folded : bộ", []),
    ("", []),
    ("…!?", []),
]


@pytest.fixture
def ids(db: None) -> dict[str, uuid.UUID]:
    made = {name: uuid.uuid4() for name in TEXTS}
    for name, (title, text) in TEXTS.items():
        actions.index("edition", made[name], title, text)
    return made


def everything(kind: str = "edition") -> dict[str, Any]:
    return {kind: Indexed.objects.filter(kind=kind).values("subject")}


def found(ids: dict[str, uuid.UUID], text: str, **how: Any) -> list[str]:
    names = {id: name for name, id in ids.items()}
    return [names[hit.subject] for hit in queries.find(text, **({"within": everything()} | how))]


@pytest.mark.parametrize(("text", "names"), TABLE)
def test_finds_the_same_on_both_engines(
    ids: dict[str, uuid.UUID], text: str, names: list[str]
) -> None:
    assert sorted(found(ids, text)) == sorted(names)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("đà nẵng", "danang"),
        ("bộ đội", "soldiers"),
        ("bộ độ", "soldiers"),
        ("bo doi", "soldiers"),
        ("thông tin", "number"),
    ],
)
def test_accents_and_neighbours_as_typed_rank_first(
    ids: dict[str, uuid.UUID], text: str, first: str
) -> None:
    actions.index("edition", uuid.uuid4(), "khác", "thong bao co tin, tin khong co thong bao")
    assert queries.find(text, within=everything())[0].subject == ids[first]


def test_what_may_not_be_seen_is_neither_found_nor_counted(ids: dict[str, uuid.UUID]) -> None:
    visible = Indexed.objects.filter(subject=ids["unaccented"]).values("subject")
    assert found(ids, "bộ đội", within={"edition": visible}, limit=1) == ["unaccented"]
    assert found(ids, "bộ đội", within={"edition": Indexed.objects.none()}) == []
    assert found(ids, "bộ đội", within={"unit": everything()["edition"]}) == []
    assert found(ids, "bộ đội", within={}) == []


def test_several_kinds_and_pages(ids: dict[str, uuid.UUID]) -> None:
    unit = uuid.uuid4()
    actions.index("unit", unit, "Sở Thông tin và Truyền thông Đà Nẵng", "")
    within = everything() | everything("unit")
    hits = queries.find("da nang", within=within)
    assert {(hit.kind, hit.subject) for hit in hits} == {
        ("unit", unit),
        ("edition", ids["danang"]),
        ("edition", ids["unaccented"]),
    }
    pages = [queries.find("da nang", within=within, limit=1, offset=at) for at in range(4)]
    assert [hit for page in pages for hit in page] == hits


def test_changed_words_and_removed_things_leave_the_index(ids: dict[str, uuid.UUID]) -> None:
    actions.index("edition", ids["danang"], "Huế họp báo", "Cố đô")
    assert found(ids, "đà nẵng") == ["unaccented"]
    assert found(ids, "hue") == ["danang"]
    assert actions.remove("edition", ids["danang"])
    assert not actions.remove("edition", ids["danang"])
    assert found(ids, "hue") == []


def test_rebuild_brings_back_what_another_hand_spoilt(ids: dict[str, uuid.UUID]) -> None:
    Indexed.objects.update(folded="", title_folded="", exact="", title_exact="")
    assert found(ids, "bộ đội") == []
    assert actions.rebuild() == len(TEXTS)
    assert found(ids, "bộ đội", limit=1) == ["soldiers"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # raises if the twin and the table differ
            cursor.execute(
                "INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)"
            )


def test_hits_show_the_words_as_written_and_marked(ids: dict[str, uuid.UUID]) -> None:
    (hit,) = queries.find("quang tri", within=everything())
    assert "".join(piece.text for piece in hit.snippet) == TEXTS["soldiers"][1]
    assert [piece.text for piece in hit.snippet if piece.marked] == ["Quảng", "Trị"]
    assert hit.title == "Bộ đội giúp dân sau bão"
    assert [piece.text for piece in queries.find("giup", within=everything())[0].headline] == [
        "Bộ đội ",
        "giúp",
        " dân sau bão",
    ]


hostile = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'*:^(){}-+&|!<>\\%_ \x00\ud800đàbộ ANDORNEAR12/", max_size=60),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=hostile)
def test_nothing_typed_raises(ids: dict[str, uuid.UUID], text: str) -> None:
    queries.find(text, within=everything())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=hostile, text=hostile)
def test_anything_can_be_indexed_and_its_words_found(db: None, title: str, text: str) -> None:
    id = uuid.uuid4()
    row = actions.index("edition", id, title, text)
    words = row.title_exact.split()
    if words and all(word.isascii() for word in words[:3]):
        hits = queries.find(" ".join(words[:3]), within=everything(), limit=1000)
        assert id in {hit.subject for hit in hits}
    actions.remove("edition", id)
