"""Taking an edition over and recording where it was posted, through the desk's pages."""

from datetime import timedelta

import pytest

from tests.desk.releases.conftest import Enter
from tests.releases.conftest import World, begin, sealed
from thongsuot.lib import clock
from thongsuot.releases.models import Adaptation, Posting

pytestmark = pytest.mark.django_db


def test_an_officer_takes_an_edition_over_and_records_where_it_hangs(
    world: World, enter: Enter
) -> None:
    edition = sealed(world, begin(world))
    browser = enter("stranger")
    shown = browser.get(f"/tin/{edition.pk}/").text
    assert f"/ban/lay-lai/{edition.pk}/" in shown
    assert browser.get(f"/ban/lay-lai/{edition.pk}/").status_code == 200
    went = browser.post(f"/ban/lay-lai/{edition.pk}/", {"unit": str(world.press.pk)})
    release = Adaptation.objects.get(origin=edition).release
    assert went["Location"] == f"/ban/tin/{release.pk}/soan/"
    page = browser.get(f"/ban/tin/{release.pk}/").text
    assert "Bản gốc" in page and edition.number_label in page
    assert "Chưa có nội dung" not in page  # what would be submitted is the text taken over
    told = {
        "unit": str(world.press.pk),
        "place": "zalo",
        "where": "Nhóm Zalo tổ dân phố 5",
        "link": "",
        "posted_at": f"{clock.now().astimezone(clock.VIETNAM) - timedelta(hours=1):%Y-%m-%dT%H:%M}",
    }
    there = f"/ban/da-dang/{edition.pk}/"
    assert browser.post(there, told).status_code == 302
    assert "Nhóm Zalo tổ dân phố 5" in enter("officer").get(there).text
    wrong = browser.post(there, told | {"place": "website"})
    assert wrong.status_code == 409 and "https://" in wrong.text
    posting = Posting.objects.get()
    browser.post(f"{there}{posting.pk}/go/")
    posting.refresh_from_db()
    assert posting.taken_down_at is not None
    assert enter("officer").get(f"{there}danh-sach.xlsx").content[:2] == b"PK"
    assert enter("reporter").get(there).status_code in (302, 403, 404)
