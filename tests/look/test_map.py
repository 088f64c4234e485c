"""The map holds every province and both archipelagos; joined provinces have no border between."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.look.map_regions import names, of_2023, since_2025
from tests.look.test_stylesheet import DARK, LIGHT, _contrast
from thongsuot import look
from thongsuot.look import maps
from thongsuot.look.maps import Legend, Region

SHAPES = json.loads((Path(look.__file__).parent / "map_shapes.json").read_text("utf-8"))
LEGEND = Legend("Tỷ lệ đơn vị liên lạc được")


def _page(regions: Sequence[Region]) -> str:
    drawn = maps.draw(regions, "Mạng lưới theo tỉnh", LEGEND)
    return render_to_string("look/parts/map.html", {"map": drawn})


def _picture(page: str) -> Any:
    """The drawing read as XML, as strict as that is."""
    found = re.search(r"<svg class=\"map-picture\".*?</svg>\n<figcaption", page, re.DOTALL)
    assert found
    return lxml.etree.fromstring(found[0].removesuffix("<figcaption"))


def _arcs(shapes: Sequence[str]) -> list[int]:
    return [arc if arc >= 0 else ~arc for ring in maps.outline(shapes) for arc in ring]


def test_every_province_has_a_shape_and_no_other_has() -> None:
    assert set(SHAPES["shapes"]) == set(names())
    for code in names():
        assert maps.outline((code,)), code


@pytest.mark.parametrize(("regions", "count"), [(of_2023, 63), (since_2025, 34)])
def test_each_region_is_one_link_with_its_name_and_figure(regions: Any, count: int) -> None:
    given = regions()
    assert len(given) == count
    picture = _picture(_page(given))
    links = picture.xpath("./a")
    assert [link.get("href") for link in links] == [region.href for region in given]
    assert [link.findtext("title") for link in links] == [
        f"{region.name}: {region.label or 'chưa có số liệu'}" for region in given
    ]
    assert all(link.get("tabindex") is None for link in links)
    assert picture.get("role") == "group"  # an image would hide its links


def test_provinces_made_one_have_no_border_between_them() -> None:
    for region in since_2025():
        apart = Counter(arc for code in region.shapes for arc in _arcs((code,)))
        assert {arc for arc, times in apart.items() if times == 1} == set(_arcs(region.shapes))
        assert max(Counter(_arcs(region.shapes)).values()) == 1
        assert len(region.shapes) == 1 or max(apart.values()) == 2, region.name


def test_neighbours_share_their_border() -> None:
    """So nothing shows through between them: around the whole country, no inner arc is left."""
    shared = Counter(arc for code in names() for arc in _arcs((code,)))
    assert not {arc for arc, times in shared.items() if times == 2} & set(_arcs(list(names())))
    assert sum(times > 1 for times in shared.values()) > 120  # 63 provinces have so many borders
    assert max(shared.values()) == 2


@pytest.mark.parametrize("regions", [[], of_2023(), since_2025()], ids=["none", "63", "34"])
def test_hoang_sa_and_truong_sa_are_on_every_map(regions: list[Region]) -> None:
    picture = _picture(_page(regions))
    for name, code, islands in (("Hoàng Sa", "48", 16), ("Trường Sa", "56", 36)):
        [label] = picture.xpath(f"//text[text()='Quần đảo {name}']")
        holder = label.getparent()
        assert holder.xpath("./g/path[@class='map-islet']/@d")[0].count("M") >= islands - 2
        assert len(holder.xpath("./ellipse")) == 1
        steps = {LEGEND.step(region.value) for region in regions if code in region.shapes} or {0}
        assert f"map-step-{steps.pop()}" in holder.get("class")


def test_islands_lie_where_they_lie() -> None:
    """Hoàng Sa east of Huế, Trường Sa south-east; both right of the mainland and on the grid."""
    mainland = max(maps._ends(arc)[1][0] for code in names() for arc in SHAPES["shapes"][code])
    for code in ("48", "56"):
        for x, y in SHAPES["archipelagos"][code]:
            assert mainland < x < SHAPES["size"][0] and 0 < y < SHAPES["size"][1]


def test_a_province_without_a_figure_says_so_and_is_hatched() -> None:
    page = _page(of_2023())
    [link] = _picture(page).xpath("./a[@href='#tinh-02']")
    assert link.get("fill") == "url(#map-none)"
    assert "chưa có số liệu" in link.findtext("title")
    assert "chưa có số liệu" in page.split('class="map-legend"')[1]


def test_names_and_addresses_are_escaped() -> None:
    wild = replace(of_2023()[0], name="<script>\"&'", label="<b>", href='/?a=1&b="')
    page = _page([wild])
    picture = _picture(page)
    assert "<script>" not in page and "<b>" not in page
    assert picture.xpath("./a/@href") == ['/?a=1&b="']
    assert picture.findtext("./a/title") == "<script>\"&': <b>"


def test_the_table_has_the_same_figures() -> None:
    regions = since_2025()
    tree = lxml.html.fromstring(_page(regions))
    rows = [tuple(cell.text_content() for cell in row) for row in tree.xpath("//details//tbody/tr")]
    assert rows == [(region.name, region.label or "chưa có số liệu") for region in regions]


@pytest.mark.parametrize("regions", [of_2023(), since_2025()], ids=["63", "34"])
def test_a_map_is_light(regions: list[Region]) -> None:
    assert len(_picture_text(regions)) < 45_000


def _picture_text(regions: list[Region]) -> bytes:
    return _page(regions).split("<figcaption")[0].encode()


@pytest.mark.parametrize(
    ("value", "step"), [(None, 0), (0, 1), (0.199, 1), (0.2, 2), (0.5, 3), (0.79, 4), (1, 5)]
)
def test_a_figure_has_its_step(value: float | None, step: int) -> None:
    assert LEGEND.step(value) == step


def test_the_legend_is_in_words() -> None:
    steps = maps.draw(of_2023(), "Bản đồ", LEGEND)["legend"]["steps"]
    assert [row["words"] for row in steps] == [
        "từ 80% trở lên",
        "60% đến dưới 80%",
        "40% đến dưới 60%",
        "20% đến dưới 40%",
        "dưới 20%",
        "chưa có số liệu",
    ]
    assert sum(row["count"] for row in steps) == 63


def test_a_shape_unknown_or_given_twice_is_an_error() -> None:
    first = of_2023()[0]
    for wrong in ([replace(first, shapes=("05",))], [first, first]):
        with pytest.raises(ValueError, match="twice"):
            maps.draw(wrong, "Bản đồ", LEGEND)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_of_the_drawing_are_not_localised(language: str) -> None:
    width, height = SHAPES["size"]
    with translation.override(language):
        assert _picture(_page(of_2023())).get("viewBox") == f"0 0 {width} {height}"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_steps_of_colour_differ_and_edges_stand_out(theme: dict[str, str]) -> None:
    for n in range(1, 5):
        assert _contrast(theme, f"map-{n}", f"map-{n + 1}") > 1.3
    assert _contrast(theme, "line-strong", "sheet") > 3
