"""One's own deliveries, and what codes and ids mean."""

from tests.api.conftest import ask, sealed, secret_of, told
from tests.circulation.conftest import work_off
from tests.releases.conftest import World
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import actions as circulation
from thongsuot.circulation.terms import Audience
from thongsuot.releases import queries


def test_deliveries_are_one_s_own(world: World, sink: Sink) -> None:
    edition = sealed(world)
    circulation.circulate(
        edition=edition.id, audience=Audience(mandates=("journalist",)), by=world.coordinator
    )
    work_off()
    (mine,) = told(ask("deliveries", secret_of(world, "reporter")))
    assert mine["edition"] == str(edition.id) and mine["number"] == edition.number_label
    assert mine["state"] == "sent" and mine["sent"]
    assert mine["address"] == "reporter@vidu.example"
    assert told(ask("deliveries", secret_of(world, "stranger"))) == []
    assert told(ask("deliveries", secret_of(world, "coordinator"))) == []


def test_the_public_directory_names_bodies_and_no_persons(world: World) -> None:
    units = told(ask("units"))
    assert [unit["name"] for unit in units] == [
        "Cục Báo chí",
        "Cục Viễn thông",
        "Trung tâm Thông tin",
    ]
    assert told(ask("units", text="vien thong"))[0]["id"] == str(world.telecom.id)
    assert told(ask("units", role="department")) == []
    text = (
        ask("units").content.decode() + ask("topics").content.decode() + ask("log").content.decode()
    )
    assert not [person.name for person in world.people.values() if person.name in text]
    assert {kind["code"] for kind in told(ask("kinds"))} == {k.code for k in queries.kinds()}
