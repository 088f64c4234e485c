"""Who may have an address tried out."""

import pytest

from tests.releases.conftest import World
from thongsuot.circulation import actions
from thongsuot.lib.refused import Refused
from thongsuot.network import actions as network


def test_only_who_keeps_an_address_has_it_tried(world: World) -> None:
    reporter = world.people["reporter"]
    told = {"channel": "webhook", "address": "https://toa-soan.example/nhan", "by": reporter}
    told["details"] = {"format": "ninjs", "signs": "v1"}
    point = network.add_contact_point(person=reporter, **told)
    for other in (world.officer, world.stranger):
        with pytest.raises(Refused, match=r"network\.not_yours"):
            actions.try_address(contact_point=point, by=other)


def test_only_coordinators_try_a_channel_towards_anybody(world: World) -> None:
    told = {
        "channel": "webhook",
        "address": "https://ai-do.example/nhan",
        "details": {"format": "ninjs", "signs": "v1"},
    }
    with pytest.raises(Refused, match=r"network\.coordinator_only"):
        actions.try_channel(by=world.officer, **told)
