"""The source article itself, as a release: what must be found in it, where, and what must not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.lib.clarity.house import HOUSE
from thongsuot.lib.clarity import Document, Finding, Part, check
from thongsuot.lib.clarity.documents import field

_ARTICLE = Path(__file__).parents[3] / "../shared/source-article.txt"

_EXACT: dict[str, Sequence[str]] = {
    "ACR1": ["TT-TT"],
    "ACR2": ["TT-TT"],
    "ACR3": ["TT-TT"] * 10,
    "ACT1": ["Cuộc thi an ninh mạng ASEAN Cyber Shield"],
    "CAP1": ["Cục Phát thanh, Truyền hình và thông tin điện tử"],
    "CAP2": ["Ngành", "Ngành"],
    "LEAD1": ["Đây là thông tin vừa được Bộ TT-TT cho biết"],
    "LEN1": ["Phát biểu", "Tại hội nghị, Bộ", "63/63", "Tại hội nghị, Cục"],
    "LEN3": ["Đặc biệt"],
    "NUM2": ["63/63"],
    "NUM3": ["02"],
    "NUM4": ["63/63"],
    "PUN1": ["-", "-", "-", "-"],
    "PUN2": ["..."],
    "SRC1": ["Theo qdnd.vn"],
    "SRC2": ["Đại diện Cục Phát thanh, Truyền hình và thông tin điện tử"],
    "TONE2": ["hoá"],
    "TTL1": [""],
}
"""Rule to what it finds, in the order of the fields: the words, or the first of a long stretch."""
_AMONG = {
    "CLI1": "thành tựu quan trọng",
    "DATE5": "Những năm qua",
    "FOR1": "video call",
    "NOM2": "có sự phát triển",
    "NP1": "hội nghị tập huấn nghiệp vụ công tác thông tin tuyên truyền",
    "REF1": "Đây là",
    "REP1": "trình bày",
}
"""Rules that must find this among other things."""
_LONG = {"ACT1", "LEAD1", "LEN1", "LEN3"}


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    return list(check(_article(), registry=replace(HOUSE, tone_marks="old")).findings)


def _article() -> Document:
    """The article as a release without a title: its picture's words, its lead, its body."""
    if not _ARTICLE.exists():
        pytest.skip("the shared folder with the source article is not here")
    _day, caption, lead, *body = _ARTICLE.read_text("utf-8").splitlines()
    fields = (
        field("title", "", Part.TITLE),
        field("lead", lead, Part.LEAD),
        field("body", "\n".join(body), Part.BODY),
        field("caption:1", caption, Part.CAPTION),
    )
    return Document(fields, kind="press_release", today=date(2026, 3, 2))


@pytest.mark.parametrize("rule", _EXACT)
def test_exact_rules_find_what_stands_there_and_nothing_else(
    rule: str, found: list[Finding]
) -> None:
    matches = [each.match for each in found if each.rule == rule]
    if rule in _LONG:
        matches = [m[: len(words)] for m, words in zip(matches, _EXACT[rule], strict=True)]
    assert matches == _EXACT[rule]


@pytest.mark.parametrize("rule", _AMONG)
def test_rules_of_judgement_find_the_seeds(rule: str, found: list[Finding]) -> None:
    assert _AMONG[rule] in [each.match for each in found if each.rule == rule]


def test_spans_slice_to_their_matches(found: list[Finding]) -> None:
    texts = {each.name: each.text for each in _article().fields}
    assert all(texts[f.field][f.start : f.end] == f.match for f in found)


def test_suggestions_are_what_the_register_says(found: list[Finding]) -> None:
    first = {f.rule: f.suggestions for f in reversed(found)}
    assert first["ACR1"] == ("Thông tin và Truyền thông (TT&TT)",)
    assert first["ACR3"] == ("TT&TT",)
    assert first["CAP1"] == ("Cục Phát thanh, truyền hình và thông tin điện tử",)
    assert (first["NUM2"], first["NUM3"]) == (("Cả 63",), ("2",))


def test_the_address_of_a_site_is_no_slip_of_punctuation(found: list[Finding]) -> None:
    assert not [each for each in found if each.rule in {"PUN3", "PUN4"}]
