"""What goes out beside mails: to a machine the edition, then its kill; a line for people; and
never more than a mail would say."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.channels.receiving import Receiver, receiving
from tests.circulation.conftest import work_off
from tests.releases.conftest import World, begin, sealed, write
from thongsuot.channels.email.sink import Sink
from thongsuot.channels.known import CHANNELS
from thongsuot.channels.terms import Message
from thongsuot.circulation import actions as circulation
from thongsuot.circulation.models import Delivery, Dispatch
from thongsuot.circulation.packages import FORMATS, Packages
from thongsuot.circulation.terms import Audience
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.releases import actions as releases

PRESS = Audience(mandates=("journalist",))


@pytest.fixture
def machine(settings: Any) -> Iterator[Receiver]:
    settings.CONFIG = replace(settings.CONFIG, channels={"webhook": {"allow_private": True}})
    with receiving() as found:
        yield found


def sends(world: World, edition: Any, **more: Any) -> Dispatch:
    return circulation.circulate(edition=edition.pk, audience=PRESS, by=world.coordinator, **more)


def package(dispatch: Dispatch, channel: str, **more: Any) -> Message:
    told: dict[str, Any] = {
        "delivery": uuid4(),
        "channel": CHANNELS[channel],
        "address": "x",
        "details": {},
        "recipient": uuid4(),
        "person": uuid4(),
        "language": "vi",
        "owes": False,
    }
    return Packages(dispatch.pk).message(**told | more)


def test_a_newsrooms_machine_gets_the_edition_and_then_its_kill(
    world: World, machine: Receiver, sink: Sink
) -> None:
    point = network.add_contact_point(
        person=world.reporter, channel="webhook", address=machine.url, by=None
    )
    edition = sealed(world)
    dispatch = sends(world, edition)
    work_off()
    (got,) = machine.got
    item = json.loads(got.body)
    delivery = Delivery.objects.get(dispatch=dispatch, channel="webhook")
    assert Delivery.objects.get(dispatch=dispatch, channel="email").state == "sent"
    assert item["uri"] == edition.pk.urn and item["pubstatus"] == "usable"
    assert got.headers["webhook-id"] == str(delivery.pk) and delivery.state == "sent"
    assert machine.verified(point.details["secrets"]) == 1
    release = releases.withdraw(edition=edition, by=world.officer)
    write(release, world.officer, title="Thu hồi", body="<p>Thu hồi.</p>", base=1)
    sealed(world, release)
    work_off()
    kill = json.loads(machine.got[1].body)
    assert (kill["uri"], kill["pubstatus"]) == (edition.pk.urn, "canceled")
    assert int(kill["version"]) > int(item["version"]) and "bodies" not in kill


def test_a_bodys_machine_hears_the_kill_though_its_people_left(
    world: World, machine: Receiver, sink: Sink
) -> None:
    network.add_contact_point(unit=world.paper, channel="webhook", address=machine.url, by=None)
    edition = sealed(world)
    sends(world, edition)
    work_off()
    assert len(machine.got) == 1
    yesterday = clock.legal_date() - timedelta(days=1)
    world.reporter.mandates.update(valid_from=yesterday, valid_to=yesterday)
    release = releases.withdraw(edition=edition, by=world.officer)
    write(release, world.officer, title="Thu hồi", body="<p>Thu hồi.</p>", base=1)
    sealed(world, release)
    work_off()
    assert json.loads(machine.got[1].body)["pubstatus"] == "canceled"
    assert len(machine.got) == 2


def test_an_endpoint_that_says_gone_is_left_and_the_mail_goes_instead(
    world: World, machine: Receiver, sink: Sink
) -> None:
    machine.answer = lambda got: (410, {})
    point = network.add_contact_point(
        person=world.reporter, channel="webhook", address=machine.url, by=None
    )
    world.reporter.contact_points.filter(channel="email").update(preference=2)
    dispatch = sends(world, sealed(world))
    work_off()
    point.refresh_from_db()
    assert point.state == "failing" and len(machine.got) == 1
    assert set(Delivery.objects.filter(dispatch=dispatch).values_list("channel", flat=True)) == {
        "webhook",
        "email",
    }


def test_what_a_machine_does_not_take_is_not_told_to_its_person_again(
    world: World, machine: Receiver, sink: Sink
) -> None:
    machine.answer = lambda got: (410, {})
    network.add_contact_point(
        person=world.reporter, channel="webhook", address=machine.url, by=None
    )
    network.add_contact_point(person=world.reporter, channel="email", address="b@vidu.vn", by=None)
    dispatch = sends(world, sealed(world))
    work_off()
    states = dict(Delivery.objects.filter(dispatch=dispatch).values_list("channel", "state"))
    assert states == {"webhook": "failed", "email": "sent"}
    dispatch.refresh_from_db()
    assert dispatch.state == "done"


def test_before_the_hour_no_channel_tells_a_word(world: World) -> None:
    release = begin(world)
    secret = "Chữ này chưa ai được biết"
    write(release, world.officer, title=secret, body=f"<p>{secret}.</p>", base=1)
    releases.set_details(
        release=release,
        by=world.officer,
        topic="information-security",
        reach="public",
        embargo_until=clock.now() + timedelta(hours=2),
    )
    edition = sealed(world, release)
    dispatch = sends(world, edition, under_embargo=True)
    for form in FORMATS:
        held = package(dispatch, "webhook", details={"format": form})
        assert secret not in held.body.decode() and edition.pk.hex not in held.name
    line = package(dispatch, "push")
    assert secret not in line.body.decode() and "/giu-tin/" in line.body.decode()
    with clock.frozen(clock.now() + timedelta(hours=3)):
        out = package(dispatch, "webhook")
        assert secret in out.body.decode()
        assert secret in package(dispatch, "push").body.decode()


def test_a_line_asks_those_who_owe_an_answer_in_their_language(world: World) -> None:
    dispatch = sends(world, sealed(world), acknowledge_by=clock.now() + timedelta(hours=2))
    reads = package(dispatch, "push").body.decode()
    owes = package(dispatch, "push", owes=True).body.decode()
    text, _, link = owes.rpartition(" ")
    assert "xác nhận đã nhận trước" in text and "/xac-nhan/" in link
    assert "/tin/" in reads.rpartition(" ")[2] and "xác nhận" not in reads
    assert package(dispatch, "push", language="en").details["told"]["link"].startswith("http")
