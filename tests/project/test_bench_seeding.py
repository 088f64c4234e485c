"""Errors sown into made-up texts are found, and nothing is said of the texts before."""

from random import Random

import pytest

from thongsuot.project.bench.clarity import seeding

TEXT = {
    "title": "Bộ trao 450 thẻ nhà báo cho phóng viên chuyên trách của ngành",
    "lead": "Sáng 24/11, Bộ trao 450 thẻ nhà báo cho phóng viên chuyên trách của ngành tại Hà Nội. "
    "Ông Nguyễn Văn Bách chủ trì.",
    "body": "Bộ đã trao 450 thẻ nhà báo cho phóng viên chuyên trách của ngành "
    "sáng 24/11 tại Hà Nội. Ông Nguyễn Văn Bách đề nghị các đơn vị cung cấp thông tin kịp thời.",
}


def test_what_stands_in_two_parts_is_an_item() -> None:
    found = {item.kind: sorted(item.places) for item in seeding.items(TEXT)}
    assert found == {
        "figure": ["body", "lead", "title"],
        "date": ["body", "lead"],
        "name": ["body", "lead"],
    }


@pytest.mark.parametrize("kind", ["figure", "date", "name"])
def test_an_error_changes_one_part_alone(kind: str) -> None:
    sown = seeding.seeded(TEXT, kind, Random(3))
    assert sown
    changed = [part for part in TEXT if sown.text[part] != TEXT[part]]
    assert changed == [sown.part] and sown.was not in sown.text[sown.part]


def test_errors_are_found_and_clean_texts_left_alone() -> None:
    found = seeding.measure([TEXT] * 12, most=10, seed=1)
    assert (found.texts, found.alarms) == (10, ())
    assert found.same_thing["figure"].recall == 1.0
    assert found.every["date"].recall == 1.0
    assert found.every["name"].found > 0
