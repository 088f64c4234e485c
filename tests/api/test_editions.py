"""What machines are told of editions: reach, hours, corrections, withdrawals, pages."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.conftest import (
    ask,
    begin,
    corrected,
    ids,
    sealed,
    secret_of,
    told,
    under_embargo,
    withdrawn,
)
from tests.releases.conftest import World
from thongsuot.lib import clock
from thongsuot.releases import actions
from thongsuot.releases.models import Edition

READ = ("read_editions",)
VIEWERS = ("", "reporter", "stranger", "officer", "coordinator")
PARTS = (
    "editions/{id}",
    "editions/{id}/seal",
    *(f"editions/{{id}}/renditions/{f}" for f in ("pdf", "docx", "zip", "txt")),
)


def who_sees(world: World, edition: Edition) -> set[str]:
    """Whose machines find the edition, after checking that all addresses say the same."""
    seeing = set()
    for name in VIEWERS:
        secret = secret_of(world, name, READ) if name else ""
        listed = str(edition.id) in ids(secret)
        answers = {ask(p.format(id=edition.id), secret).status_code for p in PARTS}
        assert answers == ({200} if listed else {404}), name
        if listed:
            seeing.add(name)
    public = str(edition.id) in ask("log").content.decode()
    assert public == ("" in seeing)
    return seeing


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        ("public", set(VIEWERS)),
        ("network", {"reporter", "stranger", "officer", "coordinator"}),
        ("units", {"stranger", "officer", "coordinator"}),
    ],
)
def test_reach(world: World, reach: str, expected: set[str]) -> None:
    assert who_sees(world, sealed(world, begin(world, reach=reach))) == expected


@pytest.mark.parametrize("hour", ["embargo_until", "release_at"])
def test_before_and_at_the_hour(world: World, hour: str) -> None:
    edition = under_embargo(world, hour=hour)
    assert who_sees(world, edition) == {"officer", "coordinator"}
    item = told(ask(f"editions/{edition.id}", secret_of(world, "officer")))
    assert item["pubstatus"] == "withheld" and item["embargoed"]
    with clock.frozen(edition.visible_from - timedelta(seconds=1)):
        assert ids() == [] and str(edition.id) not in ask("/atom.xml").content.decode()
    with clock.frozen(edition.visible_from):
        assert who_sees(world, edition) == set(VIEWERS)
        item = told(ask(f"editions/{edition.id}"))
        assert item["pubstatus"] == "usable" and "embargoed" not in item
        assert str(edition.id) in ask("/atom.xml").content.decode()


def test_who_agreed_to_hold_gets_it_withheld_but_never_in_a_feed(world: World) -> None:
    edition = under_embargo(world)
    secret = secret_of(world, "reporter", READ)
    actions.grant_early(edition=edition, persons=[world.reporter], by=world.coordinator)
    assert ids(secret) == []
    actions.agree_to_hold(edition=edition, by=world.reporter)
    (item,) = told(ask("editions", secret))["items"]
    assert item["pubstatus"] == "withheld" and "95" not in ids()
    for feed in ("/atom.xml", "/rss.xml"):
        assert str(edition.id) not in ask(feed, secret).content.decode()


def test_withdrawn_is_cancelled_everywhere(world: World) -> None:
    edition = sealed(world)
    notice = withdrawn(world, edition)
    for name in VIEWERS:
        secret = secret_of(world, name, READ) if name else ""
        item = told(ask(f"editions/{edition.id}", secret))
        assert item["pubstatus"] == "canceled" and "thu hồi" in item["ednote"]
        assert "bodies" not in item and "descriptions" not in item
        assert "đầu mối" not in ask("editions", secret).content.decode()
    assert told(ask(f"editions/{notice.id}"))["associations"][0]["name"] == "withdraws"
    assert told(ask(f"editions/{edition.id}/seal"))["stored"] is None
    for form in ("txt", "docx", "zip", "pdf"):
        assert ask(f"editions/{edition.id}/renditions/{form}").status_code == 200
    assert "đầu mối" not in ask(f"editions/{edition.id}/renditions/txt").content.decode()
    entries = told(ask("log"))["entries"]
    first, second = sorted(entries, key=lambda each: each["number"], reverse=True)
    assert (first["id"], first["notice"]) == (str(notice.id), "withdrawal")
    assert (second["id"], second["state"]) == (str(edition.id), "withdrawn")
    assert second["superseded_by"] == first["id"] and first["predecessor"] == second["id"]


def test_corrected_says_so(world: World) -> None:
    edition = sealed(world)
    successor = corrected(world, edition)
    item = told(ask(f"editions/{edition.id}"))
    assert str(successor.id) in item["ednote"]
    assert item["representationtype"] == "partial" and "bodies" not in item
    inside = told(ask(f"editions/{edition.id}", secret_of(world, "officer", READ)))
    assert "đầu mối" in inside["bodies"][1]["value"]
    entries = {entry["id"]: entry for entry in told(ask("log"))["entries"]}
    entry = entries[str(edition.id)]
    assert (entry["state"], entry["superseded_by"]) == ("corrected", str(successor.id))


def test_narrowed(world: World) -> None:
    first = sealed(world, begin(world, topic="subscriber-data"))
    with clock.frozen(clock.now() + timedelta(hours=1)):
        second = sealed(world, begin(world, kind="statement", title="Hai"))
        hour = clock.now()
        a, b = str(first.id), str(second.id)
        assert ids() == [b, a]
        assert ids(kind="statement") == [b] and ids(kind="none-such") == []
        assert ids(topic="telecom") == ids(topic="subscriber-data") == [a]
        assert ids(unit=str(world.telecom.id)) == [b, a]
        assert ids(unit=str(world.press.id)) == []
        assert ids(since=hour.isoformat()) == [b]
        assert ids(since=(hour - timedelta(hours=1)).isoformat()) == [b, a]
        assert ids(since=(hour + timedelta(seconds=1)).isoformat()) == []
        plain = ask("/api/v1/editions?since=" + hour.isoformat())  # an unescaped «+»
        assert len(told(plain)["items"]) == 1


def test_a_page_never_begins_after_what_one_may_not_know(world: World) -> None:
    hidden = under_embargo(world)
    for path in ("editions", "log"):
        for before in (hidden.id, "00000000-0000-4000-8000-000000000000"):
            response = ask(path, before=str(before))
            assert response.status_code == 422 and response.json()["code"] == "api.before"
    secret = secret_of(world, "officer")
    assert ask("editions", secret, before=str(hidden.id)).status_code == 200
    assert ask("log", secret, before=str(hidden.id)).status_code == 422  # the log is the public's


def _pages(path: str, secret: str, limit: int, part: str) -> list[str]:
    found: list[str] = []
    address = f"/api/v1/{path}?limit={limit}&kind=press_release"
    while address:
        page = told(response := ask(address, secret))
        found += [each.get("id") or each["uri"][9:] for each in page[part]]
        assert (page["next"] is None) == ("Link" not in response)
        assert len(page[part]) == limit or page["next"] is None
        address = (page["next"] or "").removeprefix("http://localhost")
    return found


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    minutes=st.lists(st.integers(0, 3), min_size=1, max_size=7),
    limit=st.integers(1, 4),
    reaches=st.lists(st.sampled_from(["public", "network", "units"]), min_size=7, max_size=7),
)
def test_pages_lose_and_repeat_nothing(
    world: World, minutes: list[int], limit: int, reaches: list[str]
) -> None:
    """Whatever hours editions share, and whatever of them one may not see."""
    Edition.objects.update(reach="units", visible_from=clock.now() + timedelta(days=9))
    known = set(Edition.objects.values_list("pk", flat=True))
    for minute, reach in zip(minutes, reaches, strict=False):
        with clock.frozen(clock.now() + timedelta(minutes=minute)):
            sealed(world, begin(world, reach=reach))
    made = Edition.objects.exclude(pk__in=known)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        public = {str(e.id) for e in made.filter(reach="public")}
        for path, part in (("editions", "items"), ("log", "entries")):
            found = _pages(path, "", limit, part)
            assert len(found) == len(set(found)) and set(found) == public
        found = _pages("editions", secret_of(world, "reporter", READ), limit, "items")
        seen = {str(e.id) for e in made.filter(reach__in=["public", "network"])}
        assert len(found) == len(set(found)) and set(found) == seen
