"""Atom and RSS as readers of feeds meet them."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from tests.api.conftest import ask, begin, corrected, sealed, secret_of, withdrawn
from tests.releases.conftest import World
from thongsuot.lib import clock

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/atom.xml", "/rss.xml")


def urns(path: str, secret: str = "", **given: str) -> list[str]:
    root = ElementTree.fromstring(ask(path, secret, **given).content)
    found = [e.text for e in [*root.iter(f"{ATOM}id"), *root.iter("guid")]]
    return [text.removeprefix("urn:uuid:") for text in found if text and text.startswith("urn:")]


@pytest.mark.parametrize("path", FEEDS)
def test_each_sees_what_is_theirs(world: World, path: str) -> None:
    made = {r: str(sealed(world, begin(world, reach=r)).id) for r in ("public", "network", "units")}
    assert urns(path) == [made["public"]]
    assert set(urns(path, secret_of(world, "reporter"))) == {made["public"], made["network"]}
    assert set(urns(path, secret_of(world, "stranger"))) == set(made.values())


@pytest.mark.parametrize("path", FEEDS)
def test_narrowed_to_a_topic_or_a_unit(world: World, path: str) -> None:
    one = str(sealed(world, begin(world, topic="subscriber-data")).id)
    sealed(world)
    assert urns(path, **{"chu-de": "telecom"}) == [one]
    assert len(urns(path, **{"don-vi": str(world.telecom.id)})) == 2
    assert urns(path, **{"don-vi": str(world.press.id)}) == []
    assert urns(path, **{"don-vi": "no-id"}) == urns(path, **{"chu-de": "none"}) == []


def test_a_feed_names_itself(world: World) -> None:
    sealed(world)
    atom = ElementTree.fromstring(ask("/atom.xml", **{"chu-de": "telecom"}).content)
    links = {e.get("rel"): e.get("href") for e in atom.findall(f"{ATOM}link")}
    assert links["self"] == "http://localhost/atom.xml?chu-de=telecom"
    assert links["alternate"] == "http://localhost/"
    rss = ElementTree.fromstring(ask("/rss.xml").content)
    assert rss.findtext("channel/language") == "vi"
    assert rss.find(f"channel/{ATOM}link").get("href") == "http://localhost/rss.xml"  # type: ignore[union-attr]
    for path, kind in (("/atom.xml", "application/atom+xml"), ("/rss.xml", "application/rss+xml")):
        response = ask(path)
        assert response["Content-Type"] == f"{kind}; charset=utf-8"
        assert response["Content-Language"] == "vi"
        assert 'href="/' not in response.content.decode()


def test_what_was_taken_back_says_so(world: World) -> None:
    first, second = sealed(world), sealed(world)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        successor = corrected(world, first)
        withdrawn(world, second)
        text = ask("/atom.xml").content.decode()
        assert f'ref="urn:uuid:{second.id}"' in text and "hu hồi]" in text
        assert 'term="corrected"' in text and 'term="withdrawn"' in text
        assert f"/tin/{successor.id}/" in text
        assert ask("/rss.xml").content.decode().count("Đã thu hồi") >= 1


def test_an_empty_feed_stays_the_same(world: World) -> None:
    for path in FEEDS:
        tag = ask(path)["ETag"]
        with clock.frozen(clock.now() + timedelta(minutes=1)):
            assert ask(path, headers={"If-None-Match": tag}).status_code == 304
