"""The provinces of a day on a map of 2023."""

from datetime import date

import pytest

from thongsuot.network import queries
from thongsuot.network.models import Batch, Province, ProvinceSuccession, Reorganisation

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def merged():
    """Two provinces become one, whose code was that of one of them; a third stays."""
    since = date(2020, 1, 1)
    old = [
        Province.objects.create(name=name, code=code, valid_from=since, valid_to=BEFORE)
        for name, code in (("Lào Cai", "10"), ("Yên Bái", "15"))
    ]
    stays = Province.objects.create(name="Hà Nội", code="01", valid_from=since)
    new = Province.objects.create(name="Lào Cai", code="15", valid_from=AFTER)
    batch = Batch.objects.create(name="thu", digest="0", text="", first_day=AFTER)
    act = Reorganisation.objects.create(
        batch=batch, number=1, act="merge", effective=AFTER, confidence="found"
    )
    for origin in old:
        ProvinceSuccession.objects.create(reorganisation=act, from_province=origin, to_province=new)
    return old, stays, new


def test_a_merged_province_is_drawn_by_the_shapes_it_came_from(merged):
    old, stays, new = merged
    assert queries.shapes_of_provinces(BEFORE) == {
        old[0].pk: ("10",),
        old[1].pk: ("15",),
        stays.pk: ("01",),
    }
    assert queries.shapes_of_provinces(AFTER) == {new.pk: ("10", "15"), stays.pk: ("01",)}
