"""`thongsuot ready`: how fresh the store is, as a table and as data."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from tests.circulation.conftest import work_off, world  # noqa: F401 (a fixture)
from thongsuot.exchange import actions
from thongsuot.exchange.terms import Wanted
from thongsuot.lib import clock
from thongsuot.project.commands.ready import ready

pytestmark = pytest.mark.django_db


def test_the_figures_from_a_terminal(world, tmp_path):  # noqa: F811
    made = actions.ask(
        unit=world.centre.pk,
        by=world.coordinator,
        title="Kết quả tuần qua",
        question="Tuần qua đơn vị làm được gì?",
        wants=(Wanted.TEXT,),
        due_at=clock.now() + timedelta(hours=24),
    )
    work_off()
    with clock.frozen(clock.now() + timedelta(hours=3)):
        actions.answer(request=made.pk, unit=world.hue.pk, by=world.hue_officer, nothing=True)
        told = json.loads(CliRunner().invoke(ready, ["--json", "-"]).output)
        assert (told["whole"]["answers"], told["whole"]["median_hours"]) == (1, 3.0)
        assert 0 < told["whole"]["answers_share"] < 1
        hue = next(row for row in told["units"] if row["unit"] == str(world.hue.pk))
        assert hue["answers_share"] == 1.0 and hue["topics_share"] is None
        file = tmp_path / "ready.json"
        table = CliRunner().invoke(ready, ["--json", str(file)]).output
        assert "Toàn mạng lưới" in table and "3,0" in table
        assert json.loads(file.read_text("utf-8"))["whole"] == told["whole"]
