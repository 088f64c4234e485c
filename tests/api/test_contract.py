"""The OpenAPI document: what is answered is what it says, and nothing hostile breaks it."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from tests.api.conftest import (
    MACHINE,
    ask,
    corrected,
    sealed,
    secret_of,
    told,
    under_embargo,
    withdrawn,
)
from tests.pages import CarefulClient
from tests.releases.conftest import World
from thongsuot.api import problems
from thongsuot.look.refusals import REFUSALS

PAGES = CarefulClient()


def validator(document: dict[str, Any], path: str, status: str, kind: str) -> Draft202012Validator:
    answer = document["paths"][path]["get"]["responses"][status]["content"][kind]["schema"]
    schema = {"components": document["components"], **answer}
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_answers_are_as_described(world: World) -> None:
    """Editions standing, corrected, withdrawn, withheld; each address by its own schema."""
    document = told(ask("openapi.json"))
    made = [sealed(world), sealed(world), sealed(world), under_embargo(world)]
    withdrawn(world, made[0])
    corrected(world, made[1])
    secret = secret_of(world, "officer")
    for path in document["paths"]:
        if "{form}" in path or "get" not in document["paths"][path]:
            continue
        check = validator(document, path, "200", "application/json")
        for edition in made if "{edition}" in path else made[:1]:
            answer = told(ask(path.format(edition=edition.id), secret))
            assert list(check.iter_errors(answer)) == [], path


def test_problems_are_as_described(world: World) -> None:
    document = told(ask("openapi.json"))
    check = validator(document, "/api/v1/editions", "default", "application/problem+json")
    for response in (
        ask("editions", "wrong"),
        ask("deliveries"),
        ask("editions", secret_of(world, "reporter", ("read_deliveries",))),
        ask("editions/00000000-0000-4000-8000-000000000000"),
        ask("no/such/address"),
        ask("editions", limit="many", since="yesterday", unit="x", before="y", kind="<>"),
    ):
        assert list(check.iter_errors(response.json())) == []
        assert response.json()["type"].endswith("#" + response.json()["code"])
    assert {e["name"] for e in response.json()["errors"]} == {
        "limit",
        "since",
        "unit",
        "before",
        "kind",
    }


def test_words_follow_the_language_chosen(world: World) -> None:
    english = ask("deliveries", headers={"Cookie": "django_language=en"}).json()
    vietnamese = ask("deliveries").json()
    assert english["detail"] == english["en"] and vietnamese["detail"] == vietnamese["vi"]


def test_every_problem_has_a_title_and_words() -> None:
    assert set(problems.STATUS) <= set(REFUSALS)
    assert set(problems.STATUS.values()) | {409} == set(problems.TITLES)


def test_what_needs_a_token_says_so_thrice(world: World) -> None:
    """The guard of the address, the OpenAPI document, and the answer itself."""
    document = told(ask("openapi.json"))
    closed = {
        path
        for path, operations in document["paths"].items()
        for operation in operations.values()
        if {} not in operation["security"]
    }
    assert closed == {"/api/v1/deliveries", "/api/v1/clarity"}
    patterns = {}
    for included in get_resolver().url_patterns:
        if getattr(included, "app_name", "") == "api":
            patterns = {p.name: p.callback.guard for p in included.url_patterns}
    assert {name for name, guard in patterns.items() if guard not in ("public", "api")} == {
        "deliveries",
        "clarity",
        "private_feed",  # its token stands in its address, which the document does not list
    }
    assert patterns["deliveries"] == "token" and "docs" in patterns and "atom" in patterns


ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "\x00",
            "%00",
            "' OR 1=1 --",
            "-1",
            "9" * 400,
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "2026-11-23",
            "2026-11-23T08:30:00",
            "1e308",
            "nan",
            "{}",
            "[]",
            "١٢",
            "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
            "{00000000-0000-4000-8000-000000000000}",
            "urn:uuid:00000000-0000-4000-8000-000000000000",
        ]
    ),
)
PARAMETERS = (
    "before",
    "limit",
    "kind",
    "unit",
    "topic",
    "since",
    "role",
    "text",
    "chu-de",
    "don-vi",
)
PATHS = ("editions", "log", "units", "kinds", "deliveries", "/atom.xml", "/rss.xml", "docs")


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    from thongsuot.api import limits

    monkeypatch.setattr(limits, "BY_ADDRESS", 10**6)
    monkeypatch.setattr(limits, "BY_TOKEN", 10**6)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    path=st.sampled_from(PATHS),
    query=st.dictionaries(st.sampled_from(PARAMETERS), ODD, min_size=1, max_size=3),
)
def test_hostile_parameters_never_break(
    world: World, unhurried: None, path: str, query: dict[str, str]
) -> None:
    """Vietnamese and English words come back, or an answer; never an error of ours."""
    response = ask(path, **query)
    assert response.status_code in (200, 401, 422)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=st.binary(max_size=20), tail=ODD)
def test_hostile_addresses_never_break(
    world: World, unhurried: None, raw: bytes, tail: str
) -> None:
    for path in (
        f"/api/v1/editions/{quote(raw)}",
        f"/api/v1/editions?since={quote(raw)}&kind={quote(raw)}",
        f"/api/v1/editions/00000000-0000-4000-8000-000000000000/renditions/{quote(tail, safe='')}",
        f"/atom.xml?don-vi={quote(raw)}&chu-de={quote(raw)}",
        f"/api/{quote(tail, safe='')}",
    ):
        assert MACHINE.get(path).status_code in (200, 404, 422)


def test_the_page_is_ours_alone(world: World) -> None:
    """Readable, clean under the policy (the careful client looks), naming all there is."""
    page = PAGES.get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    for path in told(ask("openapi.json"))["paths"]:
        assert path in text
    for code in problems.STATUS:
        assert f'id="{code}"' in text
    assert PAGES.get("/api/v1/docs", headers={"Cookie": "django_language=en"}).status_code == 200


def test_the_document_is_plain_json(world: World) -> None:
    document = told(ask("openapi.json"))
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "http://localhost"}]
    names = [o["operationId"] for each in document["paths"].values() for o in each.values()]
    assert len(set(names)) == len(names) == 11
    assert "__proxy__" not in json.dumps(document)
