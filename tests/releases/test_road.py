"""From the first line to the sealed edition."""

import json

import pytest

from thongsuot.journal.models import Entry
from thongsuot.lib.refused import Refused
from thongsuot.notices.models import Notice
from thongsuot.releases import actions, queries
from thongsuot.releases.models import Approval, Edition, Revision, Step

from .conftest import BODY, World, begin, later, pending, sealed, write


def acts() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("act", flat=True))


def refused(code: str):
    return pytest.raises(Refused, match=rf"^{code.replace('.', '[.]')}\(")


def test_two_people_approve_and_it_is_sealed(world: World) -> None:
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    assert actions.approve(step=pending(release), by=world.leader) is None
    edition = actions.approve(step=pending(release), by=world.coordinator)
    assert isinstance(edition, Edition)
    assert (edition.number_label, edition.unit_name) == ("1/2026/CVT", "Cục Viễn thông")
    assert edition.opened_at == edition.visible_from == edition.sealed_at
    release.refresh_from_db()
    assert release.state == "released"
    ok, manifest, public = queries.seal_check(edition.id)
    assert ok and len(public) == 32 and manifest["number"] == "1/2026/CVT"
    assert json.loads(edition.stored)["body"] == BODY
    assert acts()[-4:] == [
        "release.saved",
        "release.submitted",
        "release.approved",
        "edition.sealed",
    ]


def test_everybody_hears_what_concerns_them(world: World) -> None:
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    assert set(Notice.objects.values_list("address", flat=True)) == {"leader@vidu.example"}
    note = Notice.objects.get()
    assert "Tin mới" in note.subject and f"/ban/duyet/{pending(release).pk}/" in note.body
    actions.approve(step=pending(release), by=world.leader)
    assert set(Notice.objects.values_list("address", flat=True)) == {
        "leader@vidu.example",
        "centre-leader@vidu.example",
        "coordinator@vidu.example",
        "second@vidu.example",
        "officer@vidu.example",
    }


def test_numbers_run_per_unit_and_vietnamese_year(world: World) -> None:
    assert [sealed(world).number for _ in range(3)] == [1, 2, 3]


def test_a_stale_save_shows_both_texts_and_loses_nothing(world: World) -> None:
    release = begin(world)
    write(release, world.colleague, "<p>Bản của Tám</p>", base=1)
    with pytest.raises(Refused) as no:
        write(release, world.officer, "<p>Bản của Mai</p>", base=1)
    assert no.value.code == "releases.stale"
    assert no.value.params["number"] == 2
    assert no.value.params["author"] == "Lý Văn Tám"
    assert no.value.params["theirs"]["body"] == "<p>Bản của Tám</p>"
    assert no.value.params["mine"]["body"] == "<p>Bản của Mai</p>"
    assert Revision.objects.filter(release=release).count() == 2


def test_autosave_keeps_one_copy_a_person_and_submit_saves_it(world: World) -> None:
    release = begin(world)
    for words in ("một", "hai"):
        actions.autosave(
            release=release,
            by=world.officer,
            title="Tin",
            summary="",
            body=f"<p>{words}</p><script>x</script>",
            files=None,
            base=1,
        )
    space = queries.workspace(world.view("colleague"), release.id)
    assert space.others_editing == ("Nguyễn Thị Mai",) and space.draft is None
    mine = queries.workspace(world.view("officer"), release.id)
    assert mine.draft.body == "<p>hai</p>" and mine.others_editing == ()
    actions.submit(release=release, by=world.officer)
    assert release.revisions.get(number=2).body == "<p>hai</p>"
    assert not release.drafts.exists()


def test_an_unready_text_says_what_is_missing(world: World) -> None:
    release = actions.draft(kind="press_release", unit=world.telecom, by=world.officer)
    with refused("releases.nothing_written"):
        actions.submit(release=release, by=world.officer)
    write(release, world.officer, body="<p> </p>", title="")
    with pytest.raises(Refused) as no:
        actions.submit(release=release, by=world.officer)
    assert no.value.params["findings"] == ["releases.title_missing", "releases.body_missing"]


def test_a_returned_text_must_change(world: World) -> None:
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    with refused("releases.reason_needed"):
        actions.send_back(step=pending(release), by=world.leader, reason=" ")
    actions.send_back(step=pending(release), by=world.leader, reason="Thiếu số liệu")
    release.refresh_from_db()
    assert release.state == "returned"
    assert "Thiếu số liệu" in Notice.objects.get(address="officer@vidu.example").body
    with refused("releases.unchanged"):
        actions.submit(release=release, by=world.officer)
    write(release, world.officer, "<p>Có số liệu</p>", base=1)
    actions.submit(release=release, by=world.officer)
    steps = list(Step.objects.filter(revision__number=2).order_by("position"))
    assert [step.state for step in steps] == ["pending", "waiting"]


