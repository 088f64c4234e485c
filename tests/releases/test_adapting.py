"""A local text taken over from another body's edition, and where it was posted."""

from datetime import timedelta
from typing import Any

import pytest

from tests.releases.conftest import World, begin, sealed, write
from thongsuot.journal import actions as journal
from thongsuot.lib import clock
from thongsuot.lib.clarity.adapting import altered
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions, queries
from thongsuot.releases.models import Draft, Edition
from thongsuot.releases.terms import Place, Reach

pytestmark = pytest.mark.django_db

ORIGIN = (
    "<p>Mạng lưới truyền thông của ngành có 32 đơn vị và 78 nhà báo tham gia từ ngày 15/3/2026.</p>"
    "<p>Bộ không thu phí tham gia mạng lưới truyền thông này.</p>"
)


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("Mạng lưới truyền thông của ngành có 32 đơn vị và 78 nhà báo tham gia từ ngày 15/3/2026.",
         []),
        ("Mạng lưới truyền thông của ngành có 32 đơn vị và 87 nhà báo tham gia từ ngày 15/3/2026.",
         [("78", "87")]),
        ("Mạng lưới truyền thông của ngành có 32 đơn vị và 78 nhà báo tham gia từ ngày 5/3/2026.",
         [("15/3/2026", "5/3/2026")]),
        # Left out, and the province's own: neither replaces anything.
        ("Mạng lưới truyền thông của ngành có 32 đơn vị và nhiều nhà báo tham gia.", []),
        ("Tại Cà Mau, 64 xã, phường đã có tổ công nghệ số cộng đồng.", []),
        ("Bộ thu phí tham gia mạng lưới truyền thông này.", [("không", "")]),
    ],
)  # fmt: skip
def test_what_replaces_something_of_the_origin_is_told(
    own: str, told: list[tuple[str, str]]
) -> None:
    found = altered([line.strip("<p>/") for line in ORIGIN.split("</p>") if line], [own])
    pairs = [(change.before, change.after) for each in found for change in each.changes]
    assert [
        any(before in was and after in now for was, now in pairs) for before, after in told
    ] == [True] * len(told)
    assert bool(pairs) == bool(told), pairs


def test_it_keeps_its_origin_and_goes_its_own_way(world: World) -> None:
    edition = released(world, body=ORIGIN)
    release = actions.adapt(edition=edition.pk, unit=world.press, by=world.stranger)
    copy = Draft.objects.get(release=release)
    assert "78 nhà báo" in copy.body
    assert edition.unit_name in copy.body and edition.number_label in copy.body
    assert (release.unit_id, release.author_id) == (world.press.pk, world.stranger.pk)
    workspace = queries.workspace(world.view("stranger"), release.pk)
    assert workspace is not None and workspace.edition is None
    assert "edit" in workspace.can
    assert queries.release_for(world.view("officer"), release.pk) is None, "its own unit's text"


def test_a_changed_figure_of_the_origin_is_a_warning_and_blocks_nothing(world: World) -> None:
    release = _taken(world)
    _save(world, release, ORIGIN.replace("78", "87"))
    found = _findings(world, release)
    assert ("releases.origin_altered", "warning") in found
    actions.submit(release=release, by=world.stranger)


def test_the_origin_is_corrected_then_withdrawn(world: World) -> None:
    edition = released(world, body=ORIGIN)
    release = actions.adapt(edition=edition.pk, unit=world.press, by=world.stranger)
    _save(world, release, ORIGIN)
    correction = _followed(world, actions.correct, edition, ORIGIN.replace("78", "80"))
    journal.catch_up()
    assert ("releases.origin_corrected", "required") in _findings(world, release)
    assert ("releases.origin_altered", "warning") in _findings(world, release), "78 is of before"
    with pytest.raises(Refused, match="not_ready"):
        actions.submit(release=release, by=world.stranger)
    assert [row.release_id for row in queries.moved_under(world.view("stranger"))] == [release.pk]
    _save(world, release, ORIGIN.replace("78", "80"))
    actions.compared_with_origin(release=release, by=world.stranger)
    assert not {code for code, _ in _findings(world, release)} & {
        "releases.origin_corrected", "releases.origin_altered"}  # fmt: skip
    assert queries.moved_under(world.view("stranger")) == []
    _followed(world, actions.withdraw, correction, "<p>Thu hồi.</p>")
    journal.catch_up()
    assert ("releases.origin_withdrawn", "required") in _findings(world, release)
    with pytest.raises(Refused, match="not_ready"):
        actions.submit(release=release, by=world.stranger)


