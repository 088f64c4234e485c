"""Who may ask what: every kind of asker at every kind of address."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.test import Client

from tests.api.conftest import MACHINE, ask, begin, ids, sealed, secret_of
from tests.releases.conftest import World
from thongsuot.api import limits
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.network.models import Token

STRICT = Client(enforce_csrf_checks=True)
ASKERS = ("public", "reader", "recipient", "both", "expired", "revoked", "wrong", "odd")
OPEN_TO_ALL = {"public", "reader", "recipient", "both"}
READS = OPEN_TO_ALL - {"recipient"}
ADDRESSES = {
    "editions": READS,
    "editions/{id}": READS,
    "editions/{id}/seal": READS,
    "editions/{id}/renditions/txt": READS,
    "log": OPEN_TO_ALL,
    "kinds": OPEN_TO_ALL,
    "topics": OPEN_TO_ALL,
    "units": OPEN_TO_ALL,
    "deliveries": {"recipient", "both"},
    "/atom.xml": READS,
    "/rss.xml": READS,
}
WRONG = {"expired": 401, "revoked": 401, "wrong": 401, "odd": 401, "recipient": 403, "reader": 403}


def secret_for(world: World, asker: str) -> str:
    scopes = {"reader": ("read_editions",), "recipient": ("read_deliveries",)}
    if asker in ("public", "wrong", "odd"):
        return {"public": "", "wrong": "ts_" + "x" * 43, "odd": "\x01 ơ \x7f".encode().hex()}[asker]
    secret = secret_of(world, "reporter", scopes.get(asker, ("read_editions", "read_deliveries")))
    if asker == "revoked":
        network.revoke_token(token=Token.objects.get(), by=world.reporter)
    return secret


@pytest.mark.parametrize("asker", ASKERS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_who_may_ask(world: World, asker: str, address: str) -> None:
    path = address.format(id=sealed(world).id)
    secret = secret_for(world, asker)
    after = timedelta(days=31 if asker == "expired" else 0)
    with clock.frozen(clock.now() + after):
        response = ask(path, secret)
    expected = 200 if asker in ADDRESSES[address] else WRONG.get(asker, 401)
    assert response.status_code == expected
    if secret or expected != 200:
        assert "no-store" in response["Cache-Control"]
    if expected != 200:
        assert response["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert problem["status"] == expected
        assert problem["vi"] and problem["en"] and problem["vi"] != problem["en"]
    assert ("WWW-Authenticate" in response) == (expected in (401, 403))
    assert not response.cookies


@pytest.mark.parametrize(
    "given",
    ["Bearer", "Bearer  ", "Basic !!!", "Basic /w==", "Digest x", "Bearer ts_\u00e9", "x" * 5000],
)
@pytest.mark.parametrize("path", ["/api/v1/editions", "/atom.xml"])
def test_an_odd_header_is_refused(world: World, given: str, path: str) -> None:
    assert MACHINE.get(path, headers={"Authorization": given}).status_code == 401


@pytest.mark.parametrize("pair", ["token:{0}", "{0}:", "a@b.vn:{0}"])
def test_feeds_take_the_token_as_a_password(world: World, pair: str) -> None:
    edition = sealed(world)
    secret = secret_of(world, "reporter")
    basic = b64encode(pair.format(secret).encode()).decode()
    response = MACHINE.get("/atom.xml", headers={"Authorization": f"Basic {basic}"})
    assert response.status_code == 200 and str(edition.id) in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"
    refused = MACHINE.get("/atom.xml", headers={"Authorization": "Basic dG9rZW46eA=="})
    assert refused["WWW-Authenticate"].startswith("Basic ")
    elsewhere = MACHINE.get("/api/v1/editions", headers={"Authorization": f"Basic {basic}"})
    assert elsewhere.status_code == 401


def test_a_signed_in_browser_sees_no_more_than_the_public(world: World) -> None:
    hidden = sealed(world, begin(world, reach="units"))
    account = network.open_account(person=world.officer, by=None)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get("/api/v1/editions")
    assert str(hidden.id) not in response.content.decode()
    assert "no-store" in response.get("Cache-Control", "no-store")


def test_a_token_ends_with_its_person_s_mandate(world: World) -> None:
    inside = sealed(world, begin(world, reach="network"))
    secret = secret_of(world, "reporter")
    assert ids(secret) == [str(inside.id)]
    mandate = world.reporter.mandates.get()
    network.end_mandate(mandate=mandate, by=None)
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert ids(secret) == []


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["/api/v1/editions", "/api/v1/deliveries", "/atom.xml"])
def test_nothing_is_written(world: World, method: str, path: str) -> None:
    response = getattr(STRICT, method)(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response.json()["code"] == "api.method"


def test_too_many_requests(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BY_ADDRESS", 3)
    secret = secret_of(world, "reporter")
    assert [ask("kinds").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    told = ask("kinds")
    assert 0 < int(told["Retry-After"]) <= 60 and told.json()["code"] == "api.too_many"
    assert ask("kinds", secret).status_code == 200  # a token has its own count
    assert ask("editions", "wrong").status_code == 429  # guesses count for the address
    assert ask("/atom.xml").status_code == 429
    with clock.frozen(clock.now() + timedelta(seconds=60)):
        assert ask("kinds").status_code == 200


def test_behind_a_proxy_the_address_is_the_one_it_names(settings: object, rf: object) -> None:
    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.9"})  # type: ignore[attr-defined]
    assert limits.address(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    assert limits.address(request) == "203.0.113.9"
