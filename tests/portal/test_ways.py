"""Ways to a member besides mail: a private feed, a machine's address, a browser that is told."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.test import Client

from tests.channels.receiving import Receiver, receiving
from tests.portal.conftest import SECRET, Archive, Enter, World
from thongsuot.network import queries as network

KEY = generate_private_key(SECP256R1())
POINT = KEY.public_key().public_bytes(
    serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
)


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@pytest.fixture
def reporter(world: World, enter: Enter) -> Client:
    return enter("journalist")


def links(client: Client, topic: str = "") -> dict[str, str]:
    page = client.post("/cai-dat/kenh/nguon-tin/", {"topic": topic}).content.decode()
    found = re.findall(r"http://localhost(/nguon/[\w-]{43}/([a-z]+)\.(?:xml|json))", page)
    return {form: path for path, form in found}


def test_a_private_feed_shows_what_its_person_may_see_until_it_is_taken_back(
    archive: Archive, reporter: Client
) -> None:
    found = links(reporter)
    assert set(found) == {"atom", "rss", "feed"}
    stranger = Client()
    answer = stranger.get(found["feed"])
    assert answer["Cache-Control"] == "no-store, private"
    items = {item["id"]: item for item in json.loads(answer.content)["items"]}
    assert archive.network.pk.urn in items and archive.public.pk.urn in items
    assert archive.embargoed.pk.urn not in items
    gone = items[archive.withdrawn.pk.urn]
    assert gone["_thongsuot"]["status"] == "withdrawn" and SECRET not in json.dumps(gone)
    public = json.loads(stranger.get("/feed.json").content)["items"]
    assert archive.network.pk.urn not in {item["id"] for item in public}
    for form in ("atom", "rss"):
        assert archive.network.pk.urn in stranger.get(found[form]).content.decode()
    assert "đọc gần nhất" in reporter.get("/cai-dat/kenh/").content.decode()
    (link,) = re.findall(
        r"/nguon-tin/([0-9a-f-]{36})/", reporter.get("/cai-dat/kenh/").content.decode()
    )
    reporter.post(f"/cai-dat/kenh/nguon-tin/{link}/thu-hoi/")
    assert stranger.get(found["feed"]).status_code == 404


def test_nobody_takes_back_anothers_feed(enter: Enter) -> None:
    mine = links(enter("journalist"))
    other = enter("stranger")
    page = enter("journalist").get("/cai-dat/kenh/").content.decode()
    (link,) = re.findall(r"/nguon-tin/([0-9a-f-]{36})/", page)
    assert other.post(f"/cai-dat/kenh/nguon-tin/{link}/thu-hoi/").status_code == 404
    assert Client().get(mine["atom"]).status_code == 200
    assert Client().get(mine["atom"].replace("/nguon/", "/nguon/x")).status_code == 404


@pytest.fixture
def machine() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def inside(settings: Any) -> None:
    """Receivers in the same building may be called."""
    settings.CONFIG = replace(settings.CONFIG, channels={"webhook": {"allow_private": True}})


def test_a_machine_is_added_tried_rekeyed_and_removed(
    reporter: Client, machine: Receiver, inside: None
) -> None:
    told = {"address": machine.url, "format": "ninjs", "signs": "v1"}
    page = reporter.post("/cai-dat/kenh/may-nhan/", told).content.decode()
    (key,) = re.findall(r"whsec_[\w+/=]+", page)
    (point,) = re.findall(r"/may-nhan/([0-9a-f-]{36})/", page)
    shown = reporter.get(f"/cai-dat/kenh/may-nhan/{point}/").content.decode()
    assert key not in shown
    act = f"/cai-dat/kenh/may-nhan/{point}/lam/"
    assert (
        "Nơi nhận đã nhận tin thử"
        in reporter.post(act, {"do": "try"}, follow=True).content.decode()
    )
    assert machine.verified([key]) == 1
    page = reporter.post(act, {"do": "renew"}).content.decode()
    (fresh,) = re.findall(r"whsec_[\w+/=]+", page)
    reporter.post(act, {"do": "try"})
    assert machine.verified([key]) == 2 and machine.verified([fresh]) == 1
    reporter.post(act, {"do": "retire"})
    reporter.post(act, {"do": "try"})
    assert machine.verified([key]) == 2 and machine.verified([fresh]) == 2
    reporter.post(act, {"do": "remove"})
    assert reporter.get(f"/cai-dat/kenh/may-nhan/{point}/").status_code == 404


def test_an_address_that_cannot_be_one_is_refused_with_what_was_typed(reporter: Client) -> None:
    told = {"address": "http://toasoan.example/nhan", "format": "ninjs", "signs": "v1a"}
    answer = reporter.post("/cai-dat/kenh/may-nhan/", told)
    assert answer.status_code == 409
    assert "toasoan.example" in answer.content.decode()
    told["address"] = "https://toasoan.example/nhan"
    assert "whpk_" in reporter.post("/cai-dat/kenh/may-nhan/", told).content.decode()


def test_a_browser_is_told_once_and_only_its_owner_ends_it(
    world: World, enter: Enter, reporter: Client
) -> None:
    given = {
        "endpoint": "https://day.example/1",
        "p256dh": b64(POINT),
        "auth": b64(b"a" * 16),
        "device": "Chrome, Android",
    }
    assert reporter.post("/cai-dat/kenh/thong-bao/", given).status_code == 204
    assert reporter.post("/cai-dat/kenh/thong-bao/", given).status_code == 204
    points = network.contact_points(world.reporter.pk).filter(channel="push")
    (point,) = points
    assert "Chrome, Android" in reporter.get("/cai-dat/kenh/").content.decode()
    act = f"/cai-dat/kenh/may-nhan/{point.pk}/lam/"
    assert point.preference == 9
    page = reporter.post(act, {"do": "first"}, follow=True).content.decode()
    assert "dùng trước, thay cho thư" in page
    assert enter("stranger").post(act, {"do": "remove"}).status_code == 404
    reporter.post(act, {"do": "remove"})
    assert not points.all().exists()
    refused = reporter.post("/cai-dat/kenh/thong-bao/", given | {"auth": "ngan"})
    assert refused.status_code == 409 and refused.json()["told"]


def test_the_worker_and_the_manifest_stand_at_the_root(client: Client, db: None) -> None:
    assert client.get("/thong-bao-day.js")["Content-Type"].startswith("text/javascript")
    assert json.loads(client.get("/trang.webmanifest").content)["scope"] == "/"
