"""The checker for machines: a text in, remarks and measures out, and nothing of others' words."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from jsonschema import Draft202012Validator

from tests.api.conftest import MACHINE, ask, begin, later, sealed, secret_of, told, write
from tests.releases.conftest import World
from thongsuot.api import limits
from thongsuot.releases import actions
from thongsuot.releases.models import Draft, Revision

ONLY = ("read_deliveries",)
TEXT = {"title": "Tin", "lead": "Tóm tắt", "text": "Đã hoàn thành 02 hạng mục.\nXong ."}


def post(told: Any, secret: str = "", kind: str = "application/json") -> HttpResponse:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    data = told if isinstance(told, str | bytes) else json.dumps(told)
    return MACHINE.post("/api/v1/clarity", data, content_type=kind, headers=headers)


def test_an_answer_is_as_described_and_its_places_are_in_the_text(world: World) -> None:
    secret = secret_of(world, "reporter", ONLY)
    revisions = Revision.objects.count()
    response = post(TEXT, secret)
    answer = told(response)
    document = told(ask("openapi.json"))
    schema = document["paths"]["/api/v1/clarity"]["post"]["responses"]["200"]["content"]
    shape = {"components": document["components"], **schema["application/json"]["schema"]}
    assert list(Draft202012Validator(shape).iter_errors(answer)) == []
    assert answer["findings"] and answer["measures"]
    fields = {"title": TEXT["title"], "lead": TEXT["lead"], "body": TEXT["text"]}
    for each in answer["findings"]:
        assert fields[each["field"]][each["start"] : each["end"]] == each["match"]
    assert response["Cache-Control"] == "no-store, private" and "ETag" not in response
    assert (Revision.objects.count(), Draft.objects.count()) == (revisions, 0)


def test_lines_html_and_plain_text_are_the_same_text(world: World) -> None:
    secret = secret_of(world, "officer", ONLY)
    lines = TEXT["text"].split("\n")
    forms: list[dict[str, Any]] = [
        {"body": [{"text": line} for line in lines]},
        {"html": "".join(f"<p>{line}</p>" for line in lines)},
        {"text": TEXT["text"]},
    ]
    answers = [told(post({"title": "Tin", **form}, secret)) for form in forms]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["findings"]


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ("{", 422, "api.input"),
        ({"body": [{"text": 3}]}, 422, "api.input"),
        ({"body": [{"text": "x", "part": "nothing"}]}, 422, "api.input"),
        ({"body": [{"text": "x"}] * 5001}, 422, "api.input"),
        ({"kind": "<b>"}, 422, "api.input"),
        ({"text": "x" * 200_001}, 413, "releases.clarity_too_long"),
        ("x" * 6_000_000, 413, "releases.clarity_too_long"),
    ],
)
def test_what_is_no_text_is_a_problem(world: World, given: Any, status: int, code: str) -> None:
    response = post(given, secret_of(world, "officer"))
    assert (response.status_code, response.json().get("code", response.json())) == (status, code)
    assert response["Cache-Control"] == "no-store"


def test_nobody_asks_without_a_token_and_nobody_reads_the_address(world: World) -> None:
    assert post(TEXT).status_code == 401
    assert post(TEXT, "wrong").status_code == 401
    response = ask("clarity", secret_of(world, "officer"))
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_one_person_has_so_many_texts_a_minute(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TEXTS", 2)
    secrets = [secret_of(world, "officer"), secret_of(world, "officer")]
    statuses = [post({"text": "Tin."}, secret).status_code for secret in (*secrets, secrets[0])]
    assert statuses == [200, 200, 429]


def test_a_long_text_counts_as_several(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TEXTS", 3)
    monkeypatch.setattr(limits, "LONG", 20)
    secret = secret_of(world, "officer")
    assert [post({"text": "Tin " * 10}, secret).status_code for _ in range(2)] == [200, 429]


def test_remarks_tell_a_token_nothing_of_words_it_may_not_read(world: World) -> None:
    """One edition is under embargo, one inside the units, one public: each says another number."""
    text = "<p>Cả nước có {} điểm phục vụ bưu chính tại các xã miền núi.</p>"
    for number, make in ((71_001, "embargo"), (71_002, "units"), (71_003, "public")):
        kind = "talking_points" if make == "units" else "press_release"
        release = begin(world, kind=kind)
        write(release, world.officer, text.format(number), base=1)
        if make == "embargo":
            hour = {"embargo_until": later(hours=3)}
            actions.set_details(
                release=release, by=world.officer, topic=None, reach=release.reach, **hour
            )
        sealed(world, release)
    asked = {"text": "Cả nước có 60.000 điểm phục vụ bưu chính tại các xã miền núi."}
    for name, scopes in (("reporter", ("read_editions",)), ("officer", ONLY)):
        said = post(asked, secret_of(world, name, scopes)).content.decode()
        assert "71.001" not in said and "71.002" not in said and "71001" not in said
    assert "71.003" not in post(asked, secret_of(world, "officer", ONLY)).content.decode()
