"""An office whose tasks went several ways: all heirs are named, none is put in its place."""

from tests.lib.clarity.examples import reading
from thongsuot.lib.clarity.checking import findings
from thongsuot.lib.clarity.rulebook import by_id


def test_several_heirs_are_all_named_and_none_is_suggested() -> None:
    [found] = findings(reading("Ủy ban Vật giá họp báo."), [by_id()["OFF1"]])
    assert "tùy việc, nay là Cục Giá thị trường; Cục Giá nhà nước" in found.message
    assert found.suggestions == ()


def test_one_heir_is_suggested() -> None:
    read = reading("Bộ Thông tin và Truyền thông họp báo.")
    [found] = findings(read, [by_id()["OFF1"]])
    assert found.suggestions == ("Bộ Khoa học và Công nghệ",)


def test_an_act_of_its_day_keeps_the_name() -> None:
    read = reading("Ông dẫn Thông tư 22/1994 của Ủy ban Vật giá.")
    assert findings(read, [by_id()["OFF1"]]) == []
