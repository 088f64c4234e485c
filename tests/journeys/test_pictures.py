"""Every picture of the docs is shown somewhere, every shown picture exists, none is heavy."""

import re

from tests.journeys.house import ROOT
from tests.journeys.pictures import FOLDER, MOST

SHOWN = re.compile(r"!\[[^\]]*\]\(([^)\s]+\.png)\)")


def shown() -> set[str]:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    found = {(page.parent / path) for page in pages for path in SHOWN.findall(page.read_text())}
    return {str(path.resolve().relative_to(ROOT)) for path in found}


def kept() -> set[str]:
    return {str(path.relative_to(ROOT)) for path in FOLDER.glob("*.png")}


def test_every_picture_is_shown_and_every_shown_picture_exists() -> None:
    assert shown() == kept()


def test_no_picture_is_heavy() -> None:
    heavy = [path.name for path in FOLDER.glob("*.png") if path.stat().st_size >= MOST]
    assert not heavy
