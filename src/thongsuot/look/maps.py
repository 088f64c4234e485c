"""The map of Việt Nam, drawn: regions of provinces, each a link in the colour of its figure.

Shapes are the 63 provinces of 2023, by code (``map_shapes.json``, made by ``scripts/map.py``). The
caller says which of them make one region: 63 regions of one, 34 of the provinces since 1 July
2025, or any other. A border between two provinces of one region is not drawn. Hoàng Sa and
Trường Sa are part of every map, whatever the caller gives.
"""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import hypot
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .figures import percent

STEPS = 5
ARCHIPELAGOS = {
    "48": gettext_lazy("Quần đảo Hoàng Sa"),
    "56": gettext_lazy("Quần đảo Trường Sa"),
}
INSETS = {"north": gettext_lazy("Sông Hồng"), "south": gettext_lazy("Sông Cửu Long")}
MARGIN = 75  # units of the grid between an archipelago's islands and the oval around them


@dataclass(frozen=True)
class Region:
    """What is shown as one: provinces of 2023 by code, a figure (None: unknown) and its words."""

    key: str
    name: str
    shapes: tuple[str, ...]
    value: float | None
    label: str
    href: str = ""


@dataclass(frozen=True)
class Legend:
    """What the colours mean: a figure from `limits[i - 1]` up to below `limits[i]` has step i + 1.

    `limits` are the four borders between five steps; `words` name the steps, and are made of the
    limits, read as shares, when left out.
    """

    name: str
    limits: tuple[float, float, float, float] = (0.2, 0.4, 0.6, 0.8)
    words: tuple[str, ...] = ()

    def step(self, value: float | None) -> int:
        """1 to 5, or 0 where nothing is known."""
        return 0 if value is None else bisect_right(self.limits, value) + 1


def draw(
    regions: Sequence[Region], title: str, legend: Legend, *, key: str = "map"
) -> dict[str, Any]:
    """What ``look/parts/map.html`` shows as `map`.

    `title` says what the map is of; `key` tells the maps of one page apart. Provinces in no region
    are drawn without a figure. Raises ValueError where a shape is unknown or in two regions.
    """
    data, given = _data(), Counter(chain.from_iterable(region.shapes for region in regions))
    if wrong := [code for code, times in given.items() if times > 1 or code not in data["shapes"]]:
        raise ValueError(f"shapes unknown or given twice: {sorted(wrong)}")
    rest = [Region("", "", (code,), None, "") for code in data["shapes"] if code not in given]
    drawn = [
        _drawn(region, f"{key}-{number}", legend.step(region.value))
        for number, region in enumerate([*regions, *rest])
    ]
    width, height = data["size"]
    return {
        "key": key,
        "title": title,
        "width": width,
        "height": height,
        "sea": data["sea"],
        "regions": drawn,
        "rows": drawn[: len(regions)],
        "linked": any(region.href for region in regions),
        "insets": [_inset(drawn, name, place) for name, place in data["insets"].items()],
        "legend": {"name": legend.name, "steps": _steps(legend, drawn[: len(regions)])},
    }


def outline(shapes: Iterable[str]) -> list[list[int]]:
    """The rings around the shapes together, as numbers of arcs (~n: backwards).

    An arc that one shape runs forwards and another backwards lies between them, and drops out.
    """
    runs = Counter(chain.from_iterable(_data()["shapes"][code] for code in shapes))
    left: dict[tuple[int, int], list[int]] = defaultdict(list)
    for arc in sorted(runs):
        left[_ends(arc)[0]] += [arc] * (runs[arc] - runs[~arc])
    rings = []
    while start := next((place for place, arcs in left.items() if arcs), None):
        ring: list[int] = []
        at = start
        while not ring or at != start:
            ring.append(left[at].pop())
            at = _ends(ring[-1])[1]
        rings.append(ring)
    return rings


