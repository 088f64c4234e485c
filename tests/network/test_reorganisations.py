"""The network of 2023 through what really happened to it, counted and asked as of each day."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from tests.network.conftest import day
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, queries
from thongsuot.network.models import Mandate, Province, UnitName
from thongsuot.network.terms import ProposalState

HUE, SPLIT = "2025-01-01-hue", "2025-03-01-bo-va-so"
PROVINCES, PRESS = "2025-07-01-34-tinh", "2025-07-01-bao-chi"
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
KINDS = ("ministry_unit", "department", "press_agency")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker):
    """Once for all tests of this file; each of them is taken back by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.frozen(NOW):
            actions.load_profile("mic-2023", with_fictitious_people=True)
            for name in (HUE, SPLIT, PROVINCES, PRESS):
                text = queries.shipped_text(name)
                plan = queries.preview(text, name)
                assert plan.faults == []
                actions.apply_batch(text=text, name=name, fingerprint=plan.fingerprint, by=None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reorganised(loaded, db, morning):
    pass


def counted(on: str) -> list[int]:
    found = queries.members_by_kind(day(on))
    return [found[kind] for kind in KINDS] + [len(queries.provinces(date.fromisoformat(on)))]


def standing(on: str) -> dict[str, int]:
    """People with a mandate at a body that lives on the day, with one that waits, with neither."""
    the_day = date.fromisoformat(on)
    alive = UnitName.objects.on(the_day).values("unit")
    held = Mandate.objects.on(the_day)
    going_on = set(held.filter(unit__in=alive).values_list("person_id", flat=True))
    waiting = queries.proposals(on=the_day, state=ProposalState.PROPOSED)
    evident = {p.row.mandate.person_id for p in waiting if p.evident}
    undecided = {p.row.mandate.person_id for p in waiting if p.undecided}
    everybody = set(held.values_list("person_id", flat=True))
    lost = everybody - going_on - evident - undecided
    twice = (going_on & evident) | (going_on & undecided) | (evident & undecided)
    return {
        "going_on": len(going_on),
        "evident": len(evident),
        "undecided": len(undecided),
        "lost": len(lost),
        "twice": len(twice),
        "all": len(everybody),
    }


def test_each_day_has_its_network_and_nobody_is_lost(reorganised, django_assert_max_num_queries):
    assert counted("2023-11-28") == [32, 63, 79, 63]
    assert counted("2025-01-02") == [32, 63, 79, 63]
    # 32 less one dissolved, two into one, one into two; each department became two
    assert counted("2025-03-02") == [32 - 1 - 1 + 1, 63 * 2, 79 - 1, 63]
    # 52 provinces became 23; three press bodies of Hà Nội became one
    assert counted("2025-07-02") == [31, 2 * 34, 78 - 2, 34]
    before = standing("2023-11-28")
    assert (before["all"], before["going_on"]) == (272, 272)
    spring = standing("2025-03-02")
    assert spring == {
        "going_on": 120,
        "evident": 20,
        "undecided": 132,  # 63 departments and the centre, two heirs each; one with none
        "lost": 0,
        "twice": 0,
        "all": 272,
    }
    summer = standing("2025-07-02")
    assert (summer["evident"], summer["undecided"]) == (25, 132)
    assert (summer["all"], summer["lost"], summer["twice"]) == (272, 0, 0)
    with django_assert_max_num_queries(12):
        assert len({p.row.mandate.person_id for p in queries.proposals()}) == 157


def test_a_mandate_goes_on_through_both_acts(reorganised):
    def waiting() -> list[queries.Proposal]:
        return queries.proposals(state=ProposalState.PROPOSED)

    ha_giang = next(p for p in waiting() if p.unit.name.endswith("tỉnh Hà Giang"))
    assert [unit.name for unit in ha_giang.candidates] == [
        "Sở Khoa học và Công nghệ tỉnh Hà Giang",
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Hà Giang",
    ]
    choices = {ha_giang.row.pk: ha_giang.candidates[1].id}
    actions.confirm_mandates(choices=choices, decision="5/QĐ", by=None)
    person = ha_giang.row.mandate.person_id
    onward = next(p for p in waiting() if p.row.mandate.person_id == person)
    assert onward.evident
    assert [u.name for u in onward.candidates] == [
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Tuyên Quang"
    ]
    actions.confirm_mandates(choices={onward.row.pk: None}, decision="7/QĐ", by=None)
    spans = Mandate.objects.filter(person=person).order_by("valid_from")
    assert list(spans.values_list("valid_from", "valid_to", "decision")) == [
        (date(2023, 11, 24), date(2025, 2, 28), ""),
        (date(2025, 3, 1), date(2025, 6, 30), "5/QĐ"),
        (date(2025, 7, 1), None, "7/QĐ"),
    ]
    everything = [p.row.pk for p in waiting() if p.evident]
    actions.confirm_mandates(choices=dict.fromkeys(everything), by=None)
    assert queries.waiting_mandates() == 131


def test_old_names_find_who_succeeds(reorganised):
    def found(text: str, on: str) -> dict[str, str]:
        return {u.name: u.once for u in queries.units(text=text, on=date.fromisoformat(on))}

    old = "Sở Thông tin và Truyền thông tỉnh Yên Bái"
    assert found("so tttt yen bai", "2025-07-02") == found(old, "2025-07-02")
    assert found(old, "2024-01-01") == {old: ""}
    assert found(old, "2025-03-02") == {
        "Sở Khoa học và Công nghệ tỉnh Yên Bái": old,
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Yên Bái": old,
    }
    assert found(old, "2025-07-02") == {
        "Sở Khoa học và Công nghệ tỉnh Lào Cai": old,
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai": old,
    }
    assert found("vụ kinh tế số", "2025-07-02") == {"Vụ Kinh tế và Xã hội số": ""}
    assert found("Cục An toàn thông tin", "2025-07-02") == {
        "Cục An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao": "Cục An toàn thông tin"
    }


def test_chains_lead_forward_and_back(reorganised):
    units = queries.units_by_code("mic-2023", date(2024, 1, 1))
    lao_cai, yen_bai = units["STTTT-10"], units["STTTT-15"]
    ends = {heir.unit.name: heir.function for heir in queries.successors(yen_bai)}
    assert ends == {
        "Sở Khoa học và Công nghệ tỉnh Lào Cai": "",
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai": "báo chí, xuất bản, thông tin cơ sở",
    }
    assert queries.successors(units["C-VT"]) == []  # it goes on as itself
    heir = queries.successors(yen_bai)[0].unit
    origins = {origin.unit.id for origin in queries.predecessors(heir.id)}
    assert {lao_cai, yen_bai} < origins
    assert [e.effective.isoformat() for e in queries.timeline(yen_bai)] == [
        *("2025-03-01", "2025-03-01", "2025-07-01", "2025-07-01")
    ]
    assert queries.name_of(yen_bai, date(2024, 1, 1)).endswith("Yên Bái")
    assert queries.name_of(yen_bai).endswith("Yên Bái")  # an old edition keeps its sender


def test_a_code_alone_never_identifies(reorganised):
    then = {p.code: p.name for p in queries.provinces(date(2025, 6, 30))}
    now = {p.code: p.name for p in queries.provinces(date(2025, 7, 1))}
    assert (then["15"], now["15"]) == ("Yên Bái", "Lào Cai")
    assert len([code for code in now if code in then and then[code] != now[code]]) == 7
    by_code = "event,act,subject,effective,from,to_name\n1,rename,province,2026-12-01,15,Mới\n"
    fault = queries.preview(by_code).faults[0]
    assert (fault.row, fault.column, fault.why.code) == (
        *(2, "from"),
        "network.batch_code_is_no_province",
    )


def test_a_merged_province_shows_what_it_came_from(reorganised):
    now = Province.objects.get(name="Hồ Chí Minh", valid_from=date(2025, 7, 1))
    (event,) = queries.province_timeline(now.pk)
    assert {place.name for place in event.befores} == {
        *("Hồ Chí Minh", "Bình Dương", "Bà Rịa - Vũng Tàu")
    }
    then = {
        (t.province.name, t.day.isoformat()): len(t.units) for t in queries.provinces_then(now.pk)
    }
    assert then["Bình Dương", "2025-06-30"] == 2
    assert len(then) == 4
    hue = Province.objects.get(name="Huế")
    assert queries.province_timeline(hue.pk)[0].befores[0].name == "Thừa Thiên Huế"
    assert queries.units(province=hue.pk)


def test_nothing_is_applied_twice(reorganised):
    with pytest.raises(Refused) as refused:
        actions.apply_batch(text=queries.shipped_text(HUE), by=None)
    assert refused.value.code == "network.batch_applied_already"
    assert [one.applied is not None for one in queries.shipped_batches()] == [True] * 4
