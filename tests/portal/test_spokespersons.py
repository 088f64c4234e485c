"""The public list of spokespersons: page, sheet, JSON; what is not public is in none of them."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from thongsuot.lib import clock
from thongsuot.network import actions as network

PAGE, SHEET, JSON = (
    "/nguoi-phat-ngon/",
    "/nguoi-phat-ngon/danh-sach.xlsx",
    "/api/v1/spokespersons",
)
SECRETS = ("rieng@vidu.example", "0987654321", "mang@vidu.example")


@pytest.fixture
def speaker(world):
    """The leader of telecom speaks for it; two addresses are public, three are not."""
    person = world.leader
    mandate = network.give_mandate(
        person=person, unit=world.telecom, role="spokesperson", decided_at=clock.now(), by=None
    )
    given = {
        "phone": ("phone", "0912345678"),
        "own": ("email", SECRETS[0]),
        "own_phone": ("phone", SECRETS[1]),
        "inside": ("email", SECRETS[2]),
    }
    points = {
        name: network.add_contact_point(person=person, channel=channel, address=address, by=None)
        for name, (channel, address) in given.items()
    }
    for name in ("own", "own_phone"):
        network.share_contact_point(contact_point=points[name], sharing="private", by=None)
    mail = person.contact_points.get(address="leader@vidu.example")
    network.publish_spokesperson(
        mandate=mandate, contact_points=[mail.pk, points["phone"].pk], by=world.coordinator
    )
    return mandate


def told(browser) -> dict[str, str]:
    """What each of the three doors says."""
    sheet = load_workbook(BytesIO(browser.get(SHEET).content)).active
    return {
        "page": browser.get(PAGE).content.decode(),
        "sheet": str(list(sheet.iter_rows(values_only=True))),
        "json": str(browser.get(JSON).json()),
    }


@pytest.mark.parametrize("kind", ["", "journalist", "coordinator"])
def test_every_door_tells_what_is_public_and_nothing_else(world, enter, speaker, kind):
    for door, words in told(enter(kind)).items():
        assert "Trần Văn Hùng" in words and "leader@vidu.example" in words, door
        assert "912345678" in words.replace(" ", "") and "Cục Viễn thông" in words, door
        assert not any(secret in words for secret in SECRETS), door


def test_it_is_sought_without_accents(world, enter, speaker):
    browser = enter()
    for text, found in (("hung", True), ("CUC VIEN", True), ("ha noi", False)):
        assert ("leader@vidu.example" in browser.get(PAGE, {"tim": text}).content.decode()) is found
        assert (browser.get(JSON, {"text": text}).json() != []) is found
    assert browser.get(PAGE, {"tim": "\0%", "tinh": "x"}).status_code == 200
    assert browser.get(JSON, {"province": "x"}).status_code == 422


def test_an_empty_list_says_so(world, enter):
    page = enter().get(PAGE)
    assert "Chưa công bố người phát ngôn nào" in page.content.decode()
    assert enter().get(JSON).json() == []
    assert enter().get(SHEET).status_code == 200


def test_at_midnight_it_is_gone_and_no_cache_keeps_it(world, enter, speaker):
    network.end_mandate(mandate=speaker, by=None)
    midnight = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    with clock.frozen(midnight - timedelta(seconds=5)):
        page = enter().get(PAGE)
        assert page["Cache-Control"] == "public, max-age=5, must-revalidate"
        assert "leader@vidu.example" in page.content.decode()
    with clock.frozen(midnight):
        assert all("leader@vidu.example" not in words for words in told(enter()).values())


def test_nobody_is_listed_before_being_published(world, enter):
    person = world.leader
    network.give_mandate(person=person, unit=world.telecom, role="spokesperson", by=None)
    assert all("Trần Văn Hùng" not in words for words in told(enter()).values())