def _drawn(region: Region, key: str, step: int) -> dict[str, Any]:
    data = _data()
    dots = [dot for code in region.shapes for dot in data["islets"].get(code, ())]
    far = [(code, data["archipelagos"][code]) for code in ARCHIPELAGOS if code in region.shapes]
    return {
        "key": key,
        "name": region.name,
        "label": region.label or _("chưa có số liệu"),
        "href": region.href,
        "step": step,
        "d": "".join(_ring(ring) for ring in outline(region.shapes)),
        "dots": _dots(chain(dots, *(places for _, places in far))),
        "archipelagos": [_archipelago(code, places) for code, places in far],
        "places": _places(region.shapes),
    }


def _archipelago(code: str, places: list[list[int]]) -> dict[str, Any]:
    """Its name, and the oval around its islands: room for a thumb."""
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    top, bottom = min(y for _, y in places), max(y for _, y in places)
    cx, cy, width, height = (left + right) / 2, (top + bottom) / 2, right - left, bottom - top
    reach = max(hypot((x - cx) / width, (y - cy) / height) for x, y in places)
    rx, ry = round(reach * width) + MARGIN, round(reach * height) + MARGIN
    return {
        "name": ARCHIPELAGOS[code],
        "cx": round(cx),
        "cy": round(cy),
        "rx": rx,
        "ry": ry,
        "below": round(cy) + ry,
    }


def _inset(drawn: list[dict[str, Any]], name: str, place: dict[str, list[int]]) -> dict[str, Any]:
    """A window of the map shown larger, with the regions that can be seen in it."""
    x, y, width, height = place["window"]
    seen = [
        region
        for region in drawn
        if any(x <= at[0] <= x + width and y <= at[1] <= y + height for at in region["places"])
    ]
    return {"name": INSETS[name], "window": place["window"], "frame": place["frame"], "seen": seen}


def _steps(legend: Legend, drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The legend from the highest step down; "no figure" last, and only where it occurs."""
    counts = Counter(region["step"] for region in drawn)
    words = legend.words or _words([percent(limit) for limit in legend.limits])
    rows = [{"step": n, "words": words[n - 1], "count": counts[n]} for n in range(STEPS, 0, -1)]
    if counts[0]:
        rows.append({"step": 0, "words": _("chưa có số liệu"), "count": counts[0]})
    return rows


def _words(limits: list[str]) -> list[str]:
    between = [
        _("%(low)s đến dưới %(high)s") % {"low": low, "high": high}
        for low, high in pairwise(limits)
    ]
    first, last = _("dưới %(limit)s") % {"limit": limits[0]}, limits[-1]
    return [first, *between, _("từ %(limit)s trở lên") % {"limit": last}]


def _ring(ring: list[int]) -> str:
    """The ring as path data: where it begins, then the steps."""
    x, y = _ends(ring[0])[0]
    steps = " ".join(str(step) for arc in ring for step in _walk(arc))
    return f"M{x} {y}l{steps}z".replace(" -", "-")


def _dots(places: Iterable[Sequence[int]]) -> str:
    """Points as path data: lines of no length, whose round ends show."""
    return "".join(f"M{x} {y}h0" for x, y in places)


def _walk(arc: int) -> list[int]:
    """The arc's steps, in the direction asked for."""
    if arc >= 0:
        return list(_data()["arcs"][arc][2:])
    steps = _data()["arcs"][~arc][2:]
    pairs = zip(steps[-2::-2], steps[::-2], strict=True)
    return [-step for pair in pairs for step in pair]


def _ends(arc: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the arc begins and ends, in the direction asked for."""
    steps = _data()["arcs"][arc if arc >= 0 else ~arc]
    first, last = (steps[0], steps[1]), (sum(steps[::2]), sum(steps[1::2]))
    return (first, last) if arc >= 0 else (last, first)


def _places(shapes: Iterable[str]) -> list[tuple[int, int]]:
    return [place for code in shapes for arc in _data()["shapes"][code] for place in _points(arc)]


def _points(arc: int) -> Iterator[tuple[int, int]]:
    x = y = 0
    steps = _data()["arcs"][arc if arc >= 0 else ~arc]
    for along, down in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + along, y + down
        yield x, y


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(
        (Path(__file__).parent / "map_shapes.json").read_text("utf-8")
    )
    return data
