"""One click leaves the topics or the list that brought a mail (RFC 8058), and never the network."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.circulation.conftest import work_off
from tests.releases.conftest import World, sealed
from thongsuot.channels.email.reading import read
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import actions, queries
from thongsuot.circulation.terms import Audience
from thongsuot.journal.models import Entry
from thongsuot.network import queries as network
from thongsuot.releases import queries as releases


@pytest.fixture
def reader(world: World) -> Client:
    """A mail program: no cookies, no CSRF token."""
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)


def mailed(world: World, sink: Sink, audience: Audience, to: str) -> dict[str, str]:
    """The headers of the mail that a new edition to this audience brought to an address."""
    before = len(sink.folder.mails_to(to))
    actions.circulate(edition=sealed(world).pk, audience=audience, by=world.coordinator)
    work_off()
    mails = sink.folder.mails_to(to)
    assert len(mails) == before + 1
    return read(mails[-1]).headers


def path_of(headers: dict[str, str]) -> str:
    found = re.fullmatch(r"<(.+)>", headers["list-unsubscribe"])
    assert found
    return urlsplit(found[1]).path


def test_one_click_leaves_the_topic_and_keeps_the_member(
    world: World, sink: Sink, reader: Client
) -> None:
    topic = releases.topics()[0].code
    actions.follow_topic(topic=topic, by=world.reporter)
    address = network.addresses([world.reporter.pk], ["email"])[world.reporter.pk][0].address
    followers = Audience(mandates=("journalist",), topics=(topic,))
    headers = mailed(world, sink, followers, address)
    assert headers["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    path = path_of(headers)

    assert reader.get(path).status_code == 200
    assert queries.topics_followed(network.viewer_of(world.reporter)) == {topic}  # only looked at
    for _ in range(2):
        answer = reader.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert queries.topics_followed(network.viewer_of(world.reporter)) == set()
    assert Entry.objects.filter(act="mailing.left").count() == 1
    # Their office still brings them what is sent to it, and that has nothing to leave.
    headers = mailed(world, sink, Audience(mandates=("journalist",)), address)
    assert "list-unsubscribe-post" not in headers


def test_one_click_leaves_a_list(world: World, sink: Sink, reader: Client) -> None:
    people = [world.reporter.pk]
    told = {"unit": world.centre.pk, "people": people, "by": world.coordinator}
    saved = actions.save_list(name="Báo chí theo dõi", **told)
    address = network.addresses(people, ["email"])[world.reporter.pk][0].address
    path = path_of(mailed(world, sink, Audience(saved_list=str(saved.pk)), address))
    assert reader.post(path).status_code == 200
    assert not saved.people.exists()


def test_who_must_acknowledge_is_offered_no_leaving(world: World, sink: Sink) -> None:
    topic = releases.topics()[0].code
    actions.follow_topic(topic=topic, by=world.hanoi_leader)
    owing = Audience(mandates=("leader",), topics=(topic,))
    assert "list-unsubscribe" not in mailed(world, sink, owing, "leader@hanoi.example")


def test_a_made_up_link_opens_nothing(reader: Client, world: World) -> None:
    assert reader.post("/thoi-nhan/AAAA/").status_code == 404
