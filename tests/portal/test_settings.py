"""A member's own settings: addresses, who may see them, quiet hours."""

import pytest
from django.urls import reverse

from thongsuot.network import queries

PAGE = "/cai-dat/"
ADD = "/cai-dat/dia-chi/"
QUIET = "/cai-dat/gio-yen-tinh/"


def text(page) -> str:
    return page.content.decode()


def test_a_member_adds_changes_and_removes_an_address(world, enter):
    browser, person = enter("department officer"), world.hanoi_officer
    assert "Giờ yên tĩnh" in text(browser.get(PAGE))
    assert browser.get(ADD).status_code == 200
    asked = {"channel": "phone", "address": "không phải số", "sharing": "network"}
    assert browser.post(ADD, asked).status_code == 409
    asked |= {"address": "0912 345 678", "sharing": "private"}
    assert browser.post(ADD, asked).status_code == 302
    point = queries.contact_points(person.pk).get(channel="phone")
    assert point.sharing == "private"
    change = reverse("portal:address", args=[point.pk])
    assert browser.get(change).status_code == 200
    new = {"address": "0987654321", "preference": "2", "sharing": "network"}
    assert browser.post(change, new).status_code == 302
    point = queries.contact_points(person.pk).get(channel="phone")
    assert point.address.endswith("987654321")
    assert (point.sharing, point.preference) == ("network", 2)
    assert browser.post(change, new | {"remove": "on"}).status_code == 302
    assert not queries.contact_points(person.pk).filter(channel="phone").exists()


def test_an_address_of_somebody_else_is_not_there(world, enter):
    point = queries.contact_points(world.leader.pk)[0].pk
    address = reverse("portal:address", args=[point])
    assert enter("department officer").get(address).status_code == 404
    assert enter().get(address).status_code == 302


@pytest.mark.parametrize(
    ("kind", "offered"), [("journalist", set()), ("department officer", {"network", "private"})]
)
def test_whom_one_may_show_an_address(world, enter, kind, offered):
    page = text(enter(kind).get(ADD))
    found = {
        s
        for s in ("network", "private", "public")
        if f'type="radio" name="sharing" value="{s}"' in page
    }
    assert found == offered


def test_a_journalists_address_stays_private_whatever_is_sent(world, enter):
    browser = enter("journalist")
    asked = {"channel": "phone", "address": "0912345678", "sharing": "public"}
    assert browser.post(ADD, asked).status_code == 302
    assert queries.contact_points(world.reporter.pk).get(channel="phone").sharing == "private"
    old = queries.contact_points(world.reporter.pk).get(channel="email")
    change = reverse("portal:address", args=[old.pk])
    same = {"address": old.address, "preference": "1", "sharing": "network"}
    assert browser.post(change, same).status_code == 302
    assert queries.contact_points(world.reporter.pk).get(channel="email").sharing == "private"


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        ("22:00", "06:00", True),
        ("22:00", "", False),
        ("22:00", "22:00", False),
        ("mười", "06:00", False),
    ],
)
def test_quiet_hours_are_kept_or_refused_in_words(world, enter, start, end, kept):
    browser = enter("journalist")
    answer = browser.post(QUIET, {"start": start, "end": end}, follow=True)
    assert ("Đã lưu giờ yên tĩnh" in text(answer)) is kept
    assert (queries.person(world.reporter.pk).quiet_from is not None) is kept
    if kept:
        assert 'value="22:00"' in text(answer)
        browser.post(QUIET, {"start": "", "end": ""})
        assert queries.person(world.reporter.pk).quiet_from is None