def test_who_takes_over_no_longer_approves(world: World) -> None:
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    revision = actions.take_over(step=pending(release), by=world.leader)
    assert (revision.number, revision.author, revision.body) == (2, world.leader, BODY)
    actions.submit(release=release, by=world.leader)
    with refused("releases.unchanged"):
        actions.recall(release=release, by=world.officer)
        actions.submit(release=release, by=world.officer)
    write(release, world.leader, "<p>Sửa</p>", base=2)
    actions.submit(release=release, by=world.leader)
    step = pending(release)
    assert (step.unit, step.note) == (world.centre, "releases.moved_to_centre")
    assert step.roles == ["leader"]
    with refused("releases.not_your_step"):
        actions.approve(step=step, by=world.leader)
    actions.approve(step=step, by=world.centre_leader)
    with refused("releases.decided_before"):
        actions.approve(step=pending(release), by=world.centre_leader)
    edition = actions.approve(step=pending(release), by=world.coordinator)
    deciders = Approval.objects.filter(revision=edition.revision, decision="approved")
    assert {a.decided_by for a in deciders} == {world.centre_leader, world.coordinator}


def test_a_shortened_route_is_seen_recorded_and_never_ones_own(world: World) -> None:
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    with refused("releases.coordinator_only"):
        actions.shorten(release=release, by=world.leader, reason="Gấp")
    with refused("releases.reason_needed"):
        actions.shorten(release=release, by=world.coordinator, reason="")
    edition = actions.shorten(release=release, by=world.coordinator, reason="Bão số 5, gấp")
    view = queries.edition_for(world.view("officer"), edition.id)
    assert view.shortened == "Bão số 5, gấp"
    assert [a.name for a in view.approvals] == ["Phạm Thu Hà"]
    skipped = Step.objects.get(release=release, state="skipped")
    assert (skipped.position, skipped.skipped_by) == (0, world.coordinator)
    own = begin(world, unit=world.centre, by="coordinator")
    actions.submit(release=own, by=world.coordinator)
    with refused("releases.own_text"):
        actions.shorten(release=own, by=world.coordinator, reason="Gấp")


def test_recall_and_drop(world: World) -> None:
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    with refused("releases.not_now"):
        actions.drop(release=release, by=world.officer, reason="Thôi")
    actions.recall(release=release, by=world.colleague)
    actions.drop(release=release, by=world.officer, reason="Thôi")
    with refused("releases.not_now"):
        write(release, world.officer, base=1)


def test_a_deputy_is_flagged(world: World) -> None:
    from thongsuot.lib import clock
    from thongsuot.network import actions as network

    mandate = world.leader.mandates.get()
    day = clock.legal_date()
    network.name_deputy(
        mandate=mandate, person=world.colleague, valid_from=day, valid_to=day, by=world.leader
    )
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    actions.approve(step=pending(release), by=world.colleague)
    assert Approval.objects.get().deputising


def test_details_are_bounded(world: World) -> None:
    release = begin(world, kind="talking_points")

    def details(**more):
        given = {"topic": "telecom", "reach": "units"} | more
        return actions.set_details(release=release, by=world.officer, **given)

    with refused("releases.reach_too_wide"):
        details(reach="network")
    with refused("releases.hour_past"):
        details(embargo_until=later(minutes=-1))
    assert details(embargo_until=later(hours=2)).topic_id == "telecom"


def test_a_draft_policy_needs_clearance_before_it_leaves_the_units(world: World) -> None:
    release = begin(world)
    more = {"release": release, "by": world.officer, "topic": None, "policy_stage": "draft"}
    actions.set_details(reach="public", **more)
    with pytest.raises(Refused) as no:
        actions.submit(release=release, by=world.officer)
    assert no.value.params["findings"] == ["releases.not_cleared"]
    actions.set_details(reach="public", cleared_for_publication=True, **more)
    actions.submit(release=release, by=world.officer)


def test_consulting_does_not_stop_the_route(world: World) -> None:
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    asked = actions.consult(
        release=release, unit=world.press, answer_by=later(hours=3), by=world.officer
    )
    assert queries.release_for(world.view("stranger"), release.id) is not None
    with refused("releases.not_your_unit"):
        actions.answer_consultation(consultation=asked, by=world.colleague, text="Được")
    actions.answer_consultation(consultation=asked, by=world.stranger, text="Đồng ý")
    with refused("releases.answered_already"):
        actions.answer_consultation(consultation=asked, by=world.stranger, text="Lại")
    note = actions.comment(release=release, by=world.stranger, text="Câu 2 hơi dài", quote="Mạng")
    actions.settle_comment(comment=note, by=world.officer)
    space = queries.workspace(world.view("officer"), release.id)
    assert space.comments[0].settled_by == world.officer
    assert space.consultations[0].answer == "Đồng ý"


def test_compare_marks_words(world: World) -> None:
    release = begin(world)
    write(release, world.colleague, BODY.replace("thêm", "đủ"), base=1)
    rows = queries.compare(world.view("officer"), release.id, 1, 2)
    pieces = {(p.text.strip(), p.change.value) for row in rows for p in row.new.pieces}
    assert ("đủ", "added") in pieces
    assert queries.compare(world.view("officer"), release.id, 1, 9) is None
    assert queries.compare(world.view("stranger"), release.id, 1, 2) is None
