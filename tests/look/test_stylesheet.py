"""Colours contrast, the floor's browsers understand the sheet, the first page is light."""

import re
from pathlib import Path

import django_htmx
import pytest

from thongsuot import look

STATIC = Path(look.__file__).parent / "static/look"
CSS = (STATIC / "look.css").read_text("utf-8")
GROUNDS = ["paper", "sheet", "sunk"]
TEXT = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-soft", "primary", "accent", "bad")
        for ground in GROUNDS
    ],
    *[(tone, f"{tone}-soft") for tone in ("info", "wait", "good", "bad", "strong", "plain")],
    *[("ink", f"{tone}-soft") for tone in ("info", "wait", "good", "bad")],
    *[("bad", "sheet"), ("on-primary", "primary"), ("on-primary", "primary-strong")],
    *[("primary", "primary-soft"), ("primary-strong", "primary-soft"), ("on-mark", "mark")],
    *[("on-rail", "rail"), ("on-rail-soft", "rail"), ("on-rail", "rail-raised")],
]
# Edges of fields, focus rings, bars, marks of the current entry (WCAG 1.4.11).
SHAPES = [
    *[(edge, ground) for edge in ("line-strong", "focus") for ground in GROUNDS],
    *[("rail-mark", "rail"), ("rail-mark", "rail-raised"), ("primary", "plain-soft")],
    *[(tone, "sheet") for tone in ("info", "wait", "good", "bad", "plain")],
]


def _block(start: str) -> dict[str, str]:
    at = CSS.index(start)
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", CSS[at : CSS.index("}", at)]))


LIGHT = _block(":root {")
DARK = _block(':root[data-theme="dark"] {')


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(theme: dict[str, str], one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(theme[one]), _luminance(theme[other])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_shapes_stand_out(theme: dict[str, str]) -> None:
    weak = [(a, b, _contrast(theme, a, b)) for a, b in TEXT if _contrast(theme, a, b) < 4.5]
    faint = [(a, b, _contrast(theme, a, b)) for a, b in SHAPES if _contrast(theme, a, b) < 3]
    assert weak + faint == []


def test_dark_by_device_and_dark_by_choice_are_one() -> None:
    assert _block(':root:not([data-theme="light"]) {') == DARK
    assert set(DARK) == set(LIGHT)


def test_the_floor_s_browsers_understand_it() -> None:
    plain = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    assert ":has(" not in plain
    assert "color-mix(" not in plain
    assert "http" not in re.sub(r'\[href\^="http"\]', "", plain)
    depth = [0]
    for at in re.finditer(r"([^{}]*)([{}])", plain):
        depth.append(depth[-1] + (1 if at[2] == "{" else -1))
        if at[2] == "{" and depth[-1] > 1:  # only inside @media
            assert depth[-1] == 2
    assert depth[-1] == 0


def test_the_first_page_is_light() -> None:
    fonts = list((STATIC / "fonts").glob("*.woff2"))
    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    files = [STATIC / name for name in ("look.css", "look.js", "icons.svg", "mark.svg")]
    assert sum(path.stat().st_size for path in [*fonts, *files, htmx]) < 180_000
    assert (STATIC / "fonts/OFL.txt").read_text("utf-8").startswith("Copyright")
