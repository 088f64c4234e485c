"""The network of tests/releases, and the machines that ask for its people."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tests.releases.conftest import World, _seal_key, begin, build, later, sealed, write  # noqa: F401
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.releases import actions
from thongsuot.releases.models import Edition

BOTH = ("read_editions", "read_deliveries")


@pytest.fixture
def world(db: None, morning: datetime) -> Iterator[World]:
    yield build()


@pytest.fixture(autouse=True, scope="session")
def _static_files() -> None:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def secret_of(world: World, name: str, scopes: tuple[str, ...] = BOTH, days: float = 30) -> str:
    _token, secret = network.issue_token(
        person=world.people[name],
        label="máy",
        scopes=scopes,
        expires_at=clock.in_days(days),
        by=world.people[name],
    )
    return secret


MACHINE = Client()
"""One for all tests: it keeps no cookie, since it is given none."""


def ask(path: str, secret: str = "", **given: Any) -> HttpResponse:
    """A machine's question; `path` below /api/v1/ unless it begins with a slash."""
    headers = {**given.pop("headers", {})}
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    where = path if path.startswith("/") else f"/api/v1/{path}"
    return MACHINE.get(where, given, headers=headers)


def told(response: HttpResponse) -> Any:
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def ids(secret: str = "", **given: Any) -> list[str]:
    """Ids of the editions a machine is told of, newest first."""
    items = told(ask("editions", secret, limit=100, **given))["items"]
    return [item["uri"].removeprefix("urn:uuid:") for item in items]


def under_embargo(
    world: World, hours: float = 3, hour: str = "embargo_until", **more: Any
) -> Edition:
    release = begin(world, **more)
    actions.set_details(
        release=release,
        by=world.officer,
        topic=None,
        reach=release.reach,
        **{hour: later(hours=hours)},
    )
    return sealed(world, release)


def withdrawn(world: World, edition: Edition) -> Edition:
    """Its text is nearly empty: a withdrawal says why and repeats nothing."""
    release = actions.withdraw(edition=edition, by=world.officer)
    base = release.revisions.count()
    write(release, world.officer, "<p>Số liệu sai.</p>", "Thu hồi", base)
    return sealed(world, release)


def corrected(world: World, edition: Edition) -> Edition:
    return sealed(world, actions.correct(edition=edition, by=world.officer))
