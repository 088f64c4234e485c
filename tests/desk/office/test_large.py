"""Pages of a dispatch to the whole network cost a bounded number of questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.office.conftest import circulated
from tests.releases.conftest import sealed
from thongsuot.network import actions as network

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sink")]


def test_a_dispatch_to_all_asks_no_more_than_one_to_few(world, enter):
    edition = sealed(world)
    small = circulated(world, edition=edition)
    network.load_profile("mic-2023", with_fictitious_people=True)
    large = circulated(world, edition=edition)
    assert large.recipients.count() > 250
    client = enter("coordinator")
    client.get("/ban/gui/")
    for part in ("", "?tab=province", "?tab=failed", "tien-do/", "bang/", "nguoi-nhan.xlsx"):
        few, many = (_asked(client, f"/ban/gui/{row.pk}/{part}") for row in (small, large))
        assert many <= few + 2, part
    assert _asked(client, f"/ban/gui/{large.pk}/tien-do/") <= 14


def _asked(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
