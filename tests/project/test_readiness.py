"""`thongsuot network readiness`: the figures of the page, as data and as lines."""

import json

import pytest
from click.testing import CliRunner

from tests.circulation.conftest import world  # noqa: F401 (a fixture)
from thongsuot.project.commands.network import network

pytestmark = pytest.mark.django_db


def test_the_figures_from_a_terminal(world):  # noqa: F811
    told = json.loads(CliRunner().invoke(network, ["readiness", "--json"]).output)
    assert told["whole"]["bodies"] == 6 == sum(kind["bodies"] for kind in told["kinds"].values())
    assert told["gaps"]["silent"] == 6 and told["whole"]["ready"] == 0
    lines = CliRunner().invoke(network, ["readiness"]).output
    assert lines.startswith("6 đơn vị và Sở") and "@" not in lines


def test_of_a_day_before_there_was_anything(world):  # noqa: F811
    told = CliRunner().invoke(network, ["readiness", "--at", "2020-01-01", "--json"]).output
    assert json.loads(told)["whole"]["bodies"] == 0
