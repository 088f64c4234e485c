"""What the checker says, as text, JSON, SARIF and a page: the right words at the right places."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from thongsuot.lib.clarity import Finding, Report, Severity, of_release, of_text
from thongsuot.lib.clarity.printing import FORMATS, Looked
from thongsuot.lib.clarity.rewriting import Proposal, Way
from thongsuot.lib.clarity.rulebook import rules

ID = rules()[0].id
SARIF = json.loads((Path(__file__).parent / "sarif.json").read_text("utf-8"))
BODY = "Sáng 5/1, Bộ họp <b>.\nSắp tới, sở 🏠 tập huấn\ncho 80 người."

MEASURES = {"sentences": {"value": 2, "percentile": None}}
SIGN = BODY.index("🏠")


def looked(text: str = BODY, *spans: tuple[int, int], name: str = "bài 1.txt") -> Looked:
    document = of_release(title="Bộ họp", lead="", body=text)
    return Looked(name, document, Report(tuple(said(text, *span) for span in spans), MEASURES))


def said(text: str, start: int, end: int) -> Finding:
    return Finding(
        ID, 1, Severity.WARNING, "body", start, end, text[start:end],
        "Viết <rõ> hơn.", ("rõ & gọn",), "0123456789abcdef",
    )  # fmt: skip


def test_a_terminal_shows_the_line_and_a_mark_under_the_words() -> None:
    told = FORMATS["text"]([looked(BODY, (SIGN, SIGN + 1))], "vi").splitlines()
    assert told[0] == f"bài 1.txt:4:13: cảnh báo {ID} (nội dung): Viết <rõ> hơn."
    assert told[1].index("🏠") == told[2].index("^")
    assert told[2].count("^") == 2  # such a sign is two columns wide
    assert told[3] == "    → rõ & gọn"
    assert told[-1] == "bài 1.txt: 1 cảnh báo."
    assert FORMATS["text"]([looked()], "en") == "bài 1.txt: nothing found.\n"


def test_a_long_line_is_cut_around_the_words() -> None:
    text = "chữ " * 60 + "sai " + "chữ " * 60
    told = FORMATS["text"]([looked(text, (240, 243))], "vi").splitlines()
    assert told[1].strip().startswith("…") and told[1].endswith("…")
    assert told[1][told[2].index("^") : told[2].rindex("^") + 1] == "sai"


def test_json_has_the_shape_of_the_interface() -> None:
    told = json.loads(FORMATS["json"]([looked(BODY, (10, 12))], "vi"))
    assert told["measures"] == MEASURES
    assert told["findings"] == [
        {
            "rule": ID, "rule_version": 1, "severity": "warning", "field": "body",
            "start": 10, "end": 12, "match": "Bộ", "message": "Viết <rõ> hơn.",
            "suggestions": ["rõ & gọn"], "fingerprint": "0123456789abcdef",
        }
    ]  # fmt: skip
    several = json.loads(FORMATS["json"]([looked(), looked(name="b.md")], "vi"))
    assert [each["file"] for each in several["files"]] == ["bài 1.txt", "b.md"]


def test_proposals_are_shown_where_they_were_asked_for() -> None:
    made = Proposal(Way.LIST, "body", 0, 21, BODY[:21], "Bộ:\n– họp <b>.")
    whole = replace(looked(), proposals=(made,))
    assert "bài 1.txt:3:1: Thành danh sách\n  - Sáng 5/1" in FORMATS["text"]([whole], "vi")
    assert "  + – họp <b>." in FORMATS["text"]([whole], "vi")
    (told,) = json.loads(FORMATS["json"]([whole], "vi"))["proposals"]
    assert (told["way"], told["end"], told["after"]) == ("list", 21, made.after)
    assert "Bộ:<br>– họp &lt;b&gt;." in FORMATS["html"]([whole], "vi")


def test_sarif_holds_to_the_standard() -> None:
    log = json.loads(
        FORMATS["sarif"]([looked(BODY, (SIGN, SIGN + 1), (10, len(BODY))), looked()], "en")
    )
    jsonschema.Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    first, second = run["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert [region[at] for at in ("startLine", "startColumn", "endLine", "endColumn")] == [
        4, 13, 4, 14,
    ]  # fmt: skip
    ending = second["locations"][0]["physicalLocation"]["region"]
    assert (ending["startLine"], ending["endLine"], ending["endColumn"]) == (3, 5, 14)
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == ID
    assert run["artifacts"][0]["location"]["uri"] == "b%C3%A0i%201.txt"


class Outline(HTMLParser):
    """What a page holds: open elements must close, and every link must lead somewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += [told["id"]] if told.get("id") else []
        self.links += [told["href"]] if told.get("href") else []
        assert tag not in {"script", "link", "img", "iframe"}
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "mark" in self.open:
            self.marked.append(data)


MARKED = "# Bộ họp\n\nMột **số** xã\ncó 02 máy.\n\n- hai 02 xã ;\n- *0*5 xã\n"


@pytest.mark.parametrize(
    ("words", "place"),
    [("có 02", (4, 1, 4, 6)), ("02 máy", (4, 4, 4, 10)), ("02 xã", (6, 7, 6, 12)), ("05 xã", None)],
)
def test_places_in_markdown_are_those_of_the_file(
    words: str, place: tuple[int, int, int, int] | None
) -> None:
    text = "Một số xã có 02 máy.\nhai 02 xã ;\n05 xã"
    start = text.index(words)
    found = said(text, start, start + len(words))
    document = of_release(title="Bộ họp", lead="", body=text)
    here = Looked("b.md", document, Report((found,), {}), source=MARKED)
    at = here.place(found)
    fixes = json.loads(FORMATS["sarif"]([here], "vi"))["runs"][0]["results"][0].get("fixes")
    assert bool(fixes) == here.is_exact(found) == (place is not None)
    if place:
        assert (at.line, at.column, at.end_line, at.end_column) == place


def test_a_page_marks_the_words_and_loads_nothing() -> None:
    spans = ((10, 27), (17, len(BODY)), (30, 40))  # over each other, and over lines
    page = Outline()
    page.feed(FORMATS["html"]([looked(BODY, *spans), looked(BODY, (0, 4))], "vi"))
    page.close()
    assert page.open == []
    assert "".join(page.marked) == BODY[10:].replace("\n", "") + "Sáng"
    assert len(set(page.ids)) == len(page.ids) == 8
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert "<b>" not in FORMATS["html"]([looked()], "vi")


@pytest.mark.parametrize("shape", FORMATS)
@pytest.mark.parametrize("text", ["", "\ud800 lạ", "\x00\x1b[31m", "a\r\nb\u2028c"])
def test_any_text_can_be_printed(shape: str, text: str) -> None:
    whole = Looked("a", of_text(text), Report((said(text, 0, len(text)),)))
    told = FORMATS[shape]([whole], "vi")
    assert told.encode("utf-8")
    assert "\x1b" not in told
