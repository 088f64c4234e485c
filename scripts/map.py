"""Makes the shapes of the map of Việt Nam: ``python scripts/map.py vietnam.geojson``.

Source: Natural Earth, 1:10m Admin 1 – States, Provinces (public domain), the 63 provinces of Việt
Nam as GeoJSON with the property NAME_1, as Apache Superset cuts it out (vietnam.geojson of its
country map). Not @svg-maps/vietnam: its README names an original under CC BY-NC.

What is changed: names become the codes of 2023, islands that the source gives to a neighbour go to
their province, coordinates become whole numbers of a grid, borders are cut into arcs that
neighbours share, so that a border is stored once, has no gap, and vanishes where the caller joins
two provinces. Islands that the source lacks, Hoàng Sa and Trường Sa above all, are points written
here.

The result is committed; only a change of shapes needs this.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, dist, radians
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent / "src/thongsuot"
PROVINCES = ROOT / "network/profiles/mic_2023/provinces.csv"
TARGET = ROOT / "look/map_shapes.json"
ABOUT = (
    "Provinces of Việt Nam in 2023, by code. Made by scripts/map.py from Natural Earth 1:10m"
    " Admin 1 (public domain): renamed, islands assigned, rounded to a grid, neighbours' borders"
    " joined and cut into shared arcs; islets of Hoàng Sa, Trường Sa and others added as points."
)
NEAR = 4  # units of the grid: neighbours' borders this close are one border
LOOP = 120  # square units: a loop this small is an accident of joining
# The grid: units to a degree of latitude, and its upper left corner (degrees east, north).
UNITS, WEST, NORTH, EAST, SOUTH = 300, 101.9, 23.6, 117.4, 5.6
SEA = (112.4, 13.2)  # where its name stands
NARROWING = cos(radians(16))

# As the source names some provinces (three by the name of their region).
NAMES = {
    "Can Tho": "Cần Thơ",
    "Ha Noi": "Hà Nội",
    "Ha Tinh": "Hà Tĩnh",
    "Hau Giang": "Hậu Giang",
    "Hồ Chí Minh city": "Hồ Chí Minh",
    "Lai Chau": "Lai Châu",
    "Quàng Nam": "Quảng Nam",
    "Son La": "Sơn La",
    "Thừa Thiên - Huế": "Thừa Thiên Huế",
    "Ðong Tháp": "Đồng Tháp",
    "Đông Bắc": "Bắc Kạn",
    "Đông Nam Bộ": "Đồng Nai",
    "Đồng Bằng Sông Hồng": "Hưng Yên",
}
# Islands that the source gives to a neighbour: (west, south, east, north) to the province's code.
MOVED = {
    (106.75, 20.65, 107.15, 20.95): ("22", "31"),  # Cát Hải, Cát Bà: Hải Phòng
    (106.4, 8.5, 106.8, 8.9): ("94", "77"),  # Côn Đảo: Bà Rịa - Vũng Tàu
}
HOANG_SA = """
111.60 16.53 Hoàng Sa|111.58 16.51 Hữu Nhật|111.74 16.46 Duy Mộng|111.71 16.45 Quang Hòa
111.50 16.45 Quang Ảnh|111.20 15.78 Tri Tôn|111.77 16.05 Bạch Quy|111.51 17.08 Đá Bắc
112.34 16.83 Phú Lâm|112.27 16.98 Cây|112.31 16.96 Bắc|112.33 16.95 Nam|112.73 16.67 Linh Côn
112.03 16.35 Chim Én|112.50 16.05 Bông Bay|111.68 16.23 Đá Lồi
"""
TRUONG_SA = """
111.92 8.64 Trường Sa|114.33 11.43 Song Tử Tây|114.35 11.46 Song Tử Đông|114.36 10.18 Nam Yết
114.33 9.89 Sinh Tồn|114.48 10.37 Sơn Ca|114.37 10.38 Ba Bình|112.92 7.89 An Bang
114.28 11.05 Thị Tứ|114.42 10.67 Loại Ta|115.02 11.08 Bến Lạc|115.80 10.73 Vĩnh Viễn
115.82 10.82 Bình Nguyên|113.69 8.97 Phan Vinh|112.34 8.93 Trường Sa Đông|111.67 8.67 Đá Lát
112.24 8.85 Đá Tây|112.60 8.82 Đá Đông|113.98 8.82 Tốc Tan|114.18 8.72 Núi Le
114.65 8.87 Tiên Nữ|113.85 10.06 Đá Lớn|114.25 9.77 Cô Lin|114.37 9.78 Len Đao
114.28 9.72 Gạc Ma|114.50 9.91 Tư Nghĩa|112.84 8.86 Châu Viên|112.89 9.55 Chữ Thập
114.08 10.21 Ga Ven|114.08 10.92 Xu Bi|115.53 9.90 Vành Khăn|114.70 10.35 Én Đất
113.30 8.17 Thuyền Chài|115.22 8.36 Công Đo|115.87 9.73 Cỏ Mây|113.83 7.38 Hoa Lau
"""
# Smaller islands that the source leaves out, by the code of their province.
ISLETS = {
    "31": "107.72 20.13 Bạch Long Vĩ",
    "45": "107.34 17.16 Cồn Cỏ",
    "49": "108.52 15.95 Cù Lao Chàm",
    "51": "109.12 15.38 Lý Sơn",
    "91": "103.48 9.31 Thổ Chu|104.35 9.68 Nam Du",
}
# Where provinces are too small for a thumb: a window (west, south, east, north) shown larger in
# empty space from (west, north), so many times.
INSETS = {
    "north": ((105.3, 20.0, 107.05, 21.6), (109.2, 22.95), 3.0),
    "south": ((105.2, 9.25, 106.95, 10.95), (102.0, 16.4), 2.3),
}

Point = tuple[int, int]
Arc = tuple[Point, ...]


def main() -> None:
    """Read the GeoJSON named on the command line, write the shapes."""
    rings = joined(read(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
    arcs, shapes = cut(rings)
    result = {
        "about": ABOUT,
        "size": on_grid(EAST, SOUTH),
        "arcs": [list(steps(arc)) for arc in arcs],
        "shapes": shapes,
        "islets": {code: points(text) for code, text in ISLETS.items()},
        "archipelagos": {"48": points(HOANG_SA), "56": points(TRUONG_SA)},
        "sea": on_grid(*SEA),
        "insets": {name: inset(*given) for name, given in INSETS.items()},
    }
    lines = (f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in result.items())
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def on_grid(east: float, north: float) -> Point:
    """A place in degrees as whole units of the grid."""
    return round((east - WEST) * UNITS * NARROWING), round((NORTH - north) * UNITS)


def points(text: str) -> list[Point]:
    """Islands written as "degrees-east degrees-north name", on the grid."""
    places = (place.split(maxsplit=2) for place in text.strip().replace("\n", "|").split("|"))
    return sorted({on_grid(float(east), float(north)) for east, north, _ in places})


def inset(
    window: tuple[float, float, float, float], at: tuple[float, float], scale: float
) -> dict[str, list[int]]:
    """The window on the grid, and the frame that shows it: x, y, width, height each."""
    (left, bottom), (right, top) = on_grid(*window[:2]), on_grid(*window[2:])
    width, height = right - left, bottom - top
    return {
        "window": [left, top, width, height],
        "frame": [*on_grid(*at), round(width * scale), round(height * scale)],
    }


def read(source: Any) -> list[tuple[str, Arc]]:
    """Every ring with the code of its province, open (the first point is not repeated)."""
    with PROVINCES.open(encoding="utf-8") as file:
        codes = {row["name"]: row["code"] for row in csv.DictReader(file)}
    rings = []
    for feature in source["features"]:
        name = feature["properties"]["NAME_1"]
        code, geometry = codes[NAMES.get(name, name)], feature["geometry"]
        one = geometry["type"] == "Polygon"
        for polygon in [geometry["coordinates"]] if one else geometry["coordinates"]:
            rings += [(owner(code, ring), rounded(ring)) for ring in polygon]
    return [(code, ring) for code, ring in rings if len(ring) > 2]


def owner(code: str, ring: list[list[float]]) -> str:
    """The province that the ring belongs to, where the source is wrong."""
    east = sum(place[0] for place in ring) / len(ring)
    north = sum(place[1] for place in ring) / len(ring)
    for (left, bottom, right, top), (given, right_one) in MOVED.items():
        if code == given and left < east < right and bottom < north < top:
            return right_one
    return code


def rounded(ring: list[list[float]]) -> Arc:
    return open_ring(on_grid(*place) for place in ring)


def joined(rings: list[tuple[str, Arc]]) -> list[tuple[str, Arc]]:
    """The rings with near points made one, and each border holding its neighbour's points."""
    same: dict[Point, Point] = {}
    for place in sorted({place for _, ring in rings for place in ring}):
        near = (kept for kept in set(same.values()) if dist(place, kept) <= NEAR / 2)
        same[place] = min(near, key=lambda kept: dist(place, kept), default=place)
    moved = [(code, open_ring(same[place] for place in ring)) for code, ring in rings]
    kept = sorted(set(same.values()))
    full = [(code, open_ring(filled(ring, kept))) for code, ring in moved if len(ring) > 2]
    return [(code, ring) for code, ring in full if len(ring) > 2]


