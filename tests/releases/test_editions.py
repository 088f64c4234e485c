"""What each may see of an edition, when; corrections, withdrawals, the seal."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network.terms import PUBLIC, Scope
from thongsuot.releases import actions, jobs, queries
from thongsuot.releases.models import Approval, Edition, EditionFile, Revision, SealKey
from thongsuot.search import queries as search
from thongsuot.work import direct

from .conftest import World, begin, later, pending, sealed, write
from .test_road import refused

INSIDE = {"officer", "colleague", "leader", "centre_leader", "coordinator", "second"}
STAFF = INSIDE | {"stranger", "other_leader"}


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG")
    return out.getvalue()


def readers(world: World, edition: Edition) -> set[str]:
    """Who reads its words now; "" is the public."""
    found = {
        name
        for name in world.people
        if (view := queries.edition_for(world.view(name), edition.id)) and view.can_read
    }
    public = queries.edition_for(PUBLIC, edition.id)
    return found | ({"public"} if public and public.can_read else set())


def under_embargo(world: World, hours: int = 2, **more) -> Edition:
    release = begin(world, **more)
    actions.set_details(
        release=release,
        by=world.officer,
        topic=None,
        reach=release.reach,
        embargo_until=later(hours=hours),
    )
    return sealed(world, release)


@pytest.mark.parametrize(
    ("kind", "reach", "expected"),
    [
        ("press_release", "public", STAFF | {"reporter", "public"}),
        ("press_release", "network", STAFF | {"reporter"}),
        ("press_release", "units", STAFF),
        ("talking_points", "units", STAFF),
    ],
)
def test_reach(world: World, kind: str, reach: str, expected: set[str]) -> None:
    assert readers(world, sealed(world, begin(world, kind=kind, reach=reach))) == expected


def test_before_its_hour_only_those_inside_and_early_readers(world: World) -> None:
    edition = under_embargo(world)
    inside = {"officer", "colleague", "leader", "coordinator", "second"}
    assert readers(world, edition) == inside  # the centre's leader neither approved nor coordinates
    assert queries.edition_for(PUBLIC, edition.id) is None
    assert queries.next_opening() == edition.visible_from
    actions.grant_early(edition=edition, persons=[world.reporter], by=world.coordinator)
    assert readers(world, edition) == inside  # not before the promise
    actions.agree_to_hold(edition=edition, by=world.reporter)
    assert readers(world, edition) == inside | {"reporter"}
    with refused("releases.not_early_reader"):
        actions.agree_to_hold(edition=edition, by=world.stranger)
    with clock.frozen(edition.visible_from - timedelta(seconds=1)):
        assert "public" not in readers(world, edition)
    with clock.frozen(edition.visible_from):
        assert "public" in readers(world, edition)  # before any timer ran
        assert queries.next_opening() is None
        with refused("releases.open_already"):
            actions.grant_early(edition=edition, persons=[world.reporter], by=world.coordinator)


def test_early_readers_stay_within_the_reach(world: World) -> None:
    edition = under_embargo(world, kind="talking_points")
    with refused("releases.beyond_reach"):
        actions.grant_early(edition=edition, persons=[world.reporter], by=world.officer)
    with refused("releases.not_your_unit"):
        actions.grant_early(edition=edition, persons=[world.stranger], by=world.stranger)


def test_the_timer_opens_once(world: World) -> None:
    edition = under_embargo(world)
    assert [call[0] for call in direct.waiting() if call[2]] == ["releases.open_edition"]
    jobs.open_edition(edition=str(edition.id))
    jobs.open_missed()
    assert not Entry.objects.filter(act="edition.opened").exists()
    with clock.frozen(edition.visible_from):
        ring()
        jobs.open_missed()
        edition.refresh_from_db()
        assert edition.opened_at == edition.visible_from
    assert Entry.objects.filter(act="edition.opened").count() == 1


def test_the_sweep_finds_what_the_timer_missed(world: World) -> None:
    edition = under_embargo(world)
    direct.clear()
    with clock.frozen(edition.visible_from + timedelta(minutes=5)):
        jobs.open_missed()
    edition.refresh_from_db()
    assert edition.opened_at is not None


def test_a_token_needs_its_scope(world: World) -> None:
    edition = under_embargo(world)
    viewer = world.view("officer")
    reading = replace(viewer, scopes=frozenset({Scope.READ_EDITIONS}))
    assert queries.edition_for(reading, edition.id) is not None
    assert queries.edition_for(replace(viewer, scopes=frozenset()), edition.id) is None
    assert queries.releases_for(reading) == [] and queries.waiting_for(reading) == []
    assert queries.workspace(reading, edition.release_id) is None


def ring() -> None:
    """The timers of this room whose time has come."""
    for job, key, due in direct.waiting():
        if job == "releases.open_edition" and due and due <= clock.now():
            jobs.open_edition(edition=key)


def corrected(world: World, edition: Edition, **details) -> Edition:
    release = actions.correct(edition=edition, by=world.officer)
    if details:
        actions.set_details(
            release=release, by=world.officer, topic=None, reach=edition.reach, **details
        )
    return sealed(world, release)


def test_a_correction_supersedes_at_its_own_hour(world: World) -> None:
    edition = sealed(world)
    hour = later(hours=1)
    successor = corrected(world, edition, release_at=hour)
    edition.refresh_from_db()
    assert edition.state == "standing" and "public" in readers(world, edition)
    with refused("releases.corrected_already"):
        sealed(world, actions.correct(edition=edition, by=world.officer))
    with clock.frozen(hour):
        view = queries.edition_for(PUBLIC, edition.id)  # no timer has run yet
        assert (view.state, view.can_read, view.body, view.files) == ("corrected", False, None, ())
        assert view.superseded_by.id == successor.id and view.notice == "corrected"
        assert readers(world, edition) == {
            "officer",
            "colleague",
            "leader",
            "coordinator",
            "second",
        }
        ring()
        edition.refresh_from_db()
        assert (edition.state, edition.superseded_by) == ("corrected", successor)
        told = queries.edition_for(PUBLIC, successor.id)
        assert told.predecessor.id == edition.id and told.notice == "correction"
        with refused("releases.corrected_already"):
            actions.correct(edition=edition, by=world.officer)
        assert corrected(world, successor).number == 3  # a correction is corrected in its turn


def test_a_correction_never_comes_before_what_it_corrects(world: World) -> None:
    edition = under_embargo(world)
    actions.grant_early(edition=edition, persons=[world.reporter], by=world.officer)
    actions.agree_to_hold(edition=edition, by=world.reporter)
    successor = corrected(world, edition)
    assert successor.visible_from == edition.visible_from
    assert "reporter" in readers(world, successor) and "public" not in readers(world, successor)


def test_a_correction_begins_with_the_text_and_its_reach(world: World) -> None:
    edition = sealed(world, begin(world, reach="network"))
    release = actions.correct(edition=edition, by=world.coordinator)
    assert (release.reach, release.unit_id, release.title) == (
        "network",
        edition.unit_id,
        "Đính chính: Tin mới",
    )
    draft = release.drafts.get()
    assert (draft.person, draft.body) == (world.coordinator, edition.revision.body)
    with refused("releases.successor_in_work"):
        actions.correct(edition=edition, by=world.officer)
    with refused("releases.reach_of_predecessor"):
        actions.set_details(release=release, by=world.coordinator, topic=None, reach="units")


def test_a_withdrawal_takes_the_words_back_at_once(world: World) -> None:
    edition = sealed(world)
    view = queries.edition_for(PUBLIC, edition.id)
    assert view.body and queries.document(view).body_html
    with refused("releases.not_your_unit"):
        actions.withdraw(edition=edition, by=world.stranger)
    release = actions.withdraw(edition=edition, by=world.officer)
    with refused("releases.withdrawal_at_once"):
        actions.set_details(
            release=release, by=world.officer, topic=None, reach="public", release_at=later(hours=1)
        )
    write(release, world.officer, "<p>Số liệu sai.</p>", "Thu hồi: Tin mới")
    actions.submit(release=release, by=world.officer)
    successor = actions.approve(step=pending(release), by=world.centre_leader)
    view = queries.edition_for(PUBLIC, edition.id)
    assert (view.state, view.body, view.summary) == ("withdrawn", None, "")
    document = queries.document(view)
    assert document.body_html == "" and document.notice.kind == "withdrawn"
    assert document.notice.url.endswith(f"/tin/{successor.id}/")
    assert {v.id: v.state for v in queries.public_log()} == {
        successor.id: "standing",
        edition.id: "withdrawn",
    }
    assert readers(world, edition) == {"officer", "colleague", "leader", "coordinator", "second"}
    with refused("releases.withdrawn_already"):
        actions.correct(edition=edition, by=world.officer)
    with refused("releases.withdrawal_stands"):
        actions.withdraw(edition=successor, by=world.officer)


def test_search_forgets_the_words_of_what_was_withdrawn(world: World) -> None:
    edition = sealed(world)

    def found(text: str) -> set[str]:
        within = {"edition": queries.visible_editions(PUBLIC).values("id")}
        return {str(hit.subject) for hit in search.find(text, within=within)}

    assert found("dau moi don vi") == {str(edition.id)}
    release = actions.withdraw(edition=edition, by=world.officer)
    write(release, world.officer, "<p>Sai.</p>", "Thu hồi")
    actions.submit(release=release, by=world.officer)
    actions.approve(step=pending(release), by=world.coordinator)
    assert found("dau moi don vi") == set()
    assert str(edition.id) in found("tin moi")


def test_working_texts_are_not_for_others(world: World) -> None:
    release = begin(world)
    seen = {name for name in world.people if queries.release_for(world.view(name), release.id)}
    assert seen == {"officer", "colleague", "leader"}
    actions.submit(release=release, by=world.officer)
    seen = {name for name in world.people if queries.release_for(world.view(name), release.id)}
    assert seen == {"officer", "colleague", "leader", "coordinator", "second"}
    assert [w.step for w in queries.waiting_for(world.view("leader"))] == [pending(release).id]
    assert queries.waiting_for(world.view("coordinator")) == []
    actions.approve(step=pending(release), by=world.leader)
    assert queries.waiting_for(world.view("leader")) == []
    assert len(queries.waiting_for(world.view("centre_leader"))) == 1
    shown = queries.releases_for(world.view("officer"), text="tin moi")
    assert [(r.title, r.waits_at_name) for r in shown] == [("Tin mới", "Trung tâm Thông tin")]


def test_files_follow_the_text(world: World) -> None:
    release = actions.draft(kind="press_release", unit=world.telecom, by=world.officer)
    photo = actions.attach(
        release=release, by=world.officer, name="anh.jpg", content=picture(), role="photo"
    )
    inside = actions.attach(
        release=release, by=world.officer, name="b.jpg", content=picture(), role="inline"
    )
    draft = release.drafts.get()
    assert [use["file"] for use in draft.files] == [str(photo.id)]
    uses = [{"file": str(photo.id), "role": "photo", "caption": "Hội nghị", "credit": "TTTT"}]
    body = f'<p>Chữ</p><figure><img src="/tep/{inside.id}" alt="x"></figure>'
    actions.save(
        release=release,
        by=world.officer,
        title="Có ảnh",
        summary="",
        body=body,
        files=uses,
        base=0,
    )
    assert queries.file_for(world.view("colleague"), photo.id) == photo
    assert queries.file_for(world.view("stranger"), photo.id) is None
    assert queries.file_for(PUBLIC, photo.id) is None
    edition = sealed(world, release)
    assert queries.file_for(PUBLIC, photo.id) == photo
    assert queries.file_for(PUBLIC, inside.id) == inside
    document = queries.document(queries.edition_for(PUBLIC, edition.id), with_bytes=True)
    assert document.pictures[0].content == picture() and document.pictures[0].caption == "Hội nghị"
    assert [p.id for p in document.pictures] == [photo.id, inside.id]
    correction = actions.correct(edition=edition, by=world.officer)
    actions.submit(release=correction, by=world.officer)  # the earlier files may be used again
    assert {u["file"] for u in correction.revisions.get().files} == {str(photo.id), str(inside.id)}


def test_a_text_never_takes_somebody_elses_file(world: World) -> None:
    theirs = begin(world, by="stranger", unit=world.press)
    file = actions.attach(
        release=theirs, by=world.stranger, name="a.jpg", content=picture(), role="photo"
    )
    mine = begin(world)
    for more in (
        {"files": [{"file": str(file.id)}]},
        {"body": f'<p><img src="/tep/{file.id}"></p>'},
    ):
        given = {"title": "T", "summary": "", "body": "<p>b</p>", "files": []} | more
        if "files" not in more:
            given["body"] = f'<figure><img src="/tep/{file.id}" alt="x"></figure>'
        with refused("releases.file_missing"):
            actions.save(release=mine, by=world.officer, base=1, **given)


def test_a_withdrawn_editions_files_are_closed(world: World) -> None:
    release = actions.draft(kind="press_release", unit=world.telecom, by=world.officer)
    photo = actions.attach(
        release=release, by=world.officer, name="anh.jpg", content=picture(), role="photo"
    )
    actions.autosave(
        release=release,
        by=world.officer,
        title="T",
        summary="",
        body="<p>b</p>",
        files=None,
        base=0,
    )
    edition = sealed(world, release)
    assert queries.file_for(PUBLIC, photo.id)
    withdrawal = actions.withdraw(edition=edition, by=world.officer)
    write(withdrawal, world.officer)
    actions.submit(release=withdrawal, by=world.officer)
    actions.approve(step=pending(withdrawal), by=world.coordinator)
    assert queries.file_for(PUBLIC, photo.id) is None
    assert queries.file_for(world.view("stranger"), photo.id) is None
    assert queries.file_for(world.view("officer"), photo.id) == photo


def test_lists_ask_few_questions(world: World) -> None:
    for _ in range(3):
        sealed(world)
    for name, questions in (("officer", 6), ("coordinator", 6)):
        viewer = world.view(name)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(queries.editions_for(viewer)) == 3
        assert len(asked) <= questions
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.editions_for(PUBLIC, topic="telecom")) == 0
        assert len(queries.editions_for(PUBLIC, limit=2)) == 2
    assert len(asked) <= 6


def test_pages_lose_nothing_between_them(world: World) -> None:
    made = {sealed(world).id for _ in range(5)}  # all of one instant
    seen = [view.id for view in queries.editions_for(PUBLIC, limit=2)]
    while page := queries.editions_for(PUBLIC, limit=2, before=seen[-1]):
        seen += [view.id for view in page]
    assert len(seen) == 5
    assert set(seen) == made


def test_the_seal_breaks_with_any_change(world: World) -> None:
    edition = sealed(world)
    rows = Edition.objects.filter(pk=edition.pk)
    kept = bytes(edition.stored)
    for change in (
        {"stored": kept.replace("đầu mối".encode(), "đầu mồi".encode())},
        {"title": "Tin khác"},
        {"unit_name": "Cục khác"},
        {"number": 9},
        {"signature": bytes(64)},
    ):
        before = {name: getattr(edition, name) for name in change}
        rows.update(**change)
        assert queries.seal_check(edition.pk)[0] is False
        rows.update(**before)
    assert queries.seal_check(edition.pk)[0] is True


def test_old_seals_hold_after_the_key_is_changed(world: World) -> None:
    from thongsuot.releases import keys

    first = sealed(world)
    kept = keys.file().read_bytes()
    keys.file().unlink()
    try:
        with refused("releases.no_seal_key"):
            sealed(world)
        assert Edition.objects.count() == 1
        assert actions.make_seal_key() and not actions.make_seal_key()
        assert keys.file().stat().st_mode & 0o077 == 0
        second = sealed(world)
        assert second.number == 2  # the refused sealing took no number
        assert second.key_id != first.key_id and SealKey.objects.count() == 2
        assert queries.seal_check(first.id)[0] and queries.seal_check(second.id)[0]
    finally:
        keys.file().write_bytes(kept)


def test_the_database_itself_knows_no_author_as_approver(world: World) -> None:
    release = begin(world)
    actions.submit(release=release, by=world.officer)
    step = pending(release)
    columns = {
        "id": uuid4(),
        "step_id": step.pk,
        "revision_id": step.revision_id,
        "author_id": world.officer.pk,
        "decided_by_id": world.officer.pk,
        "deputising": False,
        "decision": "approved",
        "reason": "",
        "decided_at": clock.now(),
    }
    fields = {f.column: f for f in Approval._meta.fields}
    values = [fields[c].get_db_prep_save(v, connection) for c, v in columns.items()]
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO releases_approval ({names}) VALUES ({marks})", values)


def test_what_is_written_once_stays(world: World) -> None:
    edition = sealed(world)
    for row in (edition.revision, Approval.objects.first(), edition.revision):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()
    assert Revision.objects.count() == 1 and not EditionFile.objects.exists()
    assert json.loads(edition.manifest)["attachments"] == []


def test_loading_again_keeps_what_the_centre_changed(world: World) -> None:
    kind = queries.kinds().get(code="statement")
    kind.name = "Tuyên bố"
    kind.save()
    actions.load_kinds_and_topics()
    assert queries.kinds().get(code="statement").name == "Tuyên bố"
    assert queries.kinds().count() == 8 and queries.topics().count() == 18


def test_a_word_file_opens_into_ones_copy(world: World) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Thông báo mới", 0)
    document.add_paragraph("Đoạn một.")
    document.add_picture(BytesIO(picture()))
    out = BytesIO()
    document.save(out)
    release = begin(world)
    draft = actions.open_word(release=release, by=world.officer, content=out.getvalue())
    assert draft.title == "Thông báo mới" and "Đoạn một." in draft.body
    assert [use["role"] for use in draft.files] == ["photo"] and draft.base == 1
    with pytest.raises(Refused):
        actions.open_word(release=release, by=world.officer, content=b"no")
