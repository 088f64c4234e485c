"""Remarks on clarity: what a text is told, what people make of it, what is remembered."""

import pytest

from tests.releases.conftest import World, begin, sealed
from thongsuot.journal import queries as journal
from thongsuot.lib.clarity import Finding, Part, Severity
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions, queries
from thongsuot.releases.models import Verdict
from thongsuot.releases.terms import DismissReason

PRINT = "0123456789abcdef"
REMARK = {"rule": "NUM3", "rule_version": 2, "fingerprint": PRINT, "match": "02 hạng mục"}


def test_a_document_holds_the_lines_of_the_text_in_their_order(world: World) -> None:
    release = begin(world)
    body = "<h2>Mục</h2><p>Một.</p><ul><li>Hai</li></ul><blockquote><p>Ba</p></blockquote>"
    made = queries.document_of(
        release, "Tin", "Tóm tắt", body, [{"file": "f1", "role": "photo", "caption": "Ảnh"}]
    )
    parts = {field.name: [(b.part, b.item) for b in field.blocks] for field in made.fields}
    assert parts == {
        "title": [(Part.TITLE, False)],
        "lead": [(Part.LEAD, False)],
        "body": [
            (Part.HEADING, False),
            (Part.BODY, False),
            (Part.BODY, True),
            (Part.QUOTE, False),
        ],
        "caption:f1": [(Part.CAPTION, False)],
    }
    told = {
        "title": "Tin",
        "lead": "Tóm tắt",
        "body": [
            {"part": "heading", "text": "Mục"},
            {"part": "body", "text": "Một."},
            {"part": "body", "text": "Hai", "item": True},
            {"part": "quote", "text": "Ba"},
        ],
        "captions": {"f1": "Ảnh"},
    }
    assert queries.document_from(told, release) == made


@pytest.mark.parametrize(
    "told",
    [
        {"body": 3},
        {"body": [{"part": "nothing", "text": "x"}]},
        {"body": [{"part": "body", "text": 7}]},
        {"title": ["x"]},
        {"captions": ["x"]},
        {"body": ["x"] * 5001},
        {"title": "x" * 1_000_001},
        {"html": "<ul><li>" * 20_000},
    ],
)
def test_what_is_no_document_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(Refused, match=r"clarity_(input|too_long)"):
        queries.document_from(told)


def test_a_remark_is_set_aside_taken_back_and_set_aside_again(world: World) -> None:
    release = begin(world)
    by = world.officer
    actions.dismiss_finding(release=release, **REMARK, reason="false_alarm", by=by)
    actions.dismiss_finding(release=release, **REMARK, reason="other", note="Tên riêng", by=by)
    seen = queries.verdicts_of(world.view("leader"), release.pk)
    assert seen[PRINT].reason is DismissReason.OTHER
    assert (seen[PRINT].note, seen[PRINT].by_name) == ("Tên riêng", by.name)
    assert queries.verdicts_of(world.view("stranger"), release.pk) == {}
    actions.restore_finding(release=release, fingerprint=PRINT, by=by)
    assert queries.verdicts_of(world.view("officer"), release.pk) == {}
    acts = [entry.act for entry in journal.entries(subject=("release", release), limit=3)]
    assert acts == ["finding.restored", "finding.dismissed", "finding.dismissed"]
    kept = str([entry.facts for entry in journal.entries(limit=10)])
    assert "Tên" not in kept and PRINT not in kept


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": "bored"}, "no_such_reason"),
        ({"reason": "other"}, "dismissal_note_missing"),
        ({"rule": "no rule"}, "no_such_remark"),
        ({"fingerprint": "<b>"}, "no_such_remark"),
        ({"rule_version": 0}, "no_such_remark"),
        ({"rule_version": 10**30}, "no_such_remark"),
        ({"reason": "other", "note": "\x00\ud800 "}, "dismissal_note_missing"),
    ],
)
def test_what_no_checker_said_cannot_be_set_aside(world: World, change, code: str) -> None:
    asked = REMARK | {"reason": "intended"} | change
    with pytest.raises(Refused, match=code):
        actions.dismiss_finding(release=begin(world), **asked, by=world.officer)


def test_what_no_database_keeps_is_left_out_of_a_verdict(world: World) -> None:
    asked = REMARK | {"match": "02\ud800 mục\x00", "reason": "other", "note": "Tên\ud800\x00"}
    row = actions.dismiss_finding(release=begin(world), **asked, by=world.officer)
    row.refresh_from_db()
    assert (row.match, row.note) == ("02 mục", "Tên")


def test_only_who_may_edit_judges_a_remark_and_not_after_submission(world: World) -> None:
    release = begin(world)
    with pytest.raises(Refused):
        actions.take_suggestion(release=release, **REMARK, by=world.stranger)
    sealed(world, release)
    with pytest.raises(Refused):
        actions.take_suggestion(release=release, **REMARK, by=world.officer)
    assert not Verdict.objects.exists()


def test_the_ledger_counts_what_was_taken_and_why_the_rest_was_not(world: World) -> None:
    release, by = begin(world), world.officer
    for number in range(8):
        told = REMARK | {"fingerprint": f"{number:016x}"}
        actions.take_suggestion(release=release, **told, by=by)
    for number, reason in enumerate(("false_alarm", "intended", "quoted")):
        told = REMARK | {"fingerprint": f"{number:015x}a"}
        actions.dismiss_finding(release=release, **told, reason=reason, by=by)
    actions.restore_finding(release=release, fingerprint=f"{2:015x}a", by=by)
    (standing,) = queries.ledger()
    assert (standing.rule, standing.rule_version, standing.count) == ("NUM3", 2, 10)
    assert standing.dismissed == {DismissReason.FALSE_ALARM: 1, DismissReason.INTENDED: 1}
    assert (standing.useful, standing.right) == (0.8, 0.9)
    assert (round(standing.useful_low, 3), round(standing.right_low, 3)) == (0.490, 0.596)


def test_looking_shows_what_was_set_aside_and_only_to_those_who_read_the_text(
    world: World,
) -> None:
    release = begin(world)
    document = queries.document_of(release, "Tin", "", "<p>Đã xong 02 hạng mục.</p>")
    seen = queries.look(world.view("officer"), release.pk, document)
    assert all(isinstance(each, Finding) for each in seen.report.findings)
    assert all(each.severity in Severity for each in seen.report.findings)
    assert seen.open == seen.report.findings
    assert seen.before is not None
    assert queries.look(world.view("stranger"), release.pk, document).before is None


@pytest.mark.parametrize(
    ("kind", "owed"),
    [("press_release", {"LEAD1", "ACT1"}), ("statement", {"ACT1"}), ("message_house", set())],
)
def test_a_text_is_asked_only_for_what_its_kind_owes(
    world: World, kind: str, owed: set[str]
) -> None:
    lead = "Mỗi đơn vị có một đầu mối, được hỏi là trả lời đúng hạn, đúng việc."
    told = {"lead": lead, "text": "Mỗi đơn vị có một đầu mối."}
    found = queries.remarks(world.view("officer"), queries.document_from(told, kind=kind)).findings
    assert {each.rule for each in found} & {"LEAD1", "ACT1"} == owed


def test_a_body_alone_is_not_told_that_its_title_is_missing(world: World) -> None:
    for told, missing in (({"text": "Sở họp."}, False), ({"title": "", "text": "Sở họp."}, True)):
        found = queries.remarks(world.view("officer"), queries.document_from(told)).findings
        assert ("TTL1" in {each.rule for each in found}) == missing
