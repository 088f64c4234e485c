"""The page of channels, and a body's address where machines listen."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from tests.channels.receiving import Receiver, receiving
from tests.desk.office.conftest import Enter, circulated
from tests.releases.conftest import World
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation.queries import figures


@pytest.fixture
def machine(settings: Any) -> Iterator[Receiver]:
    settings.CONFIG = replace(settings.CONFIG, channels={"webhook": {"allow_private": True}})
    with receiving() as found:
        yield found


def test_a_bodys_machine_gets_each_edition_once_and_its_outcomes_are_shown(
    world: World, enter: Enter, machine: Receiver, sink: Sink
) -> None:
    coordinator = enter("coordinator")
    unit = world.units["hanoi"].pk
    told = {"address": machine.url, "format": "ninjs", "signs": "v1a"}
    page = coordinator.post(f"/ban/mang-luoi/{unit}/may-nhan/", told).content.decode()
    (key,) = set(re.findall(r"whpk_[\w+/=]+", page))
    (point,) = set(re.findall(r"/kenh/may-nhan/([0-9a-f-]{36})/", page))
    address = f"/ban/kenh/may-nhan/{point}/"
    assert "Chưa gửi gì tới đây" in coordinator.get(address).content.decode()
    done = coordinator.post(f"{address}lam/", {"do": "try"}, follow=True).content.decode()
    assert "Nơi nhận đã nhận tin thử" in done and machine.verified([key]) == 1
    dispatch = circulated(world)
    circulated(world, edition=dispatch.edition, again=True)
    items = [json.loads(got.body).get("uri") for got in machine.got]
    assert items == [None, dispatch.edition_id.urn, dispatch.edition_id.urn]
    assert dispatch.edition.number_label in coordinator.get(address).content.decode()
    assert figures(dispatch).planned == len(dispatch.recipients.all()) + 1
    machine.answer = lambda got: (500, {})
    done = coordinator.post(f"{address}lam/", {"do": "try"}, follow=True).content.decode()
    assert "Máy của nơi nhận đang lỗi (HTTP 500)" in done
    assert enter("hue_officer").get(address).status_code == 403
    assert enter("hanoi_officer").get(address).status_code == 200
    assert address in coordinator.get(f"/ban/mang-luoi/{unit}/").content.decode()


def test_the_channels_their_counts_and_their_sheet(world: World, enter: Enter, sink: Sink) -> None:
    circulated(world)
    coordinator = enter("coordinator")
    page = coordinator.get("/ban/kenh/").content.decode()
    assert "Thông báo trên màn hình" in page and "Thư điện tử" in page
    assert "Chạy tốt" in coordinator.get("/ban/kenh/?suc-khoe=1").content.decode()
    assert "Chạy tốt" in coordinator.get("/ban/kenh/suc-khoe/").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(coordinator.get("/ban/kenh/kenh-gui.xlsx").content))
    rows = {row[0]: row[1:] for row in book.active.iter_rows(values_only=True)}
    assert rows["Thư điện tử"][1] > 0
    assert rows["Tin nhắn SMS"][0] == "tắt"