def test_what_may_not_be_taken_over(world: World) -> None:
    edition = released(world, body=ORIGIN)
    with pytest.raises(Refused, match="not_your_unit"):
        actions.adapt(edition=edition.pk, unit=world.press, by=world.officer)
    hidden = released(world, body=ORIGIN, hour=clock.now() + timedelta(hours=2))
    with pytest.raises(Refused, match="origin_unread"):
        actions.adapt(edition=hidden.pk, unit=world.press, by=world.stranger)
    with pytest.raises(Refused, match="origin_before_hour"):
        actions.adapt(edition=hidden.pk, unit=world.telecom, by=world.officer)


def test_it_reaches_no_further_than_its_origin(world: World) -> None:
    edition = released(world, body=ORIGIN, reach=Reach.UNITS)
    release = actions.adapt(edition=edition.pk, unit=world.press, by=world.stranger)
    assert release.reach == Reach.UNITS
    with pytest.raises(Refused, match="reach_of_origin"):
        actions.set_details(release=release, by=world.stranger, topic=None, reach=Reach.PUBLIC)


def test_where_it_was_posted_is_seen_by_who_posted_and_who_issued(world: World) -> None:
    edition = released(world, body=ORIGIN)
    told: dict[str, Any] = {"edition": edition.pk, "unit": world.press.pk, "by": world.stranger}
    at = clock.now() - timedelta(minutes=5)
    posted = actions.record_posting(
        **told, place=Place.LOUDSPEAKER, where="Đài truyền thanh xã Đất Mũi", posted_at=at
    )
    for who in ("stranger", "officer", "coordinator"):
        found = queries.postings(world.view(who), [edition.pk])
        assert [(each.where, each.unit_name) for each in found] == [
            ("Đài truyền thanh xã Đất Mũi", "Cục Báo chí")
        ]
    assert queries.postings(world.view("reporter"), [edition.pk]) == []
    taken_down = actions.take_down_posting(posting=posted.pk, by=world.stranger)
    assert taken_down.taken_down_at is not None
    with pytest.raises(Refused, match="posting_link"):
        actions.record_posting(**told, place=Place.WEBSITE, where="Trang của sở", posted_at=at)
    with pytest.raises(Refused, match="posting_ahead"):
        actions.record_posting(
            **told, place=Place.ZALO, where="Tổ 5", posted_at=at + timedelta(days=1)
        )


def released(
    world: World, body: str, release: Any = None, reach: Reach | None = None, hour: Any = None
) -> Edition:
    """An edition of telecom with that body."""
    release = release or begin(world)
    newest = release.revisions.order_by("-number").first()
    write(release, world.officer, body=body, base=newest.number if newest else 0)
    if reach or hour:
        told = {"topic": None, "reach": reach or Reach(release.reach), "embargo_until": hour}
        actions.set_details(release=release, by=world.officer, **told)
    return sealed(world, release)


def _taken(world: World) -> Any:
    edition = released(world, body=ORIGIN)
    return actions.adapt(edition=edition.pk, unit=world.press, by=world.stranger)


def _save(world: World, release: Any, body: str) -> None:
    newest = release.revisions.order_by("-number").first()
    actions.save(
        release=release, by=world.stranger, title=release.title, summary="", body=body, files=[],
        base=newest.number if newest else 0,
    )  # fmt: skip


def _findings(world: World, release: Any) -> set[tuple[str, str]]:
    workspace = queries.workspace(world.view("stranger"), release.pk)
    assert workspace is not None
    return {(each.code, each.severity.value) for each in workspace.findings}


def _followed(world: World, begin: Any, edition: Any, body: str) -> Any:
    """A successor of the edition, all the way out."""
    release = begin(edition=edition, by=world.officer)
    return released(world, body=body, release=release)
