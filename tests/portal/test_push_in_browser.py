"""Notices on the screen, in Chromium: a press subscribes, the worker shows what was pushed, an end
is an end. The browser maker's own service is out of reach: what it would give is given here."""

import json
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browsers import browser  # noqa: F401 - a fixture
from tests.portal.conftest import Enter
from tests.portal.test_ways import POINT, b64
from tests.releases.conftest import World
from thongsuot.network import queries as network

pytestmark = pytest.mark.browser
GIVEN = {
    "endpoint": "https://day.example/trinh-duyet/1",
    "keys": {"p256dh": b64(POINT), "auth": b64(b"b" * 16)},
}
STAND_IN = """
(given => {
  const key = "given";
  const made = () => ({
    endpoint: given.endpoint,
    toJSON: () => given,
    unsubscribe: async () => { localStorage.removeItem(key); return true; },
  });
  PushManager.prototype.subscribe = async function (asked) {
    if (asked.applicationServerKey.length !== 65) throw new Error("no key");
    localStorage.setItem(key, "1");
    return made();
  };
  PushManager.prototype.getSubscription = async () => localStorage.getItem(key) ? made() : null;
})(%s);
"""


@pytest.fixture
def page(browser: Any, live_server: LiveServer, world: World, enter: Enter) -> Any:  # noqa: F811
    cookie = enter("journalist").cookies["sessionid"].value
    site = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site)
    context.grant_permissions(["notifications"], origin=site)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    context.add_init_script(STAND_IN % json.dumps(GIVEN))
    tab = context.new_page()
    tab.problems = []
    tab.on("console", lambda said: said.type == "error" and tab.problems.append(said.text))
    yield tab
    context.close()


@pytest.mark.django_db(transaction=True)
def test_a_press_subscribes_and_the_worker_shows_what_was_pushed(page: Any, world: World) -> None:
    page.goto("/cai-dat/kenh/")
    page.get_by_role("button", name="Bật thông báo trên máy này").click()
    page.get_by_text("Máy này đang nhận thông báo").wait_for()
    (point,) = network.contact_points(world.reporter.pk).filter(channel="push")
    assert point.address == GIVEN["endpoint"] and point.details["p256dh"] == b64(POINT)
    shown = pushed(page, {"title": "Sở", "body": "Tin mới", "url": "/tin/1/", "tag": "t-1"})
    assert shown == [["Sở", "Tin mới", "t-1", "/tin/1/"]]
    page.get_by_role("button", name="Tắt thông báo trên").click()
    page.get_by_text("Chưa có máy nào nhận thông báo").wait_for()
    assert page.evaluate("localStorage.getItem('given')") is None
    assert not page.problems


def pushed(page: Any, told: dict[str, str]) -> list[list[str]]:
    """Hands the worker a push, as the browser does, and reads what stands on the screen."""
    session = page.context.new_cdp_session(page)
    found: dict[str, str] = {}
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: [found.update(id=each["registrationId"]) for each in event["registrations"]],
    )
    session.send("ServiceWorker.enable")
    page.wait_for_function("() => navigator.serviceWorker.ready.then(r => !!r.active)")
    origin = page.evaluate("location.origin")
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": found["id"], "data": json.dumps(told)},
    )
    page.wait_for_function(
        "() => navigator.serviceWorker.ready.then(r => r.getNotifications())"
        ".then(all => all.length > 0)"
    )
    return page.evaluate(
        "navigator.serviceWorker.ready.then(r => r.getNotifications())"
        ".then(all => all.map(n => [n.title, n.body, n.tag, n.data.url]))"
    )