def filled(ring: Arc, kept: list[Point]) -> Iterator[Point]:
    """The ring with every point that lies on one of its edges, or nearly."""
    for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
        yield start
        yield from sorted(
            (place for place in kept if lies_on(place, start, end)), key=lambda p: dist(start, p)
        )


def lies_on(place: Point, start: Point, end: Point) -> bool:
    (x, y), (along, across) = start, (end[0] - start[0], end[1] - start[1])
    share = ((place[0] - x) * along + (place[1] - y) * across) / (along**2 + across**2)
    foot = (x + share * along, y + share * across)
    return 0 < share < 1 and place not in (start, end) and dist(place, foot) <= NEAR


def open_ring(places: Iterable[Point]) -> Arc:
    """The ring without standing still, spikes (out and back on one border) and tiny loops."""
    ring: list[Point] = []
    for place in places:
        if place in ring[-6:]:
            back = len(ring) - 1 - ring[::-1].index(place)
            if abs(area(ring[back:])) < LOOP:
                del ring[back:]
        ring.append(place)
    while len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    return tuple(ring if area(ring) > 0 else ring[::-1])


def area(ring: Sequence[Point]) -> float:
    """Positive where the ring runs clockwise on the screen."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])) / 2


def cut(rings: list[tuple[str, Arc]]) -> tuple[list[Arc], dict[str, list[int]]]:
    """Arcs, each once, and for each province the numbers of those around it (~n: backwards)."""
    corners = junctions(ring for _, ring in rings)
    around: dict[str, Counter[Arc]] = defaultdict(Counter)
    for code, ring in rings:
        for arc in split(ring, corners):
            if around[code][arc[::-1]]:  # the province borders on itself
                around[code][arc[::-1]] -= 1
            else:
                around[code][arc] += 1
    numbers: dict[Arc, int] = {}
    shapes = {
        code: [number(arc, numbers) for arc in sorted(arcs.elements())]
        for code, arcs in sorted(around.items())
    }
    return list(numbers), shapes


def junctions(rings: Iterable[Arc]) -> set[Point]:
    """Points where borders part: not every ring through them has the same two neighbours."""
    neighbours: dict[Point, set[frozenset[Point]]] = defaultdict(set)
    for ring in rings:
        for i, place in enumerate(ring):
            neighbours[place].add(frozenset((ring[i - 1], ring[(i + 1) % len(ring)])))
    return {place for place, pairs in neighbours.items() if len(pairs) > 1}


def split(ring: Arc, corners: set[Point]) -> Iterator[Arc]:
    """The ring's arcs from junction to junction; a ring without one starts at its least point."""
    at = [i for i, place in enumerate(ring) if place in corners] or [ring.index(min(ring))]
    for start, end in zip(at, [*at[1:], at[0] + len(ring)], strict=True):
        yield tuple(ring[i % len(ring)] for i in range(start, end + 1))


def number(arc: Arc, numbers: dict[Arc, int]) -> int:
    if arc[::-1] in numbers:
        return ~numbers[arc[::-1]]
    return numbers.setdefault(arc, len(numbers))


def steps(arc: Arc) -> Iterator[int]:
    """The first point, then the steps from point to point."""
    at = (0, 0)
    for place in arc:
        yield from (place[0] - at[0], place[1] - at[1])
        at = place


if __name__ == "__main__":
    main()
