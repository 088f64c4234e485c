"""What the bank answers: to whom, as of which day, and figures in texts."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.facts.conftest import indicator, opened, state
from tests.invariants.conftest import filled, text_of, visitor
from tests.pages import CarefulClient
from tests.releases.conftest import World, begin, sealed, write
from thongsuot.facts import actions, queries
from thongsuot.facts.terms import Form
from thongsuot.lib import clock
from thongsuot.lib.text import clean
from thongsuot.network.terms import PUBLIC, Reach
from thongsuot.releases import queries as releases

SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 31)


@pytest.mark.parametrize(
    ("reach", "readers"),
    [
        (Reach.PUBLIC, {"", "reporter", "stranger"}),
        (Reach.NETWORK, {"reporter", "stranger"}),
        (Reach.UNITS, {"stranger"}),
    ],
)
def test_a_figure_is_for_its_reach(world: World, reach: Reach, readers: set[str]) -> None:
    series = opened(world, reach=reach)
    value = state(world, series, 7, OCTOBER)
    actions.state_target(
        series=series, number=Decimal(9), by_day=OCTOBER, source="Kế hoạch", by=world.officer
    )
    for name in ("", "reporter", "stranger"):
        viewer = world.view(name) if name else PUBLIC
        seen = [
            bool(queries.figures(viewer)),
            queries.figure(viewer, series.pk) is not None,
            bool(queries.history(viewer, series.pk)),
            bool(queries.targets(viewer, series.pk)),
            queries.value_for(viewer, value.pk) is not None,
        ]
        assert set(seen) == {name in readers}, name


def test_claims_of_others_are_for_staff(world: World) -> None:
    series = opened(world)
    state(world, series, 100, OCTOBER)
    claim = state(world, series, 90, OCTOBER, by="stranger")
    assert len(queries.history(world.view("hanoi_officer"), series.pk)) == 2
    assert len(queries.history(world.view("reporter"), series.pk)) == 1
    assert queries.value_for(PUBLIC, claim.pk) is None
    assert queries.value_for(PUBLIC, uuid4()) is None
    assert queries.figure(PUBLIC, "x") is None


def test_what_counted_once_stays_open_to_those_whom_texts_told_it(world: World) -> None:
    series = opened(world)
    first = state(world, series, 90, OCTOBER, by="stranger")
    assert queries.figures(PUBLIC)[0].value
    state(world, series, 100, OCTOBER)
    found = queries.value_for(PUBLIC, first.pk)
    assert found and found[1].number == 90 and not found[1].stands


def test_figures_are_sought_narrowed_and_paged_in_vietnamese_order(world: World) -> None:
    whole = opened(world)
    what = whole.indicator
    departments = [
        opened(world, owner=name, indicator=what, unit=world.units[name])
        for name in ("hue", "camau", "hanoi")
    ]
    rate = opened(world, name="Áp dụng chữ ký số", measure="%", decimals=1, next_due_on=OCTOBER)
    viewer = world.view("officer")
    order = [rate, whole, departments[1], departments[2], departments[0]]
    found = [figure.series for figure in queries.figures(viewer)]
    assert found == [row.pk for row in order]
    assert [f.series for f in queries.figures(viewer, limit=2)] == found[:2]
    assert [f.series for f in queries.figures(viewer, limit=2, after=found[1])] == found[2:4]
    for told, rows in (
        ({"text": "chu ky"}, [rate]),
        ({"text": "mobile ha noi"}, [departments[2]]),
        ({"owner": world.hue.pk}, [departments[0]]),
        ({"indicator": rate.indicator_id}, [rate]),
        ({"ids": [whole.pk]}, [whole]),
        ({"ids": []}, []),
        ({"overdue": True}, [rate]),
        ({"overdue": False, "owner": world.telecom.pk}, [whole]),
    ):
        assert [f.series for f in queries.figures(viewer, **told)] == [r.pk for r in rows], told


def test_the_number_of_questions_does_not_grow(
    world: World, django_assert_max_num_queries: object
) -> None:
    what = indicator()
    for name in ("telecom", "press", "hanoi", "hue", "camau"):
        series = opened(world, owner=name, indicator=what, unit=world.units[name])
        for day in (SEPTEMBER, OCTOBER):
            state(world, series, 5, day, by="coordinator", stated_for=world.units[name])
    viewer = world.view("officer")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert len(queries.figures(viewer)) == 5


def test_a_figure_as_of_a_day_that_is_over(world: World) -> None:
    series = opened(world)
    state(world, series, 100, SEPTEMBER)
    with clock.frozen(clock.now() + timedelta(days=2)):
        state(world, series, 101, SEPTEMBER)
        state(world, series, 110, OCTOBER)
        viewer = world.view("officer")
        then = queries.figure(viewer, series.pk, on=date(2026, 11, 23))
        now = queries.figure(viewer, series.pk)
    assert then and then.value and then.value.number == 100 and then.previous is None
    assert now and now.value and now.previous
    assert (now.value.number, now.previous.number) == (110, 101)


def test_how_a_figure_is_written(world: World) -> None:
    people = state(world, opened(world), 124_500_000, OCTOBER)
    rate = state(world, opened(world, name="Tỷ lệ", measure="%", decimals=1), "97.3", OCTOBER)
    assert queries.forms(people.pk) == {
        Form.DIGITS: "124.500.000 thuê bao",
        Form.SHORT: "124,5 triệu thuê bao",
        Form.WORDS: "một trăm hai mươi bốn triệu năm trăm nghìn thuê bao",
    }
    assert queries.forms(people, "en")[Form.SHORT] == "124.5 million subscribers"
    assert queries.forms(rate) == {
        Form.DIGITS: "97,3%",
        Form.SHORT: "97,3%",
        Form.WORDS: "chín mươi bảy phẩy ba phần trăm",
    }
    figure = queries.figure(PUBLIC, people.series_id)
    assert figure and queries.forms(figure) == queries.forms(people)
    html = queries.reference_html(people, Form.SHORT)
    assert clean(f"<p>{html}</p>") == f"<p>{html}</p>"
    assert html == queries.reference_html(figure, Form.SHORT)


# References ---------------------------------------------------------------------------------------


def told(html: str, reach: Reach = Reach.PUBLIC) -> list[str]:
    """What is wrong with each figure of a text."""
    names = ("unknown", "moved", "altered", "beyond")
    found = queries.references(html, reach)
    return [",".join(name for name in names if getattr(each, name)) for each in found]


def link(words: str, value: object) -> str:
    return f'<p>Có <a href="/so-lieu/{value}/">{words}</a> cả nước.</p>'


def test_what_is_wrong_with_a_reference(world: World) -> None:
    value = state(world, opened(world), 124_500_000, OCTOBER)
    inner = state(world, opened(world, name="Nội bộ", reach=Reach.UNITS), 5, OCTOBER)
    for words in (
        "124,5 triệu thuê bao", "124.500.000 thuê bao", "124,5 triệu", "124.5 million subscribers",
        "Một trăm hai mươi bốn triệu năm trăm nghìn thuê bao",
    ):  # fmt: skip
        assert told(link(words, value.pk)) == [""], words
    assert told(link("hơn 125 triệu thuê bao", value.pk)) == ["altered"]
    assert told(link("124,5 triệu thuê bao", uuid4())) == ["unknown"]
    assert told(link("5", inner.pk)) == told(link("5", inner.pk), Reach.NETWORK) == ["beyond"]
    assert told(link("5", inner.pk), Reach.UNITS) == [""]
    assert told("<p>Không có số nào.</p>") == []


def test_a_moved_figure_is_renewed_as_it_was_written(world: World) -> None:
    series = opened(world)
    value = state(world, series, 124_500_000, SEPTEMBER)
    html = "".join(
        link(words, value.pk)
        for words in ("124,5 triệu thuê bao", "124.500.000", "124.5 million subscribers",
                      "Một trăm hai mươi bốn triệu năm trăm nghìn thuê bao", "khoảng 124 triệu")
    )  # fmt: skip
    assert queries.renewed(html) == html
    newer = state(world, series, 125_000_000, OCTOBER)
    assert told(html) == ["moved"] * 4 + ["moved,altered"]
    assert queries.renewed(html, [uuid4()]) == html
    renewed = queries.renewed(clean(html))
    assert [each.written for each in queries.references(renewed, Reach.PUBLIC)] == [
        "125 triệu thuê bao", "125.000.000", "125 million subscribers",
        "Một trăm hai mươi lăm triệu thuê bao", "125 triệu thuê bao",
    ]  # fmt: skip
    assert told(renewed) == [""] * 5 and str(value.pk) not in renewed
    said = f"<p>Họp (tính đến {SEPTEMBER:%d/%m/%Y}): "
    said += f'<a href="/so-lieu/{value.pk}/">124,5 triệu</a> (tính đến {SEPTEMBER:%d/%m/%Y})</p>'
    dated = queries.renewed(said)  # the day of the number moves with it, no other day does
    assert dated.endswith(f"125 triệu</a> (tính đến {OCTOBER:%d/%m/%Y})</p>")
    assert f"Họp (tính đến {SEPTEMBER:%d/%m/%Y})" in dated
    actions.settle(value=newer, by=world.coordinator)  # the same number: nothing moved
    assert told(renewed) == [""] * 5


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 30), st.booleans()), max_size=5))
def test_an_edition_shows_the_value_of_its_day_for_ever(
    edition: tuple[World, object, object], later: list[tuple[int, int, bool]]
) -> None:
    world, sealed_edition, value = edition
    shown = releases.edition_for(PUBLIC, sealed_edition.pk)  # type: ignore[attr-defined]
    now = clock.now()
    for number, days, settles in later:
        now += timedelta(days=1)
        with clock.frozen(now):
            stated = state(world, value.series, number, OCTOBER + timedelta(days=days % 20))  # type: ignore[attr-defined]
            if settles:
                actions.settle(value=stated, by=world.coordinator)
            again = releases.edition_for(PUBLIC, sealed_edition.pk)  # type: ignore[attr-defined]
            assert again and shown and again.body == shown.body
            (reference,) = queries.references(again.body or "", Reach.PUBLIC)
            assert reference.written == "124,5 triệu thuê bao"
            assert reference.pinned and reference.pinned.number == 124_500_000
            assert not reference.altered and not reference.unknown
            found = queries.value_for(PUBLIC, value.pk)  # type: ignore[attr-defined]
            assert found and found[1].number == 124_500_000 and found[1].as_of == SEPTEMBER


@pytest.fixture
def edition(world: World) -> tuple[World, object, object]:
    value = state(world, opened(world), 124_500_000, SEPTEMBER)
    release = begin(world)
    body = f"<p>Cả nước có {queries.reference_html(value, Form.SHORT)}.</p>"
    write(release, world.officer, body, base=1)
    return world, sealed(world, release), value


# The page -----------------------------------------------------------------------------------------


def test_the_page_of_a_figure(world: World, client: CarefulClient) -> None:
    series = opened(world)
    first = state(world, series, 124_500_000, SEPTEMBER, source_url="https://vidu.example/bc.pdf")
    page = client.get(f"/so-lieu/{first.pk}/")
    shown = page.content.decode()
    assert page["Cache-Control"].startswith("public, max-age=") and page["Vary"] == "Cookie"
    for words in (
        "124.500.000 thuê bao", "30/09/2026", "Cục Viễn thông", "https://vidu.example/bc.pdf",
        "Đây là số mới nhất",
    ):  # fmt: skip
        assert words in shown
    corrected = state(world, series, 124_000_000, SEPTEMBER)
    assert (
        "Số này đã được thay bằng số khác" in client.get(f"/so-lieu/{first.pk}/").content.decode()
    )
    newer = state(world, series, 125_000_000, OCTOBER)
    shown = client.get(f"/so-lieu/{corrected.pk}/").content.decode()
    assert "Đã có số mới hơn" in shown and f"/so-lieu/{newer.pk}/" in shown
    assert client.get(f"/so-lieu/{uuid4()}/").status_code == 404


def test_no_address_tells_the_public_or_a_journalist_what_is_for_units(world: World) -> None:
    series = opened(world, reach=Reach.UNITS, name="Chỉ tiêu kín")
    document = ("nguon.txt", "Báo cáo kín 4217".encode())
    value = state(world, series, 4217, OCTOBER, source="Báo cáo kín 4217", file=document)
    ids = [value.pk, value.file, series.pk, series.indicator_id]
    paths = [path for path in filled(ids, ["x"]) if "so-lieu" in path or "tep" in path]
    assert f"/so-lieu/{value.pk}/" in paths and f"/tep/{value.file}" in paths
    for name in ("public", "reporter"):
        visiting = visitor(world, name)
        for path in [*paths, "/", "/tim/?q=4217", "/tim/?q=kin"]:
            shown = text_of(visiting.get(path))
            assert "Chỉ tiêu kín" not in shown and "kín 4217" not in shown, (name, path)
    seen = visitor(world, "stranger").get(f"/so-lieu/{value.pk}/")
    assert "kín 4217" in seen.content.decode() and "no-store" in seen["Cache-Control"]
