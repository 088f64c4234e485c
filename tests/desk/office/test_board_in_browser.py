"""The live board in a real Chromium while 5,000 people are written to and the relay misbehaves."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from tests.channels.relay import WAYS, Relay
from tests.circulation.conftest import add_departments
from tests.desk.releases.conftest import open_world
from tests.releases.conftest import World, sealed
from thongsuot.circulation import actions, queries
from thongsuot.circulation.models import Delivery, Dispatch
from thongsuot.circulation.terms import Audience, DeliveryState
from thongsuot.lib import clock
from thongsuot.network.models import ContactPoint, Mandate, Person
from thongsuot.work import direct

pytestmark = pytest.mark.browser
PEOPLE = 5_000
EVERYBODY = Audience(mandates=("leader", "officer", "journalist"))
REFUSED = {("RCPT", 40 + 100 * n): b"550 5.1.1 No such user\r\n" for n in range(30)}
PUT_OFF = {("RCPT", 70 + 100 * n): b"451 4.3.0 Later\r\n" for n in range(20)}
FAULTS: dict[tuple[str, int], bytes | None] = {
    **REFUSED,
    **PUT_OFF,
    ("KEPT", 700): None,  # kept, and the line goes before the answer comes
    ("MAIL", 2_100): b"421 4.3.2 Going down\r\n",
    ("KEPT", 3_300): b"452 4.2.2 Full\r\n",
}


class Slow(dict[tuple[str, int], bytes | None]):
    """Answers of a relay that stands still after so many messages, until it is told to go on."""

    def __init__(self, answers: dict[tuple[str, int], bytes | None], *stands: int) -> None:
        super().__init__(answers)
        self.gates = {("KEPT", at): threading.Event() for at in stands}

    def get(self, key: Any, default: Any = None) -> Any:
        if key in self.gates:
            self.gates[key].wait(60)
        return super().get(key, default)


@pytest.fixture
def world(transactional_db: None) -> World:
    found = open_world()
    add_departments(found)
    names = [f"Phóng viên {number:04d}" for number in range(PEOPLE)]
    people = Person.objects.bulk_create(
        Person(name=name, folded=name.lower(), order=name) for name in names
    )
    since = clock.legal_date() - timedelta(days=1)
    Mandate.objects.bulk_create(
        Mandate(person=one, unit=found.paper, role="journalist", valid_from=since) for one in people
    )
    ContactPoint.objects.bulk_create(
        ContactPoint(person=one, channel="email", address=f"pv{place}@vidu.example")
        for place, one in enumerate(people)
    )
    return found


@pytest.fixture
def slow() -> Iterator[Slow]:
    answers = Slow(FAULTS, 1_500, 3_500)
    yield answers
    for gate in answers.gates.values():
        gate.set()


@pytest.fixture
def relay(settings: Any, slow: Slow) -> Iterator[Relay]:
    with Relay(offers=WAYS["chunked"], answers=slow) as found:
        settings.CONFIG = replace(
            settings.CONFIG, email_host="127.0.0.1", email_port=found.port, email_security="none"
        )
        yield found


@pytest.fixture
def page(world: World, live_server: Any, browser: Any) -> Iterator[Any]:
    faults: list[str] = []
    context = browser.new_context(base_url=live_server.url, locale="vi-VN")
    client = Client()
    client.force_login(world.coordinator.account)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "url": live_server.url}])
    context.set_default_timeout(60_000)
    tab = context.new_page()
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("load", lambda _page: faults.append("loaded"))
    yield tab, faults
    context.close()


def in_background(do: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


SHOWN = """() => Object.fromEntries(
    [...document.querySelectorAll("#live-figures dl.figures > div")].map((one) => [
        one.querySelector("dt").textContent,
        one.querySelector("dd").textContent.replace(/[^0-9/]/g, "").split("/").map(Number),
    ]))"""


def shown(page: Any) -> dict[str, int]:
    """What the board says: planned, sent, waiting, failed."""
    told = page.evaluate(SHOWN)
    sent, planned = told["Đã gửi"]
    figures = {"planned": planned, "sent": sent}
    return figures | {"waiting": told["Đang chờ"][0], "failed": told["Gửi hỏng"][0]}


def in_ledger(dispatch: UUID) -> dict[str, int]:
    """The same, counted delivery by delivery."""
    rows = Delivery.objects.filter(dispatch=dispatch)
    return {
        "planned": rows.count(),
        "sent": rows.filter(state=DeliveryState.SENT).count(),
        "waiting": rows.filter(state__in=[DeliveryState.WAITING, DeliveryState.CLAIMED]).count(),
        "failed": rows.filter(state=DeliveryState.FAILED).count(),
    }


def later() -> None:
    """The minutes that refusals for now are put off by go by."""
    for minutes in (2, 8):
        with clock.frozen(clock.now() + timedelta(minutes=minutes)):
            direct.drain()


def test_the_board_tells_what_the_ledger_holds(
    world: World, relay: Relay, slow: Slow, page: Any
) -> None:
    tab, faults = page
    dispatch = actions.circulate(
        edition=sealed(world).pk,
        audience=EVERYBODY,
        by=world.coordinator,
        acknowledge_by=clock.now() + timedelta(hours=1),
    )
    tab.goto(f"/ban/gui/{dispatch.pk}/")
    del faults[:]
    working = in_background(direct.drain)
    for (_, at), gate in slow.gates.items():
        tab.wait_for_function(
            f"""() => {{
                const told = [...document.querySelectorAll("#live-figures dd")][1];
                const sent = told && told.textContent.split("/")[0].replace(/[^0-9]/g, "");
                return Number(sent || 0) >= {at - 600};
            }}"""
        )
        told = shown(tab)
        assert told["planned"] == told["sent"] + told["waiting"] + told["failed"]
        assert told["waiting"] > 0
        gate.set()
    working.join(60)
    in_background(later).join(60)
    tab.get_by_text("Đã gửi xong").wait_for()
    assert shown(tab) == in_ledger(dispatch.pk)
    assert faults == []  # no script failed, and the page was never loaded again
    told = queries.figures(dispatch.pk)
    assert (told.waiting, told.failed, told.sent) == (0, len(REFUSED), told.planned - len(REFUSED))
    # Nobody is lost; what came twice was sent again under its id, and is counted.
    kept = [id for id in relay.kept if not id.startswith("notice.")]
    assert len(set(kept)) == told.sent
    assert 1 <= len(kept) - told.sent <= told.resent
    assert Dispatch.objects.get(pk=dispatch.pk).state == "done"
