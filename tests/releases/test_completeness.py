"""What a text of a kind should hold while one types, when it is submitted, when it goes out."""

from io import BytesIO
from typing import Any

import docx
import pytest

from tests.releases.conftest import World, begin, pending, write
from tests.releases.test_figures import figure, link
from thongsuot.lib.clarity import Document, Part, of_lines
from thongsuot.lib.clarity.documents import field
from thongsuot.lib.refused import Refused
from thongsuot.lib.text.markup import to_blocks
from thongsuot.look.refusals import REFUSALS
from thongsuot.network.terms import Reach
from thongsuot.releases import actions, completeness, queries, standing
from thongsuot.releases.completeness import Given, lacking
from thongsuot.releases.terms import Moment, Severity

ALL = dict.fromkeys(completeness.CHECKS, ("", "warning", "warning"))
FIGURES = "Cả nước có 120 xã, 45 huyện, 3.000 thôn có cáp quang."
PICTURE = '<img src="/tep/00000000-0000-4000-8000-000000000000/" alt="">'
SAYS = "“Chúng tôi sẽ hoàn thành việc này trước ngày mùng một Tết”"


def text(body: str = "", lead: str = "", **more: Any) -> Given:
    lines = [(Part.BODY, line, False) for line in body.split("\n") if line]
    told = (field("title", "Tin", Part.TITLE), field("lead", lead, Part.LEAD))
    return Given(Document((*told, of_lines("body", lines)), kind="press_release"), **more)


def codes(given: Given, *needs: str, moment: Moment = Moment.SUBMITTING) -> list[str]:
    found = lacking(given, {need: ALL[need] for need in needs}, moment)  # type: ignore[misc]
    return [each.code.removeprefix("releases.") for each in found]


@pytest.mark.parametrize(
    ("need", "given", "found"),
    [
        ("contact", text("Bộ họp báo."), ["contact_missing"]),
        ("contact", text("Bộ họp báo.\nLiên hệ: 024 3943 5602."), []),
        ("contact", text(), []),
        ("lead", text(lead="Tin vui."), []),
        ("lead", text(lead="Đây là thông tin vừa được nêu ra để mọi bên cùng biết."),
         ["lead_who", "lead_when", "lead_where"]),
        ("lead", text(lead="Ngày 28/11/2026, tại Hà Nội, Cục Viễn thông công bố số liệu."), []),
        ("sources", text(FIGURES), ["figures_no_source", "figures_no_day"]),
        ("sources", text(f"Theo báo cáo tính đến hết quý III, {FIGURES}"), []),
        ("sources", text(FIGURES, banked=True), []),
        ("sources", text("Có 120 xã."), []),
        ("speakers", text(f"Hội nghị kết thúc.\n{SAYS}."), ["quote_no_speaker"]),
        ("speakers", text(f"{SAYS}, ông Trần Văn Hùng nói."), []),
        ("speakers", text("Đề án “Mạng lưới” đã xong."), []),
        ("speakers", text(f"{SAYS}, bà Lý Thị Tám nói.", silent=("Lý Thị Tám",)),
         ["quote_not_mandated"]),
        ("pictures", text(blocks=to_blocks(PICTURE)),
         ["alt_missing"]),
        ("attachments", text(attached={"a.pdf": None}), ["attachment_unread"]),
        ("question", text("Hỏi gì\nĐáp."), ["question_missing"]),
        ("question", text("Có mất tiền không?\nKhông."), []),
        ("corrected", text("Số liệu đúng là 3.", follows="12/2026/CVT"), ["corrected_not_named"]),
        ("corrected", text("Bản 12/2026/CVT có số sai.", follows="12/2026/CVT"), []),
        ("answer_day", text("Đề nghị báo cáo."), ["answer_day_missing"]),
        ("answer_day", text("Đề nghị báo cáo trước ngày 30/11/2026."), []),
    ],
)  # fmt: skip
def test_what_a_text_lacks(need: str, given: Given, found: list[str]) -> None:
    assert codes(given, need) == found
    assert codes(given, need, moment=Moment.TYPING) == []


def test_the_shipped_needs_are_known_and_none_of_them_stops_a_text() -> None:
    told = {
        code: completeness.needs_of(code)
        for code in ("press_release", "statement", "talking_points", "questions_answers",
                     "information_request", "correction", "withdrawal", "message_house")
    }  # fmt: skip
    assert told["press_release"] and told["withdrawal"] == {}
    for needs in told.values():
        assert set(needs) <= set(completeness.CHECKS)
        for weights in needs.values():
            assert len(weights) == 3
            assert set(weights) <= {"", Severity.WARNING, Severity.SUGGESTION}


def test_the_page_of_a_text_tells_more_than_the_editor_does(world: World) -> None:
    release = begin(world)
    view = world.view("officer")
    ws = queries.workspace(view, release.pk)
    assert ws is not None
    assert "releases.contact_missing" in {each.code for each in ws.findings}
    typed = queries.findings(view, release.pk, title="Tin", summary="", body="<p>A.</p>", files=[])
    assert "releases.contact_missing" not in {each.code for each in typed}


def test_who_may_not_speak_is_told_when_quoted(world: World) -> None:
    release = begin(world)
    said = f"<p>{SAYS}, ông {{}} nói.</p>"
    for name, found in (("Lý Văn Tám", {"releases.quote_not_mandated"}), ("Trần Văn Hùng", set())):
        told = standing.findings_on(
            release, "Tin", "", said.format(name), [], moment=Moment.SUBMITTING
        )
        assert {each.code for each in told if "quote" in each.code} == found


def test_every_remark_has_its_words() -> None:
    for given in (text("Bộ họp báo.", lead="Đây là thông tin vừa được nêu ra để mọi bên biết."),):
        for each in lacking(given, ALL, Moment.RELEASING):  # type: ignore[arg-type]
            assert all(words.format(**each.params) for words in REFUSALS[each.code])


def test_a_figure_that_became_narrower_stops_the_release(world: World) -> None:
    series = figure(world, Reach.PUBLIC)
    release = begin(world)
    write(release, world.officer, f"<p>Có {link(world, series)}.</p>", base=1)
    actions.submit(release=release, by=world.officer)
    actions.approve(step=pending(release), by=world.leader)
    indicator = series.indicator
    indicator.reach = Reach.UNITS
    indicator.save()
    with pytest.raises(Refused, match="not_ready"):
        actions.approve(step=pending(release), by=world.coordinator)
    indicator.reach = Reach.PUBLIC
    indicator.save()
    assert actions.approve(step=pending(release), by=world.coordinator) is not None


def word(words: str) -> bytes:
    made, out = docx.Document(), BytesIO()
    made.add_paragraph(words)
    made.save(out)
    return out.getvalue()


def test_an_attachment_is_compared_with_its_text(world: World) -> None:
    """The text says 120 villages; the file, 210."""
    release = begin(world)
    told = "Cục Viễn thông đã phủ sóng {} thôn vùng lõm sóng trong năm 2026."
    view = actions.attach(
        release=release,
        name="phu-luc.docx",
        content=word(told.format(210)),
        role="attachment",
        by=world.officer,
    )
    used = [{"file": str(view.id), "role": "attachment"}]

    def remarks(count: int, moment: Moment) -> list[str]:
        body = f"<p>{told.format(count)}</p>"
        found = standing.findings_on(release, "Tin", "", body, used, moment=moment)
        return [each.code for each in found if "attachment" in each.code]

    assert remarks(120, Moment.SUBMITTING) == ["releases.attachment_differs"]
    assert remarks(210, Moment.SUBMITTING) == []
    assert remarks(120, Moment.TYPING) == []
