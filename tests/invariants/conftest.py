"""Every kind of person, and a way to walk every address of the house as each of them."""

import io
import itertools
import re
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.releases.conftest import World
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.network.models import Person
from thongsuot.network.terms import Scope

TOKENS = (
    "/xac-nhan/",
    "/giu-tin/",
    "/thoi-nhan/",
    "/thu-nghiem/",
    "/goi/",
    "/nguon/",
    "/xac-minh-dia-chi/",
    "/static/",
)
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def addresses() -> list[tuple[str, tuple[str, ...]]]:
    """Every route of the house as (route, kinds of its parameters), doors and accounts alike."""

    def walk(patterns: Iterable[Any], before: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for pattern in patterns:
            route = before + str(pattern.pattern).lstrip("^").rstrip("$")
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern):
                yield route, tuple(kind or "str" for kind, _ in PARAMETER.findall(route))

    return sorted(set(walk(get_resolver().url_patterns, "/")))


def filled(ids: Iterable[uuid.UUID], words: Iterable[str]) -> Iterator[str]:
    """Every address with every id and every word put where it takes one."""
    ids, words = [str(each) for each in ids], list(words)
    for route, kinds in addresses():
        if "static" in route or not kinds:
            yield route
            continue
        choices = {"str": ["x"] if route.startswith(TOKENS) else words, "slug": words}
        open_route = PARAMETER.sub("{}", route)
        for each in ids if "uuid" in kinds else ["1"]:  # one id for all of an address's ids
            for values in itertools.product(*(choices.get(kind, [each]) for kind in kinds)):
                yield open_route.format(*values)


def text_of(response: HttpResponse) -> str:
    """All that a response tells: its body (unpacked), and its headers."""
    content = response.getvalue()
    told = [str(response.headers), content.decode("utf-8", "replace")]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told += archive.namelist()
            told += [archive.read(n).decode("utf-8", "replace") for n in archive.namelist()]
    return " ".join(told)


@dataclass
class Visitor:
    """A kind of viewer: a client that is signed in, or carries a token."""

    name: str
    client: Client
    headers: dict[str, str]

    def get(self, path: str) -> HttpResponse:
        return self.client.get(path, headers=self.headers)


def visitor(world: World, name: str) -> Visitor:
    """`public`, a name of the cast, or `token:NAME`."""
    client = Client(raise_request_exception=True)
    if name == "public":
        return Visitor(name, client, {})
    if name.startswith("token:"):
        person = world.people[name.removeprefix("token:")]
        _token, secret = network.issue_token(
            person=person,
            label="thử",
            scopes=list(Scope),
            expires_at=clock.in_days(30),
            by=person,
        )
        return Visitor(name, client, {"Authorization": f"Bearer {secret}"})
    sign_in(client, world.people[name])
    return Visitor(name, client, {})


def sign_in(client: Client, person: Person) -> None:
    """Signed in with a second factor, as staff are."""
    from allauth.mfa.models import Authenticator

    person.refresh_from_db()  # an account that was opened in a transaction undone since is gone
    if person.account is None:
        network.open_account(
            person=person, email=f"{person.pk}@vidu.example", password="một-mật-khẩu-dài", by=None
        )
        person.refresh_from_db()
    account = person.account
    assert account is not None
    Authenticator.objects.get_or_create(user=account, type="totp", defaults={"data": {}})
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
