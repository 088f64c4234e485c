"""What an answer costs, and how long it may be kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import MACHINE, ask, sealed, secret_of, under_embargo, withdrawn
from tests.releases.conftest import World
from thongsuot.lib import clock


def _cost(path: str, secret: str = "") -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert ask(path, secret).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("path", "name", "most"),
    [
        ("editions", "", 8),
        ("editions", "reporter", 14),
        ("editions", "coordinator", 16),
        ("log", "", 8),
        ("/atom.xml", "", 9),
        ("units", "", 9),
        ("topics", "", 2),
        ("kinds", "", 2),
        ("deliveries", "reporter", 8),
    ],
)
def test_questions_do_not_grow_with_the_answers(
    world: World, path: str, name: str, most: int
) -> None:
    secret = secret_of(world, name) if name else ""
    sealed(world)
    cost = _cost(path, secret)
    for _ in range(4):
        sealed(world)
    assert _cost(path, secret) == cost <= most


def test_asked_again_costs_nothing(world: World) -> None:
    edition = sealed(world)
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        for path in (
            "editions",
            f"editions/{edition.id}",
            f"editions/{edition.id}/renditions/pdf",
            f"editions/{edition.id}/seal",
            "log",
            "kinds",
            "openapi.json",
            "/atom.xml",
            "/rss.xml",
        ):
            first = ask(path)
            again = ask(path, headers={"If-None-Match": first["ETag"]})
            assert (again.status_code, again.content) == (304, b""), path
            assert again["Cache-Control"] == first["Cache-Control"] != "no-store"
            if "Last-Modified" in first:
                since = {"If-Modified-Since": first["Last-Modified"]}
                assert ask(path, headers=since).status_code == 304
        tag = {"If-None-Match": ask("editions")["ETag"]}
        since = {"If-Modified-Since": ask("editions")["Last-Modified"]}
        withdrawn(world, edition)
        for headers in (tag, since):
            assert ask("editions", headers=headers).status_code == 200


def test_within_its_second_nothing_is_dated(world: World) -> None:
    """Another edition may follow in the same second, and Last-Modified knows only seconds."""
    sealed(world)
    assert "Last-Modified" not in ask("editions")


def test_caches_never_outlive_an_hour(world: World) -> None:
    edition = under_embargo(world)
    assert ask("editions")["Cache-Control"] == "public, max-age=15, must-revalidate"
    with clock.frozen(edition.visible_from - timedelta(seconds=4)):
        for path in ("editions", "log", "/atom.xml", "/rss.xml", "kinds"):
            assert "max-age=4," in ask(path)["Cache-Control"]
        assert ask(f"editions/{edition.id}")["Cache-Control"] == "no-store"
    assert {"Authorization", "Cookie"} == set(ask("editions")["Vary"].split(", "))


def test_head_says_as_much_as_get(world: World) -> None:
    sealed(world)
    for path in ("/api/v1/editions", "/atom.xml", "/api/v1/openapi.json"):
        head, get = MACHINE.head(path), MACHINE.get(path)
        assert head.content == b"" and head["ETag"] == get["ETag"] and head.status_code == 200
