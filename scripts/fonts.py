"""Makes the site's font files: Be Vietnam Pro, three weights, Latin and Vietnamese, as woff2.

Source: the package fontpkg-be-vietnam-pro (SIL Open Font License 1.1). The results are committed,
so only a change of weights or of letters needs this: ``python scripts/fonts.py``.
"""

from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

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
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "case"]
# The family has figures of uneven width only. Columns of numbers need even ones: copies of this
# width (in units of 1,000 to the em) stand behind the feature `tnum`.
FIGURES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
FIGURE_WIDTH = 680


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
    _add_even_figures(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _add_even_figures(font: TTFont) -> None:
    """Give the font a `tnum` feature: each figure once more, centred in the same width."""
    twins = {name: f"{name}.tnum" for name in FIGURES}
    for name, twin in twins.items():
        width, _ = font["hmtx"][name]
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(name, (1, 0, 0, 1, (FIGURE_WIDTH - width) // 2, 0))
        glyph = pen.glyph()
        font["glyf"][twin] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][twin] = (FIGURE_WIDTH, glyph.xMin)
    rules = font["GSUB"].table
    rules.LookupList.Lookup.append(_lookup(twins))
    rules.LookupList.LookupCount += 1
    _enrol(rules, "tnum", rules.LookupList.LookupCount - 1)


def _lookup(twins: dict[str, str]) -> otTables.Lookup:
    swap = otTables.SingleSubst()
    swap.mapping = twins
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = 1, 0
    lookup.SubTable, lookup.SubTableCount = [swap], 1
    return lookup


def _enrol(rules: otTables.GSUB, tag: str, lookup: int) -> None:
    """Add a feature of one lookup to every language of every script, keeping tags in order."""
    feature = otTables.Feature()
    feature.FeatureParams, feature.LookupListIndex, feature.LookupCount = None, [lookup], 1
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, feature
    records = rules.FeatureList.FeatureRecord
    # Appended at the end: the indices that languages hold stay right, and "tnum" sorts last.
    if any(known.FeatureTag > tag for known in records):
        raise ValueError("a feature sorts after tnum")
    records.append(record)
    rules.FeatureList.FeatureCount = len(records)
    for script in rules.ScriptList.ScriptRecord:
        languages = [entry.LangSys for entry in script.Script.LangSysRecord]
        for language in [script.Script.DefaultLangSys, *languages]:
            if language is not None:
                language.FeatureIndex.append(len(records) - 1)
                language.FeatureCount = len(language.FeatureIndex)


if __name__ == "__main__":
    main()
