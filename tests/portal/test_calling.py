"""A person's side of checks: mailed links, codes, a video call without an account."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.pages import CarefulClient
from tests.portal.conftest import Enter
from tests.releases.conftest import World
from thongsuot.lib import clock
from thongsuot.look import signalling
from thongsuot.network import actions, checking, links, queries
from thongsuot.network.models import CallSignal, VideoCall
from thongsuot.notices.models import Notice

pytestmark = pytest.mark.django_db
SDP = "v=0 candidate 10.0.0.7"


@pytest.fixture
def call(world: World) -> VideoCall:
    person = world.people["hanoi_officer"]
    return actions.schedule_call(
        person=person,
        contact_points=list(person.contact_points.all()),
        starts_at=clock.now(),
        by=world.coordinator,
    )


def guest_page(row: VideoCall) -> str:
    return queries.call_link(row).removeprefix("http://localhost")


def exchange(client: Client, address: str, *said: tuple[str, dict[str, Any]], **more: Any) -> Any:
    told = {"page": "p", "after": 0, "say": [{"kind": k, "body": json.dumps(b)} for k, b in said]}
    return client.post(address, json.dumps(told | more), content_type="application/json")


def host_address(row: VideoCall) -> str:
    return reverse("desk:call_exchange", args=[row.pk])


def test_the_guest_s_page_by_its_hours(call: VideoCall, client: CarefulClient):
    page = guest_page(call)
    start = call.starts_at
    for minutes, words in (
        (-60, "Chưa đến giờ"),
        (0, 'data-side="guest"'),
        (119, 'data-side="guest"'),
        (121, "Đã quá giờ"),
    ):
        with clock.frozen(start + timedelta(minutes=minutes)):
            response = client.get(page)
        assert words in response.content.decode(), minutes
        assert response.headers["Cache-Control"] == "no-store, private"
    text = client.get(page).content.decode()
    code = queries.spoken_code(call)
    assert code not in text and "turn:" not in text  # only a browser in the call is told
    assert client.get("/goi/x/").status_code == 404
    other = links.token(links.VERIFY, call.pk)
    assert client.get(f"/goi/{other}/").status_code == 404
    actions.cancel_call(call=call, by=call.host)
    assert "đã được hủy" in client.get(page).content.decode()


def test_the_host_s_number_is_shown_to_whom_it_may_be(call: VideoCall, world: World):
    actions.add_contact_point(person=call.host, channel="phone", address="0912000777", by=None)
    reporter = world.people["reporter"]
    points = list(reporter.contact_points.all())
    told = {"person": reporter, "contact_points": points, "starts_at": clock.now()}
    other = actions.schedule_call(**told, by=call.host)
    for row, shown in ((call, True), (other, False)):
        assert ("tel:+84912000777" in Client().get(guest_page(row)).content.decode()) is shown


def test_two_browsers_find_one_another_and_no_third(call: VideoCall, enter: Enter, settings: Any):
    settings.ICE_SERVERS = [{"urls": "turn:a.example", "secret": "chung"}]
    guest, host = Client(), enter("coordinator")
    theirs, ours = guest_page(call) + "tin-hieu/", host_address(call)
    told = exchange(guest, theirs, ("ready", {"page": "p"})).json()
    assert told["other"] is False and told["signals"] == []
    assert told["code"].replace(" ", "") == queries.spoken_code(call)
    assert told["ice"][0]["credential"]
    told = exchange(host, ours, ("ready", {"page": "p"}), ("offer", {"sdp": SDP})).json()
    assert (told["other"], "code" in told) == (True, False)
    assert [s["kind"] for s in told["signals"]] == ["ready"]
    told = exchange(guest, theirs).json()
    assert [s["kind"] for s in told["signals"]] == ["ready", "offer"]
    assert "ice" not in told
    after = told["signals"][-1]["id"]
    assert exchange(guest, theirs, after=after).json()["signals"] == []
    assert exchange(guest, theirs, page="q").json()["elsewhere"] is True
    for kind, status in (("", 302), ("department officer", 403), ("journalist", 403)):
        assert exchange(enter(kind), ours).status_code == status
        assert enter(kind).get(ours).status_code in (302, 403)
    exchange(guest, theirs, left=True)
    assert exchange(host, ours).json()["other"] is False


def test_what_no_page_of_ours_says(call: VideoCall):
    guest, theirs = Client(), guest_page(call) + "tin-hieu/"
    broken: list[Any] = [
        "{",
        "[]",
        '{"page": "p", "after": 0, "say": [{"kind": "x", "body": ""}]}',
        '{"page": "p", "after": -1, "say": []}',
        '{"page": "p", "after": "x", "say": []}',
        '{"page": "p", "after": 1e400, "say": []}',
        '{"page": "p", "after": 0, "say": [{"kind": "ready", "body": "\\u0000"}]}',
        '{"page": "p", "after": 0, "say": [{"kind": "ready", "body": "\\ud800"}]}',
        "[" * 60_000,
        json.dumps({"page": "p", "after": 0, "say": [{"kind": "bye", "body": ""}] * 61}),
    ]
    for body in broken:
        answer = guest.post(theirs, body, content_type="application/json")
        assert answer.status_code == 400, body
    large = {"x": "y" * checking.SIGNAL_SIZE}
    assert exchange(guest, theirs, ("offer", large)).status_code == 429
    assert exchange(guest, theirs, ("offer", {"x": "y" * signalling.LARGEST})).status_code == 413
    assert guest.get(theirs).status_code == 405
    assert not CallSignal.objects.exists()
    strict = Client(enforce_csrf_checks=True)
    assert exchange(strict, theirs).status_code == 403


def test_after_the_end_there_is_nothing_to_say(call: VideoCall, enter: Enter):
    guest, theirs = Client(), guest_page(call) + "tin-hieu/"
    exchange(guest, theirs, ("offer", {"sdp": SDP}))
    assert CallSignal.objects.count() == 1
    actions.end_call(call=call, result="repeat", by=call.host)
    assert not CallSignal.objects.exists()
    for client, address in ((guest, theirs), (enter("coordinator"), host_address(call))):
        answer = exchange(client, address, ("offer", {"sdp": SDP}))
        assert (answer.status_code, answer.json()["state"]) == (410, "ended")
    assert not CallSignal.objects.exists()


def test_a_mailed_link_is_answered_by_its_button_alone(world: World, client: CarefulClient):
    person = world.people["hanoi_officer"]
    point = person.contact_points.get()
    actions.send_link(contact_point=point, by=world.coordinator)
    body = Notice.objects.get(address=point.address).body
    page = next(w for w in body.split() if "/xac-minh-dia-chi/" in w).removeprefix(
        "http://localhost"
    )
    for _ in range(2):
        shown = client.get(page)
        assert point.address in shown.content.decode()
    assert queries.verification_gaps(roles=["officer"]) != []
    assert client.post(page, {}).status_code == 200  # no answer was chosen
    assert point.verifications.count() == 0
    assert "Cảm ơn" in client.post(page, {"answer": "yes"}).content.decode()
    assert point.verifications.get().result == "confirmed"
    assert "đã dùng rồi" in client.get(page).content.decode()
    assert client.post(page, {"answer": "no"}).status_code == 409
    assert client.get("/xac-minh-dia-chi/x/").status_code == 200  # says that it is over, no more


def test_a_code_is_typed_in_the_settings(world: World, enter: Enter):
    browser, person = enter("department officer"), world.people["hanoi_officer"]
    point = person.contact_points.get()
    settings = browser.get("/cai-dat/").content.decode()
    assert "Gửi mã xác minh" in settings
    send = reverse("portal:send_code", args=[point.pk])
    assert browser.post(send).status_code == 302
    code = Notice.objects.get(address=point.address).subject[:6]
    typed = reverse("portal:type_code", args=[point.pk])
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert "chưa đúng" in browser.post(typed, {"code": wrong}, follow=True).content.decode()
    assert "đã được xác minh" in browser.post(typed, {"code": code}, follow=True).content.decode()
    assert point.verifications.get().method == "code"
    for address in (send, typed):
        assert enter("journalist").post(address, {"code": code}).status_code == 404
        assert enter().post(address).status_code == 302


def test_the_settings_show_a_call_to_come(call: VideoCall, enter: Enter):
    text = enter("department officer").get("/cai-dat/").content.decode()
    assert queries.call_link(call) in text
    assert queries.call_link(call) not in enter("leader").get("/cai-dat/").content.decode()
