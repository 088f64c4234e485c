"""Regions to draw: the provinces of 2023, and the 34 of Resolution 202/2025/QH15."""

import csv
from pathlib import Path

from thongsuot import network
from thongsuot.look import figures
from thongsuot.look.maps import Region

PROVINCES = Path(network.__file__).parent / "profiles/mic_2023/provinces.csv"
# The provinces that others joined, by their name since, with the codes of 2023.
JOINED = {
    "Tuyên Quang": "02 08",
    "Lào Cai": "10 15",
    "Thái Nguyên": "06 19",
    "Phú Thọ": "17 25 26",
    "Bắc Ninh": "24 27",
    "Hưng Yên": "33 34",
    "Hải Phòng": "30 31",
    "Ninh Bình": "35 36 37",
    "Quảng Trị": "44 45",
    "Đà Nẵng": "48 49",
    "Quảng Ngãi": "51 62",
    "Gia Lai": "52 64",
    "Khánh Hòa": "56 58",
    "Lâm Đồng": "60 67 68",
    "Đắk Lắk": "54 66",
    "Hồ Chí Minh": "74 77 79",
    "Đồng Nai": "70 75",
    "Tây Ninh": "72 80",
    "Cần Thơ": "92 93 94",
    "Vĩnh Long": "83 84 86",
    "Đồng Tháp": "82 87",
    "Cà Mau": "95 96",
    "An Giang": "89 91",
}


def names() -> dict[str, str]:
    """Names of the provinces of 2023, by code."""
    with PROVINCES.open(encoding="utf-8") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def of_2023() -> list[Region]:
    """63 regions with made-up figures; Hà Giang and Ninh Thuận have none."""
    return [_region(name, (code,)) for code, name in names().items()]


def since_2025() -> list[Region]:
    """34 regions with made-up figures; one has none."""
    joined = {name: tuple(codes.split()) for name, codes in JOINED.items()}
    taken = {code for codes in joined.values() for code in codes}
    alone = {name: (code,) for code, name in names().items() if code not in taken}
    return [_region(name, codes) for name, codes in (alone | joined).items()]


def _region(name: str, codes: tuple[str, ...]) -> Region:
    share = None if codes[0] in ("02", "58") else int(codes[-1]) * 37 % 101 / 100
    return Region(codes[0], name, codes, share, figures.percent(share), f"#tinh-{codes[0]}")
