"""Makes the site's font files: Be Vietnam Pro, three weights, Latin and Vietnamese, as woff2.

Source: the package fontpkg-be-vietnam-pro (SIL Open Font License 1.1). The results are committed,
so only a change of weights or of letters needs this: ``python scripts/fonts.py``.
"""

from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "src/thongsuot/look/static/look/fonts"
WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
# Latin with every Vietnamese letter, combining marks for text that came decomposed, punctuation.
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),
    *(0x300, 0x301, 0x303, 0x309, 0x323),
    *range(0x1EA0, 0x1EFA),
    *range(0x2010, 0x2027),
    *(0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A),
    *(0x20AB, 0x20AC, 0x2116, 0x2122),
    *range(0x2190, 0x2194),
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
]
# Marks, kerning, and figures of one width for columns of numbers.
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "tnum", "lnum", "case"]


def main() -> None:
    """Write one woff2 for each weight, and the licence beside them."""
    package = files("fontpkg_be_vietnam_pro")
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        data = (package / "files" / f"BeVietnamPro-{style}.ttf").read_bytes()
        made = _subset(data)
        path = TARGET / f"be-vietnam-pro-{weight}.woff2"
        path.write_bytes(made)
        print(f"{path.name}: {len(data):,} -> {len(made):,} bytes")
    (TARGET / "OFL.txt").write_bytes((package / "LICENSE").read_bytes())


def _subset(data: bytes) -> bytes:
    options = subset.Options(
        layout_features=FEATURES, hinting=False, desubroutinize=True, notdef_outline=True
    )
    # The same input gives the same bytes.
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=LETTERS)
    maker.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


if __name__ == "__main__":
    main()
