"""Plainer wordings as the desk asks for them: the house's own, and those of an endpoint if set."""

import pytest
from pytest_django import Settings

from tests.releases.conftest import World, begin
from thongsuot.channels.rewriting.config import RewritingConfig
from thongsuot.journal import queries as journal
from thongsuot.journal.terms import EntryView
from thongsuot.lib.clarity import check, of_text
from thongsuot.lib.clarity.rewriting import Way
from thongsuot.lib.refused import Refused
from thongsuot.releases import actions, queries


def test_the_house_proposes_without_any_service() -> None:
    document = of_text("Khóa học gồm viết tin, trả lời báo chí và diễn tập.")
    (made,) = queries.proposals(document, check(document))
    assert made.way == Way.LIST


def test_nothing_leaves_the_house_unless_an_endpoint_is_set(
    settings: Settings, world: World
) -> None:
    release = begin(world)
    asked = {"release": release, "by": world.officer}
    assert not queries.may_ask_outside()
    assert actions.ask_outside(**asked, text="Sở họp.").trouble == "off"
    settings.REWRITING = RewritingConfig(
        url="http://127.0.0.1:9/v1", model="m", key="khoa", timeout=1
    )
    assert queries.may_ask_outside()
    assert actions.ask_outside(**asked, text=" ").trouble == "empty"
    assert actions.ask_outside(**asked, text="x" * 10_000).trouble == "too_long"
    assert _askings() == []
    assert actions.ask_outside(**asked, text="Sở họp.").trouble == "unreachable"
    (entry,) = _askings()
    assert (entry.subject_id, entry.by, entry.facts) == (
        str(release.pk),
        str(world.officer.pk),
        {"host": "127.0.0.1"},
    )


def test_nobody_sends_out_a_text_that_is_not_theirs(settings: Settings, world: World) -> None:
    settings.REWRITING = RewritingConfig(url="http://127.0.0.1:9/v1", model="m", timeout=1)
    with pytest.raises(Refused):
        actions.ask_outside(release=begin(world), text="Sở họp.", by=world.stranger)
    assert _askings() == []


def _askings() -> list[EntryView]:
    return [entry for entry in journal.entries(limit=20) if entry.act == "rewrite.asked"]
