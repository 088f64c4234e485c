"""A video call in two real browsers: arranged, held, broken and mended, ended; nothing is left.

The pictures are Chromium's own test pictures; everything else is as on two machines of a network.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.browsers import FLAGS
from tests.journeys.browsing import People, overflow
from tests.journeys.house import House, until

pytestmark = pytest.mark.browser
MEDIA = ["--use-fake-device-for-media-stream"]
CONSENT = ["camera", "microphone"]
CALL, JOIN = "#call", "Vào cuộc gọi"
TRACES = (b"candidate:", b"a=ice-ufrag", b"a=fingerprint", b"typ host", b"m=video")
PICTURES = (b"X'89504E47", b"X'FFD8FF", b"X'1A45DFA3", b"X'52494646", b"X'4F676753", b"66747970")
"""How PNG, JPEG, WebM, WebP and AVI, Ogg, and MP4 begin, as a dump of rows writes them."""
KEEP_LINES = """
window.lines = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...told) { super(...told); window.lines.push(this); }
};
"""
FRAMES = """async () => {
    const line = window.lines.at(-1);
    const video = document.querySelector("[data-picture=other]");
    let decoded = 0;
    for (const each of (await line.getStats()).values())
        if (each.type === "inbound-rtp" && each.kind === "video") decoded += each.framesDecoded;
    return [decoded, video.currentTime];
}"""


@pytest.fixture(scope="module")
def cameras(browser: Any) -> Iterator[Any]:
    """A second Chromium, with a camera and a microphone."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    started = browser.browser_type.launch(executable_path=path, args=[*FLAGS, *MEDIA])
    yield started
    started.close()


@pytest.fixture
def callers(cameras: Any, house: House) -> Iterator[People]:
    found = People(cameras, house)
    found.expect(409, 410)
    yield found
    found.leave()
    assert not found.faults, "\n".join(dict.fromkeys(found.faults))


def arrange(page: Any, house: House) -> str:
    """The coordinator arranges a call with an officer; the link that the officer was mailed."""
    person = house.people["department_officer"]
    page.goto(f"/ban/mang-luoi/?tab=people&q={person['name']}")
    page.get_by_role("main").get_by_role("link", name=person["name"]).first.click()
    page.get_by_role("link", name="Hẹn gọi có hình").click()
    page.get_by_role("button", name="Hẹn và gửi thư mời").click()
    page.wait_for_url("**/goi-co-hinh/**")
    shown = page.locator("#call-link").inner_text().strip()
    house.mail(person["email"], shown)
    return shown


def state(page: Any, *expected: str) -> None:
    wanted = ", ".join(f"{CALL}[data-state={each}]" for each in expected)
    page.wait_for_selector(wanted, timeout=60_000)


def flows(page: Any) -> None:
    """The other's picture arrives and goes on."""
    state(page, "connected")
    decoded, at = page.evaluate(FRAMES)

    def more() -> bool:
        now, later = page.evaluate(FRAMES)
        return bool(now > decoded and later > at)

    until(more, "more frames of the other side")


def test_a_call_checks_addresses_and_leaves_no_trace(callers: People, house: House) -> None:
    host = callers.signed_in("coordinator", permissions=CONSENT)
    guest = callers.anybody(phone=True, permissions=CONSENT)
    for page in (host, guest):
        page.add_init_script(KEEP_LINES)
    link = arrange(host, house)
    files = kept_files(house)
    guest.goto(link)
    guest.get_by_role("button", name=JOIN).click()
    state(guest, "waiting")
    assert overflow(guest) == 0
    host.reload()
    host.get_by_role("button", name=JOIN).click()
    flows(host)
    flows(guest)
    assert house.rows("SELECT count(*) FROM network_callsignal")[0][0] > 0

    guest.reload()  # and goes on by itself
    flows(host)
    flows(guest)
    host.reload()
    flows(guest)
    flows(host)
    guest.evaluate("lines.at(-1).close()")  # a line that breaks without a word
    until(lambda: host.evaluate("lines.length") > 1, "another attempt")
    flows(host)
    flows(guest)

    confirm = host.get_by_role("button", name="Xác nhận đúng")
    confirm.click()
    host.get_by_text("Chưa nghe đúng mã").wait_for()
    spoken = guest.locator("[data-tells=code]").inner_text()
    host.get_by_label("Mã họ đọc trên màn hình").fill(spoken)
    host.get_by_role("button", name="So mã").click()
    host.get_by_text("Mã đúng").wait_for()
    confirm.click()
    host.get_by_text("Để xác nhận, hãy đánh dấu đủ").wait_for()
    state(host, "connected")
    for tick in host.locator(".call-tick input").all():
        tick.check()
    confirm.click()
    host.wait_for_url("**/nguoi/**")
    assert host.get_by_text("Đã xác minh").count() == 2
    state(guest, "ended")
    assert guest.evaluate("document.querySelector('[data-picture=own]').srcObject") is None

    assert house.rows(
        "SELECT method, result, count(*) FROM network_verification GROUP BY method, result"
    ) == [("video_call", "confirmed", 2)]
    assert kept_files(house) == files
    assert traces(house) == []


def test_no_camera_no_permission_and_nobody_there(
    callers: People, people: People, house: House
) -> None:
    host = callers.signed_in("coordinator", permissions=CONSENT)
    link = arrange(host, house)
    host.get_by_role("button", name=JOIN).click()
    state(host, "waiting")
    assert "chưa vào" in host.locator(".call-said").inner_text()
    refusing = callers.anybody(phone=True, permissions=[])
    refusing.goto(link)
    refusing.get_by_role("button", name=JOIN).click()
    state(refusing, "denied")
    said = refusing.locator(".call-said").inner_text()
    assert "Cho phép" in said and "Chỉ dùng tiếng" in said and "Không gọi có hình được?" in said
    bare = people.anybody(permissions=CONSENT)
    bare.goto(link)
    bare.get_by_role("button", name=JOIN).click()
    state(bare, "blind")
    bare.get_by_role("button", name="Chỉ dùng tiếng").locator("visible=true").click()
    state(bare, "nothing")

    guest = callers.anybody(phone=True, permissions=["microphone"])
    guest.goto(link)
    guest.get_by_role("button", name=JOIN).click()
    state(guest, "denied")
    guest.get_by_role("button", name="Chỉ dùng tiếng").locator("visible=true").click()
    state(host, "connected")
    state(guest, "connected")
    guest.close(run_before_unload=True)
    state(host, "waiting")
    host.get_by_role("button", name="Gọi lại lần khác").click()
    host.wait_for_url("**/nguoi/**")
    assert house.rows("SELECT count(*) FROM network_callsignal") == [(0,)]


def kept_files(house: House) -> list[str]:
    """What the installation stores as files, each by its name."""
    return sorted(str(p) for p in (house.home / "files").rglob("*") if p.is_file())


def traces(house: House) -> list[str]:
    """Whatever of the handshake or of a stream is found in the rows, the file, the logs."""
    file = house.home / "thongsuot.sqlite3"
    with closing(sqlite3.connect(file, timeout=30)) as rows:
        dump = "\n".join(rows.iterdump()).encode()
        # Pages that were written over are gone from the file once its log is folded in.
        until(lambda: rows.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0, "idle")
    places = {"rows": dump, "file": file.read_bytes(), "log": house.log().encode()}
    found = [f"{place}: {mark!r}" for place in places for mark in TRACES if mark in places[place]]
    return found + [f"rows: a stream {mark!r}" for mark in PICTURES if mark in dump]
