"""What the checker of clarity is told of the house: never more than the viewer may read."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.releases.conftest import World, begin, later, sealed, write
from tests.releases.test_figures import figure, state
from thongsuot.facts import queries as facts
from thongsuot.lib import clock
from thongsuot.lib.clarity import Registry, acronyms, of_text, offices
from thongsuot.network import actions as network
from thongsuot.network.terms import PUBLIC, Reach, Scope, Viewer
from thongsuot.releases import actions, jobs, queries
from thongsuot.releases.models import Edition, Extraction, Statement

SAID = "<p>Cả nước có {} điểm phục vụ bưu chính. «Có 99 nhà mạng», ông An nói.</p>"


def out(world: World, number: int, embargo: float = 0, **more: object) -> Edition:
    """An edition that says how many post offices there are."""
    release = begin(world, **more)
    write(release, world.officer, SAID.format(number), base=1)
    if embargo:
        actions.set_details(
            release=release,
            by=world.officer,
            topic=None,
            reach=release.reach,
            embargo_until=later(hours=embargo),
        )
    return sealed(world, release)


def said(viewer: Viewer) -> set[int]:
    return {int(each.number) for each in queries.registry(viewer).stated}


# Names ------------------------------------------------------------------------------------------


def reorganised(*rows: str) -> None:
    head = "event,act,subject,effective,from,to,to_name,to_short_name,to_role,legal_basis"
    network.apply_batch(text="\n".join([head, *rows, ""]), name="thử", by=None)


def test_a_name_that_ended_has_its_day_its_heirs_and_its_act(world: World) -> None:
    basis = "Nghị định 55/2026/NĐ-CP"
    reorganised(
        f"1,merge,unit,2026-12-01,Cục Viễn thông,n,Cục Hạ tầng số,CHTS,ministry_unit,{basis}",
        f"1,merge,unit,2026-12-01,Cục Báo chí,n,,,,{basis}",
        f"2,rename,unit,2026-12-05,Báo Ví Dụ,,Báo Mới,,,{basis}",
    )
    before = {each.name: each for each in queries.registry(PUBLIC).offices}
    assert before["Cục Viễn thông"].until is None  # what is to come is told to nobody
    assert "Cục Hạ tầng số" not in before and "Báo Mới" not in before
    with clock.frozen(later(days=30)):
        known = {each.name: each for each in queries.registry(PUBLIC).offices}
    gone = known["Cục Viễn thông"]
    assert (gone.until, gone.heirs, gone.by) == (date(2026, 12, 1), ("Cục Hạ tầng số",), basis)
    assert (known["Báo Ví Dụ"].until, known["Báo Ví Dụ"].heirs) == (
        date(2026, 12, 5),
        ("Báo Mới",),
    )
    assert known["Cục Hạ tầng số"].until is None and known["Báo Mới"].since == date(2026, 12, 5)


def test_a_body_that_was_split_has_all_its_heirs(world: World) -> None:
    reorganised(
        "1,split,unit,2026-12-01,Cục Viễn thông,a,Cục Hạ tầng số,CHTS,ministry_unit,Nghị định 55",
        "1,split,unit,2026-12-01,Cục Viễn thông,b,Cục Tần số mới,CTSM,ministry_unit,Nghị định 55",
    )
    with clock.frozen(later(days=30)):
        known = {each.name: each for each in queries.registry(PUBLIC).offices}
    assert known["Cục Viễn thông"].heirs == ("Cục Hạ tầng số", "Cục Tần số mới")


def test_a_new_name_is_known_at_once(world: World) -> None:
    assert "Cục Mới" not in {each.name for each in queries.registry(PUBLIC).offices}
    today = clock.legal_date()
    network.name_unit(unit=world.press, name="Cục Mới", by=None, valid_from=today)
    assert "Cục Mới" in {each.name for each in queries.registry(PUBLIC).offices}


def test_the_house_s_own_names_stand_above_the_shipped_ones(world: World) -> None:
    name = "Bộ Thông tin và Truyền thông"
    ended = [each for each in queries.registry(PUBLIC).offices if each.name == name]
    assert [len(each.heirs) for each in ended] == [3]  # its tasks went several ways
    network.create_unit(name=name, short_name="BTTTT", role="ministry_unit", by=None)
    own = [each for each in queries.registry(PUBLIC).offices if each.name == name]
    assert [each.until for each in own] == [None]


@pytest.mark.parametrize(
    ("short", "name", "found"),
    [
        ("Sở TT&TT Cà Mau", "Sở Thông tin và Truyền thông Cà Mau", "Thông tin và Truyền thông"),
        ("TTTT", "Trung tâm Thông tin", "Trung tâm Thông tin"),
        ("VNNIC", "Trung tâm Internet Việt Nam", "Trung tâm Internet Việt Nam"),
        ("CĐSQG", "Cục Chuyển đổi số quốc gia", "Chuyển đổi số quốc gia"),
        ("CN&TT", "Cục Công nghệ và Truyền thông", "Công nghệ và Truyền thông"),
        ("Bộ VHTTDL", "Bộ Văn hóa, Thể thao và Du lịch", "Văn hóa, Thể thao và Du lịch"),
        ("Sở XYZ Cà Mau", "Sở Thông tin tỉnh Cà Mau", ""),
        ("MobiFone", "Tổng công ty Viễn thông MobiFone", ""),
    ],
)  # fmt: skip
def test_an_acronym_is_what_the_name_spells(short: str, name: str, found: str) -> None:
    assert [each.full for each in acronyms.in_name(short, name)] == ([(found,)] if found else [])


def test_what_every_reader_knows_is_common_though_a_body_spells_it() -> None:
    spelt = acronyms.in_name("Sở TT&TT TP Huế", "Sở Thông tin và Truyền thông Thành phố Huế")
    known = {each.short: each for each in acronyms.together(acronyms.of_state(), spelt)}
    assert "TP" in {each.short for each in spelt} and known["TP"].common


def test_one_acronym_of_two_things_has_both_and_is_nobody_s_variant(world: World) -> None:
    network.create_unit(
        name="Sở Thông tin và Truyền thông Cà Mau", short_name="Sở TT&TT Cà Mau", by=None
    )
    network.create_unit(name="Cục Bảo tàng", short_name="CBC", by=None)
    known = {each.short: each for each in queries.registry(PUBLIC).acronyms}
    assert set(known["CBC"].full) == {"Cục Báo chí", "Cục Bảo tàng"}
    assert known["TT&TT"].variants == ("TT-TT",)  # TTTT is the centre's own
    assert known["UBND"].common and not known["QLNN"].common


def test_the_shipped_lists_are_sound() -> None:
    rows = acronyms.of_state()
    shorts = [each.short for each in rows]
    assert len(rows) >= 150 and len(set(shorts)) == len(shorts)
    assert all(all(each.full) for each in rows)
    for office in offices.of_state():
        assert (office.until is None) == (not office.heirs) == (not office.by), office.name


# Figures and earlier words ----------------------------------------------------------------------


def test_figures_are_those_that_a_reach_admits_and_change_with_the_bank(world: World) -> None:
    series = [figure(world, reach) for reach in (Reach.PUBLIC, Reach.NETWORK, Reach.UNITS)]

    def known(viewer: Viewer) -> dict[str, Decimal]:
        return {each.names[0]: each.number for each in queries.registry(viewer).figures}

    assert set(known(PUBLIC)) == {"Thuê bao public"}
    assert set(known(world.view("reporter"))) == {"Thuê bao public", "Thuê bao network"}
    assert len(known(world.view("stranger"))) == 3
    state(world, series[0], "130000000", date(2026, 10, 31))
    assert known(PUBLIC)["Thuê bao public"] == 130_000_000


def test_sealing_remembers_what_was_said_in_figures_outside_quotations(world: World) -> None:
    edition = out(world, 11_234)
    (row,) = Statement.objects.filter(edition=edition)
    assert (int(row.number), row.measure.split()[0]) == (11_234, "điểm")
    told = queries.registry(PUBLIC).stated[0]
    assert (told.edition, told.body, told.day) == (
        edition.number_label,
        "Cục Viễn thông",
        clock.legal_date(),
    )


def test_older_editions_are_read_once_by_the_sweep(world: World) -> None:
    edition = out(world, 7)
    Statement.objects.all()._raw_delete("default")
    Extraction.objects.all().delete()
    assert said(PUBLIC) == set()
    jobs.read_statements()
    jobs.read_statements()
    assert said(PUBLIC) == {7}
    assert Statement.objects.filter(edition=edition).count() == 1


def test_words_taken_back_or_put_right_bind_nobody(world: World) -> None:
    first, second = out(world, 1), out(world, 2)
    assert said(PUBLIC) == {1, 2}
    mended = actions.correct(edition=first, by=world.officer)
    assert said_in(world, mended) == {2}  # the text that corrects may say another figure
    write(mended, world.officer, SAID.format(3))
    sealed(world, mended)
    assert said(PUBLIC) == {2, 3}
    back = actions.withdraw(edition=second, by=world.officer)
    write(back, world.officer, "<p>Thu hồi.</p>")
    sealed(world, back)
    assert said(PUBLIC) == said(world.view("coordinator")) == {3}


def said_in(world: World, release: object) -> set[int]:
    known = queries.registry(world.view("officer"), without=release.predecessor_id)  # type: ignore[attr-defined]
    return {int(each.number) for each in known.stated}


# What is not theirs -----------------------------------------------------------------------------


def everybody(world: World) -> Iterable[tuple[str, Viewer]]:
    yield "public", PUBLIC
    for name in world.people:
        yield name, world.view(name)
    for name, scopes in (("officer", [Scope.READ_EDITIONS]), ("coordinator", [])):
        viewer = world.view(name)
        yield f"token of {name}", Viewer(**{**vars(viewer), "scopes": frozenset(scopes)})


def test_a_registry_tells_nobody_what_they_may_not_see(world: World) -> None:
    for reach in Reach:
        figure(world, reach)
    numbers = {
        1: out(world, 1),
        2: out(world, 2, embargo=3),
        3: out(world, 3, kind="talking_points"),
        4: out(world, 4, embargo=3, kind="talking_points"),
    }
    for hours in (0, 4):
        with clock.frozen(later(hours=hours)):
            for name, viewer in everybody(world):
                _check(name, viewer, queries.registry(viewer), numbers)
    assert said(PUBLIC) == {1}
    assert said(world.view("reporter")) == {1}
    assert said(world.view("stranger")) == {1, 3}
    assert said(world.view("officer")) == said(world.view("coordinator")) == {1, 2, 3, 4}
    assert said(Viewer(**{**vars(world.view("coordinator")), "scopes": frozenset()})) == set()


def test_a_text_for_many_is_not_held_against_what_few_may_read(world: World) -> None:
    for reach in Reach:
        figure(world, reach)
    numbers = {1: out(world, 1), 3: out(world, 3, kind="talking_points")}
    viewer = world.view("officer")
    wide, narrow = (queries.registry(viewer, within=r) for r in (Reach.PUBLIC, Reach.UNITS))
    assert {each.names[0] for each in wide.figures} == {"Thuê bao public"}
    assert {int(each.number) for each in wide.stated} == {1}
    assert len(narrow.figures) == 3
    assert {int(each.number) for each in narrow.stated} == set(numbers)


def _check(name: str, viewer: Viewer, known: Registry, numbers: dict[int, Edition]) -> None:
    told = {int(each.number) for each in known.stated}
    readable = {
        number
        for number, edition in numbers.items()
        if (view := queries.edition_for(viewer, edition.id)) and view.can_read
    }
    assert told == readable, name
    theirs = viewer if viewer.scopes is None else PUBLIC
    values = {str(each.value.id) for each in facts.figures(theirs) if each.value}
    assert {each.key for each in known.figures} == values, name


def test_indicators_that_exchange_their_reach_are_seen_anew(world: World) -> None:
    one, two = figure(world, Reach.PUBLIC), figure(world, Reach.UNITS)
    assert len(queries.registry(PUBLIC).figures) == 1
    for series, reach in ((one, Reach.UNITS), (two, Reach.PUBLIC)):
        row = series.indicator
        row.reach = reach
        row.save()
    assert [each.names for each in queries.registry(PUBLIC).figures] == [("Thuê bao units",)]


# Cheap enough for every pause in typing ---------------------------------------------------------


def test_it_is_the_same_object_while_nothing_changes(world: World) -> None:
    out(world, 5)
    first = queries.registry(world.view("officer"))
    assert queries.registry(world.view("colleague")) is first
    out(world, 6)
    assert queries.registry(world.view("officer")) is not first


def test_looking_asks_few_questions_however_much_is_known(world: World) -> None:
    release = begin(world)
    viewer = world.view("officer")
    document = queries.document_of(release, "Tin", "Tóm tắt", "<p>Đã xong 02 hạng mục.</p>")
    for number in range(3):
        out(world, number + 1)
    queries.look(viewer, release.pk, document)
    with CaptureQueriesContext(connection) as asked:
        queries.look(viewer, release.pk, document)
    assert len(asked) <= 10, [each["sql"][:120] for each in asked.captured_queries]


def test_the_house_says_how_it_places_tone_marks(settings: Any, world: World) -> None:
    settings.TONE_MARKS = "new"
    told = queries.remarks(PUBLIC, of_text("Bộ công bố kế hoạch chuẩn hóa thuê bao."))
    assert [(each.match, each.suggestions) for each in told.findings if each.rule == "TONE2"] == [
        ("hóa", ("hoá",))
    ]
