"""Addresses of press systems: kept by coordinators, asked for in two steps, judged by channels."""

import pytest
from django.urls import reverse

from tests.desk.office.conftest import Enter
from tests.releases.conftest import World
from thongsuot.lib.refused import Refused
from thongsuot.network import actions
from thongsuot.network.models import ContactPoint

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1yUo0mYbq7Cw2fJz3b1p9nV0mYhN0v1nV4cW8wq1rZ"


def test_a_coordinator_adds_a_folder_and_a_server(world: World, enter: Enter) -> None:
    unit, client = world.units["paper"], enter("coordinator")
    page = reverse("desk:add_unit_address", args=[unit.pk])
    asked = {"channel": "sftp", "address": "sftp://bao@bao.example/vao/", "preference": "1"}
    first = client.post(page, asked)
    assert first.status_code == 422
    assert "Khóa của máy chủ SFTP" in first.content.decode()
    refused = client.post(page, {**asked, "format": "nitf", "host_key": "gi do"})
    assert refused.status_code == 409 and "Cần khóa của máy chủ SFTP" in refused.content.decode()
    assert client.post(page, {**asked, "format": "nitf", "host_key": KEY}).status_code == 302
    point = ContactPoint.objects.get(unit=unit, channel="sftp")
    assert point.address == "sftp://bao@bao.example/vao"
    assert point.details == {"format": "nitf", "host_key": KEY}
    change = reverse("desk:unit_address", args=[unit.pk, point.pk])
    assert "NewsML-G2" in client.get(change).content.decode()
    kept = {"address": point.address, "preference": "1", "format": "newsml-g2", "host_key": KEY}
    assert client.post(change, kept).status_code == 302
    point.refresh_from_db()
    assert point.details["format"] == "newsml-g2"
    assert "Thư mục SFTP" in client.get(reverse("desk:unit", args=[unit.pk])).content.decode()


def test_a_follower_on_zalo_is_a_number(world: World, enter: Enter) -> None:
    person = world.people["hanoi_officer"].pk
    page = reverse("desk:add_address", args=[person])
    asked = {"channel": "zalo_oa", "address": "anh Ba", "preference": "2"}
    assert enter("hanoi_officer").post(page, asked).status_code == 409
    assert enter("hanoi_officer").post(page, asked | {"address": "123456789"}).status_code == 302
    assert ContactPoint.objects.get(person=person, channel="zalo_oa").address == "123456789"


@pytest.mark.parametrize("channel", ["folder", "sftp"])
def test_nobody_else_keeps_press_systems(world: World, enter: Enter, channel: str) -> None:
    officer = world.people["hanoi_officer"]
    page = reverse("desk:add_address", args=[officer.pk])
    asked = {"channel": channel, "address": "toa-soan", "preference": "1", "format": "nitf"}
    assert enter("hanoi_officer").post(page, asked).status_code == 422
    with pytest.raises(Refused, match="coordinator_only"):
        actions.add_contact_point(person=officer, channel=channel, address="toa-soan", by=officer)
